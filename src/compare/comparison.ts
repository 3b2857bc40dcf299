import type { Finding } from '../record/finding.ts'
import { decodeNumber } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { bitwise, type Bits } from './bitwise.ts'
import { gatedMetrics } from './gated.ts'
import { metricOf, seriesOf } from './lookup.ts'
import { judgeMetric, metricRow } from './metric.ts'
import { coarser, unitOf } from './resolution.ts'
import type { Head } from './standing.ts'
import type { Decision } from './tolerance.ts'
import type { MetricVerdict } from './verdict.ts'

/** What a run is judged against, and how that came to be. */
export interface Ground {
  readonly how: 'lock' | 'a/b' | 'self'
  readonly baseline: Baseline
  readonly accepted: RunRecord | undefined
}

/** A run judged against one ground by the rungs B and T, before any self-check. */
export interface Comparison extends Ground {
  readonly bits: Bits
  /** Gated metrics first, then those that are only shown. */
  readonly rows: readonly MetricVerdict[]
  readonly findings: readonly Finding[]
  /** The model's own decision, where no metric can be judged. */
  readonly own: Decision | undefined
}

/** @param ignored metrics of which the self-check showed that they vary by themselves: their bits do not count */
export function compareTo(
  ground: Ground,
  model: ModelSpec,
  { run, crashed }: Head,
  ignored: readonly string[] = [],
): Comparison {
  const { baseline, accepted } = ground
  const bits = bitwise(run, baseline, accepted, ignored)
  const { names, seen } = gatedMetrics(model, baseline, run)
  const pair = { model, run, baseline, accepted, bits, crashedOnce: crashed !== undefined }
  const gated = names.map((name) => judgeMetric(name, pair))
  const shown = otherNames(names, run, accepted).map((name) => metricRow(name, pair))
  const rows = [...gated, ...shown]
  const findings = [
    ...coarseness(gated, run, baseline),
    ...gated.flatMap(({ metric }) => notFiniteInside(metric, run)),
    ...crashedOnce(crashed),
  ]
  const own: Decision | undefined =
    names.length > 0 ? undefined : { verdict: 'incomparable', reason: { kind: 'no-metric', seen } }
  const compared = { ...ground, bits, rows, findings, own }
  // Run twice with one seed, it crashed once: where identity is asked for, that is no repetition.
  return crashed !== undefined && model.require === 'identical' && !hasTrouble(compared)
    ? { ...compared, rows: overrule(rows, DISAGREES) }
    : compared
}

const DISAGREES: Decision = {
  verdict: 'nondeterministic',
  reason: { kind: 'self-differs', metric: undefined, step: undefined },
}

/** Whether a metric, or the model, could not be compared at all: then no further run changes that. */
export function hasTrouble({ rows, own }: Pick<Comparison, 'rows' | 'own'>): boolean {
  return own !== undefined || rows.some(({ gated, verdict }) => gated && isTrouble(verdict))
}

function isTrouble(verdict: MetricVerdict['verdict']): boolean {
  return (
    verdict === undefined ||
    verdict === 'incomparable' ||
    verdict === 'failed' ||
    verdict === 'invalid'
  )
}

/** The same rows with one decision about all gated metrics, or those that `which` names. */
export function overrule(
  rows: readonly MetricVerdict[],
  decision: Decision,
  which: (row: MetricVerdict) => boolean = () => true,
): readonly MetricVerdict[] {
  return rows.map((row) => (row.gated && which(row) ? { ...row, ...decision } : row))
}

export function crashedOnce(crashed: RunRecord | undefined): readonly Finding[] {
  return crashed === undefined ? [] : [{ kind: 'crashed-once', record: crashed.id }]
}

function otherNames(
  gated: readonly string[],
  run: RunRecord,
  accepted: RunRecord | undefined,
): readonly string[] {
  const names = [...run.series, ...(accepted?.series ?? [])].map(({ name }) => name)
  return [...new Set(names)]
    .filter((name) => !gated.includes(name))
    .sort((a, b) => (a < b ? -1 : 1))
}

/** A final that is a number again, after points that were none, must not go by in silence. */
function notFiniteInside(metric: string, run: RunRecord): readonly Finding[] {
  const series = seriesOf(run, metric)
  if (series?.notFinite === undefined || !Number.isFinite(decodeNumber(series.final))) return []
  return [{ kind: 'nonfinite-inside', metric, count: series.notFinite }]
}

/** Tolerances finer than their source: said even where the numbers are equal, for they would always seem so. */
function coarseness(
  gated: readonly MetricVerdict[],
  run: RunRecord,
  baseline: Baseline,
): readonly Finding[] {
  return gated.flatMap(({ metric, tolerance, verdict }) => {
    const [after, before] = [seriesOf(run, metric), metricOf(baseline, metric)]
    if (
      tolerance === undefined ||
      after === undefined ||
      before === undefined ||
      verdict === 'identical'
    )
      return []
    const magnitude = Math.max(
      Math.abs(decodeNumber(after.final)),
      Math.abs(decodeNumber(before.mean)),
    )
    const resolution = coarser(after.resolution, before.resolution ?? 'exact', magnitude)
    return tolerance < unitOf(resolution, magnitude)
      ? [{ kind: 'tolerance-below-resolution' as const, metric, within: tolerance, resolution }]
      : []
  })
}
