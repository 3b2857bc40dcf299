import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../record/canonical.ts'
import { hexOf, sha256, type Digest, type RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import type { Json } from '../record/json.ts'
import { parseRecord, RECORD_BYTES, type RunRecord } from '../record/record.ts'
import type { Found, Ledger } from './ledger.ts'
import { codeOf, messageOf, readStored, store, sweep } from './store.ts'

/** The largest attachment that is read back. */
const ATTACHMENT_BYTES = 1024 * 1024 * 1024
const RECORD_NAME = /^([0-9a-f]{64})\.json$/

/**
 * A ledger in a folder (`.reprise/`), which need not exist yet and which git ignores by itself:
 * `records/<id>.json` and `attachments/<digest>`. Any number of processes may append at once; a record is
 * there only when its attachments are. What is read is checked against its name; appending again what was
 * damaged mends it.
 *
 * `append` and `ids` throw {@link UserError} `ledger-unwritable` and `ledger-unreadable`.
 */
export function folderLedger(folder: string): Ledger {
  const record = (id: RecordId): Promise<Found<RunRecord>> => readRecord(folder, id)
  const attachment = (digest: Digest): Promise<Found<Uint8Array>> => readAttachment(folder, digest)
  return {
    record,
    attachment,
    ids: () => listIds(folder),
    async append(one, attachments) {
      await checkWhole(one, attachments, attachment)
      try {
        await prepare(folder)
        for (const [digest, bytes] of attachments) {
          if ((await attachment(digest)).state === 'found') continue
          await store(folder, attachmentPath(digest), bytes)
        }
        if ((await record(one.id)).state === 'found') return
        await store(folder, recordPath(one.id), Buffer.from(`${spell(one)}\n`))
      } catch (error) {
        throw unwritable(folder, error)
      }
    },
  }
}

export function recordPath(id: RecordId): string {
  return `records/${hexOf(id)}.json`
}

export function attachmentPath(digest: Digest): string {
  return `attachments/${hexOf(digest)}`
}

async function readRecord(folder: string, id: RecordId): Promise<Found<RunRecord>> {
  const path = join(folder, recordPath(id))
  const found = await readStored(path, 2 * RECORD_BYTES)
  if (found.state !== 'found') return found
  try {
    const value = parseRecord(found.value, path)
    if (value.id === id) return { state: 'found', value }
    return { state: 'unreadable', why: `${path} holds the record ${value.id}` }
  } catch (error) {
    return { state: 'unreadable', why: messageOf(error) }
  }
}

async function readAttachment(folder: string, digest: Digest): Promise<Found<Uint8Array>> {
  const path = join(folder, attachmentPath(digest))
  const found = await readStored(path, ATTACHMENT_BYTES)
  if (found.state !== 'found' || sha256(found.value) === digest) return found
  return { state: 'unreadable', why: `${path} was changed: its content has another digest` }
}

async function listIds(folder: string): Promise<RecordId[]> {
  try {
    const names = await readdir(join(folder, 'records'))
    return names.flatMap((name) => {
      const hex = RECORD_NAME.exec(name)?.[1]
      return hex === undefined ? [] : [`sha256:${hex}` as RecordId]
    })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw unreadable(folder, error)
  }
}

/** A record that names what is neither handed over nor there would be a hole in the project's memory: our mistake. */
async function checkWhole(
  record: RunRecord,
  attachments: ReadonlyMap<Digest, Uint8Array>,
  read: Ledger['attachment'],
): Promise<void> {
  for (const [digest, bytes] of attachments) {
    if (sha256(bytes) !== digest) throw new Error(`the attachment ${digest} has another digest`)
  }
  for (const { digest } of record.attachments) {
    if (!attachments.has(digest) && (await read(digest)).state !== 'found') {
      throw new Error(`the record ${record.id} lacks its attachment ${digest}`)
    }
  }
}

async function prepare(folder: string): Promise<void> {
  const ignore = await readStored(join(folder, '.gitignore'), 1024)
  if (ignore.state === 'absent') await store(folder, '.gitignore', Buffer.from('*\n'))
  await sweep(folder)
}

function spell(record: RunRecord): string {
  return canonicalJson(JSON.parse(JSON.stringify(record)) as Json)
}

export function unreadable(folder: string, error: unknown): UserError {
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
    'Mend the permissions of the folder, or make room on the disk; the record was not stored.',
  )
}
