import { otherSeed } from '../../explain/seed-calls.ts'
import type { AuditReport } from '../audit.ts'
import { code, join, name, say, shortId, strong, type Line } from '../text/line.ts'
import { count, spellSeconds } from '../text/quantity.ts'
import { partedWords, unpartedWords } from './divergence.ts'
import { adviceWords, otherSeedWords } from './parting-advice.ts'

/** The audit's answer in one sentence. */
export function auditSentence(report: AuditReport): Line {
  const { outcome, divergence, repeat, disagree } = report
  switch (outcome) {
    case 'reproducible': {
      const steps = divergence?.state === 'same' ? say`: ${unpartedWords(divergence)}` : []
      return say`${strong('reproducible')}: trained twice here with one seed, it gave the same bits${steps}`
    }
    case 'nondeterministic': {
      const where = placeWords(report, ', while ')
      const metrics = disagree.length === 0 ? [] : say` in ${metricNames(disagree)}`
      return repeat?.run.exit.how === 'crashed'
        ? say`${strong('nondeterministic')}: of two runs of the same code and seed one crashed${where}`
        : say`${strong('nondeterministic')}: two runs of the same code and seed disagree${metrics}${where}`
    }
    case 'unknown':
      return say`${strong('unknown')}: ${unknownWords(report)}`
  }
}

/** ", while every one of 40 steps is equal …" or "; they part at …". Nothing where nothing was traced. */
function placeWords({ divergence }: AuditReport, equal: string): Line {
  if (divergence === undefined) return []
  if (divergence.state === 'found') return say`; ${partedWords(divergence)}`
  return say`${divergence.state === 'same' ? equal : '; '}${unpartedWords(divergence)}`
}

/** "eval_loss and accuracy"; nothing of none. */
function metricNames(metrics: readonly string[]): Line {
  const shown = metrics.slice(0, 3).map((metric) => say`${name(metric)}`)
  const more = metrics.length - shown.length
  return more > 0 ? say`${join(shown, ', ')} and ${more} more` : join(shown, ', ', ' and ')
}

function unknownWords(report: AuditReport): Line {
  const { divergence, why } = report
  // What is unknown of a place where two runs part is no news while nothing shows that they do.
  const where = divergence?.state === 'unknown' ? [] : placeWords(report, '; ')
  switch (why) {
    case 'ended':
      return say`a run did not come to its end, so there is nothing to compare`
    case 'no-metrics':
      if (divergence === undefined)
        return say`no metric was read and nothing was traced, so there is nothing to compare`
      return divergence.state === 'unknown'
        ? say`no metric was read that could be compared, and the traces prove nothing`
        : say`no metric was read that could be compared${where}`
    case 'weights':
      return hasMetrics(report)
        ? say`all metrics that count are equal, but the trained weights differ${where}`
        : say`the trained weights differ, and no metric was read that could be compared${where}`
    case 'unproven':
    case undefined:
      return say`all metrics that count are equal, but nothing proves that the bits are${where}`
  }
}

function hasMetrics({ run }: AuditReport): boolean {
  return run.series.some(({ role }) => role === 'metric')
}

/** What to do about it; undefined where there is nothing to do. */
export function auditAdvice(report: AuditReport): Line | undefined {
  const { outcome, divergence, run, repeat } = report
  if (outcome === 'reproducible') return undefined
  if (outcome === 'unknown') return unknownAdvice(report)
  const ask = run.config.deterministic
    ? []
    : say` Write ${code('deterministic: true')} in ${code('reprise.yml')}.`
  const seed = repeat && otherSeed(run, repeat)
  if (divergence?.state === 'found') return say`${adviceWords(divergence, seed)}${ask}`
  if (repeat?.run.exit.how === 'crashed')
    return say`See how it ended with ${code(`reprise show ${shortId(repeat.id)}`)}.`
  if (seed !== undefined) return say`${otherSeedWords(seed)}${ask}`
  return divergence?.state === 'same' ? besideAdvice(report) : say`${untracedAdvice(report)}${ask}`
}

/** Where every step is equal, only what is made of them is left. */
function besideAdvice({ disagree }: AuditReport): Line {
  const what = disagree.length === 0 ? say`what differs` : metricNames(disagree)
  return say`The steps of the training repeat. Look at how ${what} ${disagree.length > 1 ? 'are' : 'is'} computed: dropout that was left on, a sample or a generator without a seed, the clock, another order of the samples.`
}

function untracedAdvice({ divergence }: AuditReport): Line {
  if (divergence?.state === 'unknown' && divergence.why === 'other-length')
    return say`Look for what ends the training by anything but a count of steps: the clock, a limit of time, an early stop. See ${code('docs/findings/time-or-path.md')}.`
  const none = divergence === undefined ? say`Nothing was traced. ` : []
  return say`${none}Look for the clock, unseeded generators, unordered sets and folders, and threads.`
}

function unknownAdvice(report: AuditReport): Line {
  const { why, run, findings, divergence } = report
  if (why === 'ended') return say`See ${code('reprise show')} for how it ended.`
  if (why === 'weights')
    return divergence?.state === 'same'
      ? say`The steps of the training repeat: look whether the files that ${code('weights:')} names hold a time stamp or a path, or are changed after the last step. Write them without, or take them out of ${code('weights:')}.`
      : say`If the files that ${code('weights:')} names hold a time stamp or a path, write them without, or take them out of ${code('weights:')}; if not, look for the clock and unseeded generators.`
  // A declared file that could not be read is among the findings.
  const isNamed =
    run.weights !== undefined || findings.some(({ kind }) => kind === 'source-unreadable')
  const weights = isNamed ? [] : say`, or name ${code('weights:')} in ${code('reprise.yml')}`
  return why === 'no-metrics'
    ? say`Let the training write a metric, and name its file under ${code('metrics:')}${weights}.`
    : say`Log a metric at more steps with all its digits${weights}.`
}

/** "asking for determinism: 12 s, without: 10 s (1.2 times)". */
export function costOfDeterminism({ cost }: AuditReport): Line | undefined {
  if (cost === undefined) return undefined
  const [asked, plain] = [mean(cost, true), mean(cost, false)]
  if (asked === undefined || plain === undefined || plain === 0) return undefined
  const order = cost.map(
    ({ deterministic, seconds }) =>
      `${deterministic ? 'with' : 'without'} ${spellSeconds(seconds)}`,
  )
  return say`Asking for determinism takes ${Number((asked / plain).toPrecision(2))} times as long: ${order.join(', ')}, in this order. Of one run each this is a hint, no measurement.`
}

function mean(cost: NonNullable<AuditReport['cost']>, deterministic: boolean): number | undefined {
  const seconds = cost
    .filter((one) => one.deterministic === deterministic)
    .map((one) => one.seconds)
  return seconds.length === 0
    ? undefined
    : seconds.reduce((sum, one) => sum + one, 0) / seconds.length
}

const SEEDS = {
  wired: 'Another seed gives other bits, as it should.',
  'not-wired': 'Another seed gives the same bits: it does not reach the training.',
  unknown: 'Whether another seed reaches the training could not be told.',
} as const

export function seedWords({ seed }: AuditReport): Line | undefined {
  return seed === undefined ? undefined : say`${SEEDS[seed]}`
}

/** "2 runs, 8.1 s of training". */
export function spentWords({
  runs,
  seconds,
}: {
  readonly runs: number
  readonly seconds: number
}): Line {
  return say`${count(runs, 'run')}, ${spellSeconds(seconds)} of training`
}
