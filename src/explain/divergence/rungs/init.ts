import { sameShape, type Aligned } from '../align.ts'
import { isReseeded } from '../random.ts'
import { epsilonOf, squaresOf, type Squares } from '../size.ts'
import { hasOtherType, isRounding, type Judgement, type Scene } from './scene.ts'

/** Initial values that differ: another model, another type, another way to draw them, or other random numbers. */
export function judgeInit(scene: Scene, first: Aligned): Judgement {
  const values = scene.view.aligned.filter(({ phase }) => phase === 'init')
  if (values.some(isOtherModel)) return { class: 'architecture', sure: true }
  if (hasOtherType(first)) return { class: 'precision', sure: true }
  if (isRounding(scene)) return { class: 'rounding', sure: false }
  const { before } = scene.random.any
  const drawn = isDrawnAnew(values)
  // A program that seeds once more before it trains hides in which state its weights were drawn.
  if (before !== 'different' && drawn) return { class: 'random-stream', sure: false }
  if (before !== 'different') return { class: 'init', sure: before === 'same' }
  if (isReseeded(scene.pair)) return { class: 'seed', sure: drawn }
  return { class: drawn ? 'seed' : 'init', sure: false }
}

function isOtherModel({ baseline, run }: Aligned): boolean {
  return baseline === undefined || run === undefined || !sameShape(baseline.shape, run.shape)
}

/** Standard deviation of the logarithm of the ratio of two norms² of 16 sums each. */
const LOG_NOISE = 0.52
const TOO_CLOSE = 0.5

/**
 * Whether all weights look like other draws from the same distributions: none stayed, they are independent of the old ones, and of the same
 * spread. Weights have two dimensions or more; those that are all zero are not drawn.
 */
function isDrawnAnew(values: readonly Aligned[]): boolean {
  const weights = values.filter(({ baseline }) => isWeight(baseline))
  if (weights.length === 0 || weights.some(({ state }) => state === 'same')) return false
  const squares = weights.flatMap(({ baseline, run }) => {
    const found = squaresOf(baseline?.sketch, run?.sketch)
    return found === undefined || found.baseline === 0 || found.run === 0 ? [] : [found]
  })
  return squares.length > 0 && isSameSpread(squares) && isIndependent(squares)
}

function isWeight(tensor: Aligned['baseline']): boolean {
  if (tensor === undefined || tensor.shape.length < 2 || epsilonOf(tensor) === 0) return false
  return tensor.sketch === undefined || tensor.sketch.some((sum) => sum !== 0)
}

function isSameSpread(squares: readonly Squares[]): boolean {
  const logs = squares.map(({ baseline, run }) => Math.log(run / baseline))
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
  return Math.abs(mean) < (3 * LOG_NOISE) / Math.sqrt(logs.length)
}

function isIndependent(squares: readonly Squares[]): boolean {
  const shares = squares.map(({ difference, baseline, run }) => difference / (baseline + run))
  return shares.reduce((sum, share) => sum + share, 0) / shares.length > TOO_CLOSE
}
