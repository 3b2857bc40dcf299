/** What a test sees of the fake GitHub. */

export interface Actor {
  readonly login: string
  readonly id: number
  readonly type: 'User' | 'Bot'
}

export type Scope = 'actions' | 'checks' | 'contents' | 'issues' | 'metadata' | 'pull-requests'
export type Access = 'read' | 'write'
/** As in a workflow's `permissions:`; what is not named is `none`, but `metadata`, which all may read. */
export type Permissions = Readonly<Partial<Record<Scope, Access>>>

export interface FakeGitHub {
  /** `http://127.0.0.1:<port>`; repositories are cloned from `<url>/<owner>/<name>.git`. */
  readonly url: string
  /**
   * The same server as `http://github.localhost:<port>`, for GITHUB_SERVER_URL: @actions/artifact and
   * @actions/cache take any other host for GitHub Enterprise Server and refuse. Git resolves such a name by itself.
   */
  readonly serverUrl: string
  /** For GITHUB_API_URL. */
  readonly apiUrl: string
  /** Every request, in the order of arrival. */
  readonly requests: readonly LoggedRequest[]
  /** Every request and answer that GitHub's OpenAPI description does not allow. */
  readonly problems: readonly string[]
  repository(options: RepositoryOptions): FakeRepository
  /** Without `repositories` the token sees all of them. */
  token(actor: Actor, permissions: Permissions, repositories?: readonly FakeRepository[]): string
  /** Faults of one operation are used up in the order they were named. */
  fail(fault: Fault): void
  limit(limits: Partial<Limits>): void
  close(): Promise<void>
}

export interface GitHubOptions {
  /** Each answer waits so long. */
  readonly latencyMs?: number
  /** How long a signed URL of an upload or download can be used; 10 minutes unless told. */
  readonly signedUrlMs?: number
}

export interface LoggedRequest {
  /** An operation id as `pulls/get`; else `git/upload-pack`, `ArtifactService/CreateArtifact`, `blob/get`… or `unknown`. */
  readonly operation: string
  readonly method: string
  /** With the query, without the prefix of the API. */
  readonly path: string
  /** 0 where the connection ended without a whole answer, or while there is none yet. */
  readonly status: number
  /** The token it came with, or the empty string. */
  readonly token: string
}

/**
 * - `before`: the connection is dropped, nothing happened.
 * - `after`: it happened, then the connection is dropped.
 * - `half`: it happened; half of the answer's body is sent.
 * - `timeout`: nothing happens and no answer comes; `timeout-after`: it happened, but no answer comes.
 * - a status: nothing happens (`effect: true`: it happened), and this is the answer.
 */
export type How =
  | 'before'
  | 'after'
  | 'half'
  | 'timeout'
  | 'timeout-after'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly effect?: boolean
    }

export interface Fault {
  /** As in {@link LoggedRequest}, or `*` for any. */
  readonly operation: string
  readonly how: How
  /** 1 unless told. */
  readonly times?: number
  /** So many requests of the operation pass first; 0 unless told. */
  readonly skip?: number
}

/** For each token. */
export interface Limits {
  /** Requests that are left until `resetAt`. */
  readonly remaining: number
  /** The start of the next hour's budget, in seconds since 1970. */
  readonly resetAt: number
  /** Requests that create or change something, a minute; one more is answered with `secondary`. */
  readonly writesPerMinute: number
  /** How a request over the limit is refused; both are documented. */
  readonly status: 403 | 429
  /** Whether a secondary limit says `retry-after`, and how many seconds. */
  readonly retryAfter?: number | undefined
}

export interface RepositoryOptions {
  readonly owner: string
  readonly name: string
  readonly private?: boolean
  readonly defaultBranch?: string
}

/** By path; null removes the file. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>

export interface PushOptions {
  /** The parent, where it is not the branch's head: a new branch's start (else the default branch), or a force push. */
  readonly onto?: string
  readonly message?: string
  readonly actor?: Actor
}

export interface PullOptions {
  /** A branch of this repository, or of `from`. */
  readonly head: string
  readonly base?: string
  readonly title?: string
  readonly body?: string
  readonly draft?: boolean
  readonly actor?: Actor
  /** The fork that holds the head. */
  readonly from?: FakeRepository
}

/** A pull request at the moment it was asked for. */
export interface FakePull {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly headSha: string
  readonly headBranch: string
  readonly baseSha: string
  readonly baseBranch: string
  /** The test merge at `refs/pull/<number>/merge`, or null after a conflict; once merged, the commit on the base. */
  readonly mergeSha: string | null
}

