import { parseKey } from '../record/key.ts'
import type { ModelReport } from '../report/report.ts'
import { specOf, type Base } from './base.ts'
import type { LockState, Project } from './project.ts'
import { unjudged } from './unjudged.ts'

/**
 * Models that have gone without a word: a comparison that could not be made (DESIGN §5). Those are models with a baseline
 * in the lock that `reprise.yml` no longer has, and, for a pull request, models of the base's file. Who takes the
 * baseline out of the lock in the same change has said so, for review to see.
 */
export function removedModels(project: Project, base: Base | undefined): ModelReport[] {
  const kept = modelsIn(project.lock)
  const dropped = modelsIn(base?.lock ?? { state: 'absent' }).filter((name) => !kept.includes(name))
  const known = [...kept, ...Object.keys(specOf(base)?.models ?? {})]
  const gone = new Set(known.filter((name) => project.spec.models[name] === undefined))
  return [...gone]
    .filter((name) => !dropped.includes(name))
    .map((name) => unjudged(name, { kind: 'model-removed' }))
}

function modelsIn(lock: LockState): string[] {
  if (lock.state !== 'found') return []
  return Object.keys(lock.lock.baselines).flatMap((key) => parseKey(key)?.model ?? [])
}
