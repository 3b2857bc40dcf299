import type { StatCache } from '../digest/stat-cache.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Variables } from './environment.ts'
import type { IsolationLevel } from './outcome.ts'
import type { OnProgress } from './progress.ts'

/** Whose files are trained: those of the work tree as they are now, or those of a commit. */
export type Files =
  | { readonly from: 'worktree' }
  | { readonly from: 'commit'; readonly commit: string }

/** What a template is made from. */
export interface TemplateRequest {
  /** The top folder of the repository's work tree. */
  readonly checkout: string
  readonly files: Files
  readonly model: ModelSpec
  readonly network: 'on' | 'off'
  /** Host folder of the probe. */
  readonly probe: string
  /** Absent: the strongest level that works here. */
  readonly isolation?: IsolationLevel | undefined
  /** Where the scratch folder is made; absent: the system's folder for temporary files. */
  readonly scratch?: string | undefined
  /** The environment of whoever asked; absent: that of this process. */
  readonly caller?: Variables | undefined
  /**
   * Where environments that `setup` made are kept between jobs: the runner's tool cache, an absolute path. Only what
   * is trusted may write there. Absent: nothing is kept or used.
   */
  readonly setupCache?: { readonly folder: string; readonly write: boolean } | undefined
  /** Digests of data that are known already; new ones are added. Absent: none are. */
  readonly digests?: StatCache | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}

export interface RunRequest {
  /** Seed index. */
  readonly seed: number
  /** Accelerators to queue for; absent: those that the run would see. */
  readonly accelerators?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}
