import { closeSync, openSync, readlinkSync, statSync } from 'node:fs'
import { UserError } from '../record/error.ts'
import { compareTogether, hashInThreads } from './pool.ts'
import { recall, remember, type StatCache } from './stat-cache.ts'
import { DIGEST_BYTES, makeTable, restart, STATE, STATS, type Table } from './table.ts'
import { locate, scanTable } from './work.ts'

export interface DigestOptions {
  /** Where digests of files that have not changed come from, and new ones go; saving it is the caller's. */
  readonly cache?: StatCache
  /** Whether a symbolic link counts as the file that it leads to, as data is often linked; false by default. */
  readonly follow?: boolean
  /** The number of threads; by default it follows the work. */
  readonly workers?: number
  readonly signal?: AbortSignal
}

export interface FileDigest {
  /** As manifests spell it: `sha256:<hex>`, `x sha256:<hex>` for an executable, `link:<target>`. */
  readonly value: string
  readonly bytes: number
}

/** Up to so many files and bytes it takes longer to start a thread than to do without. */
const FEW = 200
const LITTLE = 64 * 1024 * 1024

/**
 * Digests of files, by path. Paths are absolute, or relative to `root`.
 *
 * @throws {UserError} `file-unreadable`: one is missing, not a file, or may not be read
 * @throws the signal's reason
 */
export async function digestFiles(
  root: string,
  paths: readonly string[],
  options: DigestOptions = {},
): Promise<Map<string, FileDigest>> {
  if (paths.length === 0) return new Map()
  const { cache, follow = false, workers, signal } = options
  const table = makeTable(paths.length)
  const { memory, rows } = table
  const work = { root, paths: paths.join('\0'), rows, follow, memory }
  if (cache !== undefined && recall(cache, root, paths, table)) {
    await compareTogether({ ...work, what: 'compare' }, paths, signal)
    restart(table)
  }
  const todo = paths.filter((_, row) => table.state[row] === STATE.unknown)
  if (workers === undefined && isLittle(root, todo)) scanTable({ ...work, what: 'hash' }, paths)
  else await hashInThreads({ ...work, what: 'hash' }, workers, signal)
  const result = collect(root, paths, table)
  if (cache !== undefined) remember(cache, root, paths, table)
  return result
}

function isLittle(root: string, paths: readonly string[]): boolean {
  if (paths.length > FEW) return false
  const size = (path: string): number =>
    statSync(locate(root, path), { throwIfNoEntry: false })?.size ?? 0
  return paths.reduce((sum, path) => sum + size(path), 0) <= LITTLE
}

function collect(root: string, paths: readonly string[], table: Table): Map<string, FileDigest> {
  const hex = table.digests.toString('hex')
  const result = new Map<string, FileDigest>()
  // Plain counting: for a hundred thousand files the loop itself would show.
  for (let row = 0; row < paths.length; row++) {
    const path = paths[row] ?? ''
    const state = table.state[row]
    if (state === STATE.failed || state === STATE.unknown) throw unreadable(root, path)
    const at = row * DIGEST_BYTES * 2
    const digest = `sha256:${hex.slice(at, at + DIGEST_BYTES * 2)}`
    const file = table.executable[row] === 1 ? `x ${digest}` : digest
    const value = state === STATE.link ? `link:${target(locate(root, path))}` : file
    result.set(path, { value, bytes: table.stats[row * STATS.length] ?? 0 })
  }
  return result
}

function target(path: string): string {
  const bytes = readlinkSync(path, 'buffer')
  const text = bytes.toString()
  if (Buffer.from(text).equals(bytes)) return text
  throw new UserError(
    'file-unreadable',
    `the symbolic link ${path} leads to a name that is not UTF-8`,
    'Rename its target.',
  )
}

/** The thread knows only that it failed: what the matter is, is found out again here. */
function unreadable(root: string, path: string): UserError {
  return new UserError(
    'file-unreadable',
    `${path} cannot be read: ${reason(locate(root, path))}`,
    'Make it readable or take it out; if something is still writing there, try again when it is done.',
    { file: path },
  )
}

function reason(path: string): string {
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) return 'it is a folder'
    if (!stats.isFile()) return 'it is not a regular file'
    closeSync(openSync(path, 'r'))
    return 'it changed while it was read'
  } catch (error) {
    return (error as Error).message
  }
}
