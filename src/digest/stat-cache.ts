import { hash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DIGEST_BYTES, STATE, STATS, type Table } from './table.ts'

/**
 * What files looked like when they were hashed: path, size, mtime, ctime, inode, device, and the digest. A row
 * is kept only if the file was older than the time of hashing by the clock's grain (git's racy rule), so a
 * later change has another ctime, which no program sets back. (As git, it does not see stores into a page that a
 * program keeps mapped and dirty.) Of one root; another root empties it. What is not trusted must never write it.
 */
export interface StatCache {
  readonly file: string
  root: string
  rows: Rows
  /** Whether there is something to save. */
  stale: boolean
  /** When it was opened, in milliseconds: what it takes up was hashed later. */
  readonly opened: number
  /** How many files were hashed since; one that was hashed twice counts twice. */
  read: number
}

/** Columns, in the order in which the files were last asked for. */
export interface Rows {
  readonly paths: readonly string[]
  readonly stats: Float64Array
  readonly digests: Uint8Array
}

const EMPTY: Rows = { paths: [], stats: new Float64Array(), digests: new Uint8Array() }
const MAGIC = 'reprise stat cache 1\n'
/** Beyond this, rows of files that were not asked for are forgotten. */
const MOST_ROWS = 1_000_000

/** The cache in a file; an empty one where there is none, or none that is whole. */
export async function openStatCache(file: string): Promise<StatCache> {
  try {
    return openContent(file, decode(await readFile(file)))
  } catch {
    return openContent(file, { root: '', rows: EMPTY })
  }
}

/** A cache of these rows, which `saveStatCache` would write to a file. */
export function openContent(
  file: string,
  { root, rows }: Pick<StatCache, 'root' | 'rows'>,
): StatCache {
  return { file, root, rows, stale: false, opened: Date.now(), read: 0 }
}

/** Writes the cache, if anything in it is new, in one step. That it could not be written does no harm. */
export async function saveStatCache(cache: StatCache): Promise<void> {
  if (!cache.stale) return
  const scratch = `${cache.file}.${randomUUID()}`
  try {
    await mkdir(dirname(cache.file), { recursive: true })
    await writeFile(scratch, encode(cache.root, cache.rows))
    await rename(scratch, cache.file)
    cache.stale = false
  } catch {
    await rm(scratch, { force: true }).catch(() => undefined)
  }
}

/** Puts what is known of these files into a new table; says whether there was anything. */
export function recall(
  cache: StatCache,
  root: string,
  paths: readonly string[],
  table: Table,
): boolean {
  if (cache.root !== root || cache.rows.paths.length === 0) return false
  const known = paths.map(finder(cache.rows.paths))
  known.forEach((row, at) => {
    if (row !== undefined) table.state[at] = STATE.cached
  })
  copyRows(cache.rows, known, table, 0)
  return true
}

/** Takes over what a finished table says. */
export function remember(
  cache: StatCache,
  root: string,
  paths: readonly string[],
  table: Table,
): void {
  const isNew = (state: number): boolean => state === STATE.hashed || state === STATE.racy
  const read = table.state.reduce((sum, state) => sum + (isNew(state) ? 1 : 0), 0)
  cache.read += read
  if (cache.root === root && read === 0) return
  const kept = paths.map((_, row) => row).filter((row) => isSure(table.state[row]))
  const asked = new Set(paths)
  const old = cache.root === root ? cache.rows : EMPTY
  const others = old.paths.map((_, row) => row).filter((row) => !asked.has(old.paths[row] ?? ''))
  if (kept.length + others.length > MOST_ROWS) others.length = 0
  const count = kept.length + others.length
  const rows = {
    paths: [...kept.map((row) => paths[row] ?? ''), ...others.map((row) => old.paths[row] ?? '')],
    stats: new Float64Array(count * STATS.length),
    digests: new Uint8Array(count * DIGEST_BYTES),
  }
  copyRows(table, kept, rows, 0)
  copyRows(old, others, rows, kept.length)
  Object.assign(cache, { root, rows, stale: true })
}

function isSure(state: number | undefined): boolean {
  return state === STATE.same || state === STATE.hashed
}

type Columns = Pick<Rows, 'stats' | 'digests'>

/** Copies the rows of these numbers to one place after another from `at`; neighbours together, which is fast. */
export function copyRows(
  from: Columns,
  rows: readonly (number | undefined)[],
  to: Columns,
  at: number,
): void {
  for (let first = 0, end = 1; first < rows.length; first = end++) {
    const row = rows[first]
    if (row === undefined) continue
    while (end < rows.length && rows[end] === row + end - first) end++
    copy(from.stats, row, to.stats, at + first, end - first, STATS.length)
    copy(from.digests, row, to.digests, at + first, end - first, DIGEST_BYTES)
  }
}

function copy<T extends Float64Array | Uint8Array>(
  from: T,
  fromRow: number,
  to: T,
  toRow: number,
  rows: number,
  width: number,
): void {
  to.set(from.subarray(fromRow * width, (fromRow + rows) * width), toRow * width)
}

/** Finds rows by path: mostly the one after the last, so the index is made only when that fails. */
function finder(paths: readonly string[]): (path: string) => number | undefined {
  let next = 0
  let index: Map<string, number> | undefined
  return (path) => {
    if (paths[next] === path) return next++
    index ??= new Map(paths.map((known, row) => [known, row]))
    const row = index.get(path)
    if (row !== undefined) next = row + 1
    return row
  }
}

/** Magic, SHA-256 of the rest; then the lengths and bytes of a JSON head, the paths, and the columns. */
export function encode(root: string, { paths, stats, digests }: Rows): Buffer {
  const names = Buffer.from(paths.join('\0'))
  const head = Buffer.from(JSON.stringify({ root, rows: paths.length, names: names.length }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  const columns = Buffer.from(stats.buffer, stats.byteOffset, stats.byteLength)
  const rest = Buffer.concat([length, head, names, columns, digests])
  return Buffer.concat([Buffer.from(MAGIC), hash('sha256', rest, 'buffer'), rest])
}

/** @throws for anything that {@link encode} did not write */
export function decode(bytes: Buffer): Pick<StatCache, 'root' | 'rows'> {
  const start = MAGIC.length + DIGEST_BYTES
  const rest = bytes.subarray(start)
  const sum = bytes.subarray(MAGIC.length, start)
  if (!bytes.toString('latin1', 0, MAGIC.length).startsWith(MAGIC)) throw new Error('no cache')
  if (!hash('sha256', rest, 'buffer').equals(sum)) throw new Error('damaged')
  const body = 4 + rest.readUInt32LE()
  const head = JSON.parse(rest.toString('utf8', 4, body)) as Head
  const columns = body + head.names
  const digests = columns + head.rows * STATS.length * 8
  const names = rest.toString('utf8', body, columns)
  const rows = {
    paths: head.rows === 0 ? [] : names.split('\0'),
    // A copy, for the columns need not lie at a multiple of eight.
    stats: new Float64Array(Uint8Array.from(rest.subarray(columns, digests)).buffer),
    digests: Uint8Array.from(rest.subarray(digests)),
  }
  return { root: head.root, rows }
}

interface Head {
  readonly root: string
  readonly rows: number
  /** Bytes. */
  readonly names: number
}
