import { createHash } from 'node:crypto'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { Series } from '../../record/series.ts'
import { readMetrics } from '../../readers/read.ts'
import type { Source } from '../../readers/source.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { matchAll } from './match.ts'
import { fileSource } from '../file-source.ts'
import { digestIn, type RunTree } from './tree.ts'

export interface Metrics {
  readonly series: readonly Series[]
  readonly findings: readonly Finding[]
}

/** More files than this are data that the run made, not its metrics. */
const MOST_FILES = 10_000
/** A longer path would be cut in findings, which a verdict matches with a series' source. */
const LONGEST_PATH = 250
const SHOWN = 20

/**
 * The metrics that this run wrote: in the files that `metrics:` names, else in all that it wrote. A file that it did
 * not write again is stale and never read. `except`: the run's weights.
 */
export function harvestMetrics(
  tree: RunTree,
  model: ModelSpec,
  except: readonly string[],
): Metrics {
  const own = tree.written.filter((path) => !except.includes(path))
  const named = model.metrics === undefined ? undefined : matchAll(model.metrics, own)
  const paths = (named?.paths ?? own).slice(0, MOST_FILES)
  const { sources, findings } = openAll(tree.root, paths)
  const declared = named !== undefined
  const first = readMetrics(sources, { declared })
  const copied = new Set(copiedFrom(tree, sources, first))
  const fresh = sources.filter(({ name }) => !copied.has(name))
  const reading = copied.size === 0 ? first : readMetrics(fresh, { declared })
  const unwritten = [...(named?.empty ?? []), ...[...copied].slice(0, SHOWN)]
  return {
    series: reading.series,
    findings: [
      ...unwritten.map((path): Finding => ({ kind: 'metrics-unwritten', path })),
      ...tooMany(named?.paths ?? own),
      ...findings,
      ...reading.findings,
      ...(reading.series.length > 0 ? [] : [nothing(paths)]),
    ],
  }
}

/**
 * The files with metrics whose content lay in the tree before the run, be it under another name: touched, moved, linked or
 * copied, they show nothing that was trained. A run that writes the very bytes again cannot be told from them.
 */
function copiedFrom(
  { before }: RunTree,
  sources: readonly Source[],
  { files }: ReturnType<typeof readMetrics>,
): string[] {
  const known = new Set([...before.values()].map(digestIn))
  const withMetrics = new Set(
    files.filter(({ metrics }) => metrics.length > 0).map(({ path }) => path),
  )
  return sources
    .filter((source) => withMetrics.has(source.name) && known.has(digestOfSource(source)))
    .map(({ name }) => name)
}

const CHUNK = 1024 * 1024

function digestOfSource(source: Source): string {
  const hash = createHash('sha256')
  for (let at = 0; at < source.size; at += CHUNK) hash.update(source.read(at, CHUNK))
  return `sha256:${hash.digest('hex')}`
}

const TOO_LONG = `its path has more than ${LONGEST_PATH} characters: let the training write it elsewhere`

function openAll(
  root: string,
  paths: readonly string[],
): { sources: Source[]; findings: Finding[] } {
  const sources: Source[] = []
  const findings: Finding[] = []
  for (const path of paths) {
    try {
      if (path.length <= LONGEST_PATH) sources.push(fileSource(root, path))
      else findings.push({ kind: 'source-unreadable', path, why: TOO_LONG })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      findings.push({ kind: 'source-unreadable', path, why: error.message })
    }
  }
  return { sources, findings }
}

function nothing(paths: readonly string[]): Finding {
  return { kind: 'no-metrics', looked: paths.slice(0, SHOWN) }
}

function tooMany(paths: readonly string[]): Finding[] {
  const [first] = paths.slice(MOST_FILES)
  if (first === undefined) return []
  const why = `the run wrote ${paths.length} files; from this one on they were not read: name those that count under \`metrics:\``
  return [{ kind: 'source-unreadable', path: first, why }]
}
