import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import {
  BUNDLE,
  bundlesIn,
  readBundle,
  writeBundle,
  type Bundle,
} from '../../../src/flows/job/bundle.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import { recordPath } from '../../../src/ledger/layout.ts'
import type { RecordId } from '../../../src/record/digest.ts'
import { sha256 } from '../../../src/record/digest.ts'
import type { RunRecord } from '../../../src/record/record.ts'
import { runOf } from '../../compare/case.ts'
import { temporary } from './job.ts'

const bare = (record: RunRecord): RunRecord => record
const records = [runOf(), runOf({ seed: 1 }), runOf({ input: 'other' })].map(bare)
const hardware = records[0]?.hardware ?? { cpu: { level: 'arm64', cores: 1 }, accelerators: [] }

/** A folder that holds three whole records and their attachments, and no table yet. */
function store(): string {
  const folder = temporary()
  for (const record of records) {
    mkdirSync(join(folder, 'records'), { recursive: true })
    writeFileSync(join(folder, recordPath(record.id)), JSON.stringify(record))
  }
  return folder
}

const texts = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed())
const amounts = fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true })
const counts = fc.nat({ max: 1000 })
const obstacles = fc.record({ what: texts, hint: texts, said: fc.array(texts, { maxLength: 3 }) })
const bundles: fc.Arbitrary<Omit<Bundle, 'ledger'>> = fc.record({
  plan: texts.map((text) => sha256(text)),
  config: texts,
  pull: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
  model: texts,
  machine: fc.record({
    hardware: fc.record({
      cpu: fc.record({ level: texts, cores: counts }),
      accelerators: fc.array(fc.record({ model: texts }), { maxLength: 3 }),
    }),
    findings: fc.array(
      texts.map((why) => ({ kind: 'hardware-unknown', why }) as const),
      { maxLength: 2 },
    ),
  }),
  gathered: fc.record({
    evidence: fc.array(
      fc.record({
        side: fc.constantFrom('head' as const, 'base' as const),
        purpose: fc.constantFrom('judge' as const, 'repeat' as const, 'retry' as const),
        record: fc.constantFrom(...records),
      }),
      { maxLength: 4 },
    ),
    obstacles: fc.oneof(
      fc.constant({}),
      fc.record({ head: obstacles }),
      fc.record({ base: obstacles }),
      fc.record({ head: obstacles, base: obstacles }),
    ),
  }),
  reused: fc.subarray(records.map(({ id }) => id)),
  cost: fc.record({ runs: counts, seconds: amounts, setupSeconds: amounts }),
  spent: fc.record({ runs: counts, minutes: amounts }),
})

test('what is written is what is read, and its digest is of the file', async () => {
  const folder = store()
  await fc.assert(
    fc.asyncProperty(bundles, async (bundle) => {
      expect(writeBundle(folder, bundle)).toBe(sha256(readFileSync(join(folder, BUNDLE))))
      const { ledger, pull, ...read } = (await readBundle(folder)) ?? { ledger: undefined }
      expect({ pull, ...read }).toEqual(bundle)
      expect(await ledger?.ids()).toHaveLength(3)
    }),
    { numRuns: 60 },
  )
})

/** A bundle that can be read, and its folder. */
function sound(): string {
  const folder = store()
  const [record] = records
  if (record === undefined) throw new Error('no record')
  writeBundle(folder, {
    plan: sha256('plan'),
    config: 'reprise.yml',
    model: 'main',
    machine: { hardware, findings: [] },
    gathered: { evidence: [{ side: 'head', purpose: 'judge', record }], obstacles: {} },
    reused: [],
    cost: { runs: 1, seconds: 1, setupSeconds: 0 },
    spent: { runs: 1, minutes: 1 },
  })
  return folder
}

const table = (folder: string): string => join(folder, BUNDLE)
const first = (folder: string): string => join(folder, recordPath(records[0]?.id as RecordId))
const edit =
  (change: (text: string) => string) =>
  (folder: string): void =>
    writeFileSync(table(folder), change(readFileSync(table(folder), 'utf8')))
const listed = (count: number): ((folder: string) => void) =>
  edit((text) => {
    const json = JSON.parse(text) as { evidence: unknown[] }
    return JSON.stringify({ ...json, evidence: Array(count).fill(json.evidence[0]) })
  })

