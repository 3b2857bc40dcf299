import type { Repo } from './client.ts'

/** Where and why a job runs: read once from its environment and the event's payload. */
export interface Context {
  readonly serverUrl: string
  readonly apiUrl: string
  readonly repo: Repo
  readonly repositoryId: number
  /** Also where the payload does not say. */
  readonly private: boolean
  readonly defaultBranch: string
  readonly runId: number
  readonly attempt: number
  /** Path of the workflow's file, as `.github/workflows/reprise.yml`. */
  readonly workflow: string
  readonly actor: string
  /** The commit that the job was started for: of a pull request, its merge commit. */
  readonly sha: string
  /** As `refs/heads/main`. */
  readonly ref: string
  /** The page of the run. */
  readonly runUrl: string
  readonly event: Event
}

export type Event =
  | PullRequestEvent
  | {
      readonly name: 'merge_group'
      readonly head: string
      readonly base: string
      /** The branch's name, without `refs/heads/`. */
      readonly baseRef: string
    }
  | {
      readonly name: 'push'
      /** All zeros where the branch is new. */
      readonly before: string
      readonly after: string
      /** Whether it went to the default branch. */
      readonly defaultBranch: boolean
    }
  | { readonly name: 'schedule' }
  | { readonly name: 'workflow_dispatch'; readonly inputs: Readonly<Record<string, string>> }
  | { readonly name: 'workflow_run'; readonly run: FinishedRun }

export interface PullRequestEvent {
  readonly name: 'pull_request'
  readonly number: number
  readonly draft: boolean
  readonly head: {
    readonly sha: string
    readonly ref: string
    /** Undefined where the fork is gone. */
    readonly repositoryId: number | undefined
    /** `owner/name`. */
    readonly repository: string | undefined
  }
  readonly base: { readonly sha: string; readonly ref: string }
  readonly action: string
}

/** The run whose end started a `workflow_run`. */
export interface FinishedRun {
  readonly id: number
  readonly attempt: number
  readonly event: string
  /** Of the workflow's file. */
  readonly path: string
  readonly headSha: string
  readonly headBranch: string | undefined
  readonly headRepositoryId: number | undefined
  readonly headRepository: string | undefined
  readonly conclusion: string | undefined
}
