import type { MetricVerdict, ModelVerdict, Reason } from '../../compare/verdict.ts'
import { spellKey } from '../../record/key.ts'
import { code, join, name, say, type Line } from '../text/line.ts'
import { compareNumbers, spellNumber } from '../text/number.ts'
import { count, spellSeconds } from '../text/quantity.ts'
import { codes } from './change.ts'

/** What a reason speaks about. */
export interface Subject {
  readonly verdict: ModelVerdict
  /** The metric that decided; absent where the model as a whole did. */
  readonly metric: MetricVerdict | undefined
}

type Of<K extends Reason['kind']> = Extract<Reason, { kind: K }>
type Words = { readonly [K in Reason['kind']]: (reason: Of<K>, subject: Subject) => Line }

const WORDS: Words = {
  'bits-equal': ({ evidence }, subject) =>
    say`bit for bit ${theBaselines(subject)} (${values(subject, ', ')}${EVIDENCE[evidence]} equal)`,
  'values-equal': ({ traces }, subject) =>
    traces === 'differ'
      ? say`${numbers(subject)}, equal to the last digit; the trainings are not the same bit for bit`
      : say`${numbers(subject)}, equal to the last digit; bitwise evidence missing`,
  'bits-differ': ({ where }, subject) =>
    say`${numbers(subject)}; ${where === 'final' ? 'the values' : EVIDENCE[where]} must be equal bit for bit here`,
  'identity-unproven': (_, subject) =>
    say`${numbers(subject)}, but nothing proves that the bits are equal, which must be proven here`,
  within: (_, subject) => numbers(subject),
  beyond: (_, subject) => numbers(subject),
  better: (_, subject) => numbers(subject),
  'weights-differ': (_, subject) => say`${numbers(subject)}, but the trained weights differ`,
  'self-repeats': (_, subject) =>
    say`this training reproduces itself here, bit for bit${values(subject, '', ' (', ')')}; there is no baseline yet`,
  'self-differs': ({ metric, step }) =>
    say`the same inputs and seed, run twice here, disagree${parting(metric, step)}`,
  'noise-not-measured': (_, subject) =>
    say`${numbers(subject)}; whether that is noise is not known, for the noise was not measured`,
  'budget-spent': ({ runs, minutes }) =>
    say`the budget ended after ${count(runs, 'run')} and ${minutesOf(minutes)}, before the evidence decided`,
  'killed-outside': ({ signal }) =>
    say`the training was killed from outside${signal === undefined ? '' : say` by ${code(signal)}`}, which says nothing about this change`,
  'no-baseline': noBaseline,
  'baseline-unreadable': ({ why }) => say`the baseline cannot be read: ${why}`,
  'no-metric': ({ seen }) =>
    seen.length === 0
      ? say`the run wrote no metric that could be read`
      : say`none of the metrics seen is known as the one to judge by (${codes(seen, 5)})`,
  'metric-not-in-baseline': (_, subject) => say`the baseline has no ${metricName(subject)}`,
  'other-step': ({ run, baseline }, subject) =>
    say`${metricName(subject)} ended at step ${run}, the baseline at step ${baseline}`,
  'sources-disagree': ({ values }, subject) =>
    say`the run’s own files disagree about ${metricName(subject)} (${join(
      values.map(([source, value]) => say`${code(source)} ${value}`),
      ', ',
    )})`,
  'resolution-coarser': ({ resolution, within }, subject) =>
    say`${metricName(subject)} is written too coarsely (${fineness(resolution)}) to be held within ${spellNumber(within)}`,
  'nonfinite-lost': ({ source }, subject) =>
    say`${metricName(subject)} comes from ${code(source)}, which cannot carry NaN, so that a normal number proves nothing`,
  'zero-mean': (_, subject) =>
    say`the tolerance of ${metricName(subject)} is a percentage of a baseline of 0`,
  'environment-moved': ({ what, why }) =>
    say`the environment moved (${what.length === 0 ? 'not recorded in both' : codes(what)}), so a difference cannot be blamed on this change${why === undefined || why === 'budget' ? '' : `, and ${NO_BASE[why]}`}`,
  'model-removed': (_, { verdict }) =>
    say`this change removes the model ${name(verdict.model)}, which has a baseline`,
  'evidence-lost': ({ why }) =>
    say`the job that was to retrain handed nothing over that can be judged: ${why}`,
  draft: () => say`nothing was retrained, because this pull request is a draft`,
  crashed: ({ code: exit, signal }) =>
    say`the training crashed${signal === undefined ? '' : say` by ${code(signal)}`}${exit === undefined ? '' : ` with exit code ${exit}`}`,
  'not-started': ({ what }) => say`the training could not start: ${what}`,
  timeout: ({ seconds }) =>
    say`the training did not end within ${spellSeconds(seconds)} and was stopped`,
  idle: ({ seconds }) =>
    say`the training wrote nothing for ${spellSeconds(seconds)} and was stopped`,
  'metric-missing': (_, subject) =>
    say`${metricName(subject)}, which must be there, is missing from this run${baselineValue(subject)}`,
  'not-finite': ({ value, of }, subject) =>
    of === 'run'
      ? say`${metricName(subject)} is ${value}${baselineValue(subject)}`
      : say`the baseline’s ${metricName(subject)} is ${value}`,
  'foreign-module': ({ path }) =>
    say`${code(path)} was imported from outside the copy that was to be trained`,
  'evidence-invalid': ({ why }) => say`the evidence cannot be used: ${why}`,
}

