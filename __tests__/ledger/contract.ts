import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { sha256, type Digest } from '../../src/record/digest.ts'
import type { RunRecord } from '../../src/record/record.ts'
import { attachmentPath, envelopePath, recordPath, voucherPath } from '../../src/ledger/layout.ts'
import type { Found, Ledger, Vouchers } from '../../src/ledger/ledger.ts'
import type { Voucher } from '../../src/ledger/voucher.ts'
import { exampleEnvelope } from '../record/example-envelope.ts'
import { numbered } from './numbered.ts'

/** One empty store of a kind of ledger, and what tests must be able to do to it behind the ledger's back. */
export interface Bench {
  /** A new handle on the store. */
  open(): Ledger & Vouchers
  /** For `writer.ts`: the module that opens the store in another process, and the place to open. */
  readonly opener: string
  readonly place: string
  /** Puts other bytes in the place of something stored; paths are those of the layout. */
  damage(path: string, bytes: Uint8Array): Promise<void>
  /** Makes something stored impossible to read, although it is there. */
  block(path: string): Promise<void>
  /** Puts a file of this name beside the records. */
  plant(name: string): Promise<void>
  /** A handle on a store that cannot be written. */
  unwritable(): Promise<Ledger & Vouchers>
}

const HOSTILE = ['..json', '-rf.json', 'a\nb.json', '__proto__.json', `${'F'.repeat(64)}.json`]

/** What every kind of ledger must do. */
export function ledgerContract(name: string, make: () => Promise<Bench>): void {
  describe(`${name} keeps the contract of ledgers`, () => {
    answers(make)
    refusals(make)
    envelopes(make)
    vouchers(make)
    damages(make)
    processes(make)
  })
}

function answers(make: () => Promise<Bench>): void {
  test('gives back what was appended, also to another handle', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    const ledger = bench.open()
    expect(await ledger.record(record.id)).toEqual({ state: 'found', value: record })
    for (const [digest, bytes] of attachments) {
      expect(bytesOf(await ledger.attachment(digest))).toEqual(Buffer.from(bytes))
    }
    expect(await ledger.ids()).toEqual([record.id])
  })

  test('an empty store holds nothing, and says absent', async () => {
    const ledger = (await make()).open()
    const { record } = numbered(1)
    expect(await ledger.ids()).toEqual([])
    expect(await ledger.record(record.id)).toEqual({ state: 'absent' })
    expect(await ledger.attachment(record.id as string as Digest)).toEqual({ state: 'absent' })
  })

  test('appending twice changes nothing', async () => {
    const ledger = (await make()).open()
    const { record, attachments } = numbered(1)
    await ledger.append(record, attachments)
    await ledger.append(record, attachments)
    await ledger.append(record, new Map())
    expect(await ledger.ids()).toEqual([record.id])
    expect(await ledger.record(record.id)).toEqual({ state: 'found', value: record })
  })
}

function refusals(make: () => Promise<Bench>): void {
  test('refuses a record that lacks an attachment, and content under another digest', async () => {
    const ledger = (await make()).open()
    const { record, attachments } = numbered(1)
    const [first = ['', new Uint8Array()] as never, ...others] = [...attachments]
    await expect(ledger.append(record, new Map(others))).rejects.toThrow('lacks its attachment')
    const wrong = new Map([...others, [first[0], Buffer.from('other')] as const])
    await expect(ledger.append(record, wrong)).rejects.toThrow('has another digest')
    expect(await ledger.ids()).toEqual([])
  })

  test('names that are no ids are not taken for records', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    for (const name of HOSTILE) await bench.plant(name)
    expect(await bench.open().ids()).toEqual([record.id])
  })

  test('says when it cannot be written', async () => {
    const ledger = await (await make()).unwritable()
    const { record, attachments } = numbered(1)
    await expect(ledger.append(record, attachments)).rejects.toMatchObject({
      name: 'UserError',
      code: 'ledger-unwritable',
      message: expect.stringContaining('cannot be written'),
    })
  })
}

