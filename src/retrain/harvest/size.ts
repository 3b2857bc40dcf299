import type { Finding } from '../../record/finding.ts'
import { RECORD_BYTES, type RunRecord } from '../../record/record.ts'
import { isVolatile, type SeriesSummary } from '../../record/series.ts'
import { boundFindings } from './findings.ts'

type Draft = Omit<RunRecord, 'id'>

/** Room for the id, and for the findings that say what was left out. */
const MOST_BYTES = RECORD_BYTES - 1024
/** The names of which one is gated where `expect:` names none (SPEC.md). */
const DEFAULT_METRIC = /(?:^|\/)(?:(?:eval|val|validation|test|train)_)?loss$/

/**
 * A draft that fits into a record: what a run wrote decides how many metrics and parameters there are. Findings are
 * bounded first. Then are left out until it fits: metrics of speed and memory; parameter files, the largest first (the
 * configuration is then unknown, never equal); other metrics that are not gated, those with the longest names first.
 * The points of all metrics stay in the attachment. What is gated stays: `seal` refuses a record that is larger.
 *
 * @param expected names of the gated metrics; empty: those of which one is gated by default
 */
export function fit(draft: Draft, expected: readonly string[]): Draft {
  const gated = draft.series.filter(({ name }) => isGated(name, expected))
  const bounded = { ...draft, findings: boundFindings(draft.findings, gated) }
  const steps = [
    ...volatileSteps(bounded, gated),
    ...paramSteps(bounded),
    ...metricSteps(bounded, gated),
  ]
  let fitting = bounded
  let bytes = sizeOf(bounded)
  const dropped = { params: 0, series: 0 }
  for (const step of steps) {
    if (bytes <= MOST_BYTES) break
    fitting = step.without(fitting)
    bytes -= step.bytes
    dropped[step.of]++
  }
  return { ...fitting, findings: [...fitting.findings, ...dropFindings(dropped)] }
}

interface Reduction {
  readonly of: 'params' | 'series'
  readonly bytes: number
  without(draft: Draft): Draft
}

function isGated(name: string, expected: readonly string[]): boolean {
  return expected.length === 0 ? DEFAULT_METRIC.test(name) : expected.includes(name)
}

function volatileSteps(draft: Draft, gated: readonly SeriesSummary[]): Reduction[] {
  return draft.series
    .filter((one) => isVolatile(one.name) && !gated.includes(one))
    .map(withoutSeries)
}

function metricSteps(draft: Draft, gated: readonly SeriesSummary[]): Reduction[] {
  return draft.series
    .filter((one) => !isVolatile(one.name) && !gated.includes(one))
    .toSorted((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1))
    .map(withoutSeries)
}

function withoutSeries(one: SeriesSummary): Reduction {
  return {
    of: 'series',
    bytes: sizeOf(one) + 1,
    without: (draft) => ({
      ...draft,
      series: draft.series.filter(({ name }) => name !== one.name),
    }),
  }
}

function paramSteps(draft: Draft): Reduction[] {
  const files = Object.entries(draft.config.params).map(([file, values]) => ({
    file,
    bytes: sizeOf(file) + sizeOf(values),
  }))
  return files
    .toSorted((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1))
    .map(({ file, bytes }) => ({
      of: 'params',
      bytes,
      without: (from) => withoutParams(from, file),
    }))
}

function withoutParams(draft: Draft, file: string): Draft {
  const params = Object.fromEntries(
    Object.entries(draft.config.params).filter(([name]) => name !== file),
  )
  return {
    ...draft,
    config: { ...draft.config, params },
    facts: { ...draft.facts, config: { state: 'unknown', source: 'launcher' } },
  }
}

function dropFindings({ params, series }: { params: number; series: number }): Finding[] {
  const says = (path: string, why: string): Finding => ({ kind: 'source-unreadable', path, why })
  return [
    ...(series === 0
      ? []
      : [
          says(
            'metrics',
            `${series} metrics that are not gated do not fit into a record of 64 KiB: name those that count under \`metrics:\``,
          ),
        ]),
    ...(params === 0
      ? []
      : [
          says(
            'params',
            `${params} parameter files do not fit into a record of 64 KiB: name shorter ones under \`params:\``,
          ),
        ]),
  ]
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
