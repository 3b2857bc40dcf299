import * as z from 'zod/mini'
import {
  DIVERGENCE_CLASSES,
  RUNGS,
  type BatchChange,
  type Divergence,
} from '../../explain/divergence/divergence.ts'
import { Num } from '../../record/number.ts'
import { Scalar } from '../../record/record.ts'
import { oneOf, type Shapes } from './shapes.ts'

type Unknown = Extract<Divergence, { state: 'unknown' }>

const text = z.string()
const count = z.int().check(z.minimum(0))
const step = z.int().check(z.minimum(-1))
const rung = z.enum(RUNGS)
const mode = z.enum(['modules', 'borders', 'told'])

export const DivergenceClassJson = z.enum(DIVERGENCE_CLASSES)

const Tensor = z.strictObject({
  phase: z.enum(['init', 'batch', 'forward', 'loss', 'gradient', 'update']),
  name: text,
  part: text,
  call: count,
  shape: z.array(count),
  dtype: text,
})

const BATCHES = {
  permuted: {},
  'other-samples': {},
  'some-rows': { changed: count, of: count },
  'every-row': {},
  'other-shape': {},
} satisfies Shapes<BatchChange['kind']>

const WHY = [
  'no-trace',
  'not-at-hand',
  'unreadable',
  'other-algorithm',
  'other-ranks',
  'other-trainings',
  'too-short',
  'other-length',
] as const satisfies readonly Unknown['why'][]

const Found = z.strictObject({
  state: z.literal('found'),
  training: z.optional(z.strictObject({ number: count, of: count, program: z.optional(text) })),
  rank: count,
  step,
  rung,
  tensor: z.optional(Tensor),
  class: DivergenceClassJson,
  sure: z.boolean(),
  size: z.optional(z.strictObject({ relative: Num, meaning: z.enum(['rounding', 'meaning']) })),
  ladder: z.array(
    z.strictObject({
      rung,
      state: z.enum(['same', 'different', 'unknown']),
      tensor: z.optional(text),
      relative: z.optional(Num),
    }),
  ),
  growth: z.array(z.strictObject({ step: count, relative: Num })),
  hyper: z.array(
    z.strictObject({
      optimizer: count,
      group: count,
      name: text,
      before: z.optional(Scalar),
      after: z.optional(Scalar),
    }),
  ),
  batch: z.optional(oneOf(BATCHES)),
  mode,
  because: z.optional(text),
  window: z.optional(z.strictObject({ from: count, to: count })),
})

/** Where two runs part: as `Divergence` has it. */
export const DivergenceJson = z.union([
  Found,
  z.strictObject({ state: z.literal('same'), steps: count, mode }),
  z.strictObject({ state: z.literal('unknown'), why: z.enum(WHY), detail: z.optional(text) }),
])
