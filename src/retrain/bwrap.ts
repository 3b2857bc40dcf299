import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bwrapArguments, type Mount, type SandboxedProcess } from './mounts.ts'
import { sandboxFilter } from './seccomp.ts'

/** What bubblewrap must be started with. */
export interface OpenSandbox {
  /** To stand before the command. */
  readonly arguments: readonly string[]
  /** To be the child's descriptors from `first` on; bubblewrap closes them before it starts the command. */
  readonly descriptors: readonly number[]
  close(): void
}

/**
 * Writes bubblewrap's arguments and the seccomp filter to files in `folder` and opens them: as a file the
 * arguments have no limit of length, and are not seen in `/proc/1/cmdline`.
 */
export function openSandbox(
  folder: string,
  mounts: readonly Mount[],
  process: Omit<SandboxedProcess, 'filter'>,
  first: number,
): OpenSandbox {
  const args = bwrapArguments(mounts, { ...process, filter: first + 1 })
  const descriptors = [
    openWritten(join(folder, 'arguments'), args.map((argument) => `${argument}\0`).join('')),
    openWritten(join(folder, 'filter'), sandboxFilter()),
  ]
  return {
    arguments: ['--args', String(first), '--'],
    descriptors,
    close: () => descriptors.forEach((fd) => closeSync(fd)),
  }
}

function openWritten(path: string, content: string | Uint8Array): number {
  writeFileSync(path, content, { mode: 0o600 })
  return openSync(path, 'r')
}
