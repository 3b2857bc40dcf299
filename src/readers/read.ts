import { spellPlace, UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import { isVolatile } from '../record/measures.ts'
import type { Series } from '../record/series.ts'
import { detect, meansMetrics, NOT_METRICS, type Format } from './detect.ts'
import { mergeMetric, type History, type Sayings, type Summary } from './merge.ts'
import { isProgress, metricName, plotName } from './naming.ts'
import { isMeasured } from '../record/measures.ts'
import { readCsv } from './series/csv.ts'
import { readJson } from './series/json.ts'
import { readJsonl } from './series/jsonl.ts'
import { cut, type Reading, type Skipped } from './series/reading.ts'
import { readToml } from './series/toml.ts'
import { readTrainerState } from './series/trainer-state.ts'
import { readYaml } from './series/yaml.ts'
import type { Source } from './source.ts'

/** What became of one file: enough to say why a metric is not seen. */
export interface FileReading {
  readonly path: string
  readonly format: Format | 'none'
  /** Why it gave no metric, in words for a person; undefined where it gave some. */
  readonly why: string | undefined
  /** Names of the metrics it gave, sorted. */
  readonly metrics: readonly string[]
  /** What stands in it and is no metric. */
  readonly skipped: readonly Skipped[]
}

/** All metrics of a run. Every finding's `path` and every series' `source` names its file. */
export interface MetricsReading {
  /** Sorted by name. */
  readonly series: readonly Series[]
  readonly findings: readonly Finding[]
  /** One for each source, sorted by path. */
  readonly files: readonly FileReading[]
}

const READERS: Readonly<Record<Format, (source: Source) => Reading>> = {
  json: readJson,
  'trainer-state': readTrainerState,
  jsonl: readJsonl,
  csv: readCsv,
  yaml: readYaml,
  toml: readToml,
}

const EMPTY = 'no metric in it'

interface Taken {
  readonly file: FileReading
  readonly findings: readonly Finding[]
  readonly histories: readonly History[]
  readonly summaries: readonly Summary[]
}

/**
 * The metrics in the files that a run wrote. Nothing is thrown: what cannot be read is a finding where the file was
 * meant to hold metrics, and always a reason in `files`.
 *
 * @param options `declared`: the user named these files under `metrics:`, so all of them are meant
 */
export function readMetrics(
  sources: readonly Source[],
  options: { declared?: boolean } = {},
): MetricsReading {
  const taken = [...sources]
    .sort((a, b) => order(a.name, b.name))
    .map((source) => takeFile(source, options.declared ?? false))
  const merged = groupByName(taken).map(mergeMetric)
  const series = merged.flatMap(({ series }) => (series === undefined ? [] : [series]))
  const nothing = series.every(({ name }) => isProgress(name) || isVolatile(name))
  return {
    series,
    findings: [
      ...taken.flatMap((one) => [...one.findings, ...(nothing ? losses(one) : [])]),
      ...merged.flatMap(({ findings }) => findings),
    ],
    files: taken.map(({ file }) => file),
  }
}

/** Where a run gave no metric at all, each file that seems to hold one says why it is none. */
function losses({ file, findings }: Taken): Finding[] {
  const lost = file.skipped.some(({ name }) => isMeasured(name))
  return lost && findings.length === 0 ? [unreadable(file.path, whyNone(file.skipped))] : []
}

/** With the first reason, of what is named like a metric if anything is. */
function whyNone(skipped: readonly Skipped[]): string {
  const first = skipped.find(({ name }) => isMeasured(name)) ?? skipped[0]
  return first === undefined ? EMPTY : cut(`${EMPTY} (${first.name}: ${first.why})`)
}

function takeFile(source: Source, declared: boolean): Taken {
  let format: Format | 'none' = 'none'
  let claims = meansMetrics(source.name, declared)
  try {
    const detected = detect(source, declared)
    claims = detected.claims
    if (detected.format === 'none') return refused(source, 'none', detected.why, claims)
    format = detected.format
    const reading = named(source.name, READERS[format](source))
    const names = [...reading.series, ...reading.summary].map(({ name }) => name)
    if (!claims && format !== 'trainer-state' && !(format === 'json' && names.some(isMeasured))) {
      const lost = reading.skipped.filter(({ name }) => isMeasured(name))
      const why = names.length > 0 && lost.length === 0 ? NOT_METRICS : whyNone(lost)
      return refused(source, 'none', why, false, lost)
    }
    return taken(source, format, reading, declared)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const at = error.place?.line === undefined ? '' : ` (${spellPlace(error.place)})`
    return refused(source, format, cut(error.message) + at, claims)
  }
}

/** The reading with names as they are everywhere. */
function named(path: string, reading: Reading): Reading {
  const plot = plotName(path)
  if (plot !== undefined) {
    const column = plot.split('/').at(-1)
    const series = reading.series.filter(({ name }) => name === column)
    return { ...reading, series: series.map((one) => ({ ...one, name: plot })) }
  }
  const rename = <T extends { name: string }>(one: T): T => ({
    ...one,
    name: metricName(path, one.name),
  })
  return { ...reading, series: reading.series.map(rename), summary: reading.summary.map(rename) }
}

function taken(source: Source, format: Format, reading: Reading, declared: boolean): Taken {
  const path = source.name
  const label = `reader:${format} ${path}`
  const given = reading.summary.filter(({ empty }) => !empty)
  const nulls = reading.summary
    .filter(({ empty }) => empty)
    .map(({ name }) => ({ name, why: 'null is no number' }))
  const metrics = [...new Set([...reading.series, ...given].map(({ name }) => name))].sort(order)
  const skipped = [...reading.skipped, ...nulls]
  const why = metrics.length === 0 ? whyNone(skipped) : undefined
  const silent = declared && why !== undefined && reading.findings.length === 0
  return {
    file: {
      path,
      format,
      why,
      metrics,
      skipped,
    },
    findings: [...reading.findings, ...(silent ? [unreadable(path, why)] : [])],
    histories: reading.series.map((series) => ({ path, source: label, series })),
    summaries: reading.summary.map((value) => ({
      path,
      source: label,
      value,
      position: reading.position,
    })),
  }
}

function refused(
  source: Source,
  format: Format | 'none',
  why: string,
  claims: boolean,
  skipped: readonly Skipped[] = [],
): Taken {
  const path = source.name
  return {
    file: { path, format, why, metrics: [], skipped },
    findings: claims ? [unreadable(path, why)] : [],
    histories: [],
    summaries: [],
  }
}

function unreadable(path: string, why: string): Finding {
  return { kind: 'source-unreadable', path, why }
}

function groupByName(taken: readonly Taken[]): Sayings[] {
  const groups = new Map<string, { name: string; histories: History[]; summaries: Summary[] }>()
  const group = (name: string) => {
    const known = groups.get(name) ?? { name, histories: [], summaries: [] }
    groups.set(name, known)
    return known
  }
  for (const { histories, summaries } of taken) {
    for (const history of histories) group(history.series.name).histories.push(history)
    for (const summary of summaries) group(summary.value.name).summaries.push(summary)
  }
  return [...groups.values()].sort((a, b) => order(a.name, b.name))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
