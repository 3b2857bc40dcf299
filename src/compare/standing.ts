import type { ComparisonKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { isBroken } from './ending.ts'
import type { BaselineState, Evidence, Purpose, Side } from './evidence.ts'
import type { ModelVerdict, Reason } from './verdict.ts'

/** One model to be judged: what a plan fixes, and the runs so far. */
export interface Case {
  readonly model: ModelSpec
  readonly key: ComparisonKey
  readonly baseline: BaselineState
  /** The commit that an A/B comparison would train, whether its `reprise.yml` has the model, and whether it cannot be trained. */
  readonly base:
    | { readonly commit: string; readonly knowsModel: boolean; readonly untrainable?: boolean }
    | undefined
  readonly evidence: Evidence
}

/** Why a run is wanted. */
export type Why =
  | 'first'
  | 'crashed'
  | 'self-check'
  | 'no-baseline'
  | 'environment-moved'
  | 'self-evidence'

/** A run that would tell more than is known. */
interface Want {
  readonly side: Side
  readonly purpose: Purpose
  readonly why: Why
}

/**
 * Where a case stands: the verdict that holds if no further run is made, and the run that is wanted before stopping.
 * Each wanted run has a side and purpose that the evidence lacks, so there are at most five.
 */
export interface Standing {
  readonly verdict: ModelVerdict
  readonly want: Want | undefined
}

/** The run that counts for a side. */
export interface Settled {
  readonly run: RunRecord | undefined
  /** The first try, where it crashed or ended in NaN and the second did not. */
  readonly crashed: RunRecord | undefined
  readonly want: Want | undefined
}

/** A head that has a run. */
export type Head = Settled & { readonly run: RunRecord }

export function findRun(evidence: Evidence, side: Side, purpose: Purpose): RunRecord | undefined {
  return evidence.find((run) => run.side === side && run.purpose === purpose)?.record
}

/** A broken run is tried once more with the same seed; the second try counts, however it ends (VERDICT, Failures). */
export function settle(
  { evidence, model }: Case,
  side: Side,
  baseline: Baseline | undefined,
  why: Why,
): Settled {
  const run = findRun(evidence, side, 'judge')
  if (run === undefined) return { run, crashed: undefined, want: { side, purpose: 'judge', why } }
  if (!isBroken(run, model, baseline)) return { run, crashed: undefined, want: undefined }
  const retry = findRun(evidence, side, 'retry')
  if (retry === undefined)
    return { run, crashed: undefined, want: { side, purpose: 'retry', why: 'crashed' } }
  return {
    run: retry,
    crashed: isBroken(retry, model, baseline) ? undefined : run,
    want: undefined,
  }
}

/**
 * What the runs so far cost: setup is made once for a plan and is not in it. A run that was stopped after a few steps
 * costs its minutes and counts as no run.
 */
export function spent(evidence: Evidence): { runs: number; minutes: number } {
  const whole = evidence.filter(({ purpose }) => purpose !== 'window')
  const seconds = evidence.map(({ record }) => secondsOf(record)).reduce((sum, one) => sum + one, 0)
  return { runs: whole.length, minutes: seconds / 60 }
}

/** Seconds of one training, all its segments. */
export function secondsOf(record: RunRecord): number {
  return record.run.segments.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** The budget ended here, before the evidence decided. */
export function budgetSpent(evidence: Evidence): {
  readonly verdict: 'inconclusive'
  readonly reason: Reason
} {
  return { verdict: 'inconclusive', reason: { kind: 'budget-spent', ...spent(evidence) } }
}
