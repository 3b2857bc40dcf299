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

/** The part of what a module keeps beside its parameters (docs/trace.md). */
export const BUFFER = 'buffer'

/**
 * The initial values of both. Names do not count: parameters that are the same one by one in any order are the same model, and a
 * buffer that one side alone has is seen in what comes of it.
 */
export function stateOfInit({ baseline, run }: Pair): State {
  const [before, after] = [baseline.steps.get(-1), run.steps.get(-1)]
  const [theirs, ours] = [tensorsOf(before, 'init'), tensorsOf(after, 'init')]
  if (ours.length === 0 || theirs.length === 0) return 'unknown'
  const [old, young] = [valuesOf(theirs), valuesOf(ours)]
  const same = old.length === young.length && old.every((value, at) => value === young[at])
  const buffers = align(theirs, ours).filter(
    ({ state, run: one }) => state === 'different' && one?.part === BUFFER,
  )
  return same && buffers.length === 0 ? 'same' : 'different'
}

/** Type, shape and digest of every parameter, sorted. */
function valuesOf(tensors: readonly TracedTensor[]): readonly string[] {
  return tensors
    .filter(({ part }) => part !== BUFFER)
    .map(({ dtype, shape, digest }) => `${dtype} ${shape.join('x')} ${digest}`)
    .sort()
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
