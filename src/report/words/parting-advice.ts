import type { DivergenceClass, FoundDivergence } from '../../explain/divergence/divergence.ts'
import { code, join, say, type Line } from '../text/line.ts'

/** What may make a training part from itself, each with a page in docs/findings. */
export const SELF_CAUSES = [
  'atomics',
  'autotuning',
  'built-before-seeding',
  'data-order-unpinned',
  'hash-randomisation',
  'loader-workers',
  'resumed-from-leftover',
  'set-or-dict-order',
  'time-or-path',
] as const
export type SelfCause = (typeof SELF_CAUSES)[number]

/** One piece of advice for a training that parts from itself. */
export interface PartingAdvice {
  readonly words: Line
  /** Pages of the repository of Reprise, the likeliest first. */
  readonly pages: readonly string[]
}

interface Told {
  readonly words: Line
  readonly causes: readonly SelfCause[]
}

const NUMERIC: Told = {
  words: say`The operation gives other bits each time: look for sums over threads (${code('index_add')}, ${code('scatter')}), autotuned kernels and the number of threads.`,
  causes: ['atomics', 'autotuning', 'time-or-path'],
}
const RANDOM: Told = {
  words: say`The random state is another in each run: seed every generator before the model is built, and each worker of the loader by itself.`,
  causes: ['built-before-seeding', 'loader-workers', 'hash-randomisation'],
}
const ORDER: Told = {
  words: say`The data come in another order: sort what comes from a folder or a set, give the loader a seeded generator, and seed its workers.`,
  causes: ['data-order-unpinned', 'set-or-dict-order', 'loader-workers', 'hash-randomisation'],
}
const SAMPLES: Told = {
  words: say`The samples themselves differ: an augmentation draws from a generator that is not seeded, often in a worker of the loader.`,
  causes: ['loader-workers', 'time-or-path', 'resumed-from-leftover'],
}
const START: Told = {
  words: say`The training begins elsewhere: the model is built before anything is seeded, or it resumes from what an earlier run left.`,
  causes: ['built-before-seeding', 'resumed-from-leftover', 'hash-randomisation'],
}
const INPUTS: Told = {
  words: say`Something that is no random number enters: the clock, a process id, a path, the order of a set.`,
  causes: ['time-or-path', 'set-or-dict-order', 'resumed-from-leftover'],
}

const TOLD: Readonly<Record<DivergenceClass, Told>> = {
  init: START,
  seed: START,
  'random-stream': RANDOM,
  architecture: INPUTS,
  'data-order': ORDER,
  'data-content': SAMPLES,
  preprocessing: SAMPLES,
  labels: SAMPLES,
  'batch-size': ORDER,
  'layer-code': NUMERIC,
  'functional-code': INPUTS,
  loss: NUMERIC,
  'gradient-processing': NUMERIC,
  'hyper-parameter': INPUTS,
  optimizer: NUMERIC,
  precision: INPUTS,
  rounding: NUMERIC,
  nondeterminism: NUMERIC,
  evaluation: INPUTS,
  unclear: NUMERIC,
}

const RUNGS: Readonly<Partial<Record<FoundDivergence['rung'], Told>>> = {
  init: START,
  batch: ORDER,
  hyper: INPUTS,
}

/** What to do about a training that parts from itself there. The rung decides where the class says only that it does. */
export function adviceFor(parted: Pick<FoundDivergence, 'class' | 'rung'>): PartingAdvice {
  const told =
    parted.class === 'nondeterminism' || parted.class === 'unclear'
      ? (RUNGS[parted.rung] ?? NUMERIC)
      : TOLD[parted.class]
  return { words: told.words, pages: told.causes.map((cause) => `docs/findings/${cause}.md`) }
}

/** The same as one or two sentences, with the pages. */
export function adviceWords(parted: Pick<FoundDivergence, 'class' | 'rung'>): Line {
  const { words, pages } = adviceFor(parted)
  return say`${words} See ${join(
    pages.map((page) => say`${code(page)}`),
    ', ',
  )}.`
}
