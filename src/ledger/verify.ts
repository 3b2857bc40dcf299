import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hexOf, type Digest, type RecordId } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'
import { attachmentPath, folderLedger, recordPath, unreadable } from './folder.ts'
import type { Found } from './ledger.ts'
import { codeOf } from './store.ts'

/** Something in a ledger that is not as it was written. */
export interface LedgerProblem {
  /**
   * `damaged`: a record or attachment whose content does not match its name, or that cannot be read;
   * `missing`: an attachment that a record names; `stray`: something that no ledger wrote.
   */
  readonly kind: 'damaged' | 'missing' | 'stray'
  /** Relative to the ledger's folder. */
  readonly path: string
  readonly why: string
}

/**
 * Reads everything in a ledger again. An empty list: all of it is whole.
 *
 * @throws {UserError} `ledger-unreadable`: what it holds cannot even be listed
 */
export async function verifyLedger(folder: string): Promise<LedgerProblem[]> {
  const attachments = await list(folder, 'attachments', /^([0-9a-f]{64})$/)
  const records = await list(folder, 'records', /^([0-9a-f]{64})\.json$/)
  const problems = [...attachments.strays, ...records.strays]
  const ledger = folderLedger(folder)
  for (const hex of attachments.hexes) {
    const digest = `sha256:${hex}` as Digest
    const found = await ledger.attachment(digest)
    if (found.state !== 'found') problems.push(damaged(attachmentPath(digest), found))
  }
  const stored = new Set(attachments.hexes)
  for (const hex of records.hexes) {
    const id = `sha256:${hex}` as RecordId
    const found = await ledger.record(id)
    if (found.state !== 'found') problems.push(damaged(recordPath(id), found))
    else problems.push(...missing(found.value, stored))
  }
  return problems
}

interface Listing {
  readonly hexes: readonly string[]
  readonly strays: readonly LedgerProblem[]
}

async function list(folder: string, name: string, pattern: RegExp): Promise<Listing> {
  const names = await readdir(join(folder, name)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw unreadable(folder, error)
  })
  const strays = names.filter((entry) => !pattern.test(entry))
  return {
    hexes: names.flatMap((entry) => pattern.exec(entry)?.[1] ?? []),
    strays: strays.map((entry) => ({
      kind: 'stray',
      path: `${name}/${entry}`,
      why: 'no ledger writes such a name',
    })),
  }
}

function damaged(path: string, found: Found<unknown>): LedgerProblem {
  return { kind: 'damaged', path, why: found.state === 'unreadable' ? found.why : 'it vanished' }
}

function missing(record: RunRecord, stored: ReadonlySet<string>): LedgerProblem[] {
  return record.attachments
    .filter(({ digest }) => !stored.has(hexOf(digest)))
    .map(({ digest }) => ({
      kind: 'missing',
      path: attachmentPath(digest),
      why: `the record ${record.id} names it`,
    }))
}
