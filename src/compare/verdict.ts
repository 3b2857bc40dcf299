import type { RecordId } from '../record/digest.ts'
import type { Finding } from '../record/finding.ts'
import type { ComparisonKey } from '../record/key.ts'
import type { Num } from '../record/number.ts'
import type { Resolution } from '../record/series.ts'
import type { Better, VerdictKind } from '../spec/spec.ts'

/** What decided (DESIGN §4); absent for `failed`, `invalid`, `incomparable` and `inconclusive`. */
export type Basis = 'bitwise' | 'tolerance' | 'noise' | 'same-seed' | 'a/b' | 'self' | 'reused'

/** Why a metric or a model has its verdict, as data; the words stand in `report/`. */
export type Reason =
  // identical, reproduced, improved, changed
  | { readonly kind: 'bits-equal'; readonly evidence: 'weights' | 'series' | 'trace' }
  // Equal to the last digit; bitwise evidence is missing, or the traces show that the trainings are not the same.
  | { readonly kind: 'values-equal'; readonly traces?: 'differ' }
  | { readonly kind: 'bits-differ'; readonly where: 'weights' | 'series' | 'final' | 'trace' } // under require: identical
  | { readonly kind: 'identity-unproven' } // require: identical, equal values, but no bitwise evidence
  | { readonly kind: 'within'; readonly tolerance: number }
  | { readonly kind: 'beyond'; readonly tolerance: number }
  | { readonly kind: 'better'; readonly tolerance: number }
  | { readonly kind: 'weights-differ' } // the finals agree, the declared weights do not
  | { readonly kind: 'self-repeats' }
  // nondeterministic
  | {
      readonly kind: 'self-differs'
      readonly metric: string | undefined
      readonly step: number | undefined
    }
  // inconclusive
  | { readonly kind: 'noise-not-measured' }
  | { readonly kind: 'budget-spent'; readonly runs: number; readonly minutes: number }
  | { readonly kind: 'killed-outside'; readonly signal: string | undefined }
  // incomparable
  | {
      readonly kind: 'no-baseline'
      readonly why: 'absent' | 'other-key' | 'base-failed' | 'no-base' | 'budget'
      readonly keys: readonly string[]
    }
  | { readonly kind: 'baseline-unreadable'; readonly why: string }
  | { readonly kind: 'no-metric'; readonly seen: readonly string[] }
  | { readonly kind: 'metric-not-in-baseline' }
  | { readonly kind: 'other-step'; readonly run: number; readonly baseline: number }
  | { readonly kind: 'sources-disagree'; readonly values: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'resolution-coarser'
      readonly resolution: Resolution
      readonly within: number
    }
  | { readonly kind: 'nonfinite-lost'; readonly source: string }
  | { readonly kind: 'zero-mean' } // a percentage of a mean of 0
  /** `why`: what keeps the base commit from being retrained here; absent where it was. */
  | {
      readonly kind: 'environment-moved'
      readonly what: readonly string[]
      readonly why?: 'no-base' | 'base-failed' | 'budget'
    }
  | { readonly kind: 'model-removed' }
  /** The job that was to retrain handed nothing over that can be judged: it was lost, cancelled or never started. */
  | { readonly kind: 'evidence-lost'; readonly why: string }
  | { readonly kind: 'draft' } // of a draft pull request nothing is retrained
  // failed
  /** `setup` failed, or a folder or data that it needs are not there: `what` and `hint` are a user error's. */
  | { readonly kind: 'not-started'; readonly what: string; readonly hint: string }
  | {
      readonly kind: 'crashed'
      readonly code: number | undefined
      readonly signal: string | undefined
    }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'idle'; readonly seconds: number }
  | { readonly kind: 'metric-missing' }
  | { readonly kind: 'not-finite'; readonly value: Num; readonly of: 'run' | 'baseline' }
  // invalid
  | { readonly kind: 'foreign-module'; readonly path: string }
  /** `of`: the lock contradicts its record; else a run is at fault. */
  | { readonly kind: 'evidence-invalid'; readonly why: string; readonly of?: 'lock' }

/** One metric, gated or shown. Numbers are as the records carry them. */
export interface MetricVerdict {
  readonly metric: string
  readonly gated: boolean
  /** Absent for a metric that is only shown. */
  readonly verdict: VerdictKind | undefined
  readonly reason: Reason | undefined
  readonly baseline: Num | undefined
  readonly run: Num | undefined
  /** run − baseline, where both are finite. */
  readonly difference: number | undefined
  /** difference ÷ |baseline|, where the baseline is not 0. */
  readonly relative: number | undefined
  /** In metric units. */
  readonly tolerance: number | undefined
  readonly better: Better | undefined
  readonly step: number | undefined
  readonly volatile: boolean
}

/** The verdict on one model for one comparison key. */
export interface ModelVerdict {
  readonly model: string
  readonly key: ComparisonKey
  readonly verdict: VerdictKind
  readonly basis: Basis | undefined
  /** What decided, first the deciding metric's or the model's own. Never empty. */
  readonly reasons: readonly Reason[]
  readonly metrics: readonly MetricVerdict[]
  readonly findings: readonly Finding[]
  /** The records that decided. */
  readonly run: RecordId | undefined
  readonly baseline: RecordId | undefined
}