function envelopes(make: () => Promise<Bench>): void {
  const { record, attachments } = numbered(1)

  test('keeps where a record came from, and says absent of one that came from nowhere', async () => {
    const bench = await make()
    const other = numbered(2)
    await bench.open().append(record, attachments, exampleEnvelope())
    await bench.open().append(other.record, other.attachments)
    const ledger = bench.open()
    expect(await ledger.envelope(record.id)).toEqual({ state: 'found', value: exampleEnvelope() })
    expect(await ledger.envelope(other.record.id)).toEqual({ state: 'absent' })
    expect(await ledger.envelope(numbered(3).record.id)).toEqual({ state: 'absent' })
    expect([...(await ledger.ids())].sort()).toEqual([record.id, other.record.id].sort())
  })

  test('the first envelope stays; a record without one may get one', async () => {
    const bench = await make()
    await bench.open().append(record, attachments)
    for (const attempt of [1, 2]) {
      await bench.open().append(record, attachments, exampleEnvelope({ attempt }))
      expect(await bench.open().envelope(record.id)).toMatchObject({ value: { attempt: 1 } })
    }
  })

  test('a damaged envelope is unreadable, and no other takes its place', async () => {
    const bench = await make()
    await bench.open().append(record, attachments, exampleEnvelope())
    for (const bytes of ['', '{"run": ', '{}', '\ufeff[]', 'x'.repeat(70_000)]) {
      await bench.damage(envelopePath(record.id), Buffer.from(bytes))
      await bench.open().append(record, attachments, exampleEnvelope())
      expect(await bench.open().envelope(record.id)).toMatchObject({
        state: 'unreadable',
        why: expect.stringMatching(/./),
      })
    }
  })
}

function vouchers(make: () => Promise<Bench>): void {
  const [one, two] = [sha256('one'), sha256('two')]
  const voucher = (run: number): Voucher => ({
    schema: 'reprise/voucher/v1',
    at: '2026-11-04T10:15:00.000Z',
    config: 'reprise.yml',
    run,
  })

  test('vouches for what it was told of, and for nothing else', async () => {
    const bench = await make()
    expect(await bench.open().vouched()).toEqual([])
    expect(await bench.open().voucher(one)).toEqual({ state: 'absent' })
    await bench.open().vouch(one, voucher(1))
    await bench.open().vouch(two, voucher(2))
    const ledger = bench.open()
    expect([...(await ledger.vouched())].sort()).toEqual([one, two].sort())
    expect(await ledger.voucher(one)).toEqual({ state: 'found', value: voucher(1) })
    expect(await ledger.voucher(two)).toEqual({ state: 'found', value: voucher(2) })
    expect(await ledger.voucher(sha256('three'))).toEqual({ state: 'absent' })
    expect(await ledger.ids()).toEqual([])
  })

  test('a record of the same digest vouches for nothing, and the first voucher stays', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    expect(await bench.open().vouched()).toEqual([])
    for (const run of [1, 2]) {
      await bench.open().vouch(one, voucher(run))
      expect(await bench.open().voucher(one)).toMatchObject({ value: { run: 1 } })
    }
    expect(await bench.open().ids()).toEqual([record.id])
  })

  test('a damaged voucher is unreadable, and no other takes its place', async () => {
    const bench = await make()
    await bench.open().vouch(one, voucher(1))
    const more = JSON.stringify({ ...voucher(1), trusted: true })
    const undated = JSON.stringify({ ...voucher(1), at: 'yesterday' })
    for (const bytes of ['', '{"run": ', '{}', more, undated, 'x'.repeat(70_000)]) {
      await bench.damage(voucherPath(one), Buffer.from(bytes))
      await bench.open().vouch(one, voucher(2))
      expect(await bench.open().voucher(one)).toMatchObject({
        state: 'unreadable',
        why: expect.stringMatching(/./),
      })
    }
    await bench.block(voucherPath(one))
    expect(await bench.open().voucher(one)).toMatchObject({ state: 'unreadable' })
  })

  test('says when it cannot be written', async () => {
    const ledger = await (await make()).unwritable()
    await expect(ledger.vouch(one, voucher(1))).rejects.toMatchObject({
      code: 'ledger-unwritable',
    })
  })
}

