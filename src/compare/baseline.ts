import { UserError } from '../record/error.ts'
import { spellKey } from '../record/key.ts'
import { decodeNumber, encodeNumber, type Num } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import { exactSeriesDigest, type SeriesSummary } from '../record/series.ts'
import type { Baseline, BaselineMetric, Cause } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { foreignModule, unjudged } from './evidence-trouble.ts'
import { gatedMetrics } from './gated.ts'
import { expectationOf, seriesOf } from './lookup.ts'
import { coarser } from './resolution.ts'
import { setApart } from './set-apart.ts'
import { cutTrouble, runTrouble } from './trouble.ts'
import type { Reason } from './verdict.ts'

/** What records cannot say of themselves. */
export interface BaselineFacts {
  readonly repeats: Baseline['repeats']
  readonly cause: Cause
  readonly because: string
}

/**
 * The one form of a baseline: a lock entry, the base's run of an A/B comparison and `--baseline RECORD…` all become it.
 * The first record is the accepted one: id, seed and digests are its; a mean is over all, one run per seed.
 * A gated metric that one of the records lacks is left out, so that it is judged `metric-not-in-baseline`.
 *
 * It takes any records, also unfit ones: ask {@link unfitReasons} before accepting them.
 *
 * @throws {UserError} `baseline-mixed` for records of different models, accelerators or inputs
 * @throws {RangeError} without a record
 */
export function baselineOf(
  records: readonly RunRecord[],
  model: ModelSpec,
  facts: BaselineFacts,
): Baseline {
  const [first] = records
  if (first === undefined) throw new RangeError('a baseline needs a record')
  refuseMixed(records, first)
  const runs = distinct(records)
  const metrics = gatedMetrics(model, undefined, first).names.flatMap((name) => {
    const series = runs.flatMap((run) => seriesOf(run, name) ?? [])
    return series.length === runs.length ? [[name, metricFrom(series, model, name)] as const] : []
  })
  const series = exactSeriesDigest(first.series)
  return {
    record: first.id,
    input: first.input,
    seed: first.config.seed.index,
    runs: runs.length,
    repeats: facts.repeats,
    metrics: Object.fromEntries(metrics),
    ...(series && { series }),
    ...(first.weights && { weights: first.weights.digest }),
    ...(first.trace && { trace: first.trace }),
    cause: facts.cause,
    because: facts.because,
  }
}

/** Why records cannot be accepted as a baseline: what would keep every later run from being compared. Empty: they can. */
export function unfitReasons(records: readonly RunRecord[], model: ModelSpec): readonly Reason[] {
  const [first] = records
  if (first === undefined) return []
  const unfinished = records.flatMap((record) => unfitRun(record) ?? [])
  if (unfinished.length > 0) return unfinished
  const { names, seen } = gatedMetrics(model, undefined, first)
  if (names.length === 0) return [{ kind: 'no-metric', seen }]
  return records.flatMap((record) =>
    names.flatMap((name) => unfitMetric(record, name, model, first) ?? []),
  )
}

function unfitRun(record: RunRecord): Reason | undefined {
  const apart = setApart(record)
  if (apart !== undefined) return unjudged(apart)
  const { how } = record.run.exit
  if (how === 'finished') return foreignModule(record)
  return { kind: 'baseline-unreadable', why: `its run did not finish (${how})` }
}

function unfitMetric(
  record: RunRecord,
  name: string,
  model: ModelSpec,
  first: RunRecord,
): Reason | undefined {
  const reason = (runTrouble(record, name) ?? cutTrouble(record, name))?.reason
  if (reason?.kind === 'not-finite') return { ...reason, of: 'baseline' }
  if (reason !== undefined)
    return reason.kind === 'metric-missing' ? { kind: 'metric-not-in-baseline' } : reason
  const run = seriesOf(record, name)?.last
  const baseline = seriesOf(first, name)?.last
  if (run === undefined || baseline === undefined || run === baseline) return undefined
  return expectationOf(model, name).steps === 'same'
    ? { kind: 'other-step', run, baseline }
    : undefined
}

function refuseMixed(records: readonly RunRecord[], first: RunRecord): void {
  const other = records.find((record) => keyOf(record) !== keyOf(first))
  if (other !== undefined)
    throw mixed(`${keyOf(first)} and of ${keyOf(other)}`, 'model on one kind of accelerator')
  if (records.some(({ input }) => input !== first.input))
    throw mixed(
      'different inputs',
      'program with its data and configuration; only seeds may differ',
    )
}

function mixed(what: string, one: string): UserError {
  return new UserError(
    'baseline-mixed',
    `a baseline cannot be made from runs of ${what}`,
    `Give records of one ${one}.`,
  )
}

function keyOf({ model, key }: RunRecord): string {
  return spellKey({ model, ...key })
}

/** One run per seed, as a pool counts them (VERDICT, Calibration): a repeat brings nothing new. */
function distinct(records: readonly RunRecord[]): readonly RunRecord[] {
  const bySeed = new Map<number, RunRecord>()
  for (const record of records) {
    const { index } = record.config.seed
    if (!bySeed.has(index)) bySeed.set(index, record)
  }
  return [...bySeed.values()]
}

function metricFrom(
  series: readonly SeriesSummary[],
  model: ModelSpec,
  name: string,
): BaselineMetric {
  const finals = series.map(({ final }) => final)
  const { better } = expectationOf(model, name)
  const sd = deviationOf(finals.map(decodeNumber))
  const magnitude = Math.max(...finals.map((final) => Math.abs(decodeNumber(final))))
  const resolution = series.map((one) => one.resolution).reduce((a, b) => coarser(a, b, magnitude))
  return {
    mean: meanOf(finals),
    ...(sd === undefined ? {} : { sd }),
    ...(better && { better }),
    step: series[0]?.last ?? 0,
    ...(resolution === 'exact' ? {} : { resolution }),
  }
}

/** The arithmetic mean. Of one run it is that run's number itself, with its sign of zero and all digits. */
function meanOf(finals: readonly Num[]): Num {
  const [only] = finals
  if (finals.length === 1 && only !== undefined) return only
  return encodeNumber(average(finals.map(decodeNumber)))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The sample standard deviation (divisor n − 1), in two passes; undefined for one value or where it is not finite. */
function deviationOf(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined
  const mean = average(values)
  const sd = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  )
  return Number.isFinite(sd) ? sd : undefined
}
