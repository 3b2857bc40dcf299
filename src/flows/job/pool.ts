import { seedNotWired } from '../../compare/seed-wired.ts'
import { isWhole } from '../../compare/set-apart.ts'
import { listArtifacts } from '../../github/artifacts.ts'
import type { GitHub } from '../../github/client.ts'
import type { Context } from '../../github/event.ts'
import { parseKey, spellKey } from '../../record/key.ts'
import type { RunRecord } from '../../record/record.ts'
import type { Baseline } from '../../spec/lock.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { artifactName } from './artifact.ts'
import type { Draws } from './plan.ts'
import type { Draft } from '../planning.ts'
import type { Project } from '../project.ts'
import { readLog } from '../records.ts'

/** Runs with different seeds that a baseline has when its noise is known well enough (SPEC.md). */
const POOL = 8

export interface PoolRequest {
  readonly project: Project
  readonly draft: Draft
  readonly github: GitHub
  readonly context: Context
  readonly why: 'merged' | 'calibrate'
}

/** The lock's entries of a model. */
export function entriesOf({ lock }: Project, model: string): Baseline[] {
  if (lock.state !== 'found') return []
  return Object.entries(lock.lock.baselines).flatMap(([key, entry]) =>
    parseKey(key)?.model === model ? [entry] : [],
  )
}

/** What is to be trained of a model after a merge, or to measure its noise; undefined: nothing. */
export async function drawsFor(
  request: PoolRequest,
): Promise<{ wanted: Draws | undefined; notes: string[] }> {
  const { project, draft, why } = request
  const { name, seed, require: rule } = draft.model
  const first = await isFirstMissing(request)
  const { records } = await readLog(project.ledger, name)
  const obstacle =
    rule === 'identical' ? IDENTICAL : isSeedLost(records, draft.model) ? NOT_WIRED : undefined
  const several = obstacle === undefined
  const notes = several || why === 'merged' ? [] : [`${name}: ${obstacle}`]
  if (!first && !several) return { wanted: undefined, notes }
  const known = records.filter(isWhole).map((record) => ({
    input: record.input,
    key: spellKey({ model: name, ...record.key }),
    seed: record.config.seed.index,
  }))
  const most = seed.how === 'auto' ? POOL : (seed.values?.length ?? POOL)
  return { wanted: { known, first, below: several ? Math.min(POOL, most) : 1 }, notes }
}

const IDENTICAL =
  'nothing is calibrated under `require: identical`: every difference counts, so there is no noise to measure'

const NOT_WIRED =
  'nothing is calibrated: two seed indices gave equal bits, so the seed does not reach the training. Declare `seed: {env: NAME}` or `seed: {arg: --seed}` in reprise.yml'

/** Whether the newest run's inputs were trained with another seed too, and it changed nothing. */
function isSeedLost(records: readonly RunRecord[], model: ModelSpec): boolean {
  const newest = records.find(isWhole)
  return newest !== undefined && records.some((one) => seedNotWired(newest, one, model))
}

/** Whether an accepted record is neither in the ledger nor in an artifact from which it will be copied. */
async function isFirstMissing({ project, draft, github, context }: PoolRequest): Promise<boolean> {
  for (const entry of entriesOf(project, draft.model.name)) {
    if ((await project.ledger.record(entry.record)).state !== 'absent') continue
    const name = artifactName(draft.model.name, entry.input)
    const artifacts = await listArtifacts(github, context.repo, {
      name,
      headRepositoryId: context.repositoryId,
    })
    if (artifacts.every(({ expired }) => expired)) return true
  }
  return false
}
