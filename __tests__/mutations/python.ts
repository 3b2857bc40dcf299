import { execFile } from 'node:child_process'
import { homedir } from 'node:os'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs Python in a training's folder and returns what it printed; its errors are in the message when it fails. */
export async function runPython(
  python: string,
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await execute(python, args, {
    cwd: folder,
    maxBuffer: 1 << 26,
    env: { ...QUIET, ...variables },
  })
  return stdout
}

/** What every run gets, and nothing of the environment of the tests. */
const QUIET = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: homedir(),
  OMP_NUM_THREADS: '1',
  PYTHONHASHSEED: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  HF_HUB_OFFLINE: '1',
}