describe('a bundle that cannot be believed', () => {
  test.each<[string, (folder: string) => void, RegExp]>([
    ['is cut', (folder) => truncateSync(table(folder), 300), /cannot be used/],
    ['is empty', (folder) => truncateSync(table(folder), 0), /ends too early/],
    ['has another schema', edit((text) => text.replace('/v1', '/v2')), /schema/],
    ['has a key twice', edit((text) => text.replace('{', '{"model": "x",')), /stands twice/],
    ['has __proto__', edit((text) => text.replace('{', '{"__proto__": {},')), /__proto__/],
    [
      'has a key too many',
      edit((text) => text.replace('{', '{"verdict": "identical",')),
      /verdict/,
    ],
    ['lists 100 000 runs', listed(100_000), /bundle\.json has|1000/],
    ['lists 1001 runs', listed(1001), /1000/],
    [
      'has a cost of less than nothing',
      edit((text) => text.replace('"runs": 1', '"runs": -1')),
      /cost/,
    ],
    ['is nested without end', (folder) => writeFileSync(table(folder), '['.repeat(90_000)), /deep/],
    ['is not text', (folder) => writeFileSync(table(folder), Buffer.alloc(5000, 0xff)), /JSON/],
    ['is a folder', (folder) => replace(folder, () => mkdirSync(table(folder))), /regular file/],
    ['is a pipe', (folder) => replace(folder, () => pipe(table(folder))), /regular file/],
    [
      'is a link round',
      (folder) => replace(folder, () => symlinkSync(BUNDLE, table(folder))),
      /ELOOP/,
    ],
    ['names a record that is not there', (folder) => rmSync(first(folder)), /is missing/],
    ['names a damaged record', (folder) => truncateSync(first(folder), 100), /JSON/],
    ['names a record that is another', other, /holds the record/],
    [
      'names a record that is a pipe',
      (folder) => (rmSync(first(folder)), pipe(first(folder))),
      /regular/,
    ],
    [
      'names a record that was edited',
      (folder) => writeFileSync(first(folder), JSON.stringify({ ...records[0], model: 'x' })),
      /digest/,
    ],
  ])('%s', async (_name, spoil, why) => {
    const folder = sound()
    spoil(folder)
    await expect(readBundle(folder)).rejects.toMatchObject({
      code: 'bundle-invalid',
      message: expect.stringMatching(why),
      hint: 'Run the training job again.',
    })
  })

  test('whatever its bytes are, it is an answer of one of three kinds', async () => {
    const folder = sound()
    const whole = readFileSync(table(folder))
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.uint8Array({ maxLength: 3 }),
        fc.nat({ max: 4 }),
        async (at, bytes, drop) => {
          writeFileSync(
            table(folder),
            Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + drop)]),
          )
          const answer = await readBundle(folder).catch((error: unknown) => error)
          if (answer instanceof Error) expect(answer).toMatchObject({ code: 'bundle-invalid' })
          else expect(answer).toHaveProperty('ledger')
        },
      ),
      { numRuns: 200 },
    )
  })
})

function replace(folder: string, make: () => void): void {
  rmSync(table(folder))
  make()
}
function pipe(path: string): void {
  execFileSync('mkfifo', [path])
}
function other(folder: string): void {
  writeFileSync(first(folder), JSON.stringify(records[1]))
}

test('none is no bundle', async () => {
  expect(await readBundle(store())).toBeUndefined()
  expect(await readBundle(join(temporary(), 'nowhere'))).toBeUndefined()
})

test('a table is replaced at once, and a link in its place is not followed', async () => {
  const folder = sound()
  const victim = join(temporary(), 'victim')
  writeFileSync(victim, 'precious')
  replace(folder, () => symlinkSync(victim, table(folder)))
  const bundle = { ...(await readBundle(sound())), ledger: undefined } as unknown as Bundle
  writeBundle(folder, bundle)
  expect(readFileSync(victim, 'utf8')).toBe('precious')
  expect((await readBundle(folder))?.model).toBe('main')
})

test('the bundles of a folder are its folders, and nothing that is a link', () => {
  const folder = temporary()
  mkdirSync(join(folder, 'b'))
  mkdirSync(join(folder, 'a'))
  writeFileSync(join(folder, 'file'), '')
  symlinkSync('/etc', join(folder, 'link'))
  expect(bundlesIn(folder)).toEqual(['a', 'b'])
  expect(bundlesIn(join(folder, 'nowhere'))).toEqual([])
  expect(folderLedger(folder)).toBeDefined()
})
