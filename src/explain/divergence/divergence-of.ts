import { coarsestOf } from '../../readers/trace/summary.ts'
import type { Trace } from '../../readers/trace/trace.ts'
import type { Divergence, FoundDivergence } from './divergence.ts'
import { earliest, locate } from './locate.ts'
import { meetingOf, type Meeting } from './meeting.ts'
import { withNamesOf } from './renames.ts'
import { isWhole, pairRanks, unknownFor, type Pair } from './sides.ts'
import { pairTrainings, type Both } from './trainings.ts'
import { isDense, type Windows } from './window.ts'

/**
 * Where a run and its baseline part: the first training of the run, step, rank and tensor that differ, what that speaks for, and how large it
 * is. `windows` are re-runs of both sides, in full around that step; they are used where they prove to be the same trainings.
 *
 * `same` needs every step of every rank to be recorded and equal to the end; else what is equal is unknown.
 */
export function divergenceOf(
  run: readonly Trace[],
  baseline: readonly Trace[],
  windows?: Windows,
): Divergence {
  const trainings = pairTrainings(run, baseline)
  if (!isList(trainings)) return trainings
  let steps = 0
  for (const [number, both] of trainings.entries()) {
    const divergence = partingOf(both, windows)
    if (divergence.state !== 'same')
      return trainings.length === 1 ? divergence : inTraining(divergence, number, trainings)
    steps += divergence.steps
  }
  const mode = coarsestOf([...run, ...baseline])?.header.mode ?? 'told'
  return { state: 'same', steps, mode }
}

/** The windows of the baseline with the run's names, as the baseline itself has them. */
function withNames({ run, baseline }: Windows, own: readonly Trace[]): Windows {
  const named = baseline.map((one) => {
    const same = own.find(({ header }) => header.rank === one.header.rank)
    return same === undefined ? one : withNamesOf(same, one)
  })
  return { run, baseline: named }
}

function inTraining(
  divergence: Exclude<Divergence, { state: 'same' }>,
  number: number,
  { length: of, [number]: both }: readonly Both[],
): Divergence {
  if (divergence.state === 'found')
    return { ...divergence, training: { number, of, program: both?.run[0]?.header.program } }
  return { ...divergence, detail: `training ${number + 1} of ${of}: ${divergence.detail}` }
}

function partingOf({ run, baseline }: Both, windows: Windows | undefined): Divergence {
  if (run.length === 0 || baseline.length === 0)
    return unknownFor('other-trainings', `the ${run.length === 0 ? 'run' : 'baseline'} has none`)
  const pairs = pairRanks(run, baseline)
  if (!isList(pairs)) return pairs
  const meetings = pairs.map((pair) => ({ pair, meeting: meetingOf(pair) }))
  const parted = meetings.flatMap(({ pair, meeting }) =>
    meeting.parts ? [{ pair, step: meeting.step }] : [],
  )
  if (parted.length === 0) return togetherOf(meetings, [...run, ...baseline])
  const first = Math.min(...parted.map(({ step }) => step))
  return earliest(
    parted
      .filter(({ step }) => step === first)
      .map(({ pair }) =>
        locate(pair, first, [...run, ...baseline], windows && withNames(windows, run)),
      ),
  )
}

/**
 * The steps that re-runs of both sides should record in full, so that the first tensor that differs can be told. Undefined where it is told
 * already, cannot be, or is not needed.
 */
export function windowWanted(
  run: readonly Trace[],
  baseline: readonly Trace[],
): { readonly from: number; readonly to: number } | undefined {
  const divergence = divergenceOf(run, baseline)
  if (divergence.state !== 'found') return undefined
  const { tensor, step, sure, mode, rank, training } = divergence
  if (tensor !== undefined || step < 0 || sure || mode === 'told') return undefined
  // A program that ends at its window leaves nothing to the one after it.
  if (training !== undefined && training.number > 0) return undefined
  const pair = pairOf(run, baseline, { training, rank })
  return pair === undefined || isDense(pair, step) ? undefined : { from: step, to: step }
}

/** The training and rank that parted, of both sides. */
export function pairOf(
  run: readonly Trace[],
  baseline: readonly Trace[],
  { training, rank }: Pick<FoundDivergence, 'training' | 'rank'>,
): Pair | undefined {
  const trainings = pairTrainings(run, baseline)
  const both = isList(trainings) ? trainings[training?.number ?? 0] : undefined
  const pairs = both && pairRanks(both.run, both.baseline)
  return pairs && isList(pairs) ? pairs.find((one) => one.rank === rank) : undefined
}

function isList<T, U>(value: readonly T[] | U): value is readonly T[] {
  return Array.isArray(value)
}

function togetherOf(
  meetings: ReadonlyArray<{ readonly pair: Pair; readonly meeting: Meeting }>,
  traces: readonly Trace[],
): Divergence {
  const [first] = meetings
  if (first === undefined || !isWhole(meetings.map(({ pair }) => pair)))
    return unknownFor('other-ranks', 'not every rank left a trace')
  for (const { pair, meeting } of meetings) {
    if (meeting.parts || meeting.lacks === undefined) continue
    const rank = meetings.length > 1 ? `rank ${pair.rank}: ` : ''
    return unknownFor(meeting.lacks.why, `${rank}${meeting.lacks.detail}`)
  }
  const steps = Math.max(...meetings.map(({ meeting }) => (meeting.parts ? 0 : meeting.compared)))
  return { state: 'same', steps, mode: coarsestOf(traces)?.header.mode ?? 'told' }
}
