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
import type { ModelSpec, Policy, Spec } from '../spec/spec.ts'
import type { Trust } from '../record/envelope.ts'
import { specOf, type Base } from './base.ts'
import type { LockState, Project } from './project.ts'

/** What is known of one model before anybody knows which machine will train it. */
export interface Draft {
  readonly model: ModelSpec
  readonly policy: Policy
  readonly base: BaseTree | undefined
  /** By spelled comparison key, for every key that a lock has for this model. */
  readonly keys: Readonly<Record<string, Standard>>
  /** For any other key. */
  readonly otherwise: Standard
  readonly settings: readonly Setting[]
  /** The command that makes this verdict again. */
  readonly reproduce: string
}

/** What one comparison key is judged against. */
export interface Standard {
  readonly baseline: BaselineState
  /** What the change accepts, where it edits the lock's entry. */
  readonly accepts: Accepts | undefined
}

/** A plan with what only the report needs. */
export interface Planned {
  readonly plan: Plan
  readonly base: BaseTree | undefined
  readonly key: ComparisonKey
  readonly model: ModelSpec
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
  readonly accepts: Accepts | undefined
  readonly settings: readonly Setting[]
  readonly reproduce: string
}

export interface DraftRequest {
  readonly project: Project
  readonly base: Base | undefined
  /** Whether the base's lock and policy count, as for a pull request, or the working tree's. */
  readonly asPullRequest: boolean
  readonly name: string
  /** `base`: the lock does not count, the base commit is trained beside the head. */
  readonly against?: 'lock' | 'base'
  readonly trust?: Trust
  /** Options of the command that asked, as they were written. */
  readonly options?: readonly string[]
}

/** This machine as a model's training will see it: its own `env:` may choose among the devices. */
export async function machineFor(model: ModelSpec): Promise<Machine> {
  return readMachine(machineEnv(process.env, model.env))
}

/** Fixes all that is known of one model without the machine: the rules, and what each key is judged against. */
export async function draftPlan(request: DraftRequest): Promise<Draft> {
  const { project, base, asPullRequest, name, against = 'lock', trust, options = [] } = request
  const theirs = asPullRequest ? specOf(base) : undefined
  const { model: merged, policy, differences } = mergeSpecs(project.spec, theirs, name)
  // The base's tree, too, is trained with it where the base does not know the model.
  const model = trust === 'fork' ? confined(merged, theirs?.models[name]) : merged
  const standard = (key: string | undefined): Promise<Standard> =>
    against === 'base' ? NO_LOCK : standardOf(request, name, key)
  const spelled = against === 'base' ? [] : keysFor(name, project.lock, base?.lock)
  const keys = await Promise.all(spelled.map(async (key) => [key, await standard(key)] as const))
  return {
    model,
    policy,
    base: base === undefined ? undefined : baseTree(base, model),
    keys: Object.fromEntries(keys),
    otherwise: await standard(undefined),
    settings: differences.map((difference) => settingOf(difference, project.spec, name)),
    reproduce: ['reprise check', name, ...options].join(' '),
  }
}

const NO_LOCK: Promise<Standard> = Promise.resolve({
  baseline: { state: 'absent', keys: [] },
  accepts: undefined,
})

/**
 * Code that nobody here has seen chooses none of this machine's files and variables and reaches no network (DESIGN §7):
 * outside its own tree it sees what the base's file names.
 */
function confined(model: ModelSpec, base: ModelSpec | undefined): ModelSpec {
  const inside = model.data.filter(({ path }) => !/^[/~]/.test(path))
  const env = Object.entries(model.env).filter(
    ([name, value]) => value !== null || base?.env[name] === null,
  )
  return {
    ...model,
    env: Object.fromEntries(env),
    network: 'off',
    data: [...(base?.data ?? []).filter(({ path }) => /^[/~]/.test(path)), ...inside],
    caches: base === undefined ? [] : base.caches,
  }
}

