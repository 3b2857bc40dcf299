import { isDeepStrictEqual } from 'node:util'
import { parseKey } from '../../record/key.ts'
import type { LockEdit } from '../../report/report.ts'
import type { Baseline } from '../../spec/lock.ts'
import { specOf, type Base } from '../base.ts'
import type { LockState, Project } from '../project.ts'

/** Every entry of the lock that a change edits. */
export function lockEdits(base: LockState, head: LockState): LockEdit[] {
  // Of a lock that cannot be read nothing is known, and the verdict says so.
  if (base.state === 'unreadable' || head.state === 'unreadable') return []
  const [old, young] = [entries(base), entries(head)]
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].sort().flatMap((key) => {
    const [before, after] = [old[key], young[key]]
    if (isDeepStrictEqual(before, after)) return []
    const how = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
    return [{ key, how }]
  })
}

/** Models of the base's file that a change takes out together with their baselines: what review must see. */
export function removedWithBaseline(project: Project, base: Base): string[] {
  const [had, kept] = [base.lock, project.lock].map((lock) =>
    Object.keys(entries(lock)).map((key) => parseKey(key)?.model),
  )
  return Object.keys(specOf(base)?.models ?? {}).filter(
    (name) =>
      !Object.hasOwn(project.spec.models, name) &&
      had?.includes(name) === true &&
      kept?.includes(name) !== true,
  )
}

function entries(lock: LockState): Readonly<Record<string, Baseline>> {
  return lock.state === 'found' ? lock.lock.baselines : {}
}
