import { join } from 'node:path'
import { baselineOf, unfitReasons } from '../compare/baseline.ts'
import { isWhole } from '../compare/set-apart.ts'
import { UserError } from '../record/error.ts'
import { spellKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import { acceptedWords, reasonText } from '../report/words/accepting.ts'
import type { Baseline, Cause, Lock } from '../spec/lock.ts'
import { setBaseline, writeLock } from '../spec/lock-file.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { explainRecords } from './explaining.ts'
import { trainsThisTree } from './freshness.ts'
import type { Project } from './project.ts'
import { findIn, readLog } from './records.ts'
import { replaceFile } from './replace-file.ts'
import { FIRST, kinOf, repeatsOf } from './repeats.ts'
import { onlyModel } from './run.ts'

export interface AcceptOptions {
  /** Where the caller stands: a record's file is named from there. */
  readonly cwd: string
  /** Id, first digits or file; undefined: the newest finished run of the model, if it trained this very tree. */
  readonly record: string | undefined
  readonly model?: string | undefined
  readonly cause?: Exclude<Cause, 'first'> | undefined
  readonly because?: string | undefined
}

export interface Accepted {
  readonly key: string
  /** Path of `reprise.lock`, relative to the work tree. */
  readonly file: string
  readonly baseline: Baseline
  /** What was accepted, in one line. */
  readonly sentence: string
  readonly warnings: readonly string[]
}

/**
 * Writes a record's baseline into `reprise.lock`. Nothing else writes there; the baseline holds once it is merged.
 *
 * @throws {UserError} `accept-unfit`, `accept-stale`, `accept-unexplained`, `lock-unreadable`, `model-unknown`, or those of findIn
 */
export async function accept(project: Project, options: AcceptOptions): Promise<Accepted> {
  const record = await chosenRecord(project, options)
  const { text, accepted } = await lockWith(project, record, options)
  replaceFile(join(project.root, accepted.file), text)
  return accepted
}

/** The lock as it is when a record has become a baseline. @throws {UserError} as {@link accept} */
export async function lockWith(
  project: Project,
  record: RunRecord,
  options: Pick<AcceptOptions, 'cause' | 'because'>,
): Promise<{ text: string; accepted: Accepted }> {
  const model = project.spec.models[record.model]
  if (model === undefined) {
    throw new UserError(
      'model-unknown',
      `${project.spec.file} has no model ${record.model}`,
      'Accept a record of one of its models.',
    )
  }
  const [unfit] = unfitReasons([record], model)
  if (unfit !== undefined) {
    throw new UserError(
      'accept-unfit',
      `record ${record.id} cannot be a baseline: ${reasonText(unfit, { model: record.model, ...record.key })}`,
      'Mend the training and run `reprise check` again.',
    )
  }
  const lock = currentLock(project)
  const key = spellKey({ model: record.model, ...record.key })
  const old = lock?.baselines[key]
  const { repeats, pool } = await family(project, record, model)
  const baseline = baselineOf(pool, model, {
    repeats,
    ...(await reasonFor(project, old, record, options)),
  })
  return {
    text: writeLock(setBaseline(lock, key, baseline)),
    accepted: {
      key,
      file: join(project.folder, 'reprise.lock'),
      baseline,
      sentence: acceptedWords(key, old, baseline),
      warnings: warningsFor(baseline),
    },
  }
}

async function chosenRecord(project: Project, options: AcceptOptions): Promise<RunRecord> {
  // `check NAME` is how a model is named elsewhere, so `accept NAME` means its newest run.
  const named = Object.keys(project.spec.models).find((name) => name === options.record)
  if (options.record !== undefined && named === undefined)
    return keep(project, await findIn(project.ledger, options.cwd, options.record))
  const model = onlyModel(project, named ?? options.model)
  const { records } = await readLog(project.ledger, model)
  const newest = records.find(isWhole)
  if (newest === undefined) {
    throw new UserError(
      'record-absent',
      `the ledger has no finished run of ${model}`,
      'Make one with `reprise check`.',
    )
  }
  // A run with another seed was made to look at something, not to become the baseline.
  const [usual, others] = [records.filter(isUsual), records.filter((one) => !isUsual(one))]
  for (const record of [...usual, ...others]) {
    if (isWhole(record) && (await trainsThisTree(project, record))) return record
  }
  throw new UserError(
    'accept-stale',
    `no finished run of ${model} trained the working tree as it is now`,
    'Run `reprise check` first, or name a record of `reprise log`.',
  )
}

function isUsual({ config }: RunRecord): boolean {
  return config.seed.index === 0
}

/** A record from a file joins the ledger, or nobody could look up what the lock names. */
async function keep({ ledger }: Project, record: RunRecord): Promise<RunRecord> {
  if ((await ledger.record(record.id)).state === 'found') return record
  if (record.attachments.length === 0) await ledger.append(record, new Map())
  return record
}

function currentLock({ lock }: Project): Lock | undefined {
  if (lock.state === 'unreadable') {
    throw new UserError(
      'lock-unreadable',
      lock.why,
      'Restore reprise.lock from git (or remove it, to begin anew), then accept again.',
    )
  }
  return lock.state === 'found' ? lock.lock : undefined
}

/** The first baseline needs no reason; to replace one, a person says why the new numbers are right. */
async function reasonFor(
  project: Project,
  old: Baseline | undefined,
  record: RunRecord,
  { cause, because }: Pick<AcceptOptions, 'cause' | 'because'>,
): Promise<{ cause: Cause; because: string }> {
  if (old === undefined) return { cause: cause ?? 'first', because: because ?? FIRST }
  if (because === undefined) {
    throw unexplained(
      'this replaces a baseline: say why the new numbers are right',
      '--because "longer warm-up"',
    )
  }
  if (cause !== undefined) return { cause, because }
  const seen = await causesSeen(project, old, record)
  const [only] = seen
  if (only !== undefined && seen.length === 1) return { cause: only, because }
  const what =
    seen.length === 0 ? 'nothing that is recorded differs' : `${seen.join(' and ')} differ`
  throw unexplained(
    `say what made the numbers move: ${what}`,
    `--because ${JSON.stringify(because)} --cause ${only ?? 'environment'}`,
  )
}

function unexplained(message: string, example: string): UserError {
  return new UserError('accept-unexplained', message, `For example: reprise accept ${example}`)
}

/** What differs between the old baseline's record and the new, as causes; a factor of little weight is none. */
async function causesSeen(
  project: Project,
  old: Baseline,
  record: RunRecord,
): Promise<Exclude<Cause, 'first'>[]> {
  const before = await project.ledger.record(old.record)
  if (before.state !== 'found') return []
  const { factors } = await explainRecords(project, record, before.value)
  const causes = {
    code: 'code',
    config: 'configuration',
    data: 'data',
    environment: 'environment',
    hardware: 'hardware',
    seed: 'configuration',
    determinism: 'configuration',
  } as const
  return [
    ...new Set(
      factors.filter(({ status }) => status === 'different').map(({ factor }) => causes[factor]),
    ),
  ]
}

/** What the ledger knows beside the accepted run: whether the same inputs and seed repeat here, and runs with other seeds. */
async function family(
  project: Project,
  record: RunRecord,
  model: ModelSpec,
): Promise<{ repeats: Baseline['repeats']; pool: RunRecord[] }> {
  const { records } = await readLog(project.ledger, record.model)
  const others = kinOf(record, records).filter(
    (one) => one.config.seed.index !== record.config.seed.index,
  )
  return {
    repeats: repeatsOf(record, records, model),
    pool: [record, ...others.filter((one) => unfitReasons([one], model).length === 0)],
  }
}

function warningsFor(baseline: Baseline): string[] {
  if (baseline.repeats === 'yes') return []
  if (baseline.repeats === 'no')
    return [
      'the same inputs and seed gave different bits here: without a tolerance every later run is inconclusive',
    ]
  return [
    'nobody has looked whether this training repeats itself: run `reprise check` once more before you rely on it',
  ]
}
