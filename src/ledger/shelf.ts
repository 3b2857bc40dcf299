import type { Digest, RecordId } from '../record/digest.ts'
import type { Envelope } from '../record/envelope.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import type { Blobs } from './blobs.ts'
import type { Branch } from './branch.ts'
import {
  asAttachment,
  asEnvelope,
  asRecord,
  asVoucher,
  attachmentPath,
  envelopePath,
  FOLDERS,
  idsOf,
  LIMITS,
  recordPath,
  vouchedOf,
  voucherPath,
  type Folder,
} from './layout.ts'
import type { Found } from './ledger.ts'
import type { Remote } from './remote.ts'
import type { Patience } from './retry.ts'
import { lookUp, type Snapshot, type Tree, type TreeLine } from './snapshot.ts'
import { messageOf } from './store.ts'
import type { Voucher } from './voucher.ts'

/** One handle on a ledger that is a branch. */
export interface Shelf {
  readonly remote: Remote
  readonly branch: Branch
  readonly blobs: Blobs
  readonly patience: Patience
  /** Whether somebody asked for all ids, and will ask for the records next. */
  listed: boolean
  /** What came with an attachment in a record that was read: whoever asks for one asks for all. */
  readonly together: Map<Digest, readonly Digest[]>
}

/** Names on a branch, as text. */
export interface Listing {
  readonly folders: ReadonlyMap<Folder, readonly string[]>
  /** What lies beside the ledger's folders. */
  readonly others: readonly string[]
}

/** Contents that come with one request, once all were listed. */
const AT_ONCE = 200
const STRANGE: Readonly<Record<string, string>> = {
  '120000': 'a symbolic link',
  '160000': 'a submodule',
  '40000': 'a folder',
}

export async function readRecord(shelf: Shelf, id: RecordId): Promise<Found<RunRecord>> {
  const path = recordPath(id)
  const ahead = ({ folders }: Snapshot): (TreeLine | undefined)[] => {
    const name = path.slice('records/'.length)
    const next = shelf.listed ? following(folders.records, name) : []
    // Whoever reads a record asks next how far it may be trusted.
    const origins = [name, ...next].map((one) => folders.envelopes.get(one))
    return [...next.map((one) => folders.records.get(one)), ...origins]
  }
  const found = await read(shelf, path, LIMITS.records, { ahead })
  if (found.state !== 'found') return found
  const record = asRecord(found.value, id, path)
  if (record.state === 'found') {
    const digests = record.value.attachments.map(({ digest }) => digest)
    for (const digest of digests) shelf.together.set(digest, digests)
  }
  return record
}

export async function readEnvelope(shelf: Shelf, id: RecordId): Promise<Found<Envelope>> {
  const path = envelopePath(id)
  // A record and its envelope come in one commit.
  const isSettled = ({ folders }: Snapshot): boolean =>
    lookUp(folders, recordPath(id)) !== undefined
  const found = await read(shelf, path, LIMITS.envelopes, { isSettled })
  return found.state === 'found' ? asEnvelope(found.value, path) : found
}

export async function readAttachment(shelf: Shelf, digest: Digest): Promise<Found<Uint8Array>> {
  const path = attachmentPath(digest)
  const ahead = ({ folders }: Snapshot): (TreeLine | undefined)[] =>
    (shelf.together.get(digest) ?? []).map((one) => lookUp(folders, attachmentPath(one)))
  const found = await read(shelf, path, LIMITS.attachments, { ahead })
  return found.state === 'found' ? asAttachment(found.value, digest, path) : found
}

export async function readVoucher(shelf: Shelf, digest: Digest): Promise<Found<Voucher>> {
  const path = voucherPath(digest)
  // Which of them is the newest only their contents tell, so all of them will be asked for.
  const ahead = ({ folders: { digests } }: Snapshot): (TreeLine | undefined)[] =>
    following(digests, path.slice('digests/'.length)).map((name) => digests.get(name))
  const found = await read(shelf, path, LIMITS.digests, { ahead })
  return found.state === 'found' ? asVoucher(found.value, path) : found
}

