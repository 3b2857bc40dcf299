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
   * `shown`: this alone gives the run's numbers at the step where the two part; `excluded`: with it they stay the baseline's;
   * `part`: neither.
   */
  readonly result: 'shown' | 'excluded' | 'part' | 'failed' | 'untestable' | 'not-run'
  /** Why there is no answer. */
  readonly why?: string | undefined
  readonly record?: RecordId
  readonly seconds?: number
}

/** Which group of changes makes the difference between a run and its baseline. */
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
