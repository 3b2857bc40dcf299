import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOwnProgram } from '../git/programs.ts'
import { UserError } from '../record/error.ts'
import { openSandbox } from './bwrap.ts'
import { planMounts } from './mounts.ts'
import type { IsolationLevel } from './outcome.ts'
import { systemMounts } from './system.ts'

/** How runs are kept apart on this machine. */
export type Isolation =
  | { readonly level: 4; readonly program: string }
  | { readonly level: 2; readonly program: string; readonly why: string }
  | { readonly level: 1; readonly why: string }

/**
 * The strongest level that really works here, or the wanted one: bubblewrap is often not installed, and where it
 * is, containers and AppArmor may refuse it. So both programs are started once.
 *
 * @throws {UserError} `isolation-unavailable`: the wanted level does not work here
 */
export async function findIsolation(
  path: readonly string[],
  network: 'on' | 'off',
  wanted: IsolationLevel | undefined,
): Promise<Isolation> {
  const asked = 'asked for'
  if (wanted === 1) return { level: 1, why: asked }
  const sandbox = wanted === 2 ? asked : await tryBwrap(path, network)
  if (typeof sandbox === 'object') return sandbox
  if (wanted === 4) throw unavailable(4, sandbox)
  const setpriv = await trySetpriv(path)
  if (setpriv !== undefined) return { level: 2, program: setpriv, why: sandbox }
  if (wanted === 2) throw unavailable(2, 'setpriv of util-linux does not work here')
  return { level: 1, why: `${sandbox}; setpriv of util-linux neither` }
}

function unavailable(level: IsolationLevel, why: string): UserError {
  return new UserError(
    'isolation-unavailable',
    `isolation level ${level} cannot be had on this machine: ${why}`,
    'Run `reprise doctor` to see how to get it, or ask for a lower level.',
  )
}

async function tryBwrap(
  path: readonly string[],
  network: 'on' | 'off',
): Promise<Isolation | string> {
  const program = findOwnProgram('bwrap', path)
  if (program === undefined) return 'bubblewrap is not installed'
  const folder = mkdtempSync(join(tmpdir(), 'reprise-try-'))
  try {
    const at = { path: '/run/reprise/try', real: '/run/reprise/try' }
    const mounts = planMounts({
      system: systemMounts(process.getuid?.() === 0),
      devices: [],
      readable: [],
      hidden: [],
      more: [],
      home: { from: folder, at },
      tree: { from: folder, at },
    })
    const sandbox = openSandbox(folder, mounts, { directory: '/', network, environment: {} }, 3)
    try {
      const stdio = ['ignore', 'ignore', 'pipe', ...sandbox.descriptors] as const
      const failure = await tryOnce(program, [...sandbox.arguments, '/bin/sh', '-c', 'true'], stdio)
      return failure === undefined
        ? { level: 4, program }
        : `bubblewrap does not work here: ${failure}`
    } finally {
      sandbox.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function trySetpriv(path: readonly string[]): Promise<string | undefined> {
  const program = findOwnProgram('setpriv', path)
  if (program === undefined) return undefined
  const failure = await tryOnce(
    program,
    ['--no-new-privs', '/bin/sh', '-c', 'true'],
    ['ignore', 'ignore', 'pipe'],
  )
  return failure === undefined ? program : undefined
}

/** Undefined if the program ends with 0, else what it said last. */
function tryOnce(
  program: string,
  args: readonly string[],
  stdio: ReadonlyArray<number | 'ignore' | 'pipe'>,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const child = spawn(program, args, { env: {}, stdio: [...stdio] })
  let said = ''
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()))
  child.on('error', (error) => resolve(error.message))
  child.on('close', (code) =>
    resolve(
      code === 0 ? undefined : (said.trim().split('\n').at(-1) ?? '') || `it ended with ${code}`,
    ),
  )
  return promise
}
