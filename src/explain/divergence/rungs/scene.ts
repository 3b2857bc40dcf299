import type { Aligned } from '../align.ts'
import type {
  BatchChange,
  DifferenceSize,
  DivergenceClass,
  HyperChange,
  Rung,
} from '../divergence.ts'
import { isReseeded, type Randomness } from '../random.ts'
import type { Pair } from '../sides.ts'
import type { State } from '../states.ts'
import type { View } from '../view.ts'

/** All that is known of the step where two runs part. */
export interface Scene {
  readonly pair: Pair
  readonly step: number
  readonly view: View
  /** The first tensor that differs; undefined where only digests of whole rungs are known. */
  readonly first: Aligned | undefined
  readonly size: DifferenceSize | undefined
  readonly rungs: Readonly<Record<Rung, State>>
  readonly random: Randomness
  /** Of the parameters, when the step began. */
  readonly parameters: State
  /** In force with another value at that step; undefined where they were not recorded. */
  readonly hyper: readonly HyperChange[] | undefined
}

/** What the first difference speaks for, and whether nothing else could have made it. */
export interface Judgement {
  readonly class: DivergenceClass
  readonly sure: boolean
  readonly batch?: BatchChange
}

/** A format so coarse that its rounding is visible may hide a change of meaning. */
const FINE = 1e-4

/** Another order of the same arithmetic. */
export function rounding({ size }: Scene): Judgement {
  return { class: 'rounding', sure: size !== undefined && size.relative < FINE }
}

export function isRounding({ size }: Scene): boolean {
  return size?.meaning === 'rounding'
}

/** Whether the difference is known to be more than rounding. */
export function isMeaning({ size }: Scene): boolean {
  return size?.meaning === 'meaning'
}

/** Other random numbers: from other seeds for all generators, or from the same stream used in another way. */
export function otherRandom({ pair, step, random }: Scene, sure: boolean): Judgement {
  if (isReseeded(pair)) return { class: 'seed', sure: false }
  // At the start one general generator may differ only because nobody seeded it.
  const seeded = step > 0 || random.model.before === 'different'
  return { class: 'random-stream', sure: sure && seeded }
}

export function hasOtherType({ baseline, run }: Aligned): boolean {
  return baseline !== undefined && run !== undefined && baseline.dtype !== run.dtype
}
