import { digestOf, type Digest } from '../../record/digest.ts'
import type { Json } from '../../record/json.ts'
import type { Trace, TraceStep } from './trace.ts'

/**
 * Digest over everything that the ranks of a run computed, step by step; two runs with equal ones computed the same. It
 * holds digests only and no names: renaming a layer changes no number. Undefined where the traces do not prove that much:
 * unless every rank of the world is there, ran to its end, and recorded every step from 0, and a state of the parameters.
 */
export function evidenceOf(traces: readonly Trace[]): Digest | undefined {
  const ranks = [...traces].sort((a, b) => a.header.rank - b.header.rank)
  if (ranks.length === 0 || !ranks.every((one, rank) => isWhole(one, rank, ranks.length)))
    return undefined
  return digestOf(ranks.map(statesOf))
}

function isWhole({ header, steps, end }: Trace, rank: number, world: number): boolean {
  if (header.rank !== rank || header.world !== world || end?.reason !== 'finished') return false
  const rolling = steps.filter((one) => one.rolling !== undefined)
  return (
    rolling.length === end.steps &&
    rolling.every(({ step }, index) => step === index) &&
    steps.every(({ step }) => step < end.steps) &&
    rolling.some((one) => one.rolling?.update !== undefined)
  )
}

function statesOf({ header, steps }: Trace): Json {
  const init = steps.filter(({ step }) => step === -1).flatMap(({ tensors }) => tensors)
  return [header.digest, init.map(({ digest }) => digest), steps.flatMap(stateOf)]
}

function stateOf({ step, rolling }: TraceStep): Json[] {
  if (rolling === undefined) return []
  const { loss = null, gradient = null, update = null } = rolling
  return [[step, loss, gradient, update]]
}
