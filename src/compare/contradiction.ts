import { spellKey, type ComparisonKey } from '../record/key.ts'
import { decodeNumber } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import { exactSeriesDigest } from '../record/series.ts'
import type { Baseline, BaselineMetric } from '../spec/lock.ts'
import { seriesOf } from './lookup.ts'
import { unitOf } from './resolution.ts'
import { setApart } from './set-apart.ts'

/**
 * Where a lock entry and the record that it names say different things: one of them was edited. Undefined: they agree,
 * as far as one run can tell.
 *
 * @param key under which the entry stands
 */
export function contradiction(
  entry: Baseline,
  accepted: RunRecord,
  key: ComparisonKey,
): string | undefined {
  if (entry.record !== accepted.id)
    return `the lock names record ${entry.record}, the ledger gave ${accepted.id}`
  const apart = setApart(accepted)
  if (apart !== undefined) return `the lock names a run that is no baseline: ${apart}`
  const trained = spellKey({ model: accepted.model, ...accepted.key })
  if (trained !== spellKey(key)) return `the lock’s entry for ${spellKey(key)} is of ${trained}`
  const facts = [
    ['input', entry.input, accepted.input],
    ['seed', entry.seed, accepted.config.seed.index],
    ['digest of the series', entry.series, exactSeriesDigest(accepted.series)],
    ['digest of the weights', entry.weights, accepted.weights?.digest],
    ['digest of the trace', entry.trace, accepted.trace],
  ] as const
  const fact = facts.find(([, said, is]) => said !== is)
  const edited =
    fact?.[0] ?? Object.keys(entry.metrics).find((name) => !isOf(name, entry, accepted))
  return edited && `the lock’s ${edited} is not its record’s`
}

/** Whether an entry's metric can have come from this run and others. */
function isOf(name: string, { runs, metrics }: Baseline, accepted: RunRecord): boolean {
  const [metric, series] = [metrics[name], seriesOf(accepted, name)]
  if (metric === undefined || series === undefined || metric.step !== series.last) return false
  const resolution = metric.resolution ?? 'exact'
  if (runs === 1) return metric.mean === series.final && resolution === series.resolution
  const final = decodeNumber(series.final)
  return (
    unitOf(resolution, final) >= unitOf(series.resolution, final) && isNear(final, metric, runs)
  )
}

/**
 * One of n values is at most s·(n − 1)/√n from their mean, s being their sample standard deviation (P. A. Samuelson, "How
 * deviant can you be?", 1968). The rounding of n sums, 2⁻⁵² of the numbers' size each, is allowed for.
 */
function isNear(value: number, { mean, sd }: BaselineMetric, n: number): boolean {
  const average = decodeNumber(mean)
  const rounding = n * 2 ** -52 * (Math.abs(value) + Math.abs(average))
  return sd !== undefined && Math.abs(value - average) <= (sd * (n - 1)) / Math.sqrt(n) + rounding
}
