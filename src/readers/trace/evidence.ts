import { digestOf, type Digest } from '../../record/digest.ts'
import type { Json } from '../../record/json.ts'
import { trainingsOf } from './trainings.ts'
import type { Trace, TraceStep } from './trace.ts'

/**
 * Digest over everything that the trainings of a run computed, each with its ranks, step by step; two runs with equal ones
 * computed the same. It holds digests only and no names: renaming a layer changes no number. Undefined where the traces do
 * not prove that much: unless every rank of the world is there, ran to its end with no other training beside it, and
 * recorded every step from 0 with the parameters after it.
 */
export function evidenceOf(traces: readonly Trace[]): Digest | undefined {
  const trainings = trainingsOf(traces)
  if (trainings.length === 0 || !trainings.every(areWhole)) return undefined
  return digestOf(trainings.map((ranks) => ranks.map(statesOf)))
}

function areWhole(ranks: readonly Trace[], training: number): boolean {
  return ranks.every(
    (one, rank) => one.header.training === training && isWhole(one, rank, ranks.length),
  )
}

function isWhole({ header, steps, end }: Trace, rank: number, world: number): boolean {
  if (header.rank !== rank || header.world !== world) return false
  if (end?.reason !== 'finished' || end.partial !== undefined || end.overlaps) return false
  const rolling = steps.filter((one) => one.rolling !== undefined)
  return (
    rolling.length === end.steps &&
    rolling.every(({ step }, index) => step === index) &&
    steps.every(({ step }) => step < end.steps) &&
    rolling.length > 0 &&
    rolling.every((one) => one.rolling?.update !== undefined)
  )
}

function statesOf({ header, steps, end }: Trace): Json {
  const init = steps
    .filter(({ step }) => step === -1)
    .flatMap(({ tensors }) => tensors)
    // A buffer that nobody writes to is a constant of the code; what is written to it counts in each step.
    .filter(({ part }) => part !== 'buffer')
  // In no order: which model a program runs first is no difference.
  const before = init.map(({ digest }) => digest).sort()
  return [header.digest, before, steps.flatMap(stateOf), end?.rest ?? null]
}

function stateOf({ step, rolling }: TraceStep): Json[] {
  if (rolling === undefined) return []
  const { loss = null, gradient = null, update = null } = rolling
  return [[step, loss, gradient, update]]
}
