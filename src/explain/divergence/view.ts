import type { TracedTensor, TraceStep } from '../../readers/trace/trace.ts'
import { align, type Aligned } from './align.ts'
import type { DifferenceSize } from './divergence.ts'
import type { Pair } from './sides.ts'
import { BUFFER, stateOfInit, type RollingField } from './states.ts'
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
  return { ...view, aligned: view.aligned.filter((one) => !isRenamed(pair, step, one)) }
}

/** What each step says in short of a phase has no names; of what the modules computed the loss tells. */
const IN_SHORT = {
  batch: 'batch',
  forward: 'loss',
  loss: 'loss',
  gradient: 'gradient',
  update: 'update',
} as const

/** Whether a tensor that only one side has, or that is another one under its name, is no difference: the phase as a whole is the same. */
function isRenamed(pair: Pair, step: number, { phase, state, run, baseline }: Aligned): boolean {
  if (state === 'same') return false
  if (phase === 'init')
    return (
      stateOfInit(pair) === 'same' || (state === 'missing' && (run ?? baseline)?.part === BUFFER)
    )
  const { [phase]: field } = IN_SHORT
  const [a, b] = [baselineAt(pair, step, field), runAt(pair, step, field)]
  if (a === undefined || a !== b) return false
  return state === 'missing' || (phase !== 'forward' && phase !== 'loss' && run?.part !== 'raw')
}

function baselineAt({ baseline }: Pair, step: number, field: RollingField): string | undefined {
  return baseline.steps.get(step)?.rolling?.[field]
}

function runAt({ run }: Pair, step: number, field: RollingField): string | undefined {
  return run.steps.get(step)?.rolling?.[field]
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
