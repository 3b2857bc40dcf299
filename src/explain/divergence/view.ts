import type { TracedTensor, TraceStep } from '../../readers/trace/trace.ts'
import { align, type Aligned } from './align.ts'
import type { DifferenceSize } from './divergence.ts'
import type { Pair } from './sides.ts'
import { BUFFER, stateOf, stateOfInit, type State } from './states.ts'
import { sizeOf, sketchesOf } from './size.ts'

/** One step of both runs, tensor by tensor; empty where one of them did not record it in full. */
export interface View {
  readonly aligned: readonly Aligned[]
  readonly size: (one: Aligned) => DifferenceSize | undefined
}

/** The step as the two sides recorded it, without what only has another name. */
export function viewAt(pair: Pair, step: number): View {
  const { baseline, run } = pair
  const view = viewOf(baseline.steps.get(step), run.steps.get(step), sketchesComparable(pair))
  const isEqual = step < 0 ? initIsEqual(stateOfInit(pair)) : phaseIsEqual(pair, step)
  return { ...view, aligned: view.aligned.filter((one) => one.state === 'same' || !isEqual(one)) }
}

/** Whether an initial value that only one side has, or that is another one under its name, is no difference. */
function initIsEqual(init: State): (one: Aligned) => boolean {
  return ({ state, run, baseline }) =>
    init === 'same' || (state === 'missing' && (run ?? baseline)?.part === BUFFER)
}

/** What each step says in short of a phase has no names; of what the modules computed the loss tells. */
const IN_SHORT = {
  batch: 'batch',
  forward: 'loss',
  loss: 'loss',
  gradient: 'gradient',
  update: 'update',
} as const

/** The same of a step: where the phase as a whole is equal. */
function phaseIsEqual({ baseline, run }: Pair, step: number): (one: Aligned) => boolean {
  const [theirs, ours] = [baseline.steps.get(step)?.rolling, run.steps.get(step)?.rolling]
  return ({ phase, state, run: one }) => {
    if (phase === 'init') return false
    const { [phase]: field } = IN_SHORT
    if (stateOf(theirs?.[field], ours?.[field]) !== 'same') return false
    return state === 'missing' || (phase !== 'forward' && phase !== 'loss' && one?.part !== 'raw')
  }
}

function sketchesComparable({ baseline, run }: Pick<Pair, 'baseline' | 'run'>): boolean {
  return baseline.header.sketch === run.header.sketch
}

function viewOf(
  before: TraceStep | undefined,
  after: TraceStep | undefined,
  comparable: boolean,
): View {
  const [theirs, ours] = [before?.tensors ?? [], after?.tensors ?? []]
  const sketches = { baseline: sketchesOf(theirs), run: sketchesOf(ours) }
  return {
    aligned: isDense(theirs) && isDense(ours) ? align(theirs, ours) : [],
    size: (one) => (comparable ? sizeOf(one, sketches) : undefined),
  }
}

function isDense(tensors: readonly TracedTensor[]): boolean {
  return tensors.length > 0
}

/**
 * The first tensor, in the order of computation, that is not the same on both sides. What goes into a loss that one side writes out by hand says
 * nothing where the losses themselves can be compared.
 */
export function firstDifferent({ aligned }: View): Aligned | undefined {
  const hasLosses = aligned.some(
    ({ phase, state, run }) => phase === 'loss' && state !== 'missing' && run?.part === 'value',
  )
  return aligned.find(
    ({ phase, state }) =>
      state !== 'same' && !(phase === 'loss' && state === 'missing' && hasLosses),
  )
}
