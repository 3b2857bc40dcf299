import type { Finding } from '../../record/finding.ts'
import type { RunRecord } from '../../record/record.ts'
import { findingWords } from '../findings/texts.ts'
import type { Report } from '../report.ts'
import { code, name, say, strong, type Line } from '../text/line.ts'
import { spellNumber } from '../text/number.ts'
import { count } from '../text/quantity.ts'
import type { Section, SectionId } from '../view/block.ts'
import { environmentBlocks, recordBlocks } from '../view/facts.ts'
import { factorBlocks } from '../view/factors.ts'
import { othersTitle, VOLATILE_TITLE } from '../view/metrics.ts'
import { viewOf, type ModelView } from '../view/view.ts'
import {
  bullet,
  indent,
  metricLines,
  movedLines,
  terminalBlock,
  TONES,
  type TerminalOptions,
} from './blocks.ts'
import { ladderLines } from './ladder.ts'
import { paint, wrap } from './style.ts'
import { terminalTable } from './table.ts'

export type { TerminalOptions } from './blocks.ts'

/** What a terminal shows of the folded parts without being asked: it cannot unfold. */
const UNASKED: readonly SectionId[] = ['findings', 'settings', 'cost', 'crash', 'reproduce', 'lock']

/** A report for a terminal. Only our own escape sequences are in it, and none without `color`. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { columns, color } = options
  const { headline, lead, models, origin } = viewOf(report)
  const line = (words: Line | undefined): string[] =>
    words === undefined ? [] : wrap(words, columns, color)
  const parts =
    headline === undefined
      ? models.flatMap((model) => modelLines(model, options, lead))
      : models.flatMap((model) => [
          '',
          paint(model.key, 'bold', color),
          ...modelLines(model, options),
        ])
  const top = headline === undefined ? [] : [...line(headline), ...line(lead)]
  const end = part('', line(origin))
  return `${[...top, ...parts, ...end, '', exitLine(report, color)].join('\n')}\n`
}

/** What the exit code says: `green: exit code 0`. */
export function exitLine({ green, exitCode, models }: Report, color: boolean): string {
  const words = green ? 'green' : 'not green'
  return paint(
    `${words} (${count(models.length, 'model')}): exit code ${exitCode}`,
    green ? 'green' : 'red',
    color,
  )
}

/** One model's part; `lead` is what stands right below its sentence. */
export function modelLines(model: ModelView, options: TerminalOptions, lead?: Line): string[] {
  const { color, columns } = options
  const { look, metrics } = model
  const tone = TONES[look.colour]
  const [first = '', ...rest] = wrap(model.sentence, columns - 2, color, tone)
  const moved =
    model.moved.length === 0
      ? wrap(model.unmoved, columns - 2, color)
      : movedLines(model.moved, { ...options, columns: columns - 2 })
  const others =
    options.details === true
      ? [
          ...part(
            othersTitle(metrics.shown).toLowerCase(),
            metricLines(metrics.shown, false, options),
          ),
          ...part(VOLATILE_TITLE.toLowerCase(), metricLines(metrics.volatile, false, options)),
        ]
      : []
  const sections = model.sections.filter(
    ({ id }) => options.details === true || UNASKED.includes(id),
  )
  return [
    `${paint(look.sign, tone, color)} ${first}`,
    ...indent(rest),
    ...(lead === undefined ? [] : indent(wrap(lead, columns - 2, color))),
    ...(model.todo === undefined
      ? []
      : indent(wrap(say`What to do: ${model.todo}`, columns - 2, color))),
    ...part('', metricLines(metrics.gated, true, options)),
    ...part(
      '',
      model.notes.flatMap((note) => bullet(note, options)),
    ),
    ...model.ladders.flatMap((ladder) =>
      part(`where they part, ${ladder.title}`, ladderLines(ladder, options), color),
    ),
    ...part('what moved', indent(moved), color),
    ...others,
    ...sections.flatMap((section) => sectionLines(section, options)),
    ...part('', wrap(model.footer, columns, color)),
  ]
}

function part(title: string, lines: readonly string[], color: boolean = false): string[] {
  if (lines.length === 0) return []
  return ['', ...(title === '' ? [] : [paint(title, 'dim', color)]), ...lines]
}

function sectionLines({ title, blocks }: Section, options: TerminalOptions): string[] {
  const inner = { ...options, columns: options.columns - 2 }
  return part(
    title.toLowerCase(),
    indent(blocks.flatMap((block) => terminalBlock(block, inner))),
    options.color,
  )
}

/** Findings for a terminal: title, text, what to do, and the page. */
export function renderFindings(findings: readonly Finding[], options: TerminalOptions): string {
  if (findings.length === 0) return `${paint('✓', 'green', options.color)} nothing found\n`
  const inner = options.columns - 2
  const lines = findings.flatMap((finding) => {
    const { title, text, todo, page } = findingWords(finding)
    return [
      ...wrap(say`${strong(title)}`, options.columns, options.color, 'amber'),
      ...indent([
        ...wrap(text, inner, options.color),
        ...wrap(todo, inner, options.color),
        paint(page, 'dim', options.color),
      ]),
      '',
    ]
  })
  return `${[...lines, count(findings.length, 'finding')].join('\n')}\n`
}

/** One record for a terminal: what went in, what happened, what came out. */
export function renderRecord(record: RunRecord, options: TerminalOptions): string {
  const { color, columns } = options
  const lone = { run: record, baseline: undefined, explanation: undefined }
  const series = record.series.map((one) => [
    { text: one.name },
    { text: spellNumber(one.final), right: true },
    { text: String(one.last), right: true },
    { text: String(one.n), right: true },
    { text: one.resolution },
    { text: one.source },
  ])
  const blocks = (title: string, all: ReturnType<typeof recordBlocks>): string[] =>
    part(
      title,
      all.flatMap((block) => terminalBlock(block, options)),
      color,
    )
  return `${[
    ...wrap(say`record ${code(record.id)} of ${name(record.model)}`, columns, color),
    ...blocks('what happened', recordBlocks(lone)),
    ...part(
      'what came out',
      terminalTable(
        ['metric', 'final', 'at step', 'points', 'digits', 'source'],
        series,
        columns,
        color,
        6,
      ),
      color,
    ),
    ...blocks('environment', environmentBlocks(lone)),
    ...blocks('what is recorded', factorBlocks(lone)),
  ].join(
    '\n',
  )}\n${record.findings.length === 0 ? '' : `\n${renderFindings(record.findings, options)}`}`
}