/** Fixes the comparison key, now that the machine is known. */
export function fixKey(draft: Draft, { hardware, findings }: Machine): Planned {
  const { model, policy, base, settings, reproduce } = draft
  const { accelerator, count } = hardwareKey(hardware, model.accelerator)
  const key = { model: model.name, accelerator, ...(count === undefined ? {} : { count }) }
  const spelled = spellKey(key)
  const { baseline, accepts } =
    (Object.hasOwn(draft.keys, spelled) ? draft.keys[spelled] : undefined) ?? draft.otherwise
  const plan: Plan = { model, policy, key, baseline, base }
  return { plan, base, key, model, hardware, findings, accepts, settings, reproduce }
}

/** What a key is judged against: the base's entry, or the one that the change puts in its place. */
async function standardOf(
  request: DraftRequest,
  model: string,
  key: string | undefined,
): Promise<Standard> {
  const { project, base, asPullRequest } = request
  const old = base === undefined ? undefined : entryOf(base.lock, key)
  const accepted = acceptedBy(request, model, key, old)
  const lock =
    asPullRequest && accepted === undefined && project.lock.state !== 'unreadable'
      ? (base?.lock ?? project.lock)
      : project.lock
  const reverts = await isRevert(project.ledger, old, accepted)
  return {
    baseline:
      obstacleTo(asPullRequest, base, old, reverts ? undefined : accepted) ??
      (await baselineState(lock, model, key, project.ledger)),
    accepts: accepted === undefined ? undefined : acceptsOf(old, accepted),
  }
}

/**
 * The entry that a change puts in the place of its base's. Not the first one of a model that the base can be trained for: what
 * has a base to be compared with is compared with it, unless somebody says what made the numbers move.
 */
function acceptedBy(
  { project, base, asPullRequest }: DraftRequest,
  model: string,
  key: string | undefined,
  old: Baseline | undefined,
): Baseline | undefined {
  const edited = entryOf(project.lock, key)
  if (base === undefined || edited === undefined || same(edited, old)) return undefined
  const known = specOf(base)?.models[model] !== undefined
  return asPullRequest && known && old === undefined && edited.cause === 'first'
    ? undefined
    : edited
}

/**
 * Whether an entry brings a baseline back that stood before, with the cause that it was given then: only protected events
 * write the ledger that has envelopes. An entry that keeps its record was edited, and of several runs the mean and
 * deviation are the entry's own word.
 */
async function isRevert(
  ledger: Ledger,
  old: Baseline | undefined,
  accepted: Baseline | undefined,
): Promise<boolean> {
  if (accepted === undefined || accepted.record === old?.record || accepted.runs !== 1) return false
  return (await ledger.envelope(accepted.record)).state === 'found'
}

function keysFor(model: string, ...locks: readonly (LockState | undefined)[]): string[] {
  const all = locks.flatMap((lock) => (lock?.state === 'found' ? keysOf(lock.lock, model) : []))
  return [...new Set(all)]
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

function settingOf(
  { field, base, head, from }: SpecDifference,
  { places }: Spec,
  model: string,
): Setting {
  const spell = (value: Json | undefined): string | undefined =>
    value === undefined ? undefined : JSON.stringify(value)
  const line = (places[`models.${model}.${field}`] ?? places[field])?.line
  return {
    field,
    base: spell(base),
    head: spell(head),
    counted: from,
    ...(line !== undefined && { line }),
  }
}

function entryOf(lock: LockState, key: string | undefined): Baseline | undefined {
  if (lock.state !== 'found' || key === undefined) return undefined
  return Object.hasOwn(lock.lock.baselines, key) ? lock.lock.baselines[key] : undefined
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
  model: string,
  key: string | undefined,
  ledger: Ledger,
): Promise<BaselineState> {
  if (lock.state === 'unreadable') return lock
  const entry = entryOf(lock, key)
  if (entry === undefined)
    return { state: 'absent', keys: lock.state === 'found' ? keysOf(lock.lock, model) : [] }
  const found = await ledger.record(entry.record)
  if (found.state === 'unreadable')
    return { state: 'unreadable', why: `the ledger's record of the baseline: ${found.why}` }
  return { state: 'found', entry, record: found.state === 'found' ? found.value : undefined }
}

function keysOf(lock: Lock, model: string): string[] {
  return Object.keys(lock.baselines).filter((key) => parseKey(key)?.model === model)
}
