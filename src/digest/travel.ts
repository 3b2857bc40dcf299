import { sha256, type Digest } from '../record/digest.ts'
import { copyRows, decode, encode, openContent, type Rows, type StatCache } from './stat-cache.ts'
import { DIGEST_BYTES, STATS } from './table.ts'

/*
 * A stat cache from one machine to the next, for data on a volume that outlives the machines. A row says that a file
 * with this path, size, times, inode and device has this digest. It is never believed by less: each is compared with the
 * file as it is, as on one machine. That finds nothing where the volume shows another device or the data were fetched
 * anew; then they are hashed. What cannot be found out from the files is whether the rows are those that were written,
 * so the whole has a digest, which must come from somewhere that only trusted runs write.
 */

/** Milliseconds by which the clocks of a machine and of the server that stamps its files may differ. */
const SKEW = 10 * 60 * 1000
const [SIZE, MTIME, CTIME] = [STATS.indexOf('size'), STATS.indexOf('mtime'), STATS.indexOf('ctime')]

/** What of a cache may travel. */
export interface Exported {
  readonly bytes: Uint8Array
  readonly digest: Digest
  /** Of how many files it tells, and how many bytes they have together. */
  readonly covers: { readonly files: number; readonly bytes: number }
}

/**
 * What of a cache may travel, and its digest. Left out are files that changed less than ten minutes before the cache was
 * opened, or later: git's racy rule, for clocks that do not agree. So are all scratch copies, which are younger.
 */
export function exportStatCache(cache: StatCache): Exported {
  const { root, rows, opened } = cache
  const settled = rows.paths
    .map((_, row) => row)
    .filter((row) => changed(rows, row) < opened - SKEW)
  const kept = {
    paths: settled.map((row) => rows.paths[row] ?? ''),
    stats: new Float64Array(settled.length * STATS.length),
    digests: new Uint8Array(settled.length * DIGEST_BYTES),
  }
  copyRows(rows, settled, kept, 0)
  const bytes = encode(root, kept)
  const sizes = settled.map((row) => rows.stats[row * STATS.length + SIZE] ?? 0)
  const covers = { files: settled.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
  return { bytes, digest: sha256(bytes), covers }
}

function changed({ stats }: Rows, row: number): number {
  const at = row * STATS.length
  return Math.max(stats[at + MTIME] ?? Infinity, stats[at + CTIME] ?? Infinity)
}

/**
 * The cache that {@link exportStatCache} wrote, if these are its bytes.
 *
 * @param file where `saveStatCache` would write it
 * @param expected from a place that only trusted runs write
 * @returns undefined for other bytes
 */
export function importStatCache(
  file: string,
  bytes: Uint8Array,
  expected: Digest,
): StatCache | undefined {
  if (sha256(bytes) !== expected) return undefined
  try {
    return openContent(file, decode(Buffer.from(bytes)))
  } catch {
    // Of a version of ours that writes otherwise.
    return undefined
  }
}
