import type { Digest, RecordId } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'

/** An answer of the ledger. *Absent* and *unreadable* are different: nothing unreadable is ever taken for nothing there. */
export type Found<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: string }

/** The project's memory: records and attachments, content-addressed, only ever added (DESIGN §4). */
export interface Ledger {
  /** Stores a record and its attachments; the record becomes visible last. Storing the same again changes nothing. */
  append(record: RunRecord, attachments: ReadonlyMap<Digest, Uint8Array>): Promise<void>
  record(id: RecordId): Promise<Found<RunRecord>>
  attachment(digest: Digest): Promise<Found<Uint8Array>>
  /** The ids of all records whose file name is a well-formed id, in no order. */
  ids(): Promise<readonly RecordId[]>
}
