import type { Actor, Conclusion, Fault, Limits, LoggedRequest, Permissions } from '../types.ts'

/** All that the server knows. Commits and files are in git. */
export interface World {
  /** `http://127.0.0.1:<port>` */
  origin: string
  readonly folder: string
  readonly latencyMs: number
  readonly signedUrlMs: number
  readonly nextId: () => number
  readonly repositories: Map<string, Repository>
  readonly grants: Map<string, Grant>
  /** By runtime token. */
  readonly jobs: Map<string, RunningJob>
  readonly blobs: Map<string, Blob>
  readonly signatures: Map<string, Signature>
  readonly faults: PendingFault[]
  readonly requests: Writable<LoggedRequest>[]
  readonly problems: string[]
  limits: Limits
  readonly usage: Map<string, Usage>
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] }
export type PendingFault = Writable<Required<Fault>>

/** What a token may do; undefined repositories: all. */
export interface Grant {
  readonly actor: Actor
  readonly permissions: Permissions
  readonly repositories: ReadonlySet<string> | undefined
}

export interface Usage {
  used: number
  /** Times of writes, in milliseconds. */
  writes: number[]
  /** No write before this time. */
  blockedUntil: number
}

export interface Repository {
  readonly id: number
  readonly owner: Actor
  readonly name: string
  readonly fullName: string
  readonly private: boolean
  readonly defaultBranch: string
  readonly folder: string
  readonly parent: Repository | undefined
  readonly createdAt: string
  /** Pull requests and issues share their numbers. */
  readonly pulls: Pull[]
  readonly comments: Comment[]
  readonly checks: Check[]
  readonly runs: Run[]
  readonly artifacts: Artifact[]
  readonly caches: Cache[]
  readonly collaborators: Map<string, string>
}

export interface Pull {
  readonly number: number
  readonly id: number
  readonly title: string
  readonly body: string | null
  readonly draft: boolean
  readonly actor: Actor
  readonly headRepository: Repository
  readonly headBranch: string
  readonly baseBranch: string
  readonly createdAt: string
  headSha: string
  baseSha: string
  mergeSha: string | null
  updatedAt: string
  closedAt: string | null
  mergedBy: Actor | undefined
}

export interface Comment {
  readonly id: number
  readonly number: number
  readonly author: Actor
  body: string
  readonly createdAt: string
  updatedAt: string
}

export interface Check {
  readonly id: number
  readonly headSha: string
  name: string
  status: string
  conclusion: string | null
  startedAt: string
  completedAt: string | null
  detailsUrl: string | null
  externalId: string
  title: string | null
  summary: string | null
  text: string | null
  readonly annotations: unknown[]
}

export interface Run {
  readonly id: number
  readonly number: number
  attempt: number
  readonly backendId: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: Repository
  readonly pull: Pull | undefined
  readonly path: string
  readonly name: string
  readonly actor: Actor
  readonly permissions: Permissions
  readonly cache: 'none' | 'read' | 'write'
  readonly createdAt: string
  updatedAt: string
  conclusion: Conclusion | null
  readonly jobs: Job[]
}

export interface Job {
  readonly id: number
  readonly backendId: string
  readonly name: string
  readonly attempt: number
  readonly startedAt: string
  completedAt: string | null
  conclusion: Conclusion | null
  readonly token: string
  readonly runtimeToken: string
}

export interface RunningJob {
  readonly repository: Repository
  readonly run: Run
  readonly job: Job
}

export interface Artifact {
  readonly id: number
  readonly run: Run
  readonly job: Job
  readonly name: string
  readonly blob: string
  readonly createdAt: string
  readonly expiresAt: string
  /** The sha256 of the zip, once the upload is finished. */
  digest: string | undefined
  expired: boolean
}

export interface Cache {
  readonly id: number
  readonly key: string
  readonly version: string
  /** The ref that wrote it: its own runs and those of its children may read it. */
  readonly scope: string
  readonly blob: string
  finished: boolean
}

export interface Blob {
  readonly blocks: Map<string, Buffer>
  contentType: string
  content: Buffer | undefined
}

export interface Signature {
  readonly blob: string
  readonly access: 'r' | 'w'
  /** In milliseconds. */
  readonly until: number
}

export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
