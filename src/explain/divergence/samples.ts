import type { TracedTensor, TraceStep } from '../../readers/trace/trace.ts'
import type { KnownRows } from './rows.ts'
import type { Pair, Side } from './sides.ts'
import { sketchesOf, squaresOf } from './size.ts'

/** Fewer pairs of batches than this say nothing about which samples they hold. */
const LEAST_PAIRS = 6
/** Batches of a side that are laid beside those of the other: more would tell no more. */
const MOST_BATCHES = 32

/** A tensor of the same name in every step that was recorded in full. */
function everywhere({ steps }: Side, { phase, name, part, call }: TracedTensor): Found[] {
  return [...steps.values()].flatMap((step) =>
    step.tensors
      .filter((one) => one.phase === phase && one.name === name)
      .filter((one) => one.part === part && one.call === call)
      .map((tensor) => ({ step, tensor })),
  )
}

interface Found {
  readonly step: TraceStep
  readonly tensor: TracedTensor
}

/** The samples that the two sides are known to have had in this tensor of the batch, before a step and from it on. */
export function knownRows({ baseline, run }: Pair, tensor: TracedTensor, step: number): KnownRows {
  const rows = (side: Side, isWanted: (step: number) => boolean): ReadonlySet<string> =>
    new Set(
      everywhere(side, tensor)
        .filter((found) => isWanted(found.step.step))
        .flatMap((found) => found.tensor.rows ?? []),
    )
  return {
    before: rows(baseline, (one) => one < step),
    baseline: rows(baseline, (one) => one >= step),
    run: rows(run, (one) => one >= step),
  }
}

/**
 * Whether batches of the same step are closer to each other than batches of different steps, from the step on where the two part: then the samples
 * are the same ones, and each was changed. Undefined where there are too few to tell, or where a side's batches are all alike, as if each was the
 * whole of the data.
 */
export function areCounterparts(
  { baseline, run }: Pair,
  tensor: TracedTensor,
  from: number,
): boolean | undefined {
  const [theirs, ours] = [sketched(baseline, tensor, from), sketched(run, tensor, from)]
  const together: number[] = []
  const apart: number[] = []
  for (const a of theirs) {
    for (const b of ours) {
      const distance = squaresOf(a.sketch, b.sketch)?.difference
      if (distance !== undefined) (a.step === b.step ? together : apart).push(distance)
    }
  }
  if (apart.length < LEAST_PAIRS || together.length < 2) return undefined
  if (mean(together) < mean(apart) / 2) return true
  return mean(spread(theirs)) < mean(together) / 2 ? undefined : false
}

/** The distances between the batches of one side. */
function spread(batches: readonly Sketched[]): number[] {
  return batches.flatMap((a, at) =>
    batches.slice(at + 1).flatMap((b) => squaresOf(a.sketch, b.sketch)?.difference ?? []),
  )
}

interface Sketched {
  readonly step: number
  readonly sketch: readonly number[] | undefined
}

function sketched(side: Side, tensor: TracedTensor, from: number): readonly Sketched[] {
  return everywhere(side, tensor)
    .filter(({ step }) => step.step >= from)
    .slice(0, MOST_BATCHES)
    .map(({ step, tensor }) => ({
      step: step.step,
      sketch: sketchesOf(step.tensors)(tensor),
    }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
