import { randomUUID } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { hexOf, sha256, type Digest } from '../../src/record/digest.ts'
import { folderLedger } from '../../src/ledger/folder.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { envelopePath, voucherPath } from '../../src/ledger/layout.ts'
import { exampleEnvelope } from '../record/example-envelope.ts'
import { ledgerContract, type Bench } from './contract.ts'
import { numbered } from './numbered.ts'

const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-ledger-'))
  made.push(folder)
  return join(folder, '.reprise')
}

function bench(): Bench {
  const folder = place()
  return {
    open: () => folderLedger(folder),
    opener: fileURLToPath(new URL('./open-folder.ts', import.meta.url)),
    place: folder,
    damage: (path, bytes) => writeFile(join(folder, path), bytes),
    async block(path) {
      await rm(join(folder, path))
      await mkdir(join(folder, path))
    },
    plant: (name) => writeFile(join(folder, 'records', name), '{}'),
    async unwritable() {
      // A file where a folder must be made stops root, too.
      await writeFile(folder, '')
      return folderLedger(folder)
    },
  }
}

ledgerContract('the folder ledger', async () => bench())

describe('the folder ledger', () => {
  test('is ignored by git, of itself', async () => {
    const folder = place()
    const { record, attachments } = numbered(1)
    await folderLedger(folder).append(record, attachments)
    const root = join(folder, '..')
    execFileSync('git', ['init', '-q'], { cwd: root })
    const status = execFileSync('git', ['status', '--porcelain'], { cwd: root })
    expect(status.toString()).toBe('')
  })

  test('a folder that is there but is none is unreadable, not empty', async () => {
    const folder = place()
    writeFileSync(folder, '')
    const { record } = numbered(1)
    expect(await folderLedger(folder).record(record.id)).toMatchObject({ state: 'unreadable' })
    await expect(folderLedger(folder).ids()).rejects.toMatchObject({ code: 'ledger-unreadable' })
    await expect(verifyLedger(folder)).rejects.toMatchObject({ code: 'ledger-unreadable' })
  })

  test('does not wait for a pipe in the place of a record, nor read without end', async () => {
    const folder = place()
    const { record } = numbered(1)
    mkdirSync(join(folder, 'records'), { recursive: true })
    const file = join(folder, 'records', `${hexOf(record.id)}.json`)
    execFileSync('mkfifo', [file])
    expect(await folderLedger(folder).record(record.id)).toMatchObject({
      why: expect.stringContaining('not a regular file'),
    })
    rmSync(file)
    execFileSync('truncate', ['-s', '1G', file])
    expect(await folderLedger(folder).record(record.id)).toMatchObject({
      why: expect.stringContaining('1073741824 bytes'),
    })
  })

  test('leaves nothing half-written, and clears what a killed process left long ago', async () => {
    const folder = place()
    const { record, attachments } = numbered(1)
    const scratch = join(folder, 'scratch')
    mkdirSync(scratch, { recursive: true })
    const old = randomUUID()
    const young = randomUUID()
    for (const name of [old, young, 'not-ours']) writeFileSync(join(scratch, name), '')
    for (const name of [old, 'not-ours']) await utimes(join(scratch, name), 0, 0)
    await folderLedger(folder).append(record, attachments)
    expect(readdirSync(scratch).toSorted()).toEqual([young, 'not-ours'].toSorted())
  })

  const asRoot = process.geteuid?.() === 0 ? test : test.skip
  asRoot('a user without permission learns that it cannot be written or read', () => {
    const folder = place()
    mkdirSync(folder)
    execFileSync('chmod', ['755', join(folder, '..')])
    execFileSync('chmod', ['700', folder])
    const module = new URL('../../src/ledger/folder.ts', import.meta.url).href
    const source = `
      import { folderLedger } from '${module}'
      const ledger = folderLedger('${folder}')
      const record = ${JSON.stringify({ ...numbered(1).record, attachments: [] })}
      const codes = [ledger.append(record, new Map()), ledger.ids()].map((p) => p.catch((e) => e.code))
      console.log((await Promise.all(codes)).join(), (await ledger.record(record.id)).state)`
    const args = ['--input-type=module', '-e', source]
    const output = execFileSync(process.execPath, args, { uid: 65_534, gid: 65_534 })
    expect(output.toString().trim()).toBe('ledger-unwritable,ledger-unreadable unreadable')
  })
})

describe('verifyLedger', () => {
  test('finds nothing in a whole ledger, nor where there is none', async () => {
    const folder = place()
    expect(await verifyLedger(folder)).toEqual([])
    for (const n of [1, 2]) {
      const { record, attachments } = numbered(n)
      await folderLedger(folder).append(record, attachments, exampleEnvelope())
    }
    expect(await verifyLedger(folder)).toEqual([])
  })

  test('names what is damaged, missing and strange', async () => {
    const folder = place()
    const [one, two] = [numbered(1), numbered(2)]
    for (const { record, attachments } of [one, two]) {
      await folderLedger(folder).append(record, attachments)
    }
    const [lost = '' as Digest] = one.attachments.keys()
    const [bent = '' as Digest] = two.attachments.keys()
    writeFileSync(join(folder, 'attachments', hexOf(bent)), 'bent')
    writeFileSync(join(folder, 'records', `${hexOf(two.record.id)}.json`), 'bent')
    await folderLedger(folder).append(one.record, one.attachments, exampleEnvelope())
    rmSync(join(folder, 'attachments', hexOf(lost)))
    writeFileSync(join(folder, envelopePath(one.record.id)), 'bent')
    writeFileSync(join(folder, 'envelopes', 'notes.txt'), '')
    const digest = sha256('a digest cache')
    mkdirSync(join(folder, 'digests'))
    writeFileSync(join(folder, voucherPath(digest)), '{}')
    writeFileSync(join(folder, 'digests', `${hexOf(digest)}`), '')
    writeFileSync(join(folder, 'records', 'notes.txt'), '')
    const problems = await verifyLedger(folder)
    expect(problems.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      `damaged attachments/${hexOf(bent)}`,
      `damaged digests/${hexOf(digest)}.json`,
      `damaged envelopes/${hexOf(one.record.id)}.json`,
      `damaged records/${hexOf(two.record.id)}.json`,
      `missing attachments/${hexOf(lost)}`,
      `stray digests/${hexOf(digest)}`,
      'stray envelopes/notes.txt',
      'stray records/notes.txt',
    ])
    expect(problems.find(({ kind }) => kind === 'missing')?.why).toContain(one.record.id)
  })
})
