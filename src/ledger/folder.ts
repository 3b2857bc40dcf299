import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest, RecordId } from '../record/digest.ts'
import type { Envelope } from '../record/envelope.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import {
  asAttachment,
  asEnvelope,
  asRecord,
  asVoucher,
  attachmentPath,
  checkWhole,
  envelopePath,
  idsOf,
  LIMITS,
  recordPath,
  spell,
  vouchedOf,
  voucherPath,
  type Folder,
} from './layout.ts'
import type { Found, Ledger, Vouchers } from './ledger.ts'
import { codeOf, messageOf, readStored, store, storeFirst, sweep } from './store.ts'
import type { Voucher } from './voucher.ts'

/**
 * A ledger in a folder (`.reprise/`), which need not exist yet and which git ignores by itself:
 * `records/<id>.json`, `envelopes/<id>.json`, `attachments/<digest>` and `digests/<digest>.json`. Any number of processes may append at
 * once; a record is there only when its attachments and its envelope are. What is read is checked against its
 * name; appending again what was damaged mends it, but an envelope, which nothing proves, stays as it is.
 *
 * `append`, `vouch`, `ids` and `vouched` throw {@link UserError} `ledger-unwritable` and `ledger-unreadable`.
 */
export function folderLedger(folder: string): Ledger & Vouchers {
  const record = (id: RecordId): Promise<Found<RunRecord>> => readRecord(folder, id)
  const attachment = (digest: Digest): Promise<Found<Uint8Array>> => readAttachment(folder, digest)
  return {
    record,
    attachment,
    envelope: (id) => readEnvelope(folder, id),
    ids: async () => idsOf(await namesIn(folder, 'records')),
    voucher: (digest) => readVoucher(folder, digest),
    vouched: async () => vouchedOf(await namesIn(folder, 'digests')),
    async append(one, attachments, envelope) {
      await checkWhole(one, attachments, attachment)
      try {
        await prepare(folder)
        for (const [digest, bytes] of attachments) {
          if ((await attachment(digest)).state === 'found') continue
          await store(folder, attachmentPath(digest), bytes)
        }
        if (envelope !== undefined) {
          await storeFirst(folder, envelopePath(one.id), spell(envelope))
        }
        if ((await record(one.id)).state === 'found') return
        await store(folder, recordPath(one.id), spell(one))
      } catch (error) {
        throw unwritable(folder, error)
      }
    },
    async vouch(digest, voucher) {
      try {
        await prepare(folder)
        await storeFirst(folder, voucherPath(digest), spell(voucher))
      } catch (error) {
        throw unwritable(folder, error)
      }
    },
  }
}

async function readRecord(folder: string, id: RecordId): Promise<Found<RunRecord>> {
  const path = join(folder, recordPath(id))
  const found = await readStored(path, LIMITS.records)
  return found.state === 'found' ? asRecord(found.value, id, path) : found
}

async function readEnvelope(folder: string, id: RecordId): Promise<Found<Envelope>> {
  const path = join(folder, envelopePath(id))
  const found = await readStored(path, LIMITS.envelopes)
  return found.state === 'found' ? asEnvelope(found.value, path) : found
}

async function readAttachment(folder: string, digest: Digest): Promise<Found<Uint8Array>> {
  const path = join(folder, attachmentPath(digest))
  const found = await readStored(path, LIMITS.attachments)
  return found.state === 'found' ? asAttachment(found.value, digest, path) : found
}

async function readVoucher(folder: string, digest: Digest): Promise<Found<Voucher>> {
  const path = join(folder, voucherPath(digest))
  const found = await readStored(path, LIMITS.digests)
  return found.state === 'found' ? asVoucher(found.value, path) : found
}

/** @throws {UserError} `ledger-unreadable` */
export async function namesIn(folder: string, name: Folder): Promise<string[]> {
  try {
    return await readdir(join(folder, name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw unreadable(folder, error)
  }
}

async function prepare(folder: string): Promise<void> {
  const ignore = await readStored(join(folder, '.gitignore'), 1024)
  if (ignore.state === 'absent') await store(folder, '.gitignore', Buffer.from('*\n'))
  await sweep(folder)
}

function unreadable(folder: string, error: unknown): UserError {
  return new UserError(
    'ledger-unreadable',
    `the ledger ${folder} cannot be read: ${messageOf(error)}`,
    'Mend the permissions of the folder.',
  )
}

function unwritable(folder: string, error: unknown): UserError {
  return new UserError(
    'ledger-unwritable',
    `the ledger ${folder} cannot be written: ${messageOf(error)}`,
    'Mend the permissions of the folder, or make room on the disk; nothing was stored.',
  )
}
