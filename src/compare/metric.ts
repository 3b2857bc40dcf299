import { decodeNumber, type Num } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { acceptedFinal, finalsEqual, weightsDiffer, type Bits } from './bitwise.ts'
import { expectationOf, metricOf, seriesOf } from './lookup.ts'
import { coarser } from './resolution.ts'
import { judgeTolerance, toleranceOf, type Decision } from './tolerance.ts'
import { baselineTrouble, cutTrouble, runTrouble } from './trouble.ts'
import type { MetricVerdict, Reason } from './verdict.ts'

/** A run beside what it is judged against. */
export interface Pair {
  readonly model: ModelSpec
  readonly run: RunRecord
  /** Whether an earlier try with the same seed crashed: then nothing is `identical`. */
  readonly crashedOnce: boolean
  readonly baseline: Baseline
  /** The baseline's record, where it is at hand. */
  readonly accepted: RunRecord | undefined
  readonly bits: Bits
}

/**
 * One gated metric by the rungs B and T: what keeps it from being compared, then the bits, then the tolerance. Under
 * `require: identical` the tolerance is not asked.
 */
export function judgeMetric(name: string, pair: Pair): MetricVerdict {
  const { model, run, baseline, accepted } = pair
  const decision =
    runTrouble(run, name) ??
    baselineTrouble(run, name, model, baseline, accepted) ??
    cutTrouble(run, name) ??
    byBits(name, pair) ??
    judgeTolerance({ ...numbersOf(name, pair), ...expectationOf(model, name) })
  return { ...metricRow(name, pair), gated: true, ...decision }
}

/** A gated metric of a run that has nothing to be compared with: only its own trouble, if any. */
export function judgeAlone(name: string, run: RunRecord, model: ModelSpec): MetricVerdict {
  return {
    ...metricRow(name, { run, model, baseline: undefined, accepted: undefined }),
    gated: true,
    ...(runTrouble(run, name) ?? cutTrouble(run, name)),
  }
}

/** Rung B for one metric; undefined where it leaves the metric to rung T. */
function byBits(name: string, pair: Pair): Decision | undefined {
  const { bits, model, run, baseline, crashedOnce } = pair
  if (bits.bits === 'equal' && isCovered(name, pair)) {
    return {
      verdict: crashedOnce ? 'reproduced' : 'identical',
      reason: { kind: 'bits-equal', evidence: bits.evidence },
    }
  }
  const doubt = weightsDiffer(run, baseline) && ({ kind: 'weights-differ' } as const)
  if (model.require === 'identical') {
    return bits.bits === 'differ'
      ? { verdict: 'changed', reason: { kind: 'bits-differ', where: bits.where } }
      : { verdict: 'incomparable', reason: doubt || { kind: 'identity-unproven' } }
  }
  return isEqual(name, pair)
    ? { verdict: 'reproduced', reason: doubt || valuesEqual(bits) }
    : undefined
}

function valuesEqual(bits: Bits): Reason {
  return bits.bits === 'differ' && bits.where === 'trace'
    ? { kind: 'values-equal', traces: 'differ' }
    : { kind: 'values-equal' }
}

/**
 * Whether evidence of identity reaches this metric's final. Equal weights do not prove that the evaluation is the same;
 * and a digest over series holds their points, not a summary that the run wrote beside them. A curve with NaN inside is
 * covered only where its points were compared.
 */
function isCovered(name: string, { run, baseline, accepted }: Pair): boolean {
  const series = seriesOf(run, name)
  const byDigest =
    baseline.series !== undefined && series?.resolution === 'exact' && series.role === 'metric'
  if (series?.notFinite !== undefined && accepted === undefined && !byDigest) return false
  if (acceptedFinal(name, baseline, accepted) !== undefined)
    return finalsEqual(name, run, baseline, accepted)
  return byDigest && series.finalFrom === 'last'
}

/** Equal to the last digit: the final, and where the baseline's record is at hand every point of the curve. */
function isEqual(name: string, { run, baseline, accepted, bits }: Pair): boolean {
  if (!finalsEqual(name, run, baseline, accepted)) return false
  if (accepted === undefined) return bits.bits !== 'differ'
  const before = seriesOf(accepted, name)?.digest
  return before === undefined ? bits.bits !== 'differ' : before === seriesOf(run, name)?.digest
}

type Numbers = Pick<Parameters<typeof judgeTolerance>[0], 'run' | 'baseline' | 'resolution'>

/** The two numbers of a metric that both sides have. */
function numbersOf(name: string, { run, baseline }: Pair): Numbers {
  const series = seriesOf(run, name)
  const metric = metricOf(baseline, name)
  if (series === undefined || metric === undefined)
    throw new TypeError(`${name} is not on both sides`)
  const [after, before] = [decodeNumber(series.final), decodeNumber(metric.mean)]
  const resolution = coarser(
    series.resolution,
    metric.resolution ?? 'exact',
    Math.max(Math.abs(after), Math.abs(before)),
  )
  return { run: after, baseline: before, resolution }
}

interface Beside {
  readonly model: ModelSpec
  readonly run: RunRecord
  readonly baseline: Baseline | undefined
  readonly accepted: RunRecord | undefined
}

/** A metric's two numbers side by side, with no verdict: the row of one that is only shown. */
export function metricRow(name: string, { model, run, baseline, accepted }: Beside): MetricVerdict {
  const series = seriesOf(run, name)
  const old = accepted && seriesOf(accepted, name)
  const before = (baseline && metricOf(baseline, name)?.mean) ?? old?.final
  const { better, within } = expectationOf(model, name)
  const asked = Object.hasOwn(model.expect, name) && model.require !== 'identical'
  return {
    metric: name,
    gated: false,
    verdict: undefined,
    reason: undefined,
    baseline: before,
    run: series?.final,
    ...differenceOf(series?.final, before),
    tolerance:
      asked && before !== undefined ? finite(toleranceOf(within, decodeNumber(before))) : undefined,
    better,
    step: series?.last,
    volatile: (series ?? old)?.role === 'volatile',
  }
}

function differenceOf(
  run: Num | undefined,
  baseline: Num | undefined,
): Pick<MetricVerdict, 'difference' | 'relative'> {
  if (run === undefined || baseline === undefined)
    return { difference: undefined, relative: undefined }
  const before = decodeNumber(baseline)
  const difference = finite(decodeNumber(run) - before)
  return {
    difference,
    relative:
      difference === undefined || before === 0 ? undefined : finite(difference / Math.abs(before)),
  }
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined
}
