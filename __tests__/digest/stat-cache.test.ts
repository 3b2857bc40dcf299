import {
  appendFileSync,
  chmodSync,
  readFileSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { digestFiles } from '../../src/digest/digest.ts'
import { isRacy } from '../../src/digest/scan.ts'
import { openStatCache, saveStatCache } from '../../src/digest/stat-cache.ts'
import { folderOf, write } from './temporary.ts'

const settle = (): Promise<void> => new Promise((later) => setTimeout(later, 80))

/** Digests as a process of its own would see them: through the file that the cache is saved in. */
async function digest(
  root: string,
  paths: readonly string[],
  cacheFile: string,
): Promise<string[]> {
  const cache = await openStatCache(cacheFile)
  const digests = await digestFiles(root, paths, { cache })
  await saveStatCache(cache)
  return [...digests.values()].map(({ value }) => value)
}

test('a file that has not changed is not read again, and its digest survives the file', async () => {
  const root = folderOf({ a: 'old', 'b ü\n': 'b' })
  const file = join(folderOf(), 'new folder/cache')
  await settle()
  const first = await digest(root, ['a', 'b ü\n'], file)
  const cache = await openStatCache(file)
  // A lie about the digest shows whether it is used.
  const lie = cache.rows.digests.map((byte) => 255 - byte)
  const lying = { ...cache, rows: { ...cache.rows, digests: lie } }
  const second = await digestFiles(root, ['b ü\n', 'a'], { cache: lying })
  expect([...second.keys()]).toEqual(['b ü\n', 'a'])
  expect([...second.values()].map(({ value }) => value)).not.toEqual(first.toReversed())
  expect(await digest(root, ['a', 'b ü\n'], file)).toEqual([sha256('old'), sha256('b')])
})

describe('a change is never missed', () => {
  // A time that a float holds exactly, so that it can be restored to the nanosecond.
  const age = (file: string): void => utimesSync(file, 1_700_000_000.125, 1_700_000_000.125)
  const mutations: Record<string, (file: string) => void> = {
    'same size, mtime restored': (file) => {
      writeFileSync(file, 'new')
      age(file)
    },
    'another file renamed over it': (file) => {
      writeFileSync(`${file}.new`, 'new')
      age(`${file}.new`)
      renameSync(`${file}.new`, file)
    },
    'truncated and extended': (file) => {
      truncateSync(file, 0)
      appendFileSync(file, 'new')
      age(file)
    },
    'rewritten at once': (file) => writeFileSync(file, 'new'),
  }
  for (const [name, mutate] of Object.entries(mutations)) {
    test(name, async () => {
      const root = folderOf()
      // Not saved between the steps, for that takes longer than a tick of the clock.
      const cache = await openStatCache(join(root, 'cache'))
      const seen = async (path: string): Promise<string | undefined> =>
        (await digestFiles(root, [path], { cache })).get(path)?.value
      const make = (path: string, content: string): void => {
        writeFileSync(join(root, path), content)
        if (name !== 'rewritten at once') age(join(root, path))
      }
      // The first half has settled and is in the cache, the second is changed as soon as it was hashed.
      const paths = Array.from({ length: 40 }, (_, n) => `f${n}`)
      paths.forEach((path) => make(path, 'old'))
      await settle()
      await digestFiles(root, paths, { cache })
      expect(cache.rows.paths).toEqual(paths)
      for (const path of paths) {
        if (Number(path.slice(1)) >= 20) make(path, 'OLD')
        await seen(path)
        mutate(join(root, path))
        expect(await seen(path)).toBe(sha256('new'))
      }
    })
  }

  test('becoming executable shows, though the content is known', async () => {
    const root = folderOf({ a: 'x' })
    const cache = join(folderOf(), 'cache')
    await settle()
    await digest(root, ['a'], cache)
    chmodSync(join(root, 'a'), 0o755)
    expect(await digest(root, ['a'], cache)).toEqual([`x ${sha256('x')}`])
    await settle()
    expect(await digest(root, ['a'], cache)).toEqual([`x ${sha256('x')}`])
  })

  test('of a file that is gone, as an error', async () => {
    const root = folderOf({ a: 'x' })
    const cache = join(folderOf(), 'cache')
    await settle()
    await digest(root, ['a'], cache)
    renameSync(join(root, 'a'), join(root, 'b'))
    await expect(digest(root, ['a'], cache)).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})

describe('the racy rule', () => {
  test('distrusts what is younger than the grain of its clock', () => {
    const fine = 1_700_000_000_123.456
    expect(isRacy({ mtimeMs: fine, ctimeMs: fine }, fine + 49)).toBe(true)
    expect(isRacy({ mtimeMs: fine, ctimeMs: fine }, fine + 51)).toBe(false)
    expect(isRacy({ mtimeMs: 1.5, ctimeMs: fine }, fine + 10)).toBe(true)
    const coarse = 1_700_000_000_000
    expect(isRacy({ mtimeMs: coarse, ctimeMs: coarse }, coarse + 3000)).toBe(true)
    expect(isRacy({ mtimeMs: coarse, ctimeMs: coarse }, coarse + 4001)).toBe(false)
  })

  test('keeps such a file out of the cache', async () => {
    const root = folderOf({ settled: 'x' })
    const file = join(folderOf(), 'cache')
    await settle()
    write(root, { young: 'x' })
    await digest(root, ['settled', 'young'], file)
    expect((await openStatCache(file)).rows.paths).toEqual(['settled'])
  })
})

describe('the file', () => {
  test('damaged anywhere, cut off or of another kind, it is as if there were none', async () => {
    const root = folderOf({ a: 'x', b: 'y' })
    const file = join(folderOf(), 'cache')
    await settle()
    const wanted = await digest(root, ['a', 'b'], file)
    const whole = readFileSync(file)
    for (let at = 0; at < whole.length; at += 7) {
      const bent = Buffer.from(whole)
      bent[at] = (bent[at] ?? 0) ^ 1
      for (const bytes of [bent, whole.subarray(0, at)]) {
        writeFileSync(file, bytes)
        expect((await openStatCache(file)).rows.paths).toEqual([])
      }
    }
    expect(await digest(root, ['a', 'b'], file)).toEqual(wanted)
    expect((await openStatCache(file)).rows.paths).toEqual(['a', 'b'])
  })

  test('that cannot be written does no harm', async () => {
    const root = folderOf({ a: 'x', file: '' })
    await settle()
    expect(await digest(root, ['a'], join(root, 'file/cache'))).toEqual([sha256('x')])
  })

  test('keeps rows of files that were not asked for, but only of one root', async () => {
    const [root, other] = [folderOf({ a: 'x', b: 'y' }), folderOf({ a: 'z' })]
    const file = join(folderOf(), 'cache')
    await settle()
    await digest(root, ['b'], file)
    await digest(root, ['a'], file)
    expect((await openStatCache(file)).rows.paths).toEqual(['a', 'b'])
    expect(await digest(other, ['a'], file)).toEqual([sha256('z')])
    expect(await openStatCache(file)).toMatchObject({ root: other, rows: { paths: ['a'] } })
  })
})
