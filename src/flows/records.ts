import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findRepository } from '../git/repository.ts'
import { folderLedger } from '../ledger/folder.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hexOf, type RecordId } from '../record/digest.ts'
import { UserError } from '../record/error.ts'
import { parseRecord, type RunRecord } from '../record/record.ts'
import { findPlace } from './project.ts'

export interface Where {
  readonly cwd: string
  readonly config: string | undefined
}

/** All records of a ledger, newest first, and the ids of those that cannot be read. */
export interface Log {
  readonly records: readonly RunRecord[]
  readonly unreadable: readonly { readonly id: RecordId; readonly why: string }[]
}

/** The ledger of the project around a folder; without a `reprise.yml`, the one at the work tree's root. */
export async function openLedger({ cwd, config }: Where): Promise<Ledger> {
  try {
    return (await findPlace(cwd, config)).ledger
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'config-absent') || config !== undefined)
      throw error
    return folderLedger(join((await findRepository(cwd)).root, '.reprise'))
  }
}

export async function listRecords(where: Where, model?: string): Promise<Log> {
  return readLog(await openLedger(where), model)
}

export async function readLog(ledger: Ledger, model?: string): Promise<Log> {
  const records: RunRecord[] = []
  const unreadable: { id: RecordId; why: string }[] = []
  for (const id of await ledger.ids()) {
    const found = await ledger.record(id)
    if (found.state === 'found' && (model === undefined || found.value.model === model))
      records.push(found.value)
    if (found.state === 'unreadable') unreadable.push({ id, why: found.why })
  }
  return {
    records: records.sort((a, b) => compareText(startOf(b), startOf(a)) || compareText(a.id, b.id)),
    unreadable,
  }
}

function startOf(record: RunRecord): string {
  return record.run.segments[0]?.started ?? ''
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * A record by a file's name, an id or its first digits; the newest without a name.
 *
 * @throws {UserError} `record-absent`, `record-ambiguous`, `record-unreadable`, or what a damaged file gives
 */
export async function findRecord(where: Where, name: string | undefined): Promise<RunRecord> {
  // A file needs no ledger, and no repository around it.
  if (name !== undefined && isFile(where.cwd, name))
    return parseRecord(readFileSync(resolve(where.cwd, name)), name)
  return findIn(await openLedger(where), where.cwd, name)
}

/** As {@link findRecord}, in a ledger that is open already. */
export async function findIn(
  ledger: Ledger,
  cwd: string,
  name: string | undefined,
): Promise<RunRecord> {
  if (name === undefined) {
    const newest = (await readLog(ledger)).records[0]
    if (newest === undefined) throw absent('the ledger is empty')
    return newest
  }
  if (isFile(cwd, name)) return parseRecord(readFileSync(resolve(cwd, name)), name)
  const prefix = name.replace(/^sha256:/, '').toLowerCase()
  if (!/^[0-9a-f]{4,64}$/.test(prefix))
    throw absent(`${name} is neither a file nor the first digits (four at least) of a record's id`)
  const [id, ...others] = (await ledger.ids()).filter((one) => hexOf(one).startsWith(prefix))
  if (id === undefined) throw absent(`no record starts with ${prefix}`)
  if (others.length > 0) {
    throw new UserError(
      'record-ambiguous',
      `${others.length + 1} records start with ${prefix}`,
      'Give more digits.',
    )
  }
  const found = await ledger.record(id)
  if (found.state === 'found') return found.value
  const why = found.state === 'unreadable' ? found.why : 'it is gone'
  throw new UserError(
    'record-unreadable',
    `record ${id} cannot be read: ${why}`,
    'Restore it from a copy, or retrain.',
  )
}

function isFile(cwd: string, name: string): boolean {
  return statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile() === true
}

function absent(what: string): UserError {
  return new UserError(
    'record-absent',
    what,
    '`reprise log` lists the records; `reprise run` makes one.',
  )
}
