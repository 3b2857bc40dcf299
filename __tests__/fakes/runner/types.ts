/** What a test gives the runner. */
export interface RunnerOptions {
  /** GITHUB_WORKSPACE: made if absent; steps start there. */
  readonly workspace: string
  /** Parent of each job's RUNNER_TEMP and command files, of the tool cache and of the payload file. */
  readonly temp: string
  readonly event: { readonly name: string; readonly payload: object }
  /** The `github` context: repository `o/r`, sha, ref, actor, run_id, run_attempt, api_url, server_url, token, ... */
  readonly github: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  /** Inputs of a `workflow_dispatch`; the payload's `inputs` where absent. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>
  /** What only JavaScript actions see. */
  readonly runtime?: {
    readonly token: string
    readonly resultsUrl: string
    readonly cacheUrl?: string
    /** Where `id-token: write` is granted. */
    readonly idTokenUrl?: string
  }
  /** `owner/repo`, or `owner/repo@ref` for one ref alone -> local folder, for `uses: owner/repo[/path]@ref`. The workflow's own repository stands for `$/` in it. */
  readonly actions?: Readonly<Record<string, string>>
  /** The machine's environment; default: PATH and HOME of this process. */
  readonly env?: Readonly<Record<string, string>>
  /**
   * How long a cancelled process has after SIGINT and after SIGTERM, and how long an ended one may
   * hold stdout open through its children; the real runner's 7 500, 2 500 and 5 000 ms where absent.
   */
  readonly kill?: {
    readonly termAfterMs: number
    readonly killAfterMs: number
    readonly closeAfterMs?: number
  }
  /** How long one minute of `timeout-minutes` lasts; 60 000 ms where absent. */
  readonly minuteMs?: number
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal
  /** The Node that runs JavaScript actions; default: this process's. */
  readonly node?: string
  /** Mints `github.token` for a job from the `permissions` it declares; `github.token` where absent. */
  readonly tokenOf?: (job: JobIdentity, permissions: Permissions) => string
  /** A job's own workspace (separate machines); `workspace` where absent. */
  readonly workspaceOf?: (job: JobIdentity) => string
}

export interface JobIdentity {
  readonly id: string
  readonly name: string
  readonly matrix?: Readonly<Record<string, unknown>>
}

/** What `permissions:` says for a job: each scope's access, one word for all, or nothing declared. */
export type Permissions = Readonly<Record<string, string>> | 'read-all' | 'write-all' | 'default'

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
  readonly title?: string
}

export interface StepResult {
  /** The step's `id`, else `__run`, `__run_2`, `__owner_repo`, ...; nested steps have a path: `reprise/prepare`. */
  readonly id: string
  readonly name: string
  readonly uses?: string
  readonly phase: 'pre' | 'main' | 'post'
  /** Before `continue-on-error`. */
  readonly outcome: Conclusion
  /** After `continue-on-error`. */
  readonly conclusion: Conclusion
  readonly outputs: Readonly<Record<string, string>>
  readonly exitCode?: number
  /** What the log shows, masked. */
  readonly log: string
  readonly annotations: readonly Annotation[]
  readonly summary: string
  /** What the process was started with. */
  readonly env: Readonly<Record<string, string>>
  readonly seconds: number
}

export interface JobResult extends JobIdentity {
  readonly conclusion: Conclusion
  readonly outputs: Readonly<Record<string, string>>
  readonly steps: readonly StepResult[]
  readonly log: string
}

export interface RunResult {
  readonly conclusion: Conclusion
  readonly jobs: readonly JobResult[]
  readonly log: string
}
