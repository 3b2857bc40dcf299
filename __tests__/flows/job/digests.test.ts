import {
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { digestFiles } from '../../../src/digest/digest.ts'
import { openStatCache, type StatCache } from '../../../src/digest/stat-cache.ts'
import { exportStatCache } from '../../../src/digest/travel.ts'
import { keptDigests } from '../../../src/flows/job/digest-cache.ts'
import { broughtFile, leaveDigests, leftFile, openDigests } from '../../../src/flows/job/digests.ts'
import type { JobPlan } from '../../../src/flows/job/plan.ts'
import { vouchedDigests, vouchForDigests } from '../../../src/flows/job/vouch.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import { voucherPath } from '../../../src/ledger/layout.ts'
import { sha256 } from '../../../src/record/digest.ts'
import { temporary } from '../../git/repository.ts'

/** So many files of so many bytes each, sparse, in a cache that was opened an hour after they were written. */
async function seen(files: number, bytes: number): Promise<StatCache> {
  const folder = temporary()
  const paths = Array.from({ length: files }, (_, n) => join(folder, `${n}`))
  for (const [n, path] of paths.entries()) {
    writeFileSync(path, `${n}`)
    truncateSync(path, bytes)
    utimesSync(path, 1_700_000_000.125, 1_700_000_000.125)
  }
  await new Promise((later) => setTimeout(later, 80))
  const cache = await openStatCache(join(folder, 'none'))
  await digestFiles('/', paths, { cache })
  return { ...cache, opened: Date.now() + 3_600_000 }
}

/** Of a plan, what decides who may tell others of data. */
function planOf(task: JobPlan['task'], trust: JobPlan['trust']): JobPlan {
  return { task, trust, digestCaches: [] } as Partial<JobPlan> as JobPlan
}

const KEEPING = planOf({ do: 'keep', why: 'merged' }, 'protected')

function planFile(): string {
  return join(temporary(), 'plan', 'plan.json')
}

describe('what a training leaves for later jobs', () => {
  test.each([
    [1000, 1, true],
    [999, 1, false],
    [2, 50_000_000, true],
    [2, 49_999_999, false],
  ])('%d files of %d bytes: %s', async (files, bytes, isWorth) => {
    const file = planFile()
    const cache = await seen(files, bytes)
    expect(leaveDigests(KEEPING, file, { cache, from: undefined })).toEqual([])
    expect(existsSync(leftFile(file))).toBe(isWorth)
    if (isWorth) expect(readFileSync(leftFile(file))).toEqual(exportStatCache(cache).bytes)
  })

  test('nothing, where it is what was brought', async () => {
    const file = planFile()
    const cache = await seen(1000, 1)
    leaveDigests(KEEPING, file, { cache, from: exportStatCache(cache).digest })
    expect(existsSync(leftFile(file))).toBe(false)
  })

  test.each<[JobPlan['task'], JobPlan['trust']]>([
    [{ do: 'judge' }, 'branch'],
    [{ do: 'judge' }, 'fork'],
    [{ do: 'judge' }, 'protected'],
    [{ do: 'keep', why: 'merged' }, 'branch'],
  ])('nothing for %j of a %s', async (task, trust) => {
    const file = planFile()
    leaveDigests(planOf(task, trust), file, { cache: await seen(1000, 1), from: undefined })
    expect(existsSync(leftFile(file))).toBe(false)
  })

  test('a line, where it cannot be written', async () => {
    const file = planFile()
    mkdirSync(leftFile(file), { recursive: true })
    const cache = await seen(1000, 1)
    expect(leaveDigests(KEEPING, file, { cache, from: undefined })).toEqual([
      expect.stringMatching(/^digests: not kept: EISDIR/),
    ])
  })
})

describe('what a training takes up', () => {
  test('is what lies there under a digest that the plan names, and nothing else', async () => {
    const { bytes, digest } = exportStatCache(await seen(3, 1))
    const other = sha256('another')
    const file = planFile()
    mkdirSync(dirname(broughtFile(file, digest)), { recursive: true })
    writeFileSync(broughtFile(file, digest), bytes)
    const opened = await openDigests({ digestCaches: [other, digest] }, file)
    expect(opened).toMatchObject({ from: digest })
    expect(opened.cache.rows.paths).toHaveLength(3)
    for (const digestCaches of [[], [other]]) {
      const { cache, from } = await openDigests({ digestCaches }, file)
      expect([cache.rows.paths, from]).toEqual([[], undefined])
    }
    writeFileSync(broughtFile(file, digest), Buffer.concat([bytes, Buffer.from('x')]))
    expect((await openDigests({ digestCaches: [digest] }, file)).from).toBeUndefined()
  })
})

describe('what the ledger vouches for', () => {
  const by = (at: string, config = 'reprise.yml') =>
    ({ schema: 'reprise/voucher/v1', at, config, run: 1 }) as const

  test('the newest three of the configuration, newest first; what cannot be read is passed over', async () => {
    const folder = temporary()
    const ledger = folderLedger(folder)
    const days = ['2026-11-02', '2026-11-05', '2026-11-01', '2026-11-04', '2026-11-03']
    for (const day of days) await ledger.vouch(sha256(day), by(`${day}T00:00:00.000Z`))
    await ledger.vouch(sha256('other'), by('2026-11-09T00:00:00.000Z', 'other/reprise.yml'))
    writeFileSync(join(folder, voucherPath(sha256('2026-11-04'))), '{}')
    expect(await vouchedDigests(ledger, 'reprise.yml')).toEqual({
      digestCaches: ['2026-11-05', '2026-11-03', '2026-11-02'].map((day) => sha256(day)),
      notes: [],
    })
  })

  test('nothing, and a line that says why, where the ledger cannot be read or written', async () => {
    const folder = join(temporary(), 'none')
    writeFileSync(folder, '')
    const ledger = folderLedger(folder)
    expect(await vouchedDigests(ledger, 'reprise.yml')).toEqual({
      digestCaches: [],
      notes: [expect.stringMatching(/^digests: the ledger .* cannot be read/)],
    })
    const bundle = temporary()
    writeFileSync(join(bundle, 'digest-cache'), sha256('kept'))
    const { schema: _, ...voucher } = by('2026-11-01T00:00:00.000Z')
    expect(await vouchForDigests(ledger, [bundle], voucher)).toEqual([
      expect.stringMatching(/^ledger: does not vouch for the digests [0-9a-f]{12}: .*cannot be/),
    ])
  })

  test('a cache that several jobs kept is one; what names none is none', async () => {
    const texts = [sha256('kept'), sha256('kept'), 'sha256:0', '', 'x'.repeat(1000)]
    const folders = texts.map((text) => {
      const folder = temporary()
      writeFileSync(join(folder, 'digest-cache'), text)
      return folder
    })
    expect(await keptDigests([...folders, temporary()])).toEqual([sha256('kept')])
  })
})
