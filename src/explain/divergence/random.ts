import type { TraceStep } from '../../readers/trace/trace.ts'
import type { Pair } from './sides.ts'
import { stateOf, type State } from './states.ts'

/** When a step began, and when it ended. */
export interface Around {
  readonly before: State
  readonly after: State
}

/** States of the random generators of both runs around one step. */
export interface Randomness {
  /** Of all of them. */
  readonly any: Around
  /** Of those that a framework draws from inside of a model; of all where there is none of these. */
  readonly model: Around
}

type States = ReadonlyMap<string, State>

/** The generators of the language and its arrays. A program that seeds neither has them in another state each time. */
const GENERAL: ReadonlySet<string> = new Set(['python', 'numpy'])
/** All generators of a step in one digest. */
const ALL = 'all'

export function randomAround(pair: Pair, step: number): Randomness {
  const start = seededOnly(statesAtStart(pair))
  const before = step <= 0 ? start : statesAfter(pair, step - 1)
  const after = statesAfter(pair, step)
  return {
    any: { before: combined(before), after: combined(after) },
    model: { before: combined(ofModel(before)), after: combined(ofModel(after)) },
  }
}

/** Whether every generator, and there are several, began in another state: as another seed for all of them does. */
export function isReseeded(pair: Pair): boolean {
  const states = [...statesAtStart(pair).values()]
  return states.length > 1 && states.every((state) => state === 'different')
}

/** Generator by generator, before the first batch; those that only one side has are left out. */
function statesAtStart({ baseline, run }: Pair): States {
  return byGenerator(baseline.steps.get(0), run.steps.get(0), 'start')
}

/**
 * One by one where the step was recorded in full. In short there is one digest of all: it tells that none differs, and that one does only if
 * none was in another state from the beginning.
 */
function statesAfter(pair: Pair, step: number): States {
  const [a, b] = [pair.baseline.steps.get(step), pair.run.steps.get(step)]
  const start = statesAtStart(pair)
  const each = byGenerator(a, b, 'end')
  if (each.size > 0) return new Map([...each].filter(([name]) => !isUnseeded(name, start)))
  const state = stateOf(a?.rolling?.random, b?.rolling?.random)
  const apart = [...start.values()].includes('different')
  return state === 'different' && apart ? new Map() : new Map([[ALL, state]])
}

function seededOnly(start: States): States {
  return new Map([...start].filter(([name]) => !isUnseeded(name, start)))
}

/** Where all general generators differ and those of the framework are equal, nobody seeded the general ones. */
function isUnseeded(name: string, start: States): boolean {
  const general = [...start].filter(([one]) => GENERAL.has(one))
  const others = [...start].filter(([one]) => !GENERAL.has(one))
  return (
    GENERAL.has(name) &&
    general.length > 1 &&
    general.every(([, state]) => state === 'different') &&
    others.length > 0 &&
    others.every(([, state]) => state === 'same')
  )
}

function ofModel(states: States): States {
  const own = new Map([...states].filter(([name]) => !GENERAL.has(name)))
  return own.size > 0 ? own : states
}

function byGenerator(
  a: TraceStep | undefined,
  b: TraceStep | undefined,
  when: 'start' | 'end',
): States {
  const [theirs, ours] = [digestsOf(a, when), digestsOf(b, when)]
  return new Map(
    [...ours]
      .filter(([generator]) => theirs.has(generator))
      .map(([generator, digest]) => [generator, stateOf(digest, theirs.get(generator))]),
  )
}

function digestsOf(step: TraceStep | undefined, when: 'start' | 'end'): Map<string, string> {
  const random = (step?.random ?? []).filter((one) => one.when === when)
  return new Map(random.map(({ generator, digest }) => [generator, digest]))
}

function combined(states: States): State {
  const all = [...states.values()]
  if (all.includes('different')) return 'different'
  return all.includes('same') ? 'same' : 'unknown'
}
