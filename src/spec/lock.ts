import * as z from 'zod/mini'
import { Digest, InputDigest, RecordId } from '../record/digest.ts'
import { Num } from '../record/number.ts'
import { Resolution } from '../record/series.ts'

/** Why a baseline was replaced; `first` is written by us for the first one. */
export const Cause = z.enum([
  'first',
  'code',
  'data',
  'configuration',
  'environment',
  'hardware',
  'bad-baseline',
])
export type Cause = z.infer<typeof Cause>

/** A gated metric's final value over the accepted runs. */
export const BaselineMetric = z.strictObject({
  mean: Num,
  /** Sample standard deviation; absent with one run. */
  sd: z.optional(z.number().check(z.nonnegative())),
  better: z.optional(z.enum(['lower', 'higher'])),
  /** The step at which the final stands. */
  step: z.int(),
  /** Absent where the source was exact. */
  resolution: z.optional(Resolution),
})
export type BaselineMetric = z.infer<typeof BaselineMetric>

/** What a pull request is judged against: one block of `reprise.lock` (SPEC.md). */
export const Baseline = z.strictObject({
  record: RecordId,
  input: InputDigest,
  seed: z.int().check(z.nonnegative()),
  runs: z.int().check(z.positive()),
  /** Whether the same seed twice on the machine that accepted it gave equal bits. */
  repeats: z.enum(['yes', 'no', 'unknown']),
  metrics: z.record(z.string(), BaselineMetric),
  series: z.optional(Digest),
  weights: z.optional(Digest),
  trace: z.optional(Digest),
  cause: Cause,
  because: z.string().check(z.minLength(1), z.maxLength(500)),
  'noise-from': z.optional(RecordId),
})
export type Baseline = z.infer<typeof Baseline>

/** `reprise.lock`: comparison key, as `spellKey` writes it → baseline. */
export interface Lock {
  readonly version: 1
  readonly baselines: Readonly<Record<string, Baseline>>
}
