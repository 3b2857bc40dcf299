import { isDeepStrictEqual } from 'node:util'
import type { Evidence, Purpose, Side } from '../compare/evidence.ts'
import { setApart } from '../compare/set-apart.ts'
import { findCommit } from '../git/commits.ts'
import { isDirty } from '../git/worktree.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { BaseTree } from '../plan/plan.ts'
import type { InputDigest, RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import { spellKey, type ComparisonKey } from '../record/key.ts'
import type { HardwareFacts, RunRecord } from '../record/record.ts'
import type { Cost } from '../report/report.ts'
import { inputOf } from '../retrain/input.ts'
import type { Window } from '../retrain/request.ts'
import type { Template } from '../retrain/retrain.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { loadAttachments } from './attachments.ts'
import { requireContent } from './lfs.ts'
import { ownFiles, type Place } from './project.ts'
import { openTrainer, type CodeFacts, type Trainee, type TrainerOptions } from './trainer.ts'

/** How a retraining may behave and whom it tells. */
export interface RetrainOptions extends TrainerOptions {
  /** Runs that may stand in for new ones of the same inputs. */
  readonly earlier?: EarlierRuns
  /** The commits that the checked-out one joins, for the record. */
  readonly commits?: { readonly head?: string; readonly base?: string }
}

/** What earlier jobs of the same change measured, with the ledger that holds it. */
export interface EarlierRuns {
  readonly runs: Evidence
  readonly ledger: Ledger
}

/** A run that only looks at a few steps: at which, and of which commit where it is not the base's. */
export interface Look {
  readonly window: Window
  readonly tree?: BaseTree
}

/** One model on one machine: makes runs of either side, each in its own copy, and keeps their records. */
export interface Workbench {
  /** @param look given for the purpose `window`, and for no other */
  retrain(side: Side, purpose: Purpose, seed: number, look?: Look): Promise<RunRecord>
  /** Without the runs that earlier ones stood in for. */
  cost(): Omit<Cost, 'runsSaved'>
  /** The input digest that the head's runs have. */
  input(): Promise<InputDigest>
  /** Those that stood in. */
  readonly reused: readonly RecordId[]
  dispose(): Promise<void>
}

export interface Job {
  readonly model: ModelSpec
  readonly base: BaseTree | undefined
  readonly key: ComparisonKey
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
}

/** @throws {UserError} as {@link openTrainer} */
export function openWorkbench(project: Place, job: Job, options: RetrainOptions): Workbench {
  const trainer = openTrainer(project, job, options)
  const reused: RecordId[] = []

  async function traineeOf(side: Side, tree = job.base): Promise<Trainee> {
    if (side === 'base' && tree !== undefined) {
      await requireBase(project.root, tree)
      return traineeAt(tree)
    }
    requireContent(project.root, job.model)
    return headTrainee(project, job.model, options.commits)
  }

  /** A finished run of the same inputs, seed and kind of machine: to make it again would tell nothing new. */
  async function standIn(template: Template, wanted: Wanted): Promise<RunRecord | undefined> {
    const { earlier } = options
    const alike = (earlier?.runs ?? []).filter((run) => isAlike(run, wanted, job))
    // What `setup` brings now nobody can tell before a run: only what was kept is known to be the same.
    if (earlier === undefined || alike.length === 0 || template.setup === 'ran') return undefined
    const input = await inputOf(template, options.signal)
    const found = alike.findLast(({ record }) => record.input === input)?.record
    if (found === undefined || reused.includes(found.id)) return undefined
    const attachments = await loadAttachments(earlier.ledger, [found])
    if (found.attachments.some(({ digest }) => !attachments.has(digest))) return undefined
    await project.ledger.append(found, attachments)
    reused.push(found.id)
    return found
  }

  return {
    reused,
    input: async () => inputOf(await trainer.template(await traineeOf('head')), options.signal),
    async retrain(side, purpose, seed, look) {
      const trainee = await traineeOf(side, look?.tree)
      const wanted = { side, purpose, seed, ...look }
      const same = await standIn(await trainer.template(trainee), wanted)
      if (same !== undefined) return same
      return trainer.train(trainee, { seed, trace: look?.window })
    },
    cost: trainer.cost,
    dispose: trainer.dispose,
  }
}

interface Wanted extends Partial<Look> {
  readonly side: Side
  readonly purpose: Purpose
  readonly seed: number
}

/** Whether an earlier run was what is wanted now, as far as its record tells. */
function isAlike(
  { side, purpose, record }: Evidence[number],
  wanted: Wanted,
  { base, key, hardware }: Job,
): boolean {
  const commit = (wanted.tree ?? base)?.commit
  const isWanted =
    wanted.window === undefined
      ? setApart(record) === undefined
      : isDeepStrictEqual(record.run.window, { ...wanted.window })
  return (
    side === wanted.side &&
    purpose === wanted.purpose &&
    isWanted &&
    record.run.exit.how === 'finished' &&
    record.config.seed.index === wanted.seed &&
    (side === 'head' || record.code.commit === commit) &&
    spellKey({ model: record.model, ...record.key }) === spellKey(key) &&
    sameMachine(record.hardware, hardware)
  )
}

/** The work tree as it is now. */
export function headTrainee(
  project: Place,
  model: ModelSpec,
  commits: RetrainOptions['commits'] = {},
): Trainee {
  const { commit } = project.repository
  const code = async (): Promise<CodeFacts> => ({
    ...(commit === undefined ? {} : { commit }),
    ...commits,
    dirty: await isDirty(project.root, ownFiles(project)),
  })
  return { name: 'head', files: { from: 'worktree' }, model, code }
}

/** A commit as it is. */
export function traineeAt({ commit, model }: Pick<BaseTree, 'commit' | 'model'>): Trainee {
  const code = { commit, dirty: false }
  return { name: commit, files: { from: 'commit', commit }, model, code: async () => code }
}

/** In a job of its own the checkout may lack the base, and no token is there to fetch it. @throws {UserError} `base-absent` */
async function requireBase(root: string, base: BaseTree | undefined): Promise<void> {
  if (base === undefined || (await findCommit(root, base.commit)) !== undefined) return
  throw new UserError(
    'base-absent',
    `the base commit ${base.commit} is not in this checkout`,
    'Give actions/checkout `fetch-depth: 2`, and leave `ref:` out.',
  )
}

/** Numbers may depend on all of it but the amount of memory, which changes with every kernel. */
function sameMachine(a: HardwareFacts, b: HardwareFacts): boolean {
  return isDeepStrictEqual({ ...a, memory: undefined }, { ...b, memory: undefined })
}
