import { renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { digestFiles } from '../../src/digest/digest.ts'
import { openStatCache, type StatCache } from '../../src/digest/stat-cache.ts'
import { exportStatCache, importStatCache } from '../../src/digest/travel.ts'
import { folderOf } from './temporary.ts'

const settle = (): Promise<void> => new Promise((later) => setTimeout(later, 80))
const MINUTE = 60_000

/** A cache that has seen these files, as if it had been opened so many minutes from now. */
async function seen(root: string, paths: readonly string[], minutes: number): Promise<StatCache> {
  const cache = await openStatCache(join(root, 'none'))
  await digestFiles(root, paths, { cache })
  expect(cache.rows.paths).toEqual(paths)
  return { ...cache, opened: Date.now() + minutes * MINUTE }
}

const values = async (root: string, paths: string[], cache: StatCache): Promise<string[]> =>
  [...(await digestFiles(root, paths, { cache })).values()].map(({ value }) => value)

/** The same cache with digests that are not true: so it shows which of them are used. */
function lying(cache: StatCache): StatCache {
  return {
    ...cache,
    rows: { ...cache.rows, digests: cache.rows.digests.map((byte) => 255 - byte) },
  }
}

describe('a stat cache that travels', () => {
  test('is used where the file is the very same', async () => {
    const root = folderOf({ a: 'x', b: 'y' })
    await settle()
    const { bytes, digest } = exportStatCache(await seen(root, ['a', 'b'], 11))
    const arrived = importStatCache('', bytes, digest)
    expect(arrived).toMatchObject({ root, rows: { paths: ['a', 'b'] } })
    const truth = [sha256('x'), sha256('y')]
    expect(await values(root, ['a', 'b'], arrived as StatCache)).toEqual(truth)
    const used = await values(root, ['a', 'b'], lying(arrived as StatCache))
    expect(used).not.toContain(truth[0])
    expect(used).not.toContain(truth[1])
  })

  test('is not used for a file of the same path, size and times on another inode', async () => {
    const root = folderOf({ a: 'x' })
    utimesSync(join(root, 'a'), 1_700_000_000.125, 1_700_000_000.125)
    await settle()
    const { bytes, digest } = exportStatCache(await seen(root, ['a'], 11))
    renameSync(join(root, 'a'), join(root, 'old'))
    writeFileSync(join(root, 'a'), 'z')
    utimesSync(join(root, 'a'), 1_700_000_000.125, 1_700_000_000.125)
    const arrived = importStatCache('', bytes, digest) as StatCache
    expect(await values(root, ['a'], lying(arrived))).toEqual([sha256('z')])
  })

  test('leaves behind what changed shortly before it was opened, or later', async () => {
    const root = folderOf({ a: 'x', b: 'y' })
    await settle()
    const paths = (cache: StatCache): readonly string[] | undefined => {
      const { bytes, digest } = exportStatCache(cache)
      return importStatCache('', bytes, digest)?.rows.paths
    }
    expect(paths(await seen(root, ['a', 'b'], 0))).toEqual([])
    expect(paths(await seen(root, ['a', 'b'], 9))).toEqual([])
    expect(paths(await seen(root, ['a', 'b'], 11))).toEqual(['a', 'b'])
    const mixed = await seen(root, ['a', 'b'], 11)
    // As if the second file had been stamped by a clock that is ahead.
    mixed.rows.stats[5 + 2] = mixed.opened
    const cache = importStatCache('', exportStatCache(mixed).bytes, exportStatCache(mixed).digest)
    expect(cache?.rows.paths).toEqual(['a'])
    expect(cache?.rows.digests).toEqual(mixed.rows.digests.subarray(0, 32))
  })

  test('is nothing where its digest is another, or it is of another kind', async () => {
    const root = folderOf({ a: 'x' })
    await settle()
    const { bytes, digest } = exportStatCache(await seen(root, ['a'], 11))
    for (let at = 0; at < bytes.length; at += 11) {
      const bent = Uint8Array.from(bytes)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(importStatCache('', bent, digest)).toBeUndefined()
      // Whoever makes up a digest for it still needs the format.
      expect(
        importStatCache('', bytes.subarray(0, at), sha256(bytes.subarray(0, at))),
      ).toBeUndefined()
    }
    expect(importStatCache('', bytes, sha256('another'))).toBeUndefined()
  })
})
