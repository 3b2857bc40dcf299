import type { Manifest } from '../record/manifest.ts'
import type { Exit, Seed } from '../record/record.ts'
import type * as z from 'zod/mini'
import type { Window } from './request.ts'

/** 4 bubblewrap, 2 no-new-privileges and a scrubbed environment, 1 a scrubbed environment alone (DESIGN §7). */
export type IsolationLevel = 1 | 2 | 4

/** One entry of `data:`, digested before and after the run. */
export interface RunData {
  /** As declared: a path or glob. */
  readonly name: string
  readonly mode: 'bind' | 'copy'
  readonly manifest: Manifest
  /** Present only where the training changed it. */
  readonly after: Manifest | undefined
  readonly files: number
  readonly bytes: number
}

/** All that one run left behind, as facts and host paths, before anything of it is read: what `harvest` makes a record from. */
export interface RunOutcome {
  /** Host path of the run's tree after the run. Untrusted: it may hold symbolic links to anywhere. */
  readonly copy: string
  /** The path at which the training saw that tree: the checkout's own at level 4, `copy` below. */
  readonly seenAs: string
  /** The checkout that the copy was made from. */
  readonly checkout: string
  /** Every file placed in the tree, relative path → manifest value (see {@link Manifest}). */
  readonly before: ReadonlyMap<string, string>
  /** Host folder into which the probe wrote (`REPRISE_OUT`). Untrusted like `copy`. */
  readonly output: string
  /** Host paths of the two logs, each at most 10 MiB with the middle dropped. */
  readonly stdout: string
  readonly stderr: string
  readonly started: Date
  readonly seconds: number
  /** Seconds of `setup`, made once for the template; absent where there was none. */
  readonly setupSeconds?: number
  readonly exit: z.infer<typeof Exit>
  readonly isolation: IsolationLevel
  /** Why the level is below 4. */
  readonly isolationWhy?: string
  /** What was asked for; only level 4 can keep it. */
  readonly network: 'on' | 'off'
  /** Processes still running when the training's own had ended; they were killed. */
  readonly processesLeft: number
  /** Git-ignored files of the checkout that the crash names: each is worth a finding `left-out`. */
  readonly leftOut: readonly string[]
  /** Git's tree id of exactly the files in the copy before `setup`. */
  readonly tree: string
  readonly data: readonly RunData[]
  /** The model's `env:` as set; of a value that was passed through only a digest. */
  readonly env: Readonly<Record<string, string>>
  /** What the shell was given, the seed's argument included. */
  readonly command: string
  readonly seed: z.infer<typeof Seed>
  /** Set where the run was to end after these steps. */
  readonly window?: Window
}
