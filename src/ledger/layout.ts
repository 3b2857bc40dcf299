import { canonicalJson } from '../record/canonical.ts'
import { hexOf, sha256, type Digest, type RecordId } from '../record/digest.ts'
import { parseEnvelope, type Envelope } from '../record/envelope.ts'
import { UserError } from '../record/error.ts'
import type { Json } from '../record/json.ts'
import { parseRecord, RECORD_BYTES, type RunRecord } from '../record/record.ts'
import type { Found } from './ledger.ts'
import { messageOf } from './store.ts'
import { parseVoucher, type Voucher } from './voucher.ts'

/** The folders of a ledger; the same in a folder and on a branch. */
export const FOLDERS = ['records', 'envelopes', 'attachments', 'digests'] as const
export type Folder = (typeof FOLDERS)[number]

/** What a file of each folder is named; the first group is the hexadecimal digest. */
export const NAMES: Readonly<Record<Folder, RegExp>> = {
  records: /^([0-9a-f]{64})\.json$/,
  envelopes: /^([0-9a-f]{64})\.json$/,
  attachments: /^([0-9a-f]{64})$/,
  digests: /^([0-9a-f]{64})\.json$/,
}

/** The most bytes that are read back of a file: a record may be indented, an envelope full of escapes. */
export const LIMITS: Readonly<Record<Folder, number>> = {
  records: 2 * RECORD_BYTES,
  envelopes: 64 * 1024,
  attachments: 1024 * 1024 * 1024,
  digests: 64 * 1024,
}

export function recordPath(id: RecordId): string {
  return `records/${hexOf(id)}.json`
}

export function envelopePath(id: RecordId): string {
  return `envelopes/${hexOf(id)}.json`
}

export function attachmentPath(digest: Digest): string {
  return `attachments/${hexOf(digest)}`
}

/** The file that vouches for a digest cache. */
export function voucherPath(digest: Digest): string {
  return `digests/${hexOf(digest)}.json`
}

/** The ids that names of the folder `records` stand for; other names are passed over. */
export function idsOf(names: Iterable<string>): RecordId[] {
  return [...names].flatMap((name) => hexesOf('records', name) as RecordId[])
}

/** The same for the folder `digests`. */
export function vouchedOf(names: Iterable<string>): Digest[] {
  return [...names].flatMap((name) => hexesOf('digests', name) as Digest[])
}

function hexesOf(folder: Folder, name: string): string[] {
  const hex = NAMES[folder].exec(name)?.[1]
  return hex === undefined ? [] : [`sha256:${hex}`]
}

/** The bytes of a record's, an envelope's or a voucher's file. */
export function spell(value: RunRecord | Envelope | Voucher): Buffer {
  const plain = JSON.parse(JSON.stringify(value)) as Json
  return Buffer.from(`${canonicalJson(plain)}\n`)
}

/** What a record's file holds; `path` is for messages. */
export function asRecord(bytes: Uint8Array, id: RecordId, path: string): Found<RunRecord> {
  try {
    const value = parseRecord(bytes, path)
    if (value.id === id) return { state: 'found', value }
    return { state: 'unreadable', why: `${path} holds the record ${value.id}` }
  } catch (error) {
    return { state: 'unreadable', why: messageOf(error) }
  }
}

export function asEnvelope(bytes: Uint8Array, path: string): Found<Envelope> {
  try {
    return { state: 'found', value: parseEnvelope(Buffer.from(bytes).toString(), path) }
  } catch (error) {
    return { state: 'unreadable', why: messageOf(error) }
  }
}

export function asVoucher(bytes: Uint8Array, path: string): Found<Voucher> {
  try {
    return { state: 'found', value: parseVoucher(Buffer.from(bytes).toString(), path) }
  } catch (error) {
    return { state: 'unreadable', why: messageOf(error) }
  }
}

export function asAttachment<T extends Uint8Array>(
  bytes: T,
  digest: Digest,
  path: string,
): Found<T> {
  if (sha256(bytes) === digest) return { state: 'found', value: bytes }
  return { state: 'unreadable', why: `${path} was changed: its content has another digest` }
}

/** A record that names what is neither handed over nor there would be a hole in the project's memory: our mistake. */
export async function checkWhole(
  record: RunRecord,
  attachments: ReadonlyMap<Digest, Uint8Array>,
  read: (digest: Digest) => Promise<Found<Uint8Array>>,
): Promise<void> {
  for (const [digest, bytes] of attachments) {
    if (sha256(bytes) !== digest) throw new Error(`the attachment ${digest} has another digest`)
  }
  for (const { digest } of record.attachments) {
    if (attachments.has(digest)) continue
    const found = await read(digest)
    if (found.state === 'unreadable') throw damaged(record, found.why)
    if (found.state === 'absent') {
      throw new Error(`the record ${record.id} lacks its attachment ${digest}`)
    }
  }
}

function damaged({ id }: RunRecord, why: string): UserError {
  return new UserError(
    'ledger-unreadable',
    `an attachment of the record ${id} cannot be read: ${why}`,
    'Run `reprise ledger verify`; storing the attachment again mends it.',
  )
}
