import { isDeepStrictEqual } from 'node:util'
import type { BaselineState } from '../compare/evidence.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { BaseTree, Plan } from '../plan/plan.ts'
import type { Finding } from '../record/finding.ts'
import type { Json } from '../record/json.ts'
import { parseKey, spellKey, type ComparisonKey } from '../record/key.ts'
import type { HardwareFacts } from '../record/record.ts'
import { hardwareKey } from '../readers/hardware/key.ts'
import type { Accepts, Setting } from '../report/report.ts'
import { machineEnv, readMachine, type Machine } from '../retrain/machine.ts'
import type { Baseline, Lock } from '../spec/lock.ts'
import { mergeSpecs, type SpecDifference } from '../spec/merge.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { specOf, type Base } from './base.ts'
import type { LockState, Project } from './project.ts'

/** A plan with what only the report needs. */
export interface Planned {
  readonly plan: Plan
  readonly base: BaseTree | undefined
  readonly key: ComparisonKey
  readonly model: ModelSpec
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
  /** What the change accepts, where it edits the lock's entry. */
  readonly accepts: Accepts | undefined
  readonly settings: readonly Setting[]
  /** The command that makes this verdict again. */
  readonly reproduce: string
}

export interface PlanRequest {
  readonly project: Project
  readonly base: Base | undefined
  /** Whether the base's lock and policy count, as for a pull request, or the working tree's. */
  readonly asPullRequest: boolean
  readonly machine: Machine
  readonly name: string
  /** Options of the command that asked, as they were written. */
  readonly options?: readonly string[]
}

/** This machine as a model's training will see it: its own `env:` may choose among the devices. */
export async function machineFor({ spec }: Project, name: string): Promise<Machine> {
  return readMachine(machineEnv(process.env, spec.models[name]?.env ?? {}))
}

/** Fixes all that is known before the first run of one model on this machine. */
export async function planModel({
  project,
  base,
  asPullRequest,
  machine,
  name,
  options = [],
}: PlanRequest): Promise<Planned> {
  const { model, policy, differences } = mergeSpecs(
    project.spec,
    asPullRequest ? specOf(base) : undefined,
    name,
  )
  const { accelerator, count } = hardwareKey(machine.hardware, model.accelerator)
  const key: ComparisonKey = { model: name, accelerator, ...(count === undefined ? {} : { count }) }
  const edited = entryOf(project.lock, key)
  const old = base === undefined ? undefined : entryOf(base.lock, key)
  const accepted =
    base === undefined || edited === undefined || same(edited, old) ? undefined : edited
  const lock =
    asPullRequest && accepted === undefined && project.lock.state !== 'unreadable'
      ? (base?.lock ?? project.lock)
      : project.lock
  const tree = base === undefined ? undefined : baseTree(base, model)
  const plan: Plan = {
    model,
    policy,
    key,
    baseline:
      obstacleTo(asPullRequest, base, old, accepted) ??
      (await baselineState(lock, key, project.ledger)),
    base: tree,
  }
  return {
    plan,
    base: tree,
    key,
    model,
    ...machine,
    accepts: accepted === undefined ? undefined : acceptsOf(old, accepted),
    settings: differences.map(settingOf),
    reproduce: ['reprise check', name, ...options].join(' '),
  }
}

/** What makes a comparison impossible before the lock is looked at. */
function obstacleTo(
  asPullRequest: boolean,
  base: Base | undefined,
  old: Baseline | undefined,
  accepted: Baseline | undefined,
): BaselineState | undefined {
  // Otherwise a change could mend the base's file and bring the rules that it is judged by.
  if (asPullRequest && base?.spec.state === 'unreadable')
    return { state: 'unreadable', why: `the base's reprise.yml: ${base.spec.why}` }
  if (old !== undefined && accepted?.cause === 'first')
    return {
      state: 'unreadable',
      why: 'its entry was replaced without a cause, as `reprise accept` never does',
    }
  return undefined
}

function baseTree(base: Base, head: ModelSpec): BaseTree {
  const model = specOf(base)?.models[head.name]
  const { commit } = base
  return { commit, model: model ?? head, knowsModel: model !== undefined }
}

function settingOf({ field, base, head, from }: SpecDifference): Setting {
  const spell = (value: Json | undefined): string | undefined =>
    value === undefined ? undefined : JSON.stringify(value)
  return { field, base: spell(base), head: spell(head), counted: from }
}

function entryOf(lock: LockState, key: ComparisonKey): Baseline | undefined {
  return lock.state === 'found' ? lock.lock.baselines[spellKey(key)] : undefined
}

function same(a: Baseline, b: Baseline | undefined): boolean {
  return b !== undefined && isDeepStrictEqual(a, b)
}

function acceptsOf(old: Baseline | undefined, { cause, because, metrics }: Baseline): Accepts {
  const names = [...new Set([...Object.keys(old?.metrics ?? {}), ...Object.keys(metrics)])]
  return {
    cause,
    because,
    moved: names.map((metric) => ({
      metric,
      before: old?.metrics[metric]?.mean,
      after: metrics[metric]?.mean,
    })),
  }
}

/** What a lock says for a key, with the accepted record where the ledger has it. A damaged ledger makes it unreadable. */
async function baselineState(
  lock: LockState,
  key: ComparisonKey,
  ledger: Ledger,
): Promise<BaselineState> {
  if (lock.state === 'unreadable') return lock
  const entry = entryOf(lock, key)
  if (entry === undefined)
    return { state: 'absent', keys: lock.state === 'found' ? keysOf(lock.lock, key.model) : [] }
  const found = await ledger.record(entry.record)
  if (found.state === 'unreadable')
    return { state: 'unreadable', why: `the ledger's record of the baseline: ${found.why}` }
  return { state: 'found', entry, record: found.state === 'found' ? found.value : undefined }
}

function keysOf(lock: Lock, model: string): string[] {
  return Object.keys(lock.baselines).filter((key) => parseKey(key)?.model === model)
}