const EVIDENCE = {
  weights: 'the weights',
  series: 'all points of the series',
  trace: 'the traces',
} as const

/** What a reason means, without the verdict's name in front. */
export function reasonWords(reason: Reason, subject: Subject): Line {
  return (WORDS[reason.kind] as (reason: Reason, subject: Subject) => Line)(reason, subject)
}

/** "eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010)", or "eval_loss 0.412 in both". */
function numbers(subject: Subject): Line {
  const { metric } = subject
  if (metric === undefined) return say`the results`
  const { baseline, run, difference, tolerance } = compareNumbers(metric)
  if (baseline === undefined || run === undefined)
    return say`${metricName(subject)} ${run ?? 'missing'}, baseline ${baseline ?? 'missing'}`
  if (metric.baseline === metric.run) return say`${metricName(subject)} ${run} in both`
  const beside = [difference, tolerance && `tolerance ${tolerance}`].filter(
    (part) => part !== undefined && part !== '',
  )
  return say`${metricName(subject)} ${baseline} → ${run}${beside.length === 0 ? '' : ` (${beside.join(', ')})`}${against(subject)}`
}

function values(subject: Subject, after: string, before: string = '', end: string = ''): Line {
  const { metric } = subject
  if (metric?.run === undefined || metric.run !== metric.baseline) return []
  return say`${before}${metricName(subject)} ${spellNumber(metric.run)} in both${after}${end}`
}

function metricName({ metric, verdict }: Subject): Line {
  const found = metric ?? verdict.metrics.find(({ gated }) => gated)
  return found === undefined ? say`the metric` : say`${name(found.metric)}`
}

function baselineValue({ metric }: Subject): Line {
  return metric?.baseline === undefined ? [] : say` (baseline ${spellNumber(metric.baseline)})`
}

function against({ verdict }: Subject): string {
  return verdict.basis === 'a/b' ? ' against the base commit, retrained here' : ''
}

function theBaselines({ verdict }: Subject): string {
  return verdict.basis === 'a/b' ? 'the base commit’s, retrained here' : 'the baseline’s'
}

function parting(metric: string | undefined, step: number | undefined): Line {
  if (metric === undefined) return []
  return step === undefined
    ? say` in ${name(metric)}`
    : say` in ${name(metric)} from step ${step} on`
}

function minutesOf(minutes: number): string {
  return count(Number(minutes.toFixed(1)), 'minute')
}

function fineness(resolution: string): string {
  const decimals = /^decimal:(\d+)$/.exec(resolution)?.[1]
  if (decimals !== undefined) return count(Number(decimals), 'decimal')
  return resolution === 'sampled' ? 'points are left out' : resolution
}

const NO_BASE = {
  'no-base': 'there is no commit to compare with',
  'base-failed': 'the base commit could not be trained here',
} as const

const NO_BASELINE = {
  absent: 'there is none in the lock',
  'other-key': 'the lock has it only for other hardware',
  'base-failed': `and ${NO_BASE['base-failed']}`,
  'no-base': `and ${NO_BASE['no-base']}`,
  budget: 'and the budget does not allow training the base commit',
} as const satisfies Record<Of<'no-baseline'>['why'], string>

function noBaseline({ why, keys }: Of<'no-baseline'>, { verdict }: Subject): Line {
  const others = keys.length === 0 ? [] : say` (the lock has ${codes(keys)})`
  const comma = why === 'absent' || why === 'other-key' ? ': ' : ', '
  return say`no baseline for ${code(spellKey(verdict.key))}${comma}${NO_BASELINE[why]}${others}`
}
