import * as z from 'zod/mini'
import type { Change } from '../../explain/explanation.ts'
import { Factor, Scalar } from '../../record/record.ts'
import { DivergenceClassJson, DivergenceJson } from './divergence.ts'
import { oneOf, type Shapes } from './shapes.ts'

const text = z.string()
const texts = z.array(text)
const maybe = z.optional(text)

const How = z.enum(['added', 'removed', 'changed'])
const Hunk = z.strictObject({ beforeLine: z.int(), afterLine: z.int(), lines: texts })
const RowChange = z.strictObject({
  how: How,
  row: z.int(),
  line: z.int(),
  columns: texts,
  before: maybe,
  after: maybe,
})

const CHANGES = {
  code: {
    path: text,
    how: How,
    imported: z.optional(z.boolean()),
    hunks: z.optional(z.array(Hunk)),
    note: maybe,
  },
  param: {
    file: text,
    key: text,
    before: z.optional(Scalar),
    after: z.optional(Scalar),
    line: z.optional(z.int()),
  },
  setting: { name: text, before: maybe, after: maybe },
  data: {
    path: text,
    how: How,
    rows: z.optional(z.array(RowChange)),
    total: z.optional(z.int()),
    reordered: z.optional(z.boolean()),
    note: maybe,
  },
  package: { name: text, before: maybe, after: maybe },
} satisfies Shapes<Change['kind']>

const ChangeJson = oneOf(CHANGES)

/** What differs between two runs, where they part, and why: as `Explanation` has it. */
export const ExplanationJson = z.strictObject({
  factors: z.array(
    z.strictObject({
      factor: Factor,
      status: z.enum(['same', 'different', 'unknown']),
      changes: z.array(ChangeJson),
      unknown: texts,
      advice: maybe,
    }),
  ),
  touched: z.optional(texts),
  divergence: z.optional(DivergenceJson),
  repeat: z.optional(DivergenceJson),
  cause: z.optional(
    z.strictObject({
      class: DivergenceClassJson,
      candidates: z.array(
        z.strictObject({
          factor: z.optional(Factor),
          change: z.optional(ChangeJson),
          others: z.int(),
          before: z.optional(z.boolean()),
          weight: z.enum(['shown', 'fits', 'possible', 'excluded']),
        }),
      ),
      certainty: z.enum(['firm', 'confounded', 'open']),
    }),
  ),
})
