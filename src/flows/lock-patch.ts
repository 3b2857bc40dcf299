import { applyPatch, createTwoFilesPatch } from 'diff'
import { baselineOf } from '../compare/baseline.ts'
import type { Evidence } from '../compare/evidence.ts'
import { isWhole } from '../compare/set-apart.ts'
import { spellKey } from '../record/key.ts'
import type { Lock } from '../spec/lock.ts'
import { setBaseline, writeLock } from '../spec/lock-file.ts'
import type { Planned } from './planning.ts'
import { parseLockText, type LockState, type Project } from './project.ts'
import type { ModelReport } from '../report/report.ts'
import { FIRST, repeatsOf } from './repeats.ts'

/** The change of a lock's text as `git apply` takes it. */
export function patchOf(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after)
  // jsdiff begins with a rule that `git apply` takes for text of a mail; nobody needs it.
  return patch.slice(patch.indexOf('---'))
}

/** The lock with the entry that `reprise accept` would add for a model that has none; undefined where no run could be accepted. */
export function proposedLock(
  lock: LockState,
  { plan, model, key }: Planned,
  evidence: Evidence,
): Lock | undefined {
  const head = evidence.filter(({ side }) => side === 'head').map(({ record }) => record)
  // As `accept` does without a name: the newest.
  const run = head.findLast(isWhole)
  if (run === undefined || lock.state === 'unreadable' || plan.baseline.state !== 'absent')
    return undefined
  // The change brings one itself.
  if (lock.state === 'found' && Object.hasOwn(lock.lock.baselines, spellKey(key))) return undefined
  const repeats = repeatsOf(run, head, model)
  const entry = baselineOf([run], model, { repeats, cause: 'first', because: FIRST })
  if (Object.keys(entry.metrics).length === 0) return undefined
  return setBaseline(lock.state === 'found' ? lock.lock : undefined, spellKey(key), entry)
}

/** Absent where there is nothing to propose. */
export function lockPatch(lock: LockState, proposed: Lock | undefined): string | undefined {
  if (proposed === undefined) return undefined
  const before = lock.state === 'found' ? writeLock(lock.lock) : ''
  return patchOf('reprise.lock', before, writeLock(proposed))
}

/** The project as it is once a model's patch is applied: the next model's patch begins there. */
export function withPatch(project: Project, { lockPatch: patch }: ModelReport): Project {
  if (patch === undefined) return project
  const before = project.lock.state === 'found' ? writeLock(project.lock.lock) : ''
  const text = applyPatch(before, patch)
  return text === false ? project : { ...project, lock: parseLockText(text) }
}
