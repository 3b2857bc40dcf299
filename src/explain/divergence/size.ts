import type { TracedTensor } from '../../readers/trace/trace.ts'
import type { Aligned } from './align.ts'
import type { DifferenceSize } from './divergence.ts'

/** The distance from 1 to the next number of a format. What is not here has whole numbers, which are never rounded. */
const EPSILONS: ReadonlyMap<string, number> = new Map([
  ['float64', 2 ** -52],
  ['complex128', 2 ** -52],
  ['float32', 2 ** -23],
  ['complex64', 2 ** -23],
  ['float16', 2 ** -10],
  ['bfloat16', 2 ** -7],
  ['float8_e4m3fn', 2 ** -3],
  ['float8_e5m2', 2 ** -2],
])
/** The same arithmetic in another order stays within so many epsilons, over a whole tensor (PROBE: 2e-6 for float32). */
const ROUNDING_EPSILONS = 16
/** Sums are written with about ten digits: what is smaller than this cannot be told from rounding in any format. */
const FINEST = 1e-9

/** The sketch of a tensor, as far as its step has one. */
export type Sketches = (tensor: TracedTensor) => readonly number[] | undefined

/** A writer may leave a sketch out where the same numbers, by their digest, have one elsewhere in the step. */
export function sketchesOf(tensors: readonly TracedTensor[]): Sketches {
  const byDigest = new Map(
    tensors.flatMap(({ digest, sketch }) => (sketch ? [[digest, sketch]] : [])),
  )
  return ({ digest, sketch }) => sketch ?? byDigest.get(digest)
}

/** Sums of squares that a relative difference is made of. */
export interface Squares {
  readonly difference: number
  readonly baseline: number
  readonly run: number
}

/**
 * Estimates of ‖A−B‖², ‖A‖² and ‖B‖²: a bucket sum with random signs has the square of the bucket's norm as its mean, and the
 * sketch of a difference is the difference of the sketches. Undefined where either is missing or not finite.
 */
export function squaresOf(
  a: readonly number[] | undefined,
  b: readonly number[] | undefined,
): Squares | undefined {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined
  const sum = (of: (at: number) => number): number => a.reduce((sum, _, at) => sum + of(at) ** 2, 0)
  const squares = {
    difference: sum((at) => (a[at] ?? 0) - (b[at] ?? 0)),
    baseline: sum((at) => a[at] ?? 0),
    run: sum((at) => b[at] ?? 0),
  }
  return Object.values(squares).every(Number.isFinite) ? squares : undefined
}

/** ‖A−B‖ ÷ ‖A‖, by B where the baseline is all zero. */
export function relativeOf({ difference, baseline, run }: Squares): number | undefined {
  const relative = Math.sqrt(difference / (baseline || run))
  return Number.isFinite(relative) ? relative : undefined
}

/** How large a difference is, undefined where the sketches do not tell. */
export function sizeOf(
  { baseline, run }: Aligned,
  sketches: { readonly baseline: Sketches; readonly run: Sketches },
): DifferenceSize | undefined {
  if (baseline === undefined || run === undefined) return undefined
  if (countOf(baseline) !== countOf(run)) return undefined
  const squares = squaresOf(sketches.baseline(baseline), sketches.run(run))
  const relative = squares === undefined ? undefined : relativeOf(squares)
  if (relative === undefined) return undefined
  const epsilon = Math.max(epsilonOf(baseline), epsilonOf(run))
  // Other bits and the same sums: less than the sums can hold, so less than one epsilon.
  if (relative === 0) return epsilon === 0 ? undefined : { relative: epsilon, meaning: 'rounding' }
  const meaning =
    epsilon > 0 && relative <= Math.max(ROUNDING_EPSILONS * epsilon, FINEST)
      ? 'rounding'
      : 'meaning'
  return { relative, meaning }
}

/** 0 for formats of whole numbers. */
export function epsilonOf({ dtype }: TracedTensor): number {
  return EPSILONS.get(dtype.replace(/^torch\./, '')) ?? 0
}

function countOf({ shape }: TracedTensor): number {
  return shape.reduce((product, size) => product * size, 1)
}