export async function listVouched(shelf: Shelf): Promise<Digest[]> {
  const { folders } = await known(shelf)
  return vouchedOf(folders.digests.keys())
}

export async function listIds(shelf: Shelf): Promise<RecordId[]> {
  const { folders } = await known(shelf)
  shelf.listed = true
  return idsOf(folders.records.keys())
}

/** All names, and the attachments on the way to the clone: whoever asks for this reads everything. */
export async function listNames(shelf: Shelf): Promise<Listing> {
  const { root, folders } = await known(shelf)
  const ids = [...folders.attachments.values()].filter(isFile).map(({ id }) => id)
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    // What does not come is named when it is read.
    await shelf.blobs.bring(ids.slice(at, at + AT_ONCE), LIMITS.attachments).catch(() => undefined)
  }
  shelf.listed = true
  const others = [...root.keys()].filter((name) => !FOLDERS.includes(name as Folder))
  return {
    folders: new Map(FOLDERS.map((name) => [name, names(folders[name].keys())])),
    others: names(others),
  }
}

/** @throws {UserError} `ledger-unreadable` */
async function known(shelf: Shelf): Promise<Snapshot> {
  try {
    return await shelf.branch.known()
  } catch (error) {
    throw unreadable(shelf, error)
  }
}

export function unreadable({ remote, patience }: Shelf, error: unknown): unknown {
  if (error instanceof UserError || patience.signal?.aborted === true) return error
  return new UserError(
    'ledger-unreadable',
    `the ledger ${spellRemote(remote)} cannot be read: ${messageOf(error)}`,
    'Check the address, the network, and that the token may read the contents of that repository.',
  )
}

export function spellRemote({ url, branch }: Remote): string {
  return `${url} (branch ${branch})`
}

interface Reading {
  /** What will be asked for next. */
  readonly ahead?: (snapshot: Snapshot) => readonly (TreeLine | undefined)[]
  /** Whether what a snapshot lacks need not be looked for in a newer one. */
  readonly isSettled?: (snapshot: Snapshot) => boolean
}

async function read(
  shelf: Shelf,
  path: string,
  most: number,
  { ahead = () => [], isSettled = () => false }: Reading = {},
): Promise<Found<Buffer>> {
  const { branch, blobs, patience } = shelf
  try {
    const { snapshot, line } = await find(branch, path, isSettled)
    if (line === undefined) return { state: 'absent' }
    if (!isFile(line)) {
      return { state: 'unreadable', why: `${path} is ${STRANGE[line.mode] ?? 'no file'}` }
    }
    const next = ahead(snapshot).flatMap((one) => (one && isFile(one) ? [one.id] : []))
    const value = await blobs.read(line.id, most, next)
    return { state: 'found', value }
  } catch (error) {
    if (patience.signal?.aborted === true) throw error
    return { state: 'unreadable', why: `${path}: ${messageOf(error)}` }
  }
}

/** What this handle saw may be old: something is absent only if it is after another look. */
async function find(
  branch: Branch,
  path: string,
  isSettled: (snapshot: Snapshot) => boolean,
): Promise<{ snapshot: Snapshot; line: TreeLine | undefined }> {
  const isFirst = !branch.looked()
  const known = await branch.known()
  const isKnown = lookUp(known.folders, path) !== undefined
  const snapshot = isKnown || isFirst || isSettled(known) ? known : await branch.lookHard()
  return { snapshot, line: lookUp(snapshot.folders, path) }
}

function isFile({ mode }: TreeLine): boolean {
  return mode === '100644' || mode === '100755'
}

function following(tree: Tree, name: string): string[] {
  const all = [...tree.keys()]
  const from = all.indexOf(name) + 1
  return all.slice(from, from + AT_ONCE)
}

function names(latin1: Iterable<string>): string[] {
  return [...latin1].map((name) => Buffer.from(name, 'latin1').toString())
}
