import type { Scalar } from '../../record/record.ts'
import type { Phase, TraceMode } from '../../readers/trace/trace.ts'

/** The rungs of the ladder, in the order in which a difference travels: the first that parts names the class of cause. */
export const RUNGS = ['init', 'batch', 'forward', 'loss', 'gradient', 'hyper', 'update'] as const
export type Rung = (typeof RUNGS)[number]

/**
 * What kind of cause the first difference speaks for. `rounding`: another order of the same arithmetic; `unclear`: the
 * evidence does not tell.
 */
export const DIVERGENCE_CLASSES = [
  'init',
  'seed',
  'random-stream',
  'architecture',
  'data-order',
  'data-content',
  'preprocessing',
  'labels',
  'batch-size',
  'layer-code',
  'functional-code',
  'loss',
  'gradient-processing',
  'hyper-parameter',
  'optimizer',
  'precision',
  'rounding',
  'nondeterminism',
  'evaluation',
  'unclear',
] as const
export type DivergenceClass = (typeof DIVERGENCE_CLASSES)[number]

export interface LadderRung {
  readonly rung: Rung
  readonly state: 'same' | 'different' | 'unknown'
  /** The first tensor that differs there, as it is shown: `blocks.3.attn out`. */
  readonly tensor?: string | undefined
  /** Estimated ‖A−B‖ ÷ ‖A‖ of that tensor. */
  readonly relative?: number | undefined
}

/** How large the first difference is. Under about 16 epsilons of the dtype it is rounding (PROBE: 2e-6 for float32). */
export interface DifferenceSize {
  readonly relative: number
  readonly meaning: 'rounding' | 'meaning'
}

/** One hyper-parameter that was in force with another value. */
export interface HyperChange {
  readonly optimizer: number
  readonly group: number
  readonly name: string
  readonly before: Scalar | undefined
  readonly after: Scalar | undefined
}

/** What the rows of a batch tensor say. */
export type BatchChange =
  | { readonly kind: 'permuted' }
  | { readonly kind: 'other-samples' } // of the same set, in other batches
  | { readonly kind: 'some-rows'; readonly changed: number; readonly of: number }
  | { readonly kind: 'every-row' }
  | { readonly kind: 'other-shape' }

/** Where two runs part, and what that speaks for. */
export interface FoundDivergence {
  readonly state: 'found'
  /** Which of the run's trainings, where it has several one after the other, from 0; those before it are equal. */
  readonly training:
    | { readonly number: number; readonly of: number; readonly program: string | undefined }
    | undefined
  readonly rank: number
  /** The first step whose states differ; -1 is before the first one. */
  readonly step: number
  readonly rung: Rung
  /** Undefined where only a step's combined digest is known: the tensor lies between two dense steps. */
  readonly tensor:
    | {
        readonly phase: Phase
        readonly name: string
        readonly part: string
        readonly call: number
        readonly shape: readonly number[]
        readonly dtype: string
      }
    | undefined
  readonly class: DivergenceClass
  /** Whether the evidence leaves no other class: only then may a sentence be firm. */
  readonly sure: boolean
  readonly size: DifferenceSize | undefined
  readonly ladder: readonly LadderRung[]
  /** Relative difference of the parameters after each dense step from the divergence on: how it grows. */
  readonly growth: readonly { readonly step: number; readonly relative: number }[]
  readonly hyper: readonly HyperChange[]
  readonly batch: BatchChange | undefined
  /** Both sides' modes, the coarser of the two. */
  readonly mode: TraceMode
  /** Why it is not `modules`. */
  readonly because: string | undefined
  /** Set where a re-run of this window of steps on both sides told the tensor. */
  readonly window: { readonly from: number; readonly to: number } | undefined
}

export type Divergence =
  | FoundDivergence
  /** Every step is equal to the end. `steps`: how many were compared. */
  | { readonly state: 'same'; readonly steps: number; readonly mode: TraceMode }
  /** It could not be told: unknown is never equal. */
  | {
      readonly state: 'unknown'
      readonly why:
        | 'no-trace' // of either run
        | 'not-at-hand' // the attachment is not here
        | 'unreadable'
        | 'other-algorithm'
        | 'other-ranks'
        | 'other-trainings' // one has more of them, or which is which is left to chance
        | 'too-short' // equal as far as both go, but one broke off
        | 'other-length' // both came to their end; one has more steps, those that both have are equal
      readonly detail: string | undefined
    }
