import type { MetricVerdict } from '../../compare/verdict.ts'
import type { VerdictKind } from '../../spec/spec.ts'
import type { Curve, ModelReport } from '../report.ts'
import { name, say, strong, type Line } from '../text/line.ts'
import { compareNumbers } from '../text/number.ts'
import { count } from '../text/quantity.ts'
import { deciding, decidingMetric } from '../words/sentence.ts'
import { reasonWords } from '../words/reason.ts'
import { firstDifference, sparkline } from './curves.ts'

/** One metric as its row of the table shows it; a side that is not there is `–`. */
export interface MetricRow {
  readonly metric: string
  readonly baseline: string
  readonly run: string
  readonly difference: string
  readonly relative: string
  readonly tolerance: string
  readonly better: string
  readonly verdict: VerdictKind | undefined
  /** The difference and the tolerance as numbers, for a drawing. */
  readonly amount: number | undefined
  readonly band: number | undefined
  readonly spark: string
  readonly curve: Curve | undefined
}

export interface MetricGroups {
  readonly gated: readonly MetricRow[]
  readonly shown: readonly MetricRow[]
  readonly volatile: readonly MetricRow[]
}

/** What stands over the metrics that are only shown. */
export const othersTitle = (rows: readonly MetricRow[]): string =>
  `${count(rows.length, 'other metric')}, not judged`
export const VOLATILE_TITLE = 'Speed and memory, not judged'

/** The metrics that decide, those that are only shown, and those that measure speed or memory. */
export function metricGroups(model: ModelReport): MetricGroups {
  const { metrics } = model.verdict
  const rows = (of: (metric: MetricVerdict) => boolean): MetricRow[] =>
    metrics.filter(of).map((metric) => rowOf(metric, model.curves))
  return {
    gated: rows(({ gated }) => gated),
    shown: rows(({ gated, volatile }) => !gated && !volatile),
    volatile: rows(({ gated, volatile }) => !gated && volatile),
  }
}

function rowOf(metric: MetricVerdict, curves: readonly Curve[]): MetricRow {
  const { baseline, run, difference, relative, tolerance } = compareNumbers(metric)
  const curve = curves.find((one) => one.metric === metric.metric)
  return {
    metric: metric.metric,
    baseline: baseline ?? '–',
    run: run ?? '–',
    difference: difference ?? '–',
    relative: relative ?? '–',
    tolerance: tolerance === undefined ? '–' : `±${tolerance}`,
    better: metric.better === undefined ? '' : `${metric.better} is better`,
    verdict: metric.verdict,
    amount: metric.difference,
    band: metric.tolerance,
    spark: sparkline(curve?.run ?? curve?.baseline),
    curve,
  }
}

/** What the table cannot say: the reasons of other metrics, how wide the tolerance is, where the curves part. */
export function metricNotes(model: ModelReport): Line[] {
  return [...otherReasons(model), ...toleranceNote(model), ...partings(model)]
}

const SHOWN_BY_TABLE = new Set(['within', 'beyond', 'better', 'values-equal', 'bits-equal'])

function otherReasons({ verdict }: ModelReport): Line[] {
  const decided = decidingMetric(verdict)
  return verdict.metrics.flatMap((metric) => {
    const { reason } = metric
    if (
      !metric.gated ||
      metric === decided ||
      reason === undefined ||
      SHOWN_BY_TABLE.has(reason.kind)
    )
      return []
    return [
      say`${name(metric.metric)} ${strong(metric.verdict ?? 'not judged')}: ${reasonWords(reason, { verdict, metric })}`,
    ]
  })
}

const BY_TOLERANCE = new Set(['within', 'beyond', 'better'])

function toleranceNote({ verdict, baselineRuns }: ModelReport): Line[] {
  if (!BY_TOLERANCE.has(deciding(verdict).kind)) return []
  const runs = baselineRuns === undefined ? '' : ` (${count(baselineRuns, 'baseline run')})`
  return [
    say`The tolerance is the one in ${{ kind: 'code', text: 'reprise.yml' }}; noise not measured${runs}.`,
  ]
}

/** Where the curves of gated metrics part: a fact, whatever the final values say. */
function partings({ verdict, curves }: ModelReport): Line[] {
  return verdict.metrics.flatMap(({ gated, metric }) => {
    const curve = curves.find((one) => one.metric === metric)
    const parting = gated && curve !== undefined ? firstDifference(curve) : undefined
    if (parting === undefined) return []
    if (parting.before === undefined)
      return [say`${name(metric)} differs from its first common step on (step ${parting.step}).`]
    return [
      say`${name(metric)} is equal bit for bit up to step ${parting.before}, and differs at step ${parting.step}.`,
    ]
  })
}
