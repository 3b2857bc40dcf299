import type { Explanation } from '../explain/explanation.ts'
import type { RecordId } from '../record/digest.ts'
import type { Cost } from './report.ts'

/** One group of changes, tried by itself on top of the baseline's tree. */
export interface WhyGroup {
  /** `machine` is the baseline's tree with nothing changed, trained here and now. */
  readonly name: 'machine' | 'environment' | 'settings' | 'data' | 'config' | 'code'
  readonly paths: readonly string[]
  /** Fields of `reprise.yml`. */
  readonly fields: readonly string[]
  /**
   * At the place where the two part first, `shown`: this alone gives what the run computed there; `part`: neither that nor the
   * baseline's; `elsewhere`: the baseline's, while other tensors or hyper-parameters change up to the end of that step;
   * `excluded`: none of those that were recorded up to there changes. Where no place is known, of whole runs: the run's
   * results, others, the baseline's (never `elsewhere`).
   */
  readonly result: 'shown' | 'excluded' | 'elsewhere' | 'part' | 'failed' | 'untestable' | 'not-run'
  /** Of what is shown at a place: whether all that was recorded up to the end of that step is the run's. */
  readonly all?: boolean
  /** Why there is no answer. */
  readonly why?: string | undefined
  readonly record?: RecordId
  readonly seconds?: number
}

/** Which group of changes makes the first difference between a run and its baseline; of whole runs, the difference. */
export interface WhyReport {
  readonly schema: 'reprise/why/v1'
  readonly model: string
  readonly run: RecordId
  readonly baseline: RecordId
  readonly explanation: Explanation
  readonly groups: readonly WhyGroup[]
  /** The step up to which each was trained; undefined: to the end. */
  readonly until: number | undefined
  readonly cost: Omit<Cost, 'runsSaved'>
  /** Whether nothing was trained on purpose. */
  readonly listed: boolean
}
