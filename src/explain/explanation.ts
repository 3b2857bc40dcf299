import type { Factor, Scalar } from '../record/record.ts'
import type { Cause } from './cause/cause.ts'
import type { Divergence } from './divergence/divergence.ts'

/** Lines of one file that differ, as a unified diff has them; line numbers count from 1. */
export interface Hunk {
  readonly beforeLine: number
  readonly afterLine: number
  /** Each starts with ` `, `-` or `+`. */
  readonly lines: readonly string[]
}

/**
 * One changed row or line of a data file; `row` counts data rows from 1 (the header is row 0), `line` lines of the file:
 * in the run's file, or the baseline's for a removed row. `before` and `after` are cut to a readable length around
 * the first difference.
 */
export interface RowChange {
  readonly how: 'added' | 'removed' | 'changed'
  readonly row: number
  readonly line: number
  /** Names of the columns whose cells differ, where there is a header, or keys of a JSON row. */
  readonly columns: readonly string[]
  readonly before: string | undefined
  readonly after: string | undefined
}

export type How = 'added' | 'removed' | 'changed'

/**
 * One thing that differs between the two runs. `hunks` and `rows` are undefined where contents were not compared, and
 * `note` then says why; both are the first of many where `note` or `total` says so. `reordered`: the same rows in
 * another order.
 */
export type Change =
  | {
      readonly kind: 'code'
      readonly path: string
      readonly how: How
      readonly imported: boolean | undefined
      readonly hunks: readonly Hunk[] | undefined
      readonly note?: string | undefined
    }
  | {
      readonly kind: 'param'
      readonly file: string
      readonly key: string
      readonly before: Scalar | undefined
      readonly after: Scalar | undefined
      readonly line: number | undefined
    }
  | {
      readonly kind: 'setting'
      readonly name: string
      readonly before: string | undefined
      readonly after: string | undefined
    }
  | {
      readonly kind: 'data'
      readonly path: string
      readonly how: How
      readonly rows: readonly RowChange[] | undefined
      readonly total: number | undefined
      readonly reordered?: boolean
      readonly note?: string | undefined
    }
  | {
      readonly kind: 'package'
      readonly name: string
      readonly before: string | undefined
      readonly after: string | undefined
    }

/**
 * One factor of two runs side by side. `unknown` is never `same`; `advice` says what would make it known.
 * Where one part is known to differ and another is unknown, the status is `different` and `unknown` names the part.
 */
export interface FactorReport {
  readonly factor: Factor
  readonly status: 'same' | 'different' | 'unknown'
  readonly changes: readonly Change[]
  /** What could not be compared, in plain words. */
  readonly unknown: readonly string[]
  readonly advice: string | undefined
}

/** The file of the repository that a change is in; undefined for what is in none. */
export function pathOf(change: Change): string | undefined {
  if (change.kind === 'param') return change.file
  return change.kind === 'code' || change.kind === 'data' ? change.path : undefined
}

/** What differs between a run and its baseline's record, one report a factor, in the order of `Factor`. */
export interface Explanation {
  readonly factors: readonly FactorReport[]
  /**
   * Of the files that differ those that the change itself touches, where that is known. What else differs from the baseline's record had moved
   * before, and was judged then.
   */
  readonly touched?: readonly string[]
  /** Where the run and the baseline part; absent where neither has a trace. */
  readonly divergence?: Divergence
  /** Where the run and its own repetition part, where one was made. */
  readonly repeat?: Divergence
  /** Absent where the two runs do not part, or it is not known where. */
  readonly cause?: Cause
}
