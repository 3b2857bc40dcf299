import { firstHyperStep } from './hyper.ts'
import type { Pair } from './sides.ts'
import { ROLLING, stateAt, stateOfInit, type State } from './states.ts'

/** How far two runs go together. */
export type Meeting =
  | { readonly parts: true; readonly step: number }
  /** `compared` steps are equal; `lacks` says why that is not the whole run. */
  | { readonly parts: false; readonly compared: number; readonly lacks: string | undefined }

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
    if (states.includes('same')) compared++
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

function lackOf(pair: Pair, compared: number, hole: number | undefined): string | undefined {
  const [ours, theirs] = [pair.run.end, pair.baseline.end]
  if (ours?.reason !== 'finished') return `the run's trace ${spellEnd(ours)}`
  if (theirs?.reason !== 'finished') return `the baseline's trace ${spellEnd(theirs)}`
  if (ours.steps !== theirs.steps)
    return `the run has ${ours.steps} steps, the baseline ${theirs.steps}; those that both have are equal`
  const partial = ours.partial ?? theirs.partial
  if (partial !== undefined) return `it does not hold ${partial}`
  if (ours.rest !== theirs.rest) return 'what was computed after the last step differs'
  if (hole !== undefined) return `step ${hole} is not recorded on both sides`
  return compared === ours.steps && compared > 0
    ? undefined
    : `${compared} of ${ours.steps} steps could be compared`
}

function spellEnd(end: Pair['run']['end']): string {
  if (end === undefined) return 'broke off'
  const why = end.why === undefined ? '' : `: ${end.why}`
  return `ends after ${end.steps} steps (${end.reason}${why})`
}
