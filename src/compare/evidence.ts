import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'

/** Whose program was trained. */
export type Side = 'head' | 'base'

/**
 * Why a run was made: the first of its side, the same seed again, once more after a crash, or to look closely at a few
 * steps, after which it is stopped. The last is never judged: it only tells where two runs part.
 */
export type Purpose = 'judge' | 'repeat' | 'retry' | 'window'

export interface EvidenceRun {
  readonly side: Side
  readonly purpose: Purpose
  readonly record: RunRecord
}

/** All runs so far, in the order they were made. */
export type Evidence = readonly EvidenceRun[]

/** What the lock says for this key. `record` is the accepted record where the ledger holds it. */
export type BaselineState =
  | { readonly state: 'found'; readonly entry: Baseline; readonly record: RunRecord | undefined }
  /** `keys`: the model's other keys in the lock. */
  | { readonly state: 'absent'; readonly keys: readonly string[] }
  | { readonly state: 'unreadable'; readonly why: string }
