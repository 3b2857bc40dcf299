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

/** No parameters of the program, though YAML, JSON or TOML. */
const OTHERS = /(?:^|\/)(?:pyproject\.toml|package(?:-lock)?\.json|environment\.ya?ml)$/i
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|corpus|corpora)\//i
/** What people write as settings is smaller; a vocabulary or a table of labels is not. */
const MOST_OPENED_BYTES = 64 * 1024
const MOST_OPENED_KEYS = 300

/**
 * The parameters in force: of the files that `params:` names; else of those that the command line mentions, and those that
 * the program itself `opened`.
 */
export function harvestParams(
  tree: RunTree,
  model: ModelSpec,
  opened: readonly string[] = [],
): ParamsRead {
  const all = [...tree.before.keys()]
  const named = model.params === undefined ? undefined : matchAll(model.params, all)
  const files = named?.paths ?? mentioned(model, tree.before)
  const read = files.map((file) => ({ file, ...readOne(tree, file, MOST_BYTES) }))
  const found = named === undefined ? openedParams(tree, model, opened) : []
  const params = [...found, ...read].flatMap(({ file, values }) =>
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

/** Nobody named these: one that cannot be read, or is more than settings are, stays a file like any other. */
function openedParams(
  tree: RunTree,
  model: ModelSpec,
  opened: readonly string[],
): Array<{ file: string; values?: Record<string, Scalar> }> {
  const data = new Set(
    matchAll(
      model.data.map(({ path }) => path),
      opened,
    ).paths,
  )
  return opened
    .filter((file) => ENDING.test(file) && !OTHERS.test(file) && !DATA_FOLDER.test(file))
    .filter((file) => tree.before.has(file) && !data.has(file))
    .toSorted()
    .map((file) => ({ file, ...readOne(tree, file, MOST_OPENED_BYTES) }))
    .filter(({ values }) => Object.keys(values ?? {}).length <= MOST_OPENED_KEYS)
}

function readOne(
  tree: RunTree,
  file: string,
  most: number,
): { values?: Record<string, Scalar>; why?: string } {
  const source = readBefore(tree, file, most)
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
