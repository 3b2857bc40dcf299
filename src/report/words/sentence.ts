import type { MetricVerdict, ModelVerdict, Reason } from '../../compare/verdict.ts'
import type { VerdictKind } from '../../spec/spec.ts'
import { findingWords } from '../findings/texts.ts'
import type { Explanation } from '../../explain/explanation.ts'
import type { ModelReport, Report, ReportedChange } from '../report.ts'
import { clean, clip } from '../text/clean.ts'
import { code, join, name, say, strong, type Line } from '../text/line.ts'
import { reasonAdvice } from './advice.ts'
import { adviceWords } from './parting-advice.ts'
import { loneEdits, modelEdits, reportEdits } from './edits.ts'
import { whyWords } from './cause.ts'
import { movedWords, unmovedWords } from './moved.ts'
import { reasonWords } from './reason.ts'

/**
 * The one sentence on top: the verdict, the numbers that decided it beside their baseline, and what moved.
 * Where the change edits what it is judged by, a first sentence says so.
 */
export function sentence(model: ModelReport): Line {
  return after(modelEdits(model), judgement(model))
}

/** The sentence of each model; that of a lone one also says what the change edits beside it. */
export function sentences(report: Report): Line[] {
  const { models } = report
  if (models.length !== 1) return models.map(sentence)
  return models.map((model) => after(loneEdits(model, report), judgement(model)))
}

function after(edits: Line | undefined, words: Line): Line {
  return edits === undefined ? words : say`${edits}. ${words}`
}

function judgement(model: ModelReport): Line {
  const { verdict } = model
  const metric = decidingMetric(verdict)
  const what = say`${strong(verdict.verdict)}: ${reasonWords(deciding(verdict), { verdict, metric })}`
  return say`${what}${others(verdict, metric)}${lastWords(model)}${cause(model)}`
}

/** What to do about the verdict, where there is something to do. */
export function advice(model: ModelReport): Line | undefined {
  const { findings } = model.verdict
  const left = findings.find(({ kind }) => kind === 'left-out')
  const { kind } = deciding(model.verdict)
  const repeat = model.explanation?.repeat
  if (kind === 'self-differs' && repeat?.state === 'found') return adviceWords(repeat)
  if (left === undefined || kind !== 'crashed') return reasonAdvice(deciding(model.verdict))
  const { text, todo } = findingWords(left)
  return say`${text} ${todo}`
}

/** One sentence for a report of several models; undefined for one model, whose own sentence says all. */
export function headline(report: Report): Line | undefined {
  return report.models.length === 1 ? undefined : after(reportEdits(report), overall(report))
}

function overall({ models, change }: Report): Line {
  const verdicts = [...new Set(models.map(({ verdict }) => verdict.verdict))]
  if (verdicts.length === 0) return nothingJudged(change)
  const groups = verdicts.map((kind) => {
    const names = models
      .filter(({ verdict }) => verdict.verdict === kind)
      .map(({ verdict }) => say`${name(verdict.model)}`)
    const shown =
      names.length > 4
        ? say`${join(names.slice(0, 3), ', ')} and ${names.length - 3} more`
        : join(names, ', ', ' and ')
    return say`${shown} ${strong(kind)}`
  })
  return say`${models.length} models: ${join(groups, '; ')}`
}

function nothingJudged(change: ReportedChange | undefined): Line {
  return change?.skipped === 'draft'
    ? say`${strong('draft')}: of a draft pull request nothing is retrained, so nothing is known`
    : say`${strong('no model')}: nothing was retrained, so nothing is known`
}

/** The reason that decided; a verdict always has one. */
export function deciding(verdict: ModelVerdict): Reason {
  const [first] = verdict.reasons
  if (first === undefined) throw new TypeError(`the verdict on ${verdict.model} has no reason`)
  return first
}

/** The gated metric that gave the model its verdict for the deciding reason, or at least gave it its verdict. */
export function decidingMetric(verdict: ModelVerdict): MetricVerdict | undefined {
  const reason = deciding(verdict)
  const gated = verdict.metrics.filter((metric) => metric.gated)
  const same = gated.filter((metric) => metric.verdict === verdict.verdict)
  return same.find((metric) => metric.reason?.kind === reason.kind) ?? same[0] ?? gated[0]
}

function others({ metrics, verdict }: ModelVerdict, decided: MetricVerdict | undefined): Line {
  if (verdict === 'identical' || verdict === 'reproduced' || decided?.verdict !== verdict) return []
  const more = metrics.filter(
    (metric) => metric.gated && metric !== decided && metric.verdict === verdict,
  )
  if (more.length === 0) return []
  const names = more.slice(0, 3).map(({ metric }) => say`${name(metric)}`)
  return say`, and so ${more.length === 1 ? 'is' : 'are'} ${join(names, ', ', ' and ')}${more.length > 3 ? ` and ${more.length - 3} more` : ''}`
}

/** The last line of a crash is what its author wants to see first. */
function lastWords({ verdict, crash }: ModelReport): Line {
  const last = crash?.map(clean).findLast((line) => line.trim() !== '')
  if (!['crashed', 'not-started'].includes(deciding(verdict).kind) || last === undefined) return []
  return say`: ${code(clip(last.trim(), 120))}`
}

type Clause = 'moved' | 'though' | 'none'

const CLAUSE = {
  identical: 'though',
  reproduced: 'though',
  improved: 'moved',
  inconclusive: 'moved',
  incomparable: 'none',
  nondeterministic: 'moved',
  changed: 'moved',
  failed: 'moved',
  invalid: 'none',
} as const satisfies Record<VerdictKind, Clause>

function isOtherLength({ divergence }: Explanation): boolean {
  return divergence?.state === 'unknown' && divergence.why === 'other-length'
}

function cause({ verdict, explanation, run }: ModelReport): Line {
  const clause: Clause = CLAUSE[verdict.verdict]
  if (explanation === undefined || clause === 'none') return []
  const isOwn = explanation.cause?.class === 'nondeterminism'
  const why = whyWords(explanation)
  if (isOwn && why !== undefined && clause === 'moved') return say`; ${why}`
  if (verdict.basis === 'self') return []
  const moved = movedWords(explanation, run?.config.train ?? '')
  if (clause === 'though') return moved === undefined ? [] : say`, though ${moved}`
  // How far the two go together is no cause: what moved is named beside it.
  const said =
    why !== undefined && isOtherLength(explanation)
      ? say`${why}; ${moved ?? unmovedWords(explanation)}`
      : (why ?? moved)
  const doubt = doubtOf(verdict)
  if (doubt !== undefined)
    return say`; ${doubt}, so the difference may be its own${said === undefined ? [] : say`; also, ${said}`}`
  if (said !== undefined) return say`; ${said}`
  return verdict.verdict === 'changed' || verdict.verdict === 'improved'
    ? say`; ${unmovedWords(explanation)}`
    : []
}

/** Why a difference cannot be blamed on what moved: the training may differ from itself. */
function doubtOf({ verdict, reasons, findings }: ModelVerdict): string | undefined {
  const found = (kind: string): boolean => findings.some((one) => one.kind === kind)
  if (verdict === 'nondeterministic') return undefined
  if (found('repeats-not') || reasons.some(({ kind }) => kind === 'self-differs'))
    return 'this training does not repeat itself'
  return found('repeats-unknown')
    ? 'nobody has looked whether this training repeats itself'
    : undefined
}
