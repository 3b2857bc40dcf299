import type { RunRecord } from '../record/record.ts'
import { declaredFiles, dataFiles } from './data.ts'
import { pairOf, type Material } from './material.ts'
import { sharesOf } from './shares.ts'

/** The files in which two runs differ, by what kind of change that is; each in one group. */
export interface FileGroups {
  readonly code: readonly string[]
  /** Files of parameters. */
  readonly config: readonly string[]
  readonly data: readonly string[]
  /** Package locks. */
  readonly environment: readonly string[]
}

/** Undefined where a list of files is not at hand, so that nobody can tell. */
export function fileGroups(
  run: RunRecord,
  baseline: RunRecord,
  material: Pick<Material, 'attachment'>,
): FileGroups | undefined {
  const pair = pairOf(run, baseline, { ...material, text: () => undefined })
  const shares = sharesOf(pair)
  const of = (factor: 'code' | 'config' | 'data' | 'environment'): string[] | undefined =>
    shares.of(factor)?.map(({ name }) => name)
  const [code, config, environment] = [of('code'), of('config'), of('environment')]
  const inTree = shares.of('data')
  if (code === undefined || config === undefined || environment === undefined) return undefined
  const data = dataFiles(declaredFiles(pair).files, inTree ?? []).map(({ name }) => name)
  return { code, config, data, environment }
}
