import { trainingsOf } from '../../readers/trace/trainings.ts'
import type { Trace } from '../../readers/trace/trace.ts'
import { unknownFor, type UnknownDivergence } from './sides.ts'

/** The same training of both runs, its ranks ascending; empty on the side that has none. */
export interface Both {
  readonly run: readonly Trace[]
  readonly baseline: readonly Trace[]
}

/** The trainings of both runs side by side, in their order, or why it is not known which belongs to which. */
export function pairTrainings(
  run: readonly Trace[],
  baseline: readonly Trace[],
): readonly Both[] | UnknownDivergence {
  if (run.length === 0) return unknownFor('no-trace', 'the run has none')
  if (baseline.length === 0) return unknownFor('no-trace', 'the baseline has none')
  const trouble = orderTrouble(run, 'run') ?? orderTrouble(baseline, 'baseline')
  if (trouble !== undefined) return trouble
  const [ours, theirs] = [trainingsOf(run), trainingsOf(baseline)]
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, number) => ({
    run: ours[number] ?? [],
    baseline: theirs[number] ?? [],
  }))
}

function orderTrouble(traces: readonly Trace[], who: string): UnknownDivergence | undefined {
  if (traces.some(({ end }) => end?.overlaps))
    return unknownFor('other-trainings', `the ${who} trained several programs at the same time`)
  const lost = trainingsOf(traces).findIndex(([one], at) => one?.header.training !== at)
  return lost < 0
    ? undefined
    : unknownFor('other-trainings', `the ${who} has no trace of its training ${lost + 1}`)
}
