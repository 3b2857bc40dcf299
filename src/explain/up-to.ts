import type { Trace } from '../readers/trace/trace.ts'
import type { FoundDivergence } from './divergence/divergence.ts'
import { hyperAt } from './divergence/hyper.ts'
import { pairRanks, type Pair } from './divergence/sides.ts'
import { ROLLING, stateAt, stateOfInit, type State } from './divergence/states.ts'
import { viewAt } from './divergence/view.ts'
import type { Sightings } from './place.ts'

/**
 * Whether a third training computed what another one did, up to the end of the step where two part and on every rank: each
 * step before it by what both recorded in short, that step tensor by tensor as well, and the hyper-parameters in force.
 * `unknown` where the third did not come to the end of that step, or is of other ranks. Random states are not compared: where
 * they matter, a number shows it.
 */
export function agreesUpTo(place: FoundDivergence, tried: Sightings, other: Sightings): State {
  const until = Math.max(place.step, 0)
  const number = place.training?.number ?? 0
  const pairs = pairRanks(tracesAt(tried, number, until), tracesAt(other, number, until))
  if (!('map' in pairs) || pairs.length === 0) return 'unknown'
  const states = pairs.map((pair) => stateUpTo(pair, until))
  return (['different', 'unknown'] as const).find((state) => states.includes(state)) ?? 'same'
}

/** One training, with the tensors that a closer look at that step had. */
function tracesAt([own = [], ...looks]: Sightings, training: number, step: number): Trace[] {
  return own
    .filter(({ header }) => header.training === training)
    .map((trace) => {
      const look = looks
        .flat()
        .filter(({ header }) => header.training === training && header.rank === trace.header.rank)
        .map(({ steps }) => steps.find((one) => one.step === step)?.tensors ?? [])
        .find((tensors) => tensors.length > 0)
      if (look === undefined) return trace
      const fill = (one: Trace['steps'][number]): Trace['steps'][number] =>
        one.step === step && one.tensors.length === 0 ? { ...one, tensors: look } : one
      return { ...trace, steps: trace.steps.map(fill) }
    })
}

function stateUpTo(pair: Pair, until: number): State {
  if (isDifferent(pair, until)) return 'different'
  const { run, baseline } = pair
  const isComplete = (run.end?.steps ?? 0) > until && baseline.steps.has(until)
  return isComplete ? 'same' : 'unknown'
}

function isDifferent(pair: Pair, until: number): boolean {
  if (stateOfInit(pair) === 'different') return true
  if ((hyperAt(pair, until) ?? []).length > 0) return true
  for (let step = 0; step <= until; step++)
    if (ROLLING.some((field) => stateAt(pair, step, field) === 'different')) return true
  return viewAt(pair, until).aligned.some(({ state }) => state !== 'same')
}
