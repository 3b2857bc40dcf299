import type { Explanation } from '../explain/explanation.ts'
import type { RecordId } from '../record/digest.ts'
import type { VerdictKind } from '../spec/spec.ts'
import type { Cost } from './report.ts'

export interface BisectCommit {
  readonly commit: string
  readonly subject: string
}

export interface BisectTried extends BisectCommit {
  readonly outcome: 'good' | 'bad' | 'skipped'
  readonly verdict: VerdictKind | undefined
  readonly record: RecordId | undefined
  readonly why: string | undefined
}

/** The first commit whose training no longer gives what that of GOOD gave. */
export interface BisectReport {
  readonly schema: 'reprise/bisect/v1'
  readonly model: string
  readonly good: BisectCommit
  readonly bad: BisectCommit
  /** Commits behind GOOD, up to BAD. */
  readonly commits: number
  /** Of them, groups that a training can tell apart. */
  readonly stretches: number
  /** `same`: BAD trains as GOOD does; `one-of`: some between could not be trained. */
  readonly result: 'found' | 'one-of' | 'same'
  readonly suspects: readonly BisectCommit[]
  readonly tried: readonly BisectTried[]
  /** The found commit's run beside the last good one's. */
  readonly explanation: Explanation | undefined
  readonly cost: Omit<Cost, 'runsSaved'>
}
