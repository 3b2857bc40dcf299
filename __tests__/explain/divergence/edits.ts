import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import type { FoundDivergence } from '../../../src/explain/divergence/divergence.ts'
import type { Trace, TracedTensor, TraceStep } from '../../../src/readers/trace/trace.ts'
import { parted } from './labelled.ts'
import { train, type Change } from './training.ts'

export const SHAPE = { layers: 2, steps: 8, dropout: true, schedule: 'standard' }

/** Every step of a trace, and every tensor, done otherwise. */
export function edited(
  trace: Trace,
  edit: {
    readonly step?: (step: TraceStep) => Partial<TraceStep>
    readonly tensor?: (tensor: TracedTensor) => readonly TracedTensor[]
  },
): Trace {
  const steps = trace.steps.map((step) => ({ ...step, ...edit.step?.(step) }))
  return {
    ...trace,
    steps: steps.map((step) => ({
      ...step,
      tensors: step.tensors.flatMap((one) => edit.tensor?.(one) ?? [one]),
    })),
  }
}

/** Where the changed training parts from the plain one, after the same edit of both, or `base` for the plain one. */
export function between(
  change: Change,
  edit: Parameters<typeof edited>[1],
  base = edit,
): FoundDivergence {
  return parted(divergenceOf([edited(train(SHAPE, change), edit)], [edited(train(SHAPE), base)]))
}
