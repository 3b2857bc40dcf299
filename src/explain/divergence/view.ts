import type { TracedTensor, TraceStep } from '../../readers/trace/trace.ts'
import { align, type Aligned } from './align.ts'
import type { DifferenceSize } from './divergence.ts'
import type { Pair } from './sides.ts'
import { sizeOf, sketchesOf } from './size.ts'

/** One step of both runs, tensor by tensor; empty where one of them did not record it in full. */
export interface View {
  readonly aligned: readonly Aligned[]
  readonly size: (one: Aligned) => DifferenceSize | undefined
}

/** The step as the two sides recorded it. */
export function viewAt({ baseline, run }: Pair, step: number): View {
  return viewOf(
    baseline.steps.get(step),
    run.steps.get(step),
    sketchesComparable({ baseline, run }),
  )
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

/** The first tensor, in the order of computation, that is not the same on both sides. */
export function firstDifferent(view: View): Aligned | undefined {
  return view.aligned.find(({ state }) => state !== 'same')
}
