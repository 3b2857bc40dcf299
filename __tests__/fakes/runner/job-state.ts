import type { Masks } from './masks.ts'
import type { StepLog } from './log.ts'
import type { Action, Repository, Step } from './model.ts'
import type { Conclusion, JobIdentity, RunnerOptions, StepResult } from './types.ts'

/** A job on its machine: what all its steps share. */
export interface Job {
  readonly options: RunnerOptions
  readonly identity: JobIdentity
  readonly folders: {
    readonly workspace: string
    readonly temp: string
    readonly tools: string
    readonly event: string
  }
  /** What stays the same for all steps: github, needs, matrix, strategy, vars, secrets, inputs, runner. */
  readonly contexts: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
  /** Job-level `env`, and what steps add through GITHUB_ENV. */
  readonly env: Map<string, string>
  /** What steps add through GITHUB_PATH; the newest is looked up first. */
  readonly path: string[]
  readonly defaults: Readonly<Record<string, string>>
  readonly masks: Masks
  readonly debugging: boolean
  /** Whether `id-token: write` is granted. */
  readonly idToken: boolean
  readonly trackingId: string
  /** The repository that holds the workflow, for `$/` in it and in local actions. */
  readonly home: Repository | undefined
  readonly cancel: AbortSignal
  readonly results: StepResult[]
  readonly log: string[]
  /** Steps whose post is still to be run; the last one first. */
  readonly posts: StepNode[]
  status: 'success' | 'failure' | 'cancelled'
}

/** One step of a job or of a composite, with what it keeps between pre, main and post. */
export interface StepNode {
  readonly step: Step
  /** `reprise/prepare`: its id behind those of its composites. */
  readonly path: string
  /** The `$/` of its composite, absent in the workflow itself and in local actions. */
  readonly from: Repository | undefined
  /** Absent for `run:`, and for a local action until it first runs. */
  action: Action | undefined
  children: readonly StepNode[]
  /** What it saved for its post. */
  readonly state: Map<string, string>
  /** For a composite: the `steps` context inside it. */
  readonly inner: StepsContext
  postRegistered: boolean
}

export type StepsContext = Map<
  string,
  { readonly outputs: Map<string, string>; outcome: Conclusion; conclusion: Conclusion }
>

/** A list of steps that run together: a job's, or one composite's. */
export interface Scope {
  readonly steps: StepsContext
  readonly inputs: Readonly<Record<string, unknown>>
  /** The composite around them; absent at the job's level. */
  readonly composite?: {
    readonly folder: string
    /** The outermost step's `github.action`, and the repository of its action. */
    readonly actionName: string
    readonly repository: Repository | undefined
    /** What the enclosing steps' own `env:` say, which wins over GITHUB_ENV. */
    readonly env: ReadonlyMap<string, string>
    readonly deadline: number | undefined
    readonly log: StepLog
    /** How the composite stands: its main steps' status functions look at this, not at the job. */
    result: Conclusion
  }
}

export type Phase = StepResult['phase']
