import type { StatCache } from '../digest/stat-cache.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Variables } from './environment.ts'
import type { IsolationLevel } from './outcome.ts'
import type { OnProgress } from './progress.ts'

/** One tree: the work tree as it is now, or that of a commit. */
export type TreeFiles =
  | { readonly from: 'worktree' }
  | { readonly from: 'commit'; readonly commit: string }

/** Whose files are trained: those of one tree, or those of one but for some paths, which are as another tree has them. */
export type Files =
  | TreeFiles
  | {
      readonly from: 'mixed'
      readonly most: TreeFiles
      readonly other: TreeFiles
      readonly paths: readonly string[]
    }

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

/** The steps to be looked at closely, from 0, the last included. */
export interface Window {
  readonly from: number
  readonly to: number
}

export interface RunRequest {
  /** Seed index. */
  readonly seed: number
  /** How closely the probe looks (docs/trace.md); absent: `standard`. After a window the run ends by itself. */
  readonly trace?: 'standard' | 'rolling' | 'dense' | 'off' | Window | undefined
  /** Whether one initial weight is moved by one unit in the last place. */
  readonly twin?: true | undefined
  /** Accelerators to queue for; absent: those that the run would see. */
  readonly accelerators?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}
