import type { Digest, RecordId } from '../record/digest.ts'
import type { Envelope } from '../record/envelope.ts'
import type { RunRecord } from '../record/record.ts'
import type { Voucher } from './voucher.ts'

/** An answer of the ledger. *Absent* and *unreadable* are different: nothing unreadable is ever taken for nothing there. */
export type Found<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: string }

/** The project's memory: records and attachments, content-addressed, only ever added (DESIGN §4). */
export interface Ledger {
  /** Stores a record and its attachments; the record becomes visible last. Storing the same again changes nothing; the first envelope stays. */
  append(
    record: RunRecord,
    attachments: ReadonlyMap<Digest, Uint8Array>,
    envelope?: Envelope,
  ): Promise<void>
  record(id: RecordId): Promise<Found<RunRecord>>
  /** Where a record came from, as GitHub's API said when it was stored; absent for records of a researcher's machine. */
  envelope(id: RecordId): Promise<Found<Envelope>>
  attachment(digest: Digest): Promise<Found<Uint8Array>>
  /** The ids of all records whose file name is a well-formed id, in no order. */
  ids(): Promise<readonly RecordId[]>
}

/**
 * Which digest caches a trusted run wrote: nothing else may be believed about large data. It is no part of {@link Ledger},
 * so that nothing vouches but the place itself: a {@link Ledger} may be laid over others, of which some are a pull request's.
 */
export interface Vouchers {
  /** The first voucher of a digest stays. */
  vouch(digest: Digest, voucher: Voucher): Promise<void>
  voucher(digest: Digest): Promise<Found<Voucher>>
  /** The digests that something vouches for, in no order. */
  vouched(): Promise<readonly Digest[]>
}
