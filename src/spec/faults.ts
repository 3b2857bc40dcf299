import type * as z from 'zod/mini'
import { pathKey, type Spot } from './yaml-nodes.ts'
import type { YamlFile } from './yaml.ts'

type Issue = z.core.$ZodIssue
export type Path = readonly PropertyKey[]

/** One key that is not known, one key that may not be called so, or one value that is wrong or missing. */
export interface Fault {
  readonly kind: 'unknown' | 'name' | 'value'
  readonly path: Path
  readonly message: string
}

/** What a schema found, one fault a key or value, unions resolved to the branch that the author meant. */
export function faultsOf(issues: readonly Issue[], outer: Path = []): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...outer, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key): Fault => ({
        kind: 'unknown',
        path: [...path, key],
        message: issue.message,
      }))
    }
    if (issue.code === 'invalid_key') {
      return [{ kind: 'name', path, message: issue.issues[0]?.message ?? issue.message }]
    }
    const branch = issue.code === 'invalid_union' ? meantBranch(issue.errors) : undefined
    return branch === undefined
      ? [{ kind: 'value', path, message: issue.message }]
      : faultsOf(branch, path)
  })
}

/** The branch of a union that the author meant: the right kind of value, with the fewest faults; none in a tie. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const ranked = branches
    .filter(
      (issues) =>
        !issues.some(
          ({ code, path }) => path.length === 0 && /^invalid_(?:type|value)$/.test(code),
        ),
    )
    .map((issues) => ({
      issues,
      faults: issues.reduce(
        (sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1),
        0,
      ),
    }))
    .sort((a, b) => a.faults - b.faults)
  const [best, second] = ranked
  return best !== undefined && best.faults !== second?.faults ? best.issues : undefined
}

/** Whether anything stands at a path. */
export function isWritten(path: Path, file: YamlFile): boolean {
  return file.spots.has(pathKey(path))
}

/** Whether a value stands at a path to which YAML itself gives no meaning: that is told already. */
export function isRefused(path: Path, file: YamlFile): boolean {
  return isWritten(path, file) && valueAt(file.value, path) === undefined
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | null)?.[part],
    value,
  )
}

/** Where a path stands; what is missing is sought where its mapping begins. */
export function spotOf(path: Path, file: YamlFile): Spot {
  const spot = file.spots.get(pathKey(path))
  if (spot !== undefined) return spot
  const outer = spotOf(path.slice(0, -1), file)
  return { key: outer.key, value: outer.key }
}

/** `models.main.data[0].path`; the whole file has no name of its own. */
export function spellPath(path: Path): string {
  if (path.length === 0) return 'the file'
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')
}
