import type { Trace } from '../../readers/trace/trace.ts'
import type { Divergence, DivergenceClass, FoundDivergence } from './divergence.ts'
import { divergenceOf, pairOf } from './divergence-of.ts'
import { randomAround } from './random.ts'
import type { UnknownDivergence } from './sides.ts'
import type { Windows } from './window.ts'

/**
 * Classes that say more than `nondeterminism`, where the same program with the same seed parts from itself: each names what was left to chance.
 * Another order of the data: workers without a seed, the order of a set or of a folder. Other initial values or another state of the generators: a model
 * built before anything was seeded, a seed from the clock. Other settings or another model: code that asks for the time or a path.
 */
const TELLING: ReadonlySet<DivergenceClass> = new Set([
  ...(['init', 'seed', 'random-stream', 'data-order'] as const),
  ...(['batch-size', 'architecture', 'hyper-parameter'] as const),
])

/** The same samples, changed otherwise each time: they are changed by random numbers that nobody seeded. */
const SAMPLES: ReadonlySet<DivergenceClass> = new Set(['data-content', 'preprocessing', 'labels'])

/** Where a run and its own repetition part. */
export function repeatOf(
  run: readonly Trace[],
  repeat: readonly Trace[],
  windows?: Windows,
): Divergence {
  const divergence = divergenceOf(repeat, run, windows)
  if (divergence.state === 'unknown') return withoutBaseline(divergence)
  if (divergence.state !== 'found' || TELLING.has(divergence.class)) return divergence
  if (SAMPLES.has(divergence.class) || isRandom(run, repeat, divergence))
    return { ...divergence, class: 'random-stream', sure: false }
  return { ...divergence, class: 'nondeterminism', sure: true }
}

/**
 * Whether the random generators stand elsewhere too, before that step or after it: a module that draws without being called a dropout, a seed
 * that is set anew. No other random number makes a difference as small as rounding.
 */
function isRandom(
  run: readonly Trace[],
  repeat: readonly Trace[],
  divergence: FoundDivergence,
): boolean {
  if (divergence.size?.meaning === 'rounding') return false
  const pair = pairOf(repeat, run, divergence)
  if (pair === undefined) return false
  const { before, after } = randomAround(pair, divergence.step).any
  return before === 'different' || after === 'different'
}

/** The first of two runs of one program is nobody's baseline. */
function withoutBaseline({ detail, ...rest }: UnknownDivergence): UnknownDivergence {
  const named = detail
    ?.replaceAll(/\bthe run\b/g, 'the second run')
    .replaceAll(/\bthe baseline\b/g, 'the first run')
  return { ...rest, detail: named }
}
