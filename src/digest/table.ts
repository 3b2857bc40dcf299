/** What became of a file. */
export const STATE = {
  /** To be hashed. */
  unknown: 0,
  /** To be compared: the columns hold what the stat cache says. */
  cached: 1,
  /** The stat cache was right. */
  same: 2,
  hashed: 3,
  /** Hashed, but so soon after its last change that another change could go unnoticed: not for the cache. */
  racy: 4,
  /** A symbolic link: its target is its value. */
  link: 5,
  /** Could not be read. */
  failed: 6,
} as const

/** Columns of {@link Table.stats}, in milliseconds where they are times. */
export const STATS = ['size', 'mtime', 'ctime', 'inode', 'device'] as const
export const DIGEST_BYTES = 32

/** One row a file, in memory that threads share. */
export interface Table {
  readonly memory: SharedArrayBuffer
  readonly rows: number
  /** The next row that nobody has claimed, and how many rows are done. */
  readonly progress: Int32Array
  readonly state: Uint8Array
  /** 1 where the owner may execute the file. */
  readonly executable: Uint8Array
  /** Row after row, the five of {@link STATS}. */
  readonly stats: Float64Array
  readonly digests: Buffer
}

const STAT_BYTES = STATS.length * 8

export function makeTable(rows: number): Table {
  return viewTable(new SharedArrayBuffer(8 + rows * (STAT_BYTES + DIGEST_BYTES + 2)), rows)
}

/** The same table, in the thread that was handed its memory. */
export function viewTable(memory: SharedArrayBuffer, rows: number): Table {
  const digests = 8 + rows * STAT_BYTES
  const state = digests + rows * DIGEST_BYTES
  return {
    memory,
    rows,
    progress: new Int32Array(memory, 0, 2),
    stats: new Float64Array(memory, 8, rows * STATS.length),
    digests: Buffer.from(memory, digests, rows * DIGEST_BYTES),
    state: new Uint8Array(memory, state, rows),
    executable: new Uint8Array(memory, state + rows, rows),
  }
}

/** Takes the next rows for this thread, at most 64; empty when all are taken. */
export function claim(table: Table): { from: number; to: number } {
  const size = Math.min(64, Math.ceil(table.rows / 64))
  const from = Math.min(Atomics.add(table.progress, 0, size), table.rows)
  return { from, to: Math.min(from + size, table.rows) }
}

/** Says that rows which were claimed are done. */
export function finish(table: Table, rows: number): void {
  Atomics.add(table.progress, 1, rows)
}

export function isClaimed(table: Table): boolean {
  return Atomics.load(table.progress, 0) >= table.rows
}

export function isFinished(table: Table): boolean {
  return Atomics.load(table.progress, 1) >= table.rows
}

/** Lets all rows be claimed again. */
export function restart(table: Table): void {
  table.progress.fill(0)
}
