import type * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import type { Exit } from '../record/record.ts'
import { signalOf } from './processes.ts'

/** How a command's own process ended, and whether we ended it. */
export interface Ending {
  readonly ended: 'timeout' | 'idle' | undefined
  readonly code: number | null
  readonly signal: string | null
}

/**
 * The end as a record tells it. Shell and sandbox turn a death by signal into an exit code of 128 and the signal.
 * A SIGKILL that was not ours is the kernel's, for memory, or somebody's: `killed`.
 */
export function exitOf({ ended, code, signal }: Ending): z.infer<typeof Exit> {
  if (ended !== undefined) return { how: ended, signal: 'SIGKILL' }
  const by = signal ?? (code === null ? undefined : signalOf(code))
  const how = code === 0 ? 'finished' : by === 'SIGKILL' ? 'killed' : 'crashed'
  return { how, ...(code !== null && { code }), ...(by !== undefined && { signal: by }) }
}

/** The sandbox did not start: nothing that can be said about the training. */
export function sandboxFailed(said: string): UserError {
  return new UserError(
    'sandbox-failed',
    `the training could not be started in its sandbox: ${said.trim()}`,
    'Run `reprise doctor` on this machine; `--isolation 2` runs without the sandbox.',
  )
}
