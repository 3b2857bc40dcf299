import type { Phase, TracedTensor, TraceStep } from '../../readers/trace/trace.ts'
import { align, type Aligned } from './align.ts'
import type { Pair } from './sides.ts'

export type State = 'same' | 'different' | 'unknown'

/** What the line of every step has, in the order in which a difference travels. */
export const ROLLING = ['batch', 'loss', 'gradient', 'update'] as const
export type RollingField = (typeof ROLLING)[number]

/** Two digests, either of which may not have been recorded. */
export function stateOf(a: string | undefined, b: string | undefined): State {
  if (a === undefined || b === undefined) return 'unknown'
  return a === b ? 'same' : 'different'
}

/** `different` where any of them differs, `unknown` where there is none. */
export function stateOfTensors(aligned: readonly Aligned[]): State {
  if (aligned.length === 0) return 'unknown'
  return aligned.every(({ state }) => state === 'same') ? 'same' : 'different'
}

/** What is known of one part of a step, from its line in short, else from its tensors. */
export function stateAt(pair: Pair, step: number, field: RollingField): State {
  const [a, b] = [pair.baseline.steps.get(step), pair.run.steps.get(step)]
  const state = stateOf(a?.rolling?.[field], b?.rolling?.[field])
  return state === 'unknown' ? stateOfPhase(a, b, field) : state
}

/** The initial values of both. */
export function stateOfInit({ baseline, run }: Pair): State {
  return stateOfPhase(baseline.steps.get(-1), run.steps.get(-1), 'init')
}

function stateOfPhase(a: TraceStep | undefined, b: TraceStep | undefined, phase: Phase): State {
  const [ours, theirs] = [tensorsOf(b, phase), tensorsOf(a, phase)]
  if (ours.length === 0 || theirs.length === 0) return 'unknown'
  return stateOfTensors(align(theirs, ours))
}

export function tensorsOf(step: TraceStep | undefined, phase: Phase): readonly TracedTensor[] {
  return step === undefined || step.tensors.length === 0
    ? []
    : step.tensors.filter((one) => one.phase === phase)
}
