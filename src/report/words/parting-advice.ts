import type { DivergenceClass, FoundDivergence } from '../../explain/divergence/divergence.ts'
import type { OtherSeed } from '../../explain/seed-calls.ts'
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
  readonly causes: readonly (SelfCause | 'unseeded')[]
}

const NUMERIC: Told = {
  words: say`The operation rounds otherwise each time: look for sums over threads (${code('index_add')}, ${code('scatter')}), autotuned kernels and the number of threads.`,
  causes: ['atomics', 'autotuning', 'time-or-path'],
}
const CHANCE: Told = {
  words: say`That is more than rounding: look for random numbers that no seed reaches (${code('os.urandom')}, a generator made without a seed), the clock, memory that is read before it is written (${code('torch.empty')}) and threads that do not wait for each other.`,
  causes: ['time-or-path', 'unseeded'],
}
const UNSIZED: Told = {
  words: say`How large the difference is was not recorded. If it is rounding, look for sums over threads and autotuned kernels; if it is more, for random numbers that no seed reaches and the clock.`,
  causes: ['atomics', 'autotuning', 'time-or-path', 'unseeded'],
}
const RANDOM: Told = {
  words: say`Seed every generator once, at the beginning, with a number that does not change.`,
  causes: ['unseeded', 'time-or-path'],
}
const BUILT: Told = {
  words: say`Seed every generator before the model is built, with a number that does not change.`,
  causes: ['built-before-seeding', 'unseeded', 'time-or-path'],
}
const SEED: Told = {
  words: say`The generators begin elsewhere in each run: look for a seed that is taken from the clock, a process id or the system.`,
  causes: ['time-or-path', 'unseeded', 'built-before-seeding'],
}
const ORDER: Told = {
  words: say`Other samples come, or in another order: sort what comes from a folder or a set, give the loader a seeded generator, and seed its workers.`,
  causes: ['data-order-unpinned', 'set-or-dict-order', 'loader-workers', 'hash-randomisation'],
}
const SAMPLES: Told = {
  words: say`Look for an augmentation or a shuffle that draws from a generator that is not seeded, often in a worker of the loader.`,
  causes: ['loader-workers', 'unseeded', 'time-or-path'],
}
const START: Told = {
  words: say`The model begins with other values: look for one that is built before anything is seeded, and for what an earlier run left and this one goes on from.`,
  causes: ['built-before-seeding', 'resumed-from-leftover', 'hash-randomisation'],
}
const INPUTS: Told = {
  words: say`Look for what enters and is another in each run: the clock, a process id, a path, the order of a set.`,
  causes: ['time-or-path', 'set-or-dict-order', 'resumed-from-leftover'],
}

const TOLD: Readonly<Record<DivergenceClass, Told>> = {
  init: START,
  seed: SEED,
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
  batch: SAMPLES,
  hyper: INPUTS,
}
const DRAWN: Readonly<Partial<Record<FoundDivergence['rung'], Told>>> = {
  init: BUILT,
  batch: SAMPLES,
}
const SIZES = { rounding: NUMERIC, meaning: CHANCE } as const

type Place = Pick<FoundDivergence, 'class' | 'rung' | 'size'>

/** What to do about a training that parts from itself there. The rung and the size decide where the class says only that it does. */
export function adviceFor(parted: Place): PartingAdvice {
  const { words, causes } = toldOf(parted)
  return { words, pages: causes.map((cause) => `docs/findings/${cause}.md`) }
}

function toldOf({ class: kind, rung, size }: Place): Told {
  const told = TOLD[kind]
  if (told === RANDOM) return DRAWN[rung] ?? RANDOM
  if (told !== NUMERIC || kind === 'rounding') return told
  return RUNGS[rung] ?? (size === undefined ? UNSIZED : SIZES[size.meaning])
}

/** Classes that another seed by itself explains. */
const BY_SEED: ReadonlySet<DivergenceClass> = new Set([
  'init',
  'seed',
  'random-stream',
  'data-order',
])

/** The same in sentences, with the pages. `seed`: a seeding call that gave the two runs other numbers; it makes no rounding. */
export function adviceWords(parted: Place, seed?: OtherSeed): Line {
  const { words, pages } = adviceFor(parted)
  if (seed === undefined || parted.size?.meaning === 'rounding') return withPages(words, pages)
  if (BY_SEED.has(parted.class)) return otherSeedWords(seed)
  return withPages(say`${givenWords(seed)} ${words}`, [...new Set([CLOCK, ...pages])])
}

const CLOCK = 'docs/findings/time-or-path.md'

/** "`torch.manual_seed` in `train.py:7` was given 42 and then 713. Give it …" */
export function otherSeedWords(seed: OtherSeed): Line {
  return withPages(say`${givenWords(seed)} Give it a number that is the same in each run.`, [CLOCK])
}

function givenWords({ call, at, first, second }: OtherSeed): Line {
  const where = at === undefined ? [] : say` in ${code(at)}`
  return say`${code(call)}${where} was given ${first} in the first run and ${second} in the second.`
}

function withPages(words: Line, pages: readonly string[]): Line {
  return say`${words} See ${join(
    pages.map((page) => say`${code(page)}`),
    ', ',
  )}.`
}
