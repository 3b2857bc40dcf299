import { posix } from 'node:path'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { RunRecord, Scalar } from '../../record/record.ts'
import { readParams } from '../../readers/params.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { matchAll } from './match.ts'
import { readBefore, type RunTree } from './tree.ts'

type Params = RunRecord['config']['params']

export interface ParamsRead {
  readonly params: Params
  /** What kept a file from being read: then the configuration is not wholly known. */
  readonly findings: readonly Finding[]
}

const MOST_BYTES = 1024 * 1024
const ENDING = /\.(?:ya?ml|json|toml)$/i

/** The parameters in force: of the files that `params:` names, else of those that the command line mentions. */
export function harvestParams(tree: RunTree, model: ModelSpec): ParamsRead {
  const all = [...tree.before.keys()]
  const named = model.params === undefined ? undefined : matchAll(model.params, all)
  const files = named?.paths ?? mentioned(model, tree.before)
  const read = files.map((file) => ({ file, ...readOne(tree, file) }))
  const params = read.flatMap(({ file, values }) =>
    values === undefined ? [] : [[file, values] as const],
  )
  return {
    params: Object.fromEntries(params),
    findings: [
      ...(named?.empty ?? []).map((pattern) =>
        unread(pattern, '`params:` names it, and the tree holds no such file'),
      ),
      ...read.flatMap(({ file, why }) => (why === undefined ? [] : [unread(file, why)])),
    ],
  }
}

/** Words of the command line that are parameter files of the tree: `--config configs/mini.yaml`, `config=mini.yaml`. */
function mentioned({ train, directory }: ModelSpec, before: ReadonlyMap<string, string>): string[] {
  const words = train.split(/[\s=]+/).map((word) => word.replace(/^["']+|["']+$/g, ''))
  const paths = words.filter((word) => ENDING.test(word)).map((word) => posix.join(directory, word))
  return [...new Set(paths.filter((path) => before.has(path)))].sort()
}

function readOne(tree: RunTree, file: string): { values?: Record<string, Scalar>; why?: string } {
  const source = readBefore(tree, file, MOST_BYTES)
  if (source === undefined)
    return {
      why: 'it is a link, larger than 1 MiB, or the run changed it: its values are not known',
    }
  try {
    const values = Object.entries(readParams(source)).map(
      ([key, { value }]) => [keyOf(key), value] as const,
    )
    return { values: Object.fromEntries(values) }
  } catch (error) {
    if (error instanceof UserError) return { why: error.message }
    throw error
  }
}

/** A record's keys are well-formed, and never the one name that JavaScript gives a meaning. */
function keyOf(key: string): string {
  return key === '__proto__' ? '"__proto__"' : key.toWellFormed()
}

function unread(path: string, why: string): Finding {
  return { kind: 'source-unreadable', path, why }
}
