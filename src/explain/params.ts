import type { Scalar } from '../record/record.ts'
import { memorySource } from '../readers/memory.ts'
import { readParams, type Params } from '../readers/params.ts'
import type { Change } from './explanation.ts'
import { gap, type Compared } from './factor.ts'
import type { Pair, View } from './material.ts'
import { FETCH_LISTS, TEXTS } from './texts.ts'

type Values = Readonly<Record<string, Scalar>>

/** The parameter files of either run, key by key. */
export function compareParams(pair: Pair): Compared {
  const names = [pair.baseline, pair.run].map(({ record }) => Object.keys(record.config.params))
  const [old = [], young = []] = names
  const gone = old.filter((file) => !young.includes(file))
  const come = young.filter((file) => !old.includes(file))
  const both = young.filter((file) => old.includes(file))
  // One file in another's place (`--config a.yaml` became `--config b.yaml`): the same parameters, compared as such.
  const renamed = gone.length === 1 && come.length === 1
  const pairs = renamed ? [[gone[0]!, come[0]!]] : [...gone, ...come].map((file) => [file, file])
  const parts = [...both.map((file) => [file, file]), ...pairs].map(([from = '', to = '']) =>
    compareFile(pair, from, to),
  )
  return {
    changes: parts.flatMap(({ changes }) => changes),
    gaps: parts.flatMap(({ gaps }) => gaps),
  }
}

/** The files in which a parameter differs. */
export function filesOf(compared: Compared): ReadonlySet<string> {
  return new Set(
    compared.changes.flatMap((change) => (change.kind === 'param' ? [change.file] : [])),
  )
}

function compareFile(pair: Pair, from: string, to: string): Compared {
  const recorded =
    own(pair.baseline.record.config.params, from) !== undefined &&
    own(pair.run.record.config.params, to) !== undefined
  if (!recorded && from === to && isProvenEqual(pair, to)) return { changes: [], gaps: [] }
  const [before, after] = [valuesOf(pair.baseline, from), valuesOf(pair.run, to)]
  const gaps = [
    ...(before === undefined ? [gap('config', TEXTS.params(from, 'baseline'), FETCH_LISTS)] : []),
    ...(after === undefined ? [gap('config', TEXTS.params(to, 'run'), FETCH_LISTS)] : []),
  ]
  if (before === undefined || after === undefined) return { changes: [], gaps }
  const lines = read(pair.run, to)
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  const changes = keys
    .map((key) => ({ key, before: own(before, key), after: own(after, key) }))
    .filter((entry) => entry.before !== entry.after)
    .map((entry): Change => ({ kind: 'param', file: to, ...entry, line: lines?.[entry.key]?.line }))
  return { changes, gaps }
}

/** The tree's lists say that both runs had the same file, though only one of them named it as parameters. */
function isProvenEqual(pair: Pair, file: string): boolean {
  const value = pair.run.value(file)
  return typeof value === 'string' && value === pair.baseline.value(file)
}

/** The values recorded; else those of the file that this side is proven to have had, or none if it had no such file. */
function valuesOf(view: View, file: string): Values | undefined {
  const recorded = own(view.record.config.params, file)
  if (recorded !== undefined) return recorded
  if (view.value(file) === null) return {}
  const params = read(view, file)
  return params === undefined
    ? undefined
    : Object.fromEntries(Object.entries(params).map(([key, { value }]) => [key, value]))
}

function read(view: View, file: string): Params | undefined {
  const bytes = view.text(file)
  if (bytes === undefined) return undefined
  try {
    return readParams(memorySource(file, bytes))
  } catch {
    // Only its line numbers are lost, or the caller says unknown.
    return undefined
  }
}

function own<T>(values: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined
}
