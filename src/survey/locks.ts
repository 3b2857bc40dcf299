import type { ModelSpec } from '../spec/spec.ts'
import { folderOf, nameOf } from './projects.ts'

/** What people install for other ends than training. */
const ASIDE =
  /(?:^|[-_./])(?:dev|develop|tests?|testing|docs?|lint|ci|build|style|typing)(?:[-_.]|$)/i
/** What a person writes; every other file is a tool's full answer to it. */
const WRITTEN =
  /(?:^|\/)(?:requirements[^/]*\.txt|environment\.ya?ml)$|(?:^|\/)requirements\/[^/]*\.txt$/

type Where = Pick<ModelSpec, 'directory' | 'setup'>

/**
 * Of the package locks of a repository those that trainings depend on: beside or above a model's directory, and not
 * for tests or documentation. Where a tool's lock stands, what people wrote beside it is its source. A file that `setup` names counts in
 * any case.
 */
export function locksInForce(found: readonly string[], models: readonly Where[]): string[] {
  const named = (path: string): boolean =>
    models.some(({ setup }) => setup?.includes(nameOf(path)) === true)
  const near = found.filter(
    (path) =>
      named(path) || (!ASIDE.test(nameOf(path)) && models.some((model) => isNear(path, model))),
  )
  const isLocked = near.some((path) => !WRITTEN.test(path))
  return near.filter((path) => named(path) || !isLocked || !WRITTEN.test(path))
}

function isNear(path: string, { directory }: Where): boolean {
  const folder = folderOf(path).replace(/(?:^|\/)requirements$/, '')
  return folder === '' || directory === folder || directory.startsWith(`${folder}/`)
}
