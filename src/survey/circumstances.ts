/** What was found on a machine and in a repository, to be judged by {@link diagnose}. Gathered with effects, elsewhere. */
export interface Circumstances {
  readonly git: GitFacts
  /** Relative to the work tree. `problem`: why it cannot be used. */
  readonly config: FileFact
  /** `reprise.lock`; without one there is no baseline. */
  readonly lock: FileFact
  readonly models: readonly ModelFacts[]
  readonly isolation: IsolationFacts
  /** Package locks in force, as `readPins` read them. */
  readonly pins: readonly PinsFact[]
  /** Modules that the code imports and that only packages bring. */
  readonly imports: readonly string[]
  readonly hardware: HardwareProbe
  readonly disk: DiskFacts
}

interface GitFacts {
  /** Why there is no usable repository; undefined if there is one. */
  readonly problem: string | undefined
  /** Paths that differ from the commit, untracked ones included. */
  readonly dirty: readonly string[]
  /** Files that hold a Git LFS pointer in place of their content. */
  readonly lfsPointers: readonly string[]
}

export interface FileFact {
  readonly path: string
  readonly exists: boolean
  readonly problem: string | undefined
}

export interface ModelFacts {
  readonly name: string
  readonly directory: { readonly path: string; readonly exists: boolean }
  /** The first word of `train`, and whether PATH has it. */
  readonly interpreter: { readonly command: string; readonly found: boolean }
  /** Why the probe cannot tell the environment of this training; undefined if it can. */
  readonly probeAbsent: string | undefined
  /** Whether the lock has an entry for this model on this hardware; also true where the hardware is not known. */
  readonly hasBaseline: boolean
  readonly data: readonly DataFacts[]
}

export interface DataFacts {
  /** As declared. */
  readonly name: string
  readonly exists: boolean
  /** Why it cannot be read, where it is there. */
  readonly problem: string | undefined
  /** `tracked` by git; `pinned` by its digest in git (DVC, LFS); `ignored` by git; `untracked`; `outside` the work tree. */
  readonly held: 'tracked' | 'pinned' | 'ignored' | 'untracked' | 'outside'
}

interface IsolationFacts {
  /** The highest level that works here (DESIGN §7). */
  readonly level: 1 | 2 | 3 | 4
  /** Why it is not 4. */
  readonly why: string
  /** The command or setting that would mend it. */
  readonly mend: string
}

interface PinsFact {
  readonly file: string
  /** What it leaves open, as written. */
  readonly loose: readonly string[]
  readonly problem: string | undefined
}

interface HardwareProbe {
  /** Devices that were seen, by whatever sign. */
  readonly accelerators: number
  readonly driver: string | undefined
  /** Why the tool that describes them failed; undefined where it worked or there is nothing to describe. */
  readonly problem: string | undefined
}

interface DiskFacts {
  /** Bytes free where the copies of the tree are made. */
  readonly free: number
  /** Bytes of the tree's files. */
  readonly tree: number
}
