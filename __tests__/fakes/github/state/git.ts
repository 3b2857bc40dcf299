import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor, Files } from '../types.ts'
import { emailOf } from './people.ts'

interface Call {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

interface Ended {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

const QUIET = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

/** One git command in a bare repository, whatever its exit code. */
export function tryGit(folder: string, args: readonly string[], call: Call = {}): Ended {
  const { status, stdout, stderr } = spawnSync('git', ['--git-dir', folder, ...args], {
    input: call.input ?? '',
    env: { PATH: process.env['PATH'], ...QUIET, ...call.env },
    maxBuffer: 1 << 30,
  })
  return { code: status ?? -1, stdout, stderr: stderr.toString() }
}

/** Its output without the last line's end. @throws where git refuses */
export function git(folder: string, args: readonly string[], call: Call = {}): string {
  const { code, stdout, stderr } = tryGit(folder, args, call)
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout.toString().replace(/\n$/, '')
}

export function makeBare(folder: string, branch: string): void {
  mkdirSync(folder, { recursive: true })
  git(folder, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${branch}`])
}

/** The full id that a name means, of a commit unless told. */
export function resolve(folder: string, rev: string, type = 'commit'): string | undefined {
  if (rev.startsWith('-')) return undefined
  const found = tryGit(folder, ['rev-parse', '--verify', '--quiet', `${rev}^{${type}}`])
  return found.code === 0 ? found.stdout.toString().trim() : undefined
}

/** False: the ref is not `old` any more (an empty `old`: not absent). */
export function moveRef(folder: string, ref: string, to: string, old?: string): boolean {
  const args = ['update-ref', ref, to, ...(old === undefined ? [] : [old])]
  return tryGit(folder, args).code === 0
}

export function writeBlob(folder: string, content: string | Uint8Array): string {
  return git(folder, ['hash-object', '-w', '--stdin'], { input: content })
}

export interface Entry {
  readonly path: string
  readonly mode: string
  /** Null removes the path. */
  readonly sha: string | null
}

/** The tree `base` with these entries changed. @throws where an entry is not possible */
export function writeTree(
  folder: string,
  base: string | undefined,
  entries: readonly Entry[],
): string {
  const env = { GIT_INDEX_FILE: join(folder, `index-${process.hrtime.bigint()}`) }
  const lines = entries.map(({ path, mode, sha }) =>
    sha === null ? `0 ${'0'.repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`,
  )
  try {
    git(folder, ['read-tree', base ?? '--empty'], { env })
    git(folder, ['update-index', '-z', '--index-info'], { env, input: lines.join('') })
    return git(folder, ['write-tree'], { env })
  } finally {
    rmSync(env.GIT_INDEX_FILE, { force: true })
  }
}

export function writeFiles(folder: string, base: string | undefined, files: Files): string {
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    sha: content === null ? null : writeBlob(folder, content),
  }))
  return writeTree(folder, base, entries)
}

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly actor: Actor
}

export function writeCommit(folder: string, { tree, parents, message, actor }: NewCommit): string {
  const [name, email] = [actor.login, emailOf(actor)]
  const env = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])]
  return git(folder, args, { env, input: message })
}

/** The tree of both sides merged, or undefined: they conflict. */
export function mergeTree(folder: string, ours: string, theirs: string): string | undefined {
  const merged = tryGit(folder, ['merge-tree', '--write-tree', '--no-messages', ours, theirs])
  if (merged.code > 1) throw new Error(`git merge-tree: ${merged.stderr}`)
  return merged.code === 0 ? merged.stdout.toString().trim() : undefined
}

export function isAncestor(folder: string, ancestor: string, of: string): boolean {
  return tryGit(folder, ['merge-base', '--is-ancestor', ancestor, of]).code === 0
}
