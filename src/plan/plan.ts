import type { BaselineState, Purpose, Side } from '../compare/evidence.ts'
import type { ModelVerdict } from '../compare/verdict.ts'
import type { RecordId } from '../record/digest.ts'
import type { ComparisonKey } from '../record/key.ts'
import type { ModelSpec, Policy } from '../spec/spec.ts'

/** The tree that an A/B comparison would train. */
export interface BaseTree {
  readonly commit: string
  /** The base's own model, or the head's where the base does not know it. */
  readonly model: ModelSpec
  /** Whether the base's `reprise.yml` has this model: if not, self-evidence may stand in (DESIGN §5). */
  readonly knowsModel: boolean
  /** Whether it turned out that it cannot even be started: its setup failed, or its data are not there. */
  readonly untrainable?: boolean
}

/** All that is fixed before the first run of one model on one machine. */
export interface Plan {
  readonly model: ModelSpec
  readonly policy: Policy
  readonly key: ComparisonKey
  readonly baseline: BaselineState
  /** Absent where there is no commit to compare with. */
  readonly base: BaseTree | undefined
  /** What the same pull request spent before, and those of its runs that may be evidence again: they cost nothing now. */
  readonly spent?: {
    readonly runs: number
    readonly minutes: number
    readonly records: readonly RecordId[]
  }
}

/** What to do next: the seam through which every rung of the ladder comes (VERDICT.md). */
export type Step =
  | {
      readonly do: 'run'
      readonly side: Side
      readonly purpose: Purpose
      readonly seed: number
      readonly because: string
    }
  | { readonly do: 'stop'; readonly verdict: ModelVerdict }
