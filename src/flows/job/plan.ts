import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EvidenceRun } from '../../compare/evidence.ts'
import { sha256, type Digest, type InputDigest } from '../../record/digest.ts'
import type { Trust } from '../../record/envelope.ts'
import { folderLedger } from '../../ledger/folder.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { UserError } from '../../record/error.ts'
import type { ModelReport, ReportedChange } from '../../report/report.ts'
import type { Cause } from '../../spec/lock.ts'
import type { Policy } from '../../spec/spec.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Draft, Planned } from '../planning.ts'

/** What a job on GitHub is for (DESIGN §5). */
export type Task =
  /** Judge a change. */
  | { readonly do: 'judge' }
  /** Complete the ledger after a merge, or measure the noise of a baseline one seed further. */
  | { readonly do: 'keep'; readonly why: 'merged' | 'calibrate' }
  /** Make the newest run of a branch its baseline. */
  | {
      readonly do: 'accept'
      readonly branch: string
      readonly because: string | undefined
      readonly cause: Exclude<Cause, 'first'> | undefined
    }

/** Which runs of a model the ledger has, so that *retrain*, which alone knows the inputs, can choose the next. */
export interface Draws {
  readonly known: readonly {
    readonly input: InputDigest
    readonly key: string
    readonly seed: number
  }[]
  /** Whether the run of the lock's own seed is to be made where it is not known. */
  readonly first: boolean
  /** Seed indices below this one are wanted. */
  readonly below: number
}

/** One model's part of a job. */
export interface ModelJob {
  readonly draft: Draft
  /** One run with a seed that nobody has trained yet; absent: whatever the evidence asks for. */
  readonly draws?: Draws
  /** What this pull request measured before, newest last. */
  readonly earlier: readonly EvidenceRun[]
  /** What this pull request has spent so far, `earlier` included. */
  readonly spent: { readonly runs: number; readonly minutes: number }
}

/**
 * What *prepare* hands to *retrain* and *report*. It is our own writing: whoever reads it checks its digest, which travels
 * another way, and then believes it.
 */
export interface JobPlan {
  readonly schema: 'reprise/plan/v1'
  readonly task: Task
  /** Path of `reprise.yml` from the workspace. */
  readonly config: string
  /** The branch that holds the ledger. */
  readonly branch: string
  readonly change: ReportedChange
  readonly trust: Trust
  /** Of the whole job: the base's where there is one. */
  readonly policy: Policy
  readonly models: readonly ModelJob[]
  /** Verdicts that need no training: models that have gone. */
  readonly settled: readonly ModelReport[]
  /** Digest caches that a trusted run wrote, newest first: no other may say what data are. */
  readonly digestCaches: readonly Digest[]
  /** What a person should know although nothing is judged. */
  readonly notes: readonly string[]
}

/** What *prepare* hands on, in the folder of a stage: the plan's file, and beside it the records of earlier runs. */
export function planFolder(stage: string): string {
  return join(stage, 'plan')
}
const EARLIER = 'earlier'
export function earlierFolder(stage: string): string {
  return join(planFolder(stage), EARLIER)
}

/** The ledger of earlier runs that lies beside a plan's file. */
export function besidePlan(file: string): Ledger {
  return folderLedger(join(dirname(file), EARLIER))
}

/** A model's plan, with what its pull request has spent. */
export function planOf({ earlier, spent }: ModelJob, { plan }: Planned): Plan {
  return { ...plan, spent: { ...spent, records: earlier.map(({ record }) => record.id) } }
}

/** Writes a plan. @returns its digest */
export function writePlan(file: string, plan: JobPlan): Digest {
  const bytes = Buffer.from(JSON.stringify(plan))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  return sha256(bytes)
}

/** @throws {UserError} `plan-absent`, `plan-changed` */
export function readPlan(file: string, digest: string): JobPlan {
  if (file === '') {
    throw new UserError(
      'plan-absent',
      '`plan` is empty',
      'Give it the output `plan` of the prepare step.',
    )
  }
  const bytes = read(file)
  if (sha256(bytes) !== digest) {
    throw new UserError(
      'plan-changed',
      `${file} is not the plan that prepare wrote: its digest is another`,
      'Run the workflow again; hand over the plan-digest of the same prepare step.',
    )
  }
  return JSON.parse(bytes.toString('utf8')) as JobPlan
}

function read(file: string): Buffer {
  try {
    // Of a pipe in its place nobody would ever see the end.
    if (!statSync(file).isFile()) throw new Error(`${file} is no regular file`)
    return readFileSync(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'plan-absent',
      `the plan cannot be read: ${why}`,
      'The prepare step must have run before this one, on this machine or with its artifact at hand.',
    )
  }
}
