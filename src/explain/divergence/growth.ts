import type { FoundDivergence } from './divergence.ts'
import type { Pair } from './sides.ts'
import { epsilonOf, relativeOf, sketchesOf, squaresOf, type Squares } from './size.ts'
import { align, type Aligned } from './align.ts'
import { tensorsOf } from './states.ts'

const MOST_POINTS = 64

/** How far the parameters are apart after each step that both sides recorded in full, from one on. */
export function growthOf(pair: Pair, from: number): FoundDivergence['growth'] {
  if (pair.baseline.header.sketch !== pair.run.header.sketch) return []
  const points = [...pair.run.steps.keys()]
    .filter((step) => step >= from && step >= 0)
    .flatMap((step) => {
      const relative = distanceAt(pair, step)
      return relative === undefined ? [] : [{ step, relative }]
    })
  return thinned(points)
}

function distanceAt({ baseline, run }: Pair, step: number): number | undefined {
  const [before, after] = [baseline.steps.get(step), run.steps.get(step)]
  const [theirs, ours] = [tensorsOf(before, 'update'), tensorsOf(after, 'update')]
  if (theirs.length === 0 || ours.length === 0) return undefined
  const sketches = {
    baseline: sketchesOf(before?.tensors ?? []),
    run: sketchesOf(after?.tensors ?? []),
  }
  const squares = align(theirs, ours)
    .filter(isFloating)
    .map(({ baseline, run }) =>
      baseline === undefined || run === undefined
        ? undefined
        : squaresOf(sketches.baseline(baseline), sketches.run(run)),
    )
  // A sum that lacks a parameter would be too small.
  if (squares.length === 0 || squares.includes(undefined)) return undefined
  return relativeOf(summed(squares as readonly Squares[]))
}

/** Counters among the buffers would outweigh every parameter. */
function isFloating({ baseline, run }: Aligned): boolean {
  return [baseline, run].every((one) => one === undefined || epsilonOf(one) > 0)
}

function summed(squares: readonly Squares[]): Squares {
  return squares.reduce((sum, one) => ({
    difference: sum.difference + one.difference,
    baseline: sum.baseline + one.baseline,
    run: sum.run + one.run,
  }))
}

/** At most so many points, the first and the last among them. */
function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points
  const stride = (points.length - 1) / (MOST_POINTS - 1)
  return Array.from({ length: MOST_POINTS }, (_, at) => points[Math.round(at * stride)] as T)
}
