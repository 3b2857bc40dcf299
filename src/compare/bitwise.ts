import { isMeasured } from '../record/measures.ts'
import { sameNumber, type Num } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import { exactSeriesDigest, type SeriesSummary } from '../record/series.ts'
import type { Baseline } from '../spec/lock.ts'
import { metricOf, seriesOf } from './lookup.ts'

/**
 * What the bits of a run say against a baseline's (rung B):
 * `equal`: nothing differs, and something proves it; `values-equal`: all finals of the baseline are equal, but nothing
 * proves identity; `differ`: some bit differs; `unknown`: there was nothing to compare bit by bit, which is never equal.
 */
export type Bits =
  | { readonly bits: 'equal'; readonly evidence: 'weights' | 'series' | 'trace' }
  | { readonly bits: 'values-equal' }
  | {
      readonly bits: 'differ'
      readonly where: 'series' | 'final' | 'trace'
      readonly metric: string | undefined
    }
  | { readonly bits: 'unknown' }

/** Fewer points than this prove nothing: a short series is equal by chance (DESIGN §4, `identical`). */
const POINTS = 20
/**
 * The part of a series' points that must be different values with all the digits of a float64. A computed value has them
 * in 98 of 100 cases or more (`fine` of a record), so a loss of 20 points has too few of them at worst once in 20 000 trainings,
 * a longer one less often; then it is `reproduced`. Curves that stand still or are rounded have far fewer.
 */
const FINE_PART = 0.8
/** An empty or all but empty file is equal in every training. */
const WEIGHTS_BYTES = 64

/**
 * Compares a run with a baseline bit by bit. A known difference outweighs any evidence of identity, and so do declared
 * weights that differ: they are no difference in results, for a file may hold a time stamp or a path, but beside them
 * equal series prove nothing.
 *
 * @param accepted the baseline's record, where it is at hand. With it, series are compared by name, so a run that only
 *   writes one more metric is not different; without it, only the digest over all exact series is known.
 * @param ignored metrics that differ between two runs of one program and seed, and so say nothing
 */
export function bitwise(
  record: RunRecord,
  baseline: Baseline,
  accepted?: RunRecord,
  ignored: readonly string[] = [],
): Bits {
  const pair = { record, baseline, accepted, ignored }
  const difference = differenceOf(pair)
  if (difference !== undefined) return { bits: 'differ', ...difference }
  const evidence = weightsDiffer(record, baseline) ? undefined : evidenceOf(pair)
  if (evidence !== undefined) return { bits: 'equal', evidence }
  const names = Object.keys(baseline.metrics)
  const known =
    names.length > 0 && names.every((name) => finalsEqual(name, record, baseline, accepted))
  return { bits: known ? 'values-equal' : 'unknown' }
}

/** Whether both sides declared weights, and they are not the same. */
export function weightsDiffer({ weights }: RunRecord, baseline: Baseline): boolean {
  return (
    baseline.weights !== undefined && weights !== undefined && weights.digest !== baseline.weights
  )
}

/**
 * Whether a metric says something about the training: it is gated, or its name is that of a measure. What else differs
 * may be a clock, and what else is equal a schedule.
 */
export function tells(name: string, gated: readonly string[]): boolean {
  return gated.includes(name) || isMeasured(name)
}

/**
 * The final that the accepted run itself had: a baseline's mean is that only if it was made from one run.
 * Undefined where the lock alone cannot say.
 */
export function acceptedFinal(
  name: string,
  baseline: Baseline,
  accepted: RunRecord | undefined,
): Num | undefined {
  const series = accepted === undefined ? undefined : seriesOf(accepted, name)
  if (series !== undefined) return series.final
  return baseline.runs === 1 ? metricOf(baseline, name)?.mean : undefined
}

/** Whether a metric's final has the bits of the accepted run's; false where either is not known. */
export function finalsEqual(
  name: string,
  record: RunRecord,
  baseline: Baseline,
  accepted: RunRecord | undefined,
): boolean {
  const before = acceptedFinal(name, baseline, accepted)
  const after = seriesOf(record, name)?.final
  return before !== undefined && after !== undefined && sameNumber(before, after)
}

/** Whether equal points of this series prove identity: measured, float64, enough points that moved, NaN not lost. */
function proves(one: SeriesSummary, gated: readonly string[]): boolean {
  return (
    one.role === 'metric' &&
    tells(one.name, gated) &&
    one.resolution === 'exact' &&
    one.nonfinite === 'kept' &&
    one.n >= POINTS &&
    (one.fine ?? 0) >= FINE_PART * one.n
  )
}

interface Compared {
  readonly record: RunRecord
  readonly baseline: Baseline
  readonly accepted: RunRecord | undefined
  readonly ignored: readonly string[]
}

type Difference = Pick<Extract<Bits, { bits: 'differ' }>, 'where' | 'metric'>

function differenceOf(pair: Compared): Difference | undefined {
  const [before, after] = [pair.baseline.trace, pair.record.trace]
  return (
    finalDifference(pair) ??
    seriesDifference(pair) ??
    (before !== undefined && after !== undefined && before !== after
      ? { where: 'trace', metric: undefined }
      : undefined)
  )
}

/** Gated finals first: they are what a reader looks for. Volatile ones differ in every run. */
function finalDifference({
  record,
  baseline,
  accepted,
  ignored,
}: Compared): Difference | undefined {
  const others = (accepted?.series ?? [])
    .filter(({ role, name }) => role === 'metric' && !ignored.includes(name))
    .map(({ name }) => name)
  for (const name of new Set([...Object.keys(baseline.metrics), ...others])) {
    const before = acceptedFinal(name, baseline, accepted)
    const after = seriesOf(record, name)?.final
    if (before !== undefined && after !== undefined && !sameNumber(before, after))
      return { where: 'final', metric: name }
  }
  return undefined
}

function seriesDifference({
  record,
  baseline,
  accepted,
  ignored,
}: Compared): Difference | undefined {
  if (accepted === undefined) {
    const known = baseline.series !== undefined && ignored.length === 0
    return known && exactSeriesDigest(record.series) !== baseline.series
      ? { where: 'series', metric: undefined }
      : undefined
  }
  const one = accepted.series.find(({ name, role, digest }) => {
    const other = seriesOf(record, name)
    return (
      role === 'metric' && !ignored.includes(name) && other !== undefined && other.digest !== digest
    )
  })
  return one && { where: 'series', metric: one.name }
}

function evidenceOf({
  record,
  baseline,
  accepted,
  ignored,
}: Compared): 'weights' | 'series' | 'trace' | undefined {
  const { weights, trace } = record
  if (
    weights !== undefined &&
    weights.digest === baseline.weights &&
    weights.bytes >= WEIGHTS_BYTES
  )
    return 'weights'
  if (baseline.trace !== undefined && trace === baseline.trace) return 'trace'
  // No difference was found, so series of the same name are equal here; without the record, all exact ones are.
  const gated = Object.keys(baseline.metrics)
  const shared = record.series.filter(
    (one) =>
      proves(one, gated) &&
      (accepted === undefined
        ? baseline.series !== undefined && ignored.length === 0
        : sharedWith(accepted, one)),
  )
  return shared.length > 0 ? 'series' : undefined
}

function sharedWith(accepted: RunRecord, one: SeriesSummary): boolean {
  return seriesOf(accepted, one.name)?.digest === one.digest
}
