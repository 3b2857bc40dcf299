import type { RunRecord } from '../record/record.ts'
import type { SeriesSummary } from '../record/series.ts'
import type { Baseline, BaselineMetric } from '../spec/lock.ts'
import type { Expectation, ModelSpec } from '../spec/spec.ts'

/** What a record says of one metric. Where two entries share the name, the first: see `disagreement`. */
export function seriesOf(record: RunRecord, name: string): SeriesSummary | undefined {
  return record.series.find((one) => one.name === name)
}

/** A baseline's metric, also for a hostile name such as `constructor`. */
export function metricOf(baseline: Baseline, name: string): BaselineMetric | undefined {
  return Object.hasOwn(baseline.metrics, name) ? baseline.metrics[name] : undefined
}

const UNWRITTEN: Expectation = {
  better: undefined,
  within: { kind: 'auto' },
  required: true,
  steps: 'same',
}

/** What `reprise.yml` expects of a metric; for one that is gated by its name alone, the defaults of SPEC.md. */
export function expectationOf(model: ModelSpec, name: string): Expectation {
  return (Object.hasOwn(model.expect, name) ? model.expect[name] : undefined) ?? UNWRITTEN
}
