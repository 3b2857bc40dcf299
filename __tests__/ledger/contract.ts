import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Digest, RecordId } from '../../src/record/digest.ts'
import type { Found, Ledger } from '../../src/ledger/ledger.ts'
import { numbered } from './numbered.ts'

/** One empty store of a kind of ledger, and what tests must be able to do to it behind the ledger's back. */
export interface Bench {
  /** A new handle on the store. */
  open(): Ledger
  /** For `writer.ts`: the module that opens the store in another process, and the place to open. */
  readonly opener: string
  readonly place: string
  /** Puts other bytes in the place of something stored. */
  damage(what: RecordId | Digest, bytes: Uint8Array): Promise<void>
  /** Makes something stored impossible to read, although it is there. */
  block(what: RecordId | Digest): Promise<void>
  /** Puts a file of this name beside the records. */
  plant(name: string): Promise<void>
  /** A handle on a store that cannot be written. */
  unwritable(): Promise<Ledger>
}

const HOSTILE = ['..json', '-rf.json', 'a\nb.json', '__proto__.json', `${'F'.repeat(64)}.json`]

/** What every kind of ledger must do. */
export function ledgerContract(name: string, make: () => Promise<Bench>): void {
  describe(`${name} keeps the contract of ledgers`, () => {
    answers(make)
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

function damages(make: () => Promise<Bench>): void {
  test('a damaged object is unreadable, not absent, and appending again mends it', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    const all = [record.id, ...attachments.keys()]
    const other = Buffer.from(JSON.stringify(numbered(2).record))
    for (const bytes of [Buffer.alloc(0), Buffer.from('{"schema": '), other]) {
      for (const what of all) {
        await bench.damage(what, bytes)
        expect(await ask(bench.open(), record.id, what)).toMatchObject({
          state: 'unreadable',
          why: expect.stringMatching(/./),
        })
      }
      await bench.open().append(record, attachments)
      for (const what of all) {
        expect(await ask(bench.open(), record.id, what)).toMatchObject({ state: 'found' })
      }
    }
  })

  test('what is there but cannot be read is unreadable', async () => {
    const bench = await make()
    const { record, attachments } = numbered(1)
    await bench.open().append(record, attachments)
    for (const what of [record.id, ...attachments.keys()]) {
      await bench.block(what)
      expect(await ask(bench.open(), record.id, what)).toMatchObject({ state: 'unreadable' })
    }
  })
}

function processes(make: () => Promise<Bench>): void {
  test('several processes append at once, some the same record', async () => {
    const bench = await make()
    const froms = [0, 5, 5, 10]
    await Promise.all(froms.map((from) => write(bench, from, 10).ended))
    const wanted = Array.from({ length: 20 }, (_, n) => numbered(n).record.id)
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

async function ask(ledger: Ledger, id: RecordId, what: RecordId | Digest): Promise<Found<unknown>> {
  return what === id ? ledger.record(id) : ledger.attachment(what as Digest)
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