export interface FakeComment {
  readonly id: number
  readonly author: Actor
  readonly body: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface FakeCheckRun {
  readonly id: number
  readonly name: string
  readonly headSha: string
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly text: string | null
  readonly annotations: readonly unknown[]
}

export interface FakeArtifact {
  readonly id: number
  readonly runId: number
  readonly attempt: number
  readonly name: string
  /** The zip. */
  readonly content: Buffer
  readonly expired: boolean
}

export interface RunOptions {
  readonly event: string
  /** The commit that the run is for: a pull request's head, not its merge commit. */
  readonly headSha?: string
  readonly headBranch?: string
  readonly headRepository?: FakeRepository
  /** Sets head, branch, repository and actor of a `pull_request` run, where they are not given. */
  readonly pull?: number
  /** `.github/workflows/reprise.yml` unless told. */
  readonly path?: string
  readonly name?: string
  readonly actor?: Actor
  /**
   * Of the job's token; contents and actions read, pull-requests write unless told. A run for a fork's or
   * Dependabot's pull request gets no more than read.
   */
  readonly permissions?: Permissions
  /** What a run may do with caches; `write` unless told, `read` where the token is read-only. */
  readonly cache?: 'none' | 'read' | 'write'
}

/** What one job of a run is given. */
export interface FakeJob {
  readonly runId: number
  readonly runNumber: number
  readonly attempt: number
  readonly jobId: number
  /** GITHUB_TOKEN. It ends with the run's attempt, as does the runtime's. */
  readonly token: string
  /** ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL: for JavaScript actions only. */
  readonly runtime: { readonly token: string; readonly resultsUrl: string }
}

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | 'neutral'
export type MergeMethod = 'merge' | 'squash'
export type Payload = Readonly<Record<string, unknown>>

export interface FakeRepository {
  readonly id: number
  readonly owner: string
  readonly name: string
  /** `owner/name`. */
  readonly fullName: string
  readonly defaultBranch: string
  /** The bare repository. */
  readonly folder: string
  /** To clone from; credentials are `x-access-token:<token>`. */
  readonly cloneUrl: string
  /** The commit that a branch or another ref points to. */
  head(ref: string): string
  /** A file's text at a ref, or undefined. */
  file(ref: string, path: string): string | undefined
  /** One commit; its id. Open pull requests follow. */
  push(branch: string, files: Files, options?: PushOptions): string
  deleteBranch(branch: string): void
  fork(owner: string): FakeRepository
  openPull(options: PullOptions): FakePull
  pull(number: number): FakePull
  /** The new commit on the base branch. */
  mergePull(number: number, method: MergeMethod, actor?: Actor): string
  closePull(number: number): void
  /** The merge queue's branch for one pull request. */
  mergeGroup(number: number): MergeGroup
  comments(number: number): readonly FakeComment[]
  /** Somebody writes a comment. */
  comment(number: number, actor: Actor, body: string): FakeComment
  deleteComment(id: number): void
  checkRuns(): readonly FakeCheckRun[]
  /** What a person may do here; `read` in a public repository unless told, else `none`. */
  collaborator(login: string, permission: 'admin' | 'write' | 'read' | 'none'): void
  startRun(options: RunOptions): FakeJob
  /** Another job of the run's current attempt. */
  startJob(runId: number, name: string): FakeJob
  /** The next attempt of a finished run. */
  rerun(runId: number): FakeJob
  finishRun(runId: number, conclusion: Conclusion): void
  artifacts(runId?: number): readonly FakeArtifact[]
  /** As if the retention had passed. */
  expireArtifact(id: number): void
  readonly payload: Payloads
}

export interface MergeGroup {
  readonly headSha: string
  /** `refs/heads/gh-readonly-queue/…` */
  readonly headRef: string
  readonly baseSha: string
  readonly baseRef: string
}

/** What GITHUB_EVENT_PATH holds. */
export interface Payloads {
  pullRequest(number: number, action?: PullAction, before?: string): Payload
  push(branch: string, before: string, actor?: Actor): Payload
  mergeGroup(group: MergeGroup): Payload
  schedule(cron: string): Payload
  workflowDispatch(inputs: Readonly<Record<string, string>>, ref?: string, actor?: Actor): Payload
  workflowRun(runId: number): Payload
}

export type PullAction =
  | 'opened'
  | 'synchronize'
  | 'reopened'
  | 'closed'
  | 'ready_for_review'
  | 'labeled'
