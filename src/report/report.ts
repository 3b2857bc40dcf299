import type { ModelVerdict } from '../compare/verdict.ts'
import type { Explanation } from '../explain/explanation.ts'
import type { Num } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { Cause } from '../spec/lock.ts'

/** A metric's points in both runs; a side that lacks it is undefined. */
export interface Curve {
  readonly metric: string
  readonly run: Points | undefined
  readonly baseline: Points | undefined
}
export interface Points {
  readonly steps: readonly number[]
  readonly values: readonly number[]
}

/** What the verdict cost and what was not spent. */
export interface Cost {
  readonly runs: number
  /** Seconds of training, setup left out. */
  readonly seconds: number
  readonly setupSeconds: number
  /** Runs of the budget that were not needed. */
  readonly runsSaved: number
}

/** One model's part of a report. */
export interface ModelReport {
  readonly verdict: ModelVerdict
  /** Absent where there was nothing to compare with. */
  readonly explanation: Explanation | undefined
  readonly run: RunRecord | undefined
  readonly baseline: RunRecord | undefined
  readonly curves: readonly Curve[]
  readonly cost: Cost
  /** How many runs the baseline's mean is over; undefined where it is not from the lock. */
  readonly baselineRuns: number | undefined
  /** The last lines of standard error of a run that did not finish. */
  readonly crash: readonly string[] | undefined
  /** One shell command that makes this verdict again here. */
  readonly reproduce: string
  /** The lock entry that `accept` would write, as a patch of `reprise.lock`: for a model without a baseline. */
  readonly lockPatch: string | undefined
  /** Set when the lock's entry was edited in this change: what it accepts and why. */
  readonly accepts: Accepts | undefined
  /** Empty where there is no base to differ from. */
  readonly settings: readonly Setting[]
}

/** A field of `reprise.yml` that this change writes otherwise than its base, and whose value counted. Values are JSON. */
export interface Setting {
  /** `timeout`, `expect.loss`, `policy.budget`. */
  readonly field: string
  readonly base: string | undefined
  readonly head: string | undefined
  readonly counted: 'base' | 'head'
}

/** An edit of a model's lock entry, as this change makes it. */
export interface Accepts {
  readonly cause: Cause
  readonly because: string
  /** The gated metrics' means in the old entry and the new; a side that lacks the metric is undefined. */
  readonly moved: readonly {
    readonly metric: string
    readonly before: Num | undefined
    readonly after: Num | undefined
  }[]
}

/** What every rendering (terminal, markdown, HTML, JSON) is made from. */
export interface Report {
  readonly schema: 'reprise/report/v1'
  readonly models: readonly ModelReport[]
  /** Whether the policy calls every model green. */
  readonly green: boolean
  readonly exitCode: 0 | 1 | 3
}
