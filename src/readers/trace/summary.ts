import type { RunRecord } from '../../record/record.ts'
import type { Trace } from './trace.ts'
import { trainingsOf } from './trainings.ts'

/** What a record holds of `because`, in UTF-16 units. */
const LONGEST_REASON = 200
/** From the closest look to the coarsest. */
const MODES = ['modules', 'borders', 'told'] as const

/** What was traced, for a record: the coarsest rank's mode, and the steps of all trainings, each by its rank with the fewest. Undefined where nothing was. */
export function summaryOf(traces: readonly Trace[]): RunRecord['traced'] {
  const coarsest = coarsestOf(traces)
  if (coarsest === undefined) return undefined
  const { mode, because } = coarsest.header
  const trainings = trainingsOf(traces)
  return {
    mode,
    ...(because === undefined ? {} : { because: because.slice(0, LONGEST_REASON).toWellFormed() }),
    ranks: Math.max(...trainings.map((ranks) => ranks.length)),
    steps: sum(trainings.map((ranks) => Math.min(...ranks.map(stepsOf)))),
  }
}

/** The trace whose writer could look least closely; of several the first that says why. */
export function coarsestOf(traces: readonly Trace[]): Trace | undefined {
  const coarseness = ({ header }: Trace): number => MODES.indexOf(header.mode)
  return [...traces].sort(
    (a, b) =>
      coarseness(b) - coarseness(a) ||
      Number(a.header.because === undefined) - Number(b.header.because === undefined),
  )[0]
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

/** Steps that a trace recorded. */
function stepsOf({ steps }: Trace): number {
  return steps.filter(({ step }) => step >= 0).length
}
