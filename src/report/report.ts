import type { ModelVerdict } from '../compare/verdict.ts'
import type { Explanation } from '../explain/explanation.ts'
import type { Num } from '../record/number.ts'
import type { RunRecord } from '../record/record.ts'
import type { Trust } from '../record/envelope.ts'
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
  /** Runs of the same inputs that an earlier job had made, and that count again. */
  readonly reused?: number
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
  /** Whether the base's `reprise.yml` does not have this model: the report then says what is recorded of it, and what not. */
  readonly isNew?: boolean
}

/** A field of `reprise.yml` that this change writes otherwise than its base, and whose value counted. Values are JSON. */
export interface Setting {
  /** `timeout`, `expect.loss`, `policy.budget`. */
  readonly field: string
  readonly base: string | undefined
  readonly head: string | undefined
  readonly counted: 'base' | 'head'
  /** Where this change's `reprise.yml` writes it. */
  readonly line?: number | undefined
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

/** What a report on GitHub is for, and where it was made. All ids are full commit ids. */
export interface ReportedChange {
  /** `pull_request`, `merge_group`, `push`, `schedule`, `workflow_dispatch`, … */
  readonly event: string
  /** Path of `reprise.yml`, from the repository's root. */
  readonly config: string
  /** The commit that the report is for: a pull request's head. */
  readonly head: string
  /** The commit that was checked out and trained: of a pull request normally its merge commit. */
  readonly trained: string
  readonly base: string | undefined
  readonly pull: number | undefined
  readonly run: { readonly id: number; readonly attempt: number; readonly url: string }
  /** The pull request's head now, where it is another than `head`. */
  readonly stale: string | undefined
  /** How far what the run handed over may be trusted. */
  readonly trust: Trust
  /** The weakest isolation level of any of its runs. */
  readonly isolation?: number | undefined
  /** Whether the base has no `reprise.yml`. */
  readonly addsReprise: boolean
  /** Why nothing was retrained: the pull request is a draft, or no model is left to train. */
  readonly skipped: 'draft' | 'nothing' | undefined
  /** Models of the base's `reprise.yml` that this change takes out together with their baselines. */
  readonly removes?: readonly string[] | undefined
  /** Every entry of `reprise.lock` that this change edits. */
  readonly lock?: readonly LockEdit[] | undefined
}

/** An entry of `reprise.lock` that a change edits, by its comparison key as `spellKey` writes it. */
export interface LockEdit {
  readonly key: string
  readonly how: 'added' | 'removed' | 'changed'
}

/** What every rendering (terminal, markdown, HTML, JSON) is made from. */
export interface Report {
  readonly schema: 'reprise/report/v1'
  readonly models: readonly ModelReport[]
  /** Whether the policy calls every model green. */
  readonly green: boolean
  readonly exitCode: 0 | 1 | 3
  /** Absent on a researcher's own machine. */
  readonly change?: ReportedChange | undefined
}
