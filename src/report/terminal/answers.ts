import type { AuditReport } from '../audit.ts'
import type { BisectReport } from '../bisect.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { plain, say, shortId, type Line } from '../text/line.ts'
import { laddersOf } from '../view/ladder.ts'
import {
  auditAdvice,
  auditSentence,
  costOfDeterminism,
  seedWords,
  spentWords,
} from '../words/audit.ts'
import { bisectSentence, commitWords, triedWords } from '../words/bisect.ts'
import { explanationBelow, groupWords, resultWords, whySentence } from '../words/why.ts'
import type { WhyReport } from '../why.ts'
import { bullet, indent, type TerminalOptions } from './blocks.ts'
import { ladderLines } from './ladder.ts'
import { paint, wrap, type Style } from './style.ts'
import { terminalTable } from './table.ts'
import { renderFindings } from './terminal.ts'

type Tone = Extract<Style, 'green' | 'amber' | 'red' | 'blue'>

/** A sign and one sentence. */
function top(
  sign: string,
  tone: Tone,
  sentence: Line,
  { color, columns }: TerminalOptions,
): string[] {
  const [first = '', ...rest] = wrap(sentence, columns - 2, color, tone)
  return [`${paint(sign, tone, color)} ${first}`, ...indent(rest)]
}

function paragraphs(
  lines: readonly (Line | undefined)[],
  { color, columns }: TerminalOptions,
): string[] {
  return lines.flatMap((line) =>
    line === undefined ? [] : ['', ...indent(wrap(line, columns - 2, color))],
  )
}

function ladders(explanation: Explanation, options: TerminalOptions): string[] {
  return laddersOf(explanation).flatMap((ladder) => [
    '',
    paint(`where they part, ${ladder.title}`, 'dim', options.color),
    ...ladderLines(ladder, options),
  ])
}

const OUTCOMES = {
  reproducible: ['✓', 'green'],
  nondeterministic: ['✗', 'red'],
  unknown: ['?', 'amber'],
} as const satisfies Record<AuditReport['outcome'], readonly [string, Tone]>

/** The answer of an audit: whether the training repeats itself, where it parts, and what to do. */
export function renderAudit(report: AuditReport, options: TerminalOptions): string {
  const { outcome, divergence, findings, spent, exitCode } = report
  const [sign, tone] = OUTCOMES[outcome]
  const advice = auditAdvice(report)
  const lines = [
    ...top(sign, tone, auditSentence(report), options),
    ...paragraphs(
      [advice && say`What to do: ${advice}`, seedWords(report), costOfDeterminism(report)],
      options,
    ),
    ...(divergence?.state === 'found' ? ladders({ factors: [], repeat: divergence }, options) : []),
    ...(findings.length === 0 ? [] : ['', renderFindings(findings, options).trimEnd()]),
    '',
    paint(
      `${report.key} · ${plain(spentWords(spent))} · exit code ${exitCode}`,
      'dim',
      options.color,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Which changes make the difference, and what each trial showed. */
export function renderWhy(report: WhyReport, options: TerminalOptions): string {
  const { groups, until, cost, listed } = report
  const isKnown = groups.some(({ result, why }) => result === 'shown' || why === 'alone')
  const lines = [
    ...top(
      listed ? '·' : isKnown ? '✓' : '?',
      isKnown ? 'green' : 'amber',
      whySentence(report),
      options,
    ),
    '',
    ...groups.flatMap((group) =>
      bullet(say`${groupWords(group)}: ${resultWords(group, report)}`, options),
    ),
    ...ladders(explanationBelow(report), options),
    '',
    paint(
      `run ${shortId(report.run)} · baseline ${shortId(report.baseline)} · ${until === undefined ? 'whole runs' : `trained up to step ${until}`} · ${plain(spentWords(cost))}`,
      'dim',
      options.color,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** The commit that was found, with all that were tried. */
export function renderBisect(report: BisectReport, options: TerminalOptions): string {
  const { color, columns } = options
  const { tried, explanation, cost, result } = report
  const rows = tried.map((one) => [
    { text: one.commit.slice(0, 12), style: 'cyan' as const },
    { text: triedWords(one) },
    { text: plain(commitWords(one)).replace(/^`[0-9a-f]*` /, '') },
  ])
  const tone = result === 'found' ? 'green' : 'amber'
  const lines = [
    ...top(result === 'one-of' ? '?' : '✓', tone, bisectSentence(report), options),
    '',
    ...terminalTable(['commit', 'outcome', 'subject'], rows, columns, color, 3),
    ...(explanation === undefined ? [] : ladders(explanation, options)),
    '',
    paint(plain(spentWords(cost)), 'dim', color),
  ]
  return `${lines.join('\n')}\n`
}
