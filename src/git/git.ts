import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { delimiter } from 'node:path'
import { UserError } from '../record/error.ts'
import { findOwnProgram, foldersOfPath, ownFolders } from './programs.ts'

export interface GitOptions {
  /** What git reads from its standard input. */
  readonly input?: Uint8Array | string
  /** Added to the environment; the only way for a `GIT_…` variable to reach git. */
  readonly env?: Readonly<Record<string, string>>
  /** Configuration of this call. It cannot undo what is fixed for every call. */
  readonly config?: ReadonlyArray<readonly [key: string, value: string]>
  /** Exit codes that are answers, not failures; 0 alone by default. */
  readonly accept?: readonly number[]
  /** The most bytes of output; 256 MiB by default. */
  readonly cap?: number
  readonly signal?: AbortSignal
}

export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  /** At most its last 64 KiB. */
  readonly stderr: string
}

/** Fixed for every call: a checkout's own configuration makes git run programs of its choosing by these. */
const FIXED = ['core.fsmonitor=', 'core.hooksPath=/dev/null', 'protocol.ext.allow=never']
const CAP = 256 * 1024 * 1024
const STDERR = 64 * 1024

/**
 * Calls git: the one place where that happens (DESIGN §7). No shell, no hook, no file-system monitor, no
 * prompt, no lock taken for a mere look, no system configuration, no inherited `GIT_…` variable, no git that a
 * checkout brings along, and no network unless `env` sets `GIT_ALLOW_PROTOCOL` (git would fetch by itself in a
 * partial clone).
 *
 * `safe.directory` is `cwd` and nothing else: in a container job root works in a checkout that the runner's
 * user owns, and git would refuse it. What git's check protects from, a repository planted in a folder above,
 * is checked where a repository is looked for: `findRepository`.
 *
 * @throws {UserError} `git-absent`, `not-a-repository`, or `git-failed` with the last line git wrote
 */
export async function git(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  checkFolder(cwd)
  const fixed = [...FIXED, `safe.directory=${cwd}`].flatMap((setting) => ['-c', setting])
  const result = await launch(cwd, [...fixed, ...args], options)
  if ((options.accept ?? [0]).includes(result.code)) return result
  throw failure(cwd, args, result)
}

function launch(cwd: string, args: readonly string[], options: GitOptions): Promise<GitResult> {
  const { signal, cap = CAP } = options
  const { promise, resolve, reject } = Promise.withResolvers<GitResult>()
  const env = environment(options)
  const program = findOwnProgram('git', foldersOfPath(env['PATH']))
  if (program === undefined) throw absent()
  const child = spawn(program, args, { cwd, env, ...(signal && { signal }) })
  const parts: Buffer[] = []
  let bytes = 0
  let stderr = ''
  child.on('error', reject)
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes <= cap) parts.push(part)
    else child.kill('SIGKILL')
  })
  child.stderr.on('data', (part: Buffer) => {
    stderr = (stderr + part.toString()).slice(-STDERR)
  })
  child.on('close', (code, by) => {
    const stdout = Buffer.concat(parts)
    // Git may have ended by itself before it was killed: what is cut off is never an answer.
    if (bytes > cap) resolve({ code: -1, stdout, stderr: `more than ${cap} bytes of output` })
    else resolve({ code: code ?? -1, stdout, stderr: stderr || (by ?? '') })
  })
  // Git may end before it has read everything; its exit code says what that means.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  return promise
}

function environment({ env, config = [] }: GitOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  // Pairs in variables, not `-c`: a key may hold `=`, and then `-c` would set another one.
  const pairs = config.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  const all: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(pairs),
    ...env,
  }
  // What git in turn starts and loads must not be the checkout's either.
  for (const name of ['PATH', 'LD_LIBRARY_PATH']) {
    if (all[name] !== undefined) all[name] = ownFolders(foldersOfPath(all[name])).join(delimiter)
  }
  return all
}

/** Starting in a folder that is not there fails as starting a program that is not there. */
function checkFolder(cwd: string): void {
  const stats = statSync(cwd, { throwIfNoEntry: false })
  if (stats === undefined) throw notARepository(`${cwd} does not exist`)
  if (!stats.isDirectory()) throw notARepository(`${cwd} is not a folder`)
}

function absent(): UserError {
  return new UserError('git-absent', 'git was not found on PATH', 'Install git 2.31 or newer.')
}

function notARepository(message: string): UserError {
  return new UserError('not-a-repository', message, 'Run this inside a git repository with files.')
}

function failure(cwd: string, args: readonly string[], { code, stderr }: GitResult): UserError {
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  if (/not a git repository|must be run in a work tree/.test(stderr)) {
    return notARepository(`${cwd} is not inside a git work tree`)
  }
  return new UserError(
    'git-failed',
    `git ${args[0]} ended with ${code}: ${last}`,
    `See what \`git ${args[0]}\` says in ${cwd}.`,
  )
}