function damages(make: () => Promise<Bench>): void {
  test('a damaged object is unreadable, not absent, and appending again mends it', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    const all = paths(record, attachments)
    const other = Buffer.from(JSON.stringify(numbered(2).record))
    for (const bytes of [Buffer.alloc(0), Buffer.from('{"schema": '), other]) {
      for (const [path, ask] of all) {
        await bench.damage(path, bytes)
        expect(await ask(bench.open())).toMatchObject({
          state: 'unreadable',
          why: expect.stringMatching(/./),
        })
      }
      await bench.open().append(record, attachments)
      for (const [, ask] of all) expect(await ask(bench.open())).toMatchObject({ state: 'found' })
    }
  })

  test('a record is not stored upon an attachment that cannot be read', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    const [digest = '' as Digest, ...others] = attachments.keys()
    await bench.open().append(record, attachments)
    await bench.damage(attachmentPath(digest), Buffer.from('bent'))
    const rest = new Map(others.map((one) => [one, attachments.get(one) ?? Buffer.alloc(0)]))
    await expect(bench.open().append(record, rest)).rejects.toMatchObject({
      code: 'ledger-unreadable',
      message: expect.stringContaining(record.id),
    })
  })

  test('what is there but cannot be read is unreadable', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments, exampleEnvelope())
    for (const [path, ask] of paths(record, attachments)) {
      await bench.block(path)
      expect(await ask(bench.open())).toMatchObject({ state: 'unreadable' })
    }
    await bench.block(envelopePath(record.id))
    expect(await bench.open().envelope(record.id)).toMatchObject({ state: 'unreadable' })
  })
}

function processes(make: () => Promise<Bench>): void {
  test('several processes append at once, some the same record', async () => {
    const bench = await make()
    const froms = [0, 3, 3, 6]
    await Promise.all(froms.map((from) => write(bench, from, 6).ended))
    const wanted = Array.from({ length: 12 }, (_, n) => numbered(n).record.id)
    expect([...(await bench.open().ids())].sort()).toEqual(wanted.sort())
    await expectWhole(bench.open())
  })

  test('a process killed in the middle leaves only whole records, and the next goes on', async () => {
    const bench = await make()
    const stored: string[] = []
    for (let round = 0; round < 6; round++) {
      const { child, ended, started } = write(bench, round * 1000, 1000)
      await started
      await new Promise((later) => setTimeout(later, 7 * round))
      child.kill('SIGKILL')
      stored.push(...(await ended))
      await expectWhole(bench.open())
    }
    expect(await bench.open().ids()).toEqual(expect.arrayContaining(stored))
    expect(stored.length).toBeGreaterThanOrEqual(6)
  })
}

type Ask = (ledger: Ledger) => Promise<Found<unknown>>

/** Where a record and its attachments lie, and how each is asked for. */
function paths(record: RunRecord, attachments: ReadonlyMap<Digest, unknown>): [string, Ask][] {
  const others = [...attachments.keys()].map((digest): [string, Ask] => [
    attachmentPath(digest),
    (ledger) => ledger.attachment(digest),
  ])
  return [[recordPath(record.id), (ledger) => ledger.record(record.id)], ...others]
}

function bytesOf(found: Found<Uint8Array>): Buffer | undefined {
  return found.state === 'found' ? Buffer.from(found.value) : undefined
}

/** Every record that is visible can be read, with all of its attachments. */
async function expectWhole(ledger: Ledger): Promise<void> {
  for (const id of await ledger.ids()) {
    const found = await ledger.record(id)
    if (found.state !== 'found') throw new Error(`${id} is ${found.state}`)
    for (const { digest } of found.value.attachments) {
      expect((await ledger.attachment(digest)).state).toBe('found')
    }
  }
}

interface Writing {
  readonly child: ReturnType<typeof spawn>
  /** When the first record is stored. */
  readonly started: Promise<void>
  /** The ids that it said were stored. */
  readonly ended: Promise<string[]>
}

function write(bench: Bench, from: number, count: number): Writing {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const args = [script, bench.opener, bench.place, String(from), String(count)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const started = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string[]>()
  let output = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString()
    started.resolve()
  })
  child.on('close', (code, signal) => {
    started.resolve()
    if (code === 0 || signal === 'SIGKILL') ended.resolve(output.split('\n').slice(0, -1))
    else ended.reject(new Error(`the writer ended with ${code ?? signal}`))
  })
  return { child, started: started.promise, ended: ended.promise }
}
