import { decodeNumber } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { SeriesSummary } from '../record/series.ts'
import type { Baseline, BaselineMetric } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { expectationOf, metricOf, seriesOf } from './lookup.ts'
import type { Decision } from './tolerance.ts'

/**
 * What keeps a gated metric of a finished run from being compared with anything. A comparison that could not be made is
 * never a pass, so none of these is green, whatever the bits say.
 */
export function runTrouble(record: RunRecord, name: string): Decision | undefined {
  const series = seriesOf(record, name)
  if (series === undefined) return { verdict: 'failed', reason: { kind: 'metric-missing' } }
  if (!Number.isFinite(decodeNumber(series.final))) {
    return { verdict: 'failed', reason: { kind: 'not-finite', value: series.final, of: 'run' } }
  }
  const values = disagreement(record, name)
  if (values !== undefined)
    return { verdict: 'incomparable', reason: { kind: 'sources-disagree', values } }
  // The source turns NaN into a number, so this one may have been NaN: equal numbers would prove nothing.
  if (series.nonfinite === 'lost') {
    return { verdict: 'incomparable', reason: { kind: 'nonfinite-lost', source: series.source } }
  }
  return undefined
}

/**
 * A source that ends in the middle of something, though the run finished: its last value may not be the run's last. Asked
 * after the steps, because a curve that ended early says more.
 */
export function cutTrouble(record: RunRecord, name: string): Decision | undefined {
  const source = seriesOf(record, name)?.source
  const cut = record.findings.find(
    (one) => one.kind === 'source-truncated' && source?.endsWith(` ${one.path}`),
  )
  if (cut?.kind !== 'source-truncated') return undefined
  const why = `${cut.path} ends too early, at ${cut.where}`
  return { verdict: 'invalid', reason: { kind: 'evidence-invalid', why } }
}

/** What keeps a metric that the run has from being compared with this baseline. */
export function baselineTrouble(
  record: RunRecord,
  name: string,
  model: ModelSpec,
  baseline: Baseline,
  accepted: RunRecord | undefined,
): Decision | undefined {
  const metric = metricOf(baseline, name)
  if (metric === undefined)
    return { verdict: 'incomparable', reason: { kind: 'metric-not-in-baseline' } }
  if (!Number.isFinite(decodeNumber(metric.mean))) {
    return {
      verdict: 'incomparable',
      reason: { kind: 'not-finite', value: metric.mean, of: 'baseline' },
    }
  }
  const values = accepted && disagreement(accepted, name)
  if (values !== undefined)
    return { verdict: 'incomparable', reason: { kind: 'sources-disagree', values } }
  const ends = endsOf(seriesOf(record, name), metric, accepted && seriesOf(accepted, name))
  return ends.run !== ends.baseline && expectationOf(model, name).steps === 'same'
    ? { verdict: 'incomparable', reason: { kind: 'other-step', ...ends } }
    : undefined
}

/** The last steps; where steps do not grow they tell nothing, so that points are counted instead. */
function endsOf(
  series: SeriesSummary | undefined,
  { step }: BaselineMetric,
  old: SeriesSummary | undefined,
): { readonly run: number; readonly baseline: number } {
  if (series === undefined) return { run: step, baseline: step }
  const still = series.first === series.last && series.last === step
  return still && old !== undefined
    ? { run: series.n, baseline: old.n }
    : { run: series.last, baseline: step }
}

/** The values that a run's own sources give for one metric, where they disagree: until `metrics:` names one, none counts. */
function disagreement(
  record: RunRecord,
  name: string,
): readonly (readonly [string, string])[] | undefined {
  const found = record.findings.find(
    (one) => one.kind === 'sources-disagree' && one.metric === name,
  )
  if (found?.kind === 'sources-disagree') return found.values
  const entries = record.series.filter((one) => one.name === name)
  const different = new Set(entries.map(({ final, last }) => `${final} at ${last}`)).size > 1
  return different ? entries.map(({ source, final }) => [source, String(final)]) : undefined
}
