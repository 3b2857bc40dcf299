import type { Digest, RecordId } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'
import { folderLedger, namesIn } from './folder.ts'
import { openGitLedger, type GitLedgerOptions } from './git.ts'
import {
  attachmentPath,
  envelopePath,
  FOLDERS,
  NAMES,
  recordPath,
  voucherPath,
  type Folder,
} from './layout.ts'
import type { Found, Ledger, Vouchers } from './ledger.ts'

/** Something in a ledger that is not as it was written. */
export interface LedgerProblem {
  /**
   * `damaged`: a file whose content does not match its name, or that cannot be read;
   * `missing`: an attachment that a record names; `stray`: something that no ledger wrote.
   */
  readonly kind: 'damaged' | 'missing' | 'stray'
  /** Relative to the ledger's folder, or the branch's top. */
  readonly path: string
  readonly why: string
}

/**
 * Reads everything in a ledger again. An empty list: all of it is whole.
 *
 * @throws {UserError} `ledger-unreadable`: what it holds cannot even be listed
 */
export async function verifyLedger(folder: string): Promise<LedgerProblem[]> {
  const names = await Promise.all(FOLDERS.map((name) => namesIn(folder, name)))
  return examine(folderLedger(folder), new Map(FOLDERS.map((name, at) => [name, names[at] ?? []])))
}

/** As {@link verifyLedger}, for a branch; there, whatever lies beside the ledger's folders is a stray, too. */
export async function verifyGitLedger(options: GitLedgerOptions): Promise<LedgerProblem[]> {
  const { ledger, listing } = openGitLedger(options)
  const { folders, others } = await listing()
  const problems = await examine(ledger, folders)
  return [...others.map((path) => stray(path)), ...problems]
}

async function examine(
  ledger: Ledger & Vouchers,
  names: ReadonlyMap<Folder, readonly string[]>,
): Promise<LedgerProblem[]> {
  const problems = strays(names)
  const digests = hexes(names, 'attachments').map((hex): Digest => `sha256:${hex}` as Digest)
  for (const digest of digests) {
    problems.push(...damaged(attachmentPath(digest), await ledger.attachment(digest)))
  }
  for (const hex of hexes(names, 'envelopes')) {
    const id = `sha256:${hex}` as RecordId
    problems.push(...damaged(envelopePath(id), await ledger.envelope(id)))
  }
  for (const hex of hexes(names, 'digests')) {
    const digest = `sha256:${hex}` as Digest
    problems.push(...damaged(voucherPath(digest), await ledger.voucher(digest)))
  }
  const stored = new Set(digests)
  for (const hex of hexes(names, 'records')) {
    const id = `sha256:${hex}` as RecordId
    const found = await ledger.record(id)
    if (found.state === 'found') problems.push(...missing(found.value, stored))
    else problems.push(...damaged(recordPath(id), found))
  }
  return problems
}

function hexes(names: ReadonlyMap<Folder, readonly string[]>, folder: Folder): string[] {
  return (names.get(folder) ?? []).flatMap((name) => NAMES[folder].exec(name)?.[1] ?? [])
}

function strays(names: ReadonlyMap<Folder, readonly string[]>): LedgerProblem[] {
  return FOLDERS.flatMap((folder) => {
    const strange = (names.get(folder) ?? []).filter((name) => !NAMES[folder].test(name))
    return strange.map((name) => stray(`${folder}/${name}`))
  })
}

function stray(path: string): LedgerProblem {
  return { kind: 'stray', path, why: 'no ledger writes such a name' }
}

function damaged(path: string, found: Found<unknown>): LedgerProblem[] {
  if (found.state === 'found') return []
  const why = found.state === 'unreadable' ? found.why : 'it vanished'
  return [{ kind: 'damaged', path, why }]
}

function missing(record: RunRecord, stored: ReadonlySet<Digest>): LedgerProblem[] {
  return record.attachments
    .filter(({ digest }) => !stored.has(digest))
    .map(({ digest }) => ({
      kind: 'missing',
      path: attachmentPath(digest),
      why: `the record ${record.id} names it`,
    }))
}
