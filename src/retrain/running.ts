import type { ChildProcess } from 'node:child_process'
import type { Isolation } from './isolation.ts'
import type { Mount } from './mounts.ts'

export interface LaunchRequest {
  readonly isolation: Isolation
  /** For `bash -c`, or `sh -c` where there is no bash. */
  readonly command: string
  /** As the command sees it. */
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  /** For level 4. */
  readonly mounts: readonly Mount[]
  readonly network: 'on' | 'off'
  /** Host folder for the logs and what the launcher itself needs. */
  readonly folder: string
  /** Seconds. */
  readonly timeout: number
  /** Seconds without output. */
  readonly idle: number
  readonly signal?: AbortSignal | undefined
  readonly onLine: (line: string) => void
  /** Called every second. */
  readonly onTick: (seconds: number) => void
}

/** A started command, as the watch sees it. */
export interface Running {
  readonly child: ChildProcess
  /** Kills it and all it started; resolves when they are gone. */
  kill(): Promise<void>
  /** After its end: how many of its processes go on. */
  countLeft(): Promise<number>
  /** At level 4, whether bubblewrap came as far as the command. */
  readonly hasStarted: Promise<boolean> | undefined
}
