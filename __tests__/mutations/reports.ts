import type { FactorReport } from '../../src/explain/explanation.ts'
import { memorySource } from '../../src/readers/memory.ts'
import { readParams } from '../../src/readers/params.ts'
import type { Factor, RunRecord, Scalar } from '../../src/record/record.ts'
import { explained, scene, type Scene } from '../explain/world.ts'
import type { Pair } from './mutation.ts'
import { filesOf, type Files } from './workspace.ts'

/** Versions of numpy: the usual one, and the other. */
export interface NumpyVersions {
  readonly usual: string
  readonly other: string
}

/** What the two records say side by side, factor by factor, for a mutation: made by the explanation itself. */
export function reportsOf(
  { training, variant }: Pair,
  numpy: NumpyVersions,
): readonly FactorReport[] {
  const before = sceneOf(filesOf(training, []), numpy.usual)
  const version = variant.numpy === 'other' ? numpy.other : numpy.usual
  return explained(before, sceneOf(filesOf(training, variant.edits), version)).factors
}

/** What a mutation truly changes. */
export function factorsOf({ mutation, variant }: Pair): ReadonlySet<Factor> {
  return new Set<Factor>([
    ...variant.edits.map(([file]) => factorOf(file)),
    ...(variant.numpy === 'other' ? (['environment'] as const) : []),
    ...(mutation.volatile === true ? (['determinism'] as const) : []),
  ])
}

function factorOf(file: string): Factor {
  if (file.endsWith('.py')) return 'code'
  return isConfig(file) ? 'config' : 'data'
}

function isConfig(file: string): boolean {
  return file.startsWith('config.')
}

function sceneOf(files: Files, numpy: string): Scene {
  const entries = Object.entries(files)
  const data = entries.filter(([file]) => factorOf(file) === 'data')
  return scene({
    files: Object.fromEntries(entries.filter(([file]) => factorOf(file) !== 'data')),
    data: { data: Object.fromEntries(data) },
    packages: { numpy },
    imported: entries.flatMap(([file]) => (file.endsWith('.py') ? [file] : [])),
    held: files,
    record: (record) => ({ config: { ...record.config, params: paramsOf(files) } }),
  })
}

function paramsOf(files: Files): RunRecord['config']['params'] {
  const configs = Object.entries(files).filter(([file]) => isConfig(file))
  return Object.fromEntries(configs.map(([file, text]) => [file, valuesOf(file, text)]))
}

function valuesOf(file: string, text: string): Record<string, Scalar> {
  const params = Object.entries(readParams(memorySource(file, text)))
  return Object.fromEntries(params.map(([key, { value }]) => [key, value]))
}
