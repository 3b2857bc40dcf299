import type { Trace } from '../../readers/trace/trace.ts'
import type { FoundDivergence } from './divergence.ts'
import { sideOf, type Pair, type Side } from './sides.ts'
import { ROLLING, stateOf } from './states.ts'
import { align } from './align.ts'

/** Traces of re-runs of both sides, in full around the step where the runs part. */
export interface Windows {
  readonly run: readonly Trace[]
  readonly baseline: readonly Trace[]
}

/** `steady`: the re-runs did what the runs had done; else the run, or its baseline, does not repeat itself. */
export interface Looked {
  readonly steady: 'both' | 'not-run' | 'not-baseline'
  /** Both sides, with that step in full where the re-runs tell it. */
  readonly pair: Pair
  readonly window: NonNullable<FoundDivergence['window']>
}

/** Whether a step was recorded in full on both sides. */
export function isDense({ baseline, run }: Pair, step: number): boolean {
  return [baseline, run].every((side) => hasTensors(side, step))
}

/**
 * The step as the re-runs saw it. They count only if all that they recorded in short up to that step is what the runs themselves recorded:
 * otherwise they are other trainings. Undefined where there is none of them, nothing to see in it, or no telling.
 */
export function lookThrough(pair: Pair, step: number, windows: Windows): Looked | undefined {
  const run = fuller(pair.run, step, windows.run)
  const baseline = fuller(pair.baseline, step, windows.baseline)
  if (run === undefined || baseline === undefined) return undefined
  const [ours, theirs] = [goesAlong(run, pair.run, step), goesAlong(baseline, pair.baseline, step)]
  if (ours === 'unknown' || theirs === 'unknown') return undefined
  // A run that does not repeat itself from this very step on does so in one of its tensors.
  const tells = theirs === 'to-the-end' && ours !== 'not'
  return {
    steady: ours !== 'to-the-end' ? 'not-run' : theirs !== 'to-the-end' ? 'not-baseline' : 'both',
    pair: tells
      ? {
          ...pair,
          run: withStep(pair.run, run, step),
          baseline: withStep(pair.baseline, baseline, step),
        }
      : pair,
    window: spanOf(run, step) ?? spanOf(baseline, step) ?? { from: step, to: step },
  }
}

/** The side itself where it recorded the step in full, else its re-run where that did. */
function fuller(side: Side, step: number, windows: readonly Trace[]): Side | undefined {
  if (hasTensors(side, step)) return side
  const { training, rank, world, digest } = side.header
  const window = windows.find(
    ({ header }) =>
      header.training === training &&
      header.rank === rank &&
      header.world === world &&
      header.digest === digest,
  )
  const found = window === undefined ? undefined : sideOf(window)
  return found !== undefined && hasTensors(found, step) ? found : undefined
}

function hasTensors({ steps }: Side, step: number): boolean {
  return (steps.get(step)?.tensors.length ?? 0) > 0
}

/** How far a re-run is what the run was: to that step and through it, only up to it, or not so far. */
function goesAlong(
  again: Side,
  side: Side,
  until: number,
): 'to-the-end' | 'up-to-it' | 'not' | 'unknown' {
  if (again === side) return 'to-the-end'
  if (!sameStart(again, side)) return 'not'
  for (let step = 0; step <= until; step++) {
    const [a, b] = [side.steps.get(step)?.rolling, again.steps.get(step)?.rolling]
    const states = ROLLING.map((field) => stateOf(a?.[field], b?.[field]))
    if (states.includes('different')) return step === until ? 'up-to-it' : 'not'
    // Equal batches alone are no sign of the same training.
    if (!states.slice(ROLLING.indexOf('loss')).includes('same')) return 'unknown'
  }
  return 'to-the-end'
}

function sameStart(again: Side, side: Side): boolean {
  const [first, second] = [side.steps.get(-1), again.steps.get(-1)]
  return align(first?.tensors ?? [], second?.tensors ?? []).every(({ state }) => state === 'same')
}

function withStep(side: Side, again: Side, step: number): Side {
  const found = again.steps.get(step)
  if (again === side || found === undefined) return side
  return { ...side, steps: new Map([...side.steps, [step, found]]) }
}

function spanOf({ header }: Side, step: number): FoundDivergence['window'] {
  const span = /^window:(\d+)-(\d+)$/.exec(header.schedule)
  if (span === null) return undefined
  const [from, to] = [Number(span[1]), Number(span[2])]
  return from <= step && step <= to ? { from, to } : undefined
}
