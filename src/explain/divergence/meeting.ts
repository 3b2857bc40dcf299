import { firstHyperStep } from './hyper.ts'
import type { Pair } from './sides.ts'
import { ROLLING, stateAt, stateOfInit, type State } from './states.ts'

/** How far two runs go together. */
export type Meeting =
  | { readonly parts: true; readonly step: number }
  /** `compared` steps are equal; `lacks` says why that is not the whole run. */
  | { readonly parts: false; readonly compared: number; readonly lacks: Lack | undefined }

interface Lack {
  readonly why: 'too-short' | 'other-length'
  readonly detail: string
}

/**
 * The first step at which initial values, batches, losses, gradients or parameters differ. Another state of the random generators is no
 * difference as long as nothing comes of it; a hyper-parameter counts from the step on where it is in force, once its effect is seen.
 */
export function meetingOf(pair: Pair): Meeting {
  if (stateOfInit(pair) === 'different') return { parts: true, step: -1 }
  const { baseline, run } = pair
  const steps = [...new Set([...baseline.steps.keys(), ...run.steps.keys()])]
    .filter((step) => step >= 0)
    .sort((a, b) => a - b)
  let compared = 0
  let hole: number | undefined
  for (const step of steps) {
    const states = ROLLING.map((field) => stateAt(pair, step, field))
    if (states.includes('different')) return { parts: true, step: fromHyper(pair, step, states) }
    // Equal batches say nothing of what was made of them; equal parameters say all.
    if (stateAt(pair, step, 'update') === 'same') compared++
    else hole ??= step
  }
  return { parts: false, compared, lacks: lackOf(pair, compared, hole) }
}

/** The momentum that one step used shows in the parameters of the next. */
function fromHyper(pair: Pair, step: number, states: readonly State[]): number {
  const earlier = states.slice(0, ROLLING.indexOf('update'))
  const changed = firstHyperStep(pair, step)
  if (changed === undefined || changed === step) return step
  const unseen = stateAt(pair, changed, 'update') === 'unknown'
  return unseen || !earlier.includes('different') ? changed : step
}

function lackOf(pair: Pair, compared: number, hole: number | undefined): Lack | undefined {
  const short = (detail: string): Lack => ({ why: 'too-short', detail })
  const [ours, theirs] = [pair.run.end, pair.baseline.end]
  if (ours?.reason !== 'finished') return short(`the run's trace ${spellEnd(ours)}`)
  if (theirs?.reason !== 'finished') return short(`the baseline's trace ${spellEnd(theirs)}`)
  const partial = ours.partial ?? theirs.partial
  if (partial !== undefined) return short(`it does not hold ${partial}`)
  const both = Math.min(ours.steps, theirs.steps)
  if (hole !== undefined && hole < both)
    return short(`the parameters after step ${hole} are not recorded on both sides`)
  if (compared < both || both === 0) return short(`${compared} of ${both} steps could be compared`)
  if (ours.steps !== theirs.steps)
    return { why: 'other-length', detail: spellLengths(ours.steps, theirs.steps) }
  return ours.rest === theirs.rest
    ? undefined
    : short('what was computed after the last step differs')
}

function spellLengths(ours: number, theirs: number): string {
  const both = Math.min(ours, theirs)
  const shared = both === 1 ? 'the first step is equal' : `the first ${both} steps are equal`
  return `${shared}; the run ${ours > theirs ? 'goes on to' : 'ends after'} ${ours}, the baseline ${ours > theirs ? 'ends after' : 'goes on to'} ${theirs}`
}

function spellEnd(end: Pair['run']['end']): string {
  if (end === undefined) return 'broke off'
  const why = end.why === undefined ? '' : `: ${end.why}`
  return `ends after ${end.steps} steps (${end.reason}${why})`
}
