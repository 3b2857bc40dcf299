import type { Change } from '../explanation.ts'
import type { Factor } from '../../record/record.ts'
import type { DivergenceClass } from '../divergence/divergence.ts'

/** One possible cause, with what speaks for it. */
export interface Candidate {
  /** What changed; undefined where the class itself is the cause: nondeterminism. */
  readonly factor: Factor | undefined
  /** The change that speaks loudest, and how many others of that factor there are. */
  readonly change: Change | undefined
  readonly others: number
  /** Set where that change is older than what is judged: its file differs from the baseline's, and the change does not touch it. */
  readonly before?: boolean
  /**
   * `shown`: a re-run with this alone gave the same divergence; `fits`: the class of divergence is one that this factor
   * makes; `possible`: it differs, and nothing excludes it; `excluded`: a re-run showed that it is not.
   */
  readonly weight: 'shown' | 'fits' | 'possible' | 'excluded'
}

/** Why two runs part: the rung of the first divergence × the factors that differ. */
export interface Cause {
  readonly class: DivergenceClass
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /**
   * `firm`: one candidate fits and nothing else could; `confounded`: several fit, a re-run would decide;
   * `open`: nothing that was recorded fits.
   */
  readonly certainty: 'firm' | 'confounded' | 'open'
}
