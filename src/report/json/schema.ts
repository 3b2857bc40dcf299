import * as z from 'zod/mini'
import type { Basis, Reason } from '../../compare/verdict.ts'
import { RecordId } from '../../record/digest.ts'
import { Finding } from '../../record/finding.ts'
import { Hardware } from '../../record/key.ts'
import { Num } from '../../record/number.ts'
import { RunRecord } from '../../record/record.ts'
import { Resolution } from '../../record/series.ts'
import { Cause } from '../../spec/lock.ts'
import { VERDICTS } from '../../spec/spec.ts'
import { ExplanationJson } from './explanation.ts'
import { oneOf, type Shapes } from './shapes.ts'

const text = z.string()
const texts = z.array(text)
const number = z.number()
const maybe = z.optional(text)

const REASONS = {
  'bits-equal': { evidence: z.enum(['weights', 'series', 'trace']) },
  'values-equal': { traces: z.optional(z.literal('differ')) },
  'bits-differ': { where: z.enum(['weights', 'series', 'final', 'trace']) },
  'identity-unproven': {},
  within: { tolerance: number },
  beyond: { tolerance: number },
  better: { tolerance: number },
  'weights-differ': {},
  'self-repeats': {},
  'self-differs': { metric: maybe, step: z.optional(number) },
  'noise-not-measured': {},
  'budget-spent': { runs: number, minutes: number },
  'killed-outside': { signal: maybe },
  'no-baseline': {
    why: z.enum(['absent', 'other-key', 'base-failed', 'no-base', 'budget']),
    keys: texts,
  },
  'baseline-unreadable': { why: text },
  'no-metric': { seen: texts },
  'metric-not-in-baseline': {},
  'other-step': { run: number, baseline: number },
  'sources-disagree': { values: z.array(z.tuple([text, text])) },
  'resolution-coarser': { resolution: Resolution, within: number },
  'nonfinite-lost': { source: text },
  'zero-mean': {},
  'environment-moved': {
    what: texts,
    why: z.optional(z.enum(['no-base', 'base-failed', 'budget'])),
  },
  'model-removed': {},
  'evidence-lost': { why: text },
  draft: {},
  crashed: { code: z.optional(number), signal: maybe },
  'not-started': { what: text, hint: text },
  timeout: { seconds: number },
  idle: { seconds: number },
  'metric-missing': {},
  'not-finite': { value: Num, of: z.enum(['run', 'baseline']) },
  'foreign-module': { path: text },
  'evidence-invalid': { why: text, of: z.optional(z.literal('lock')) },
} satisfies Shapes<Reason['kind']>

const BASES = [
  'bitwise',
  'tolerance',
  'noise',
  'same-seed',
  'a/b',
  'self',
  'reused',
] as const satisfies readonly Basis[]

const ReasonJson = oneOf(REASONS)
const Better = z.enum(['lower', 'higher'])
const Verdict = z.enum(VERDICTS)

const MetricJson = z.strictObject({
  metric: text,
  gated: z.boolean(),
  verdict: z.optional(Verdict),
  reason: z.optional(ReasonJson),
  baseline: z.optional(Num),
  run: z.optional(Num),
  difference: z.optional(Num),
  relative: z.optional(Num),
  tolerance: z.optional(Num),
  better: z.optional(Better),
  step: z.optional(z.int()),
  volatile: z.boolean(),
})

const VerdictJson = z.strictObject({
  model: text,
  key: z.extend(Hardware, { model: text }),
  verdict: Verdict,
  basis: z.optional(z.enum(BASES)),
  reasons: z.array(ReasonJson).check(z.minLength(1)),
  metrics: z.array(MetricJson),
  findings: z.array(Finding),
  run: z.optional(RecordId),
  baseline: z.optional(RecordId),
})

const PointsJson = z.strictObject({ steps: z.array(z.int()), values: z.array(Num) })

const ModelJson = z.strictObject({
  model: text,
  key: text,
  sentence: text,
  advice: maybe,
  verdict: VerdictJson,
  findings: z.array(z.strictObject({ kind: text, title: text, text, todo: text, page: text })),
  curves: z.array(
    z.strictObject({ metric: text, run: z.optional(PointsJson), baseline: z.optional(PointsJson) }),
  ),
  explanation: z.optional(ExplanationJson),
  run: z.optional(RunRecord),
  baseline: z.optional(RunRecord),
  cost: z.strictObject({
    runs: z.int(),
    seconds: number,
    setupSeconds: number,
    runsSaved: z.int(),
    reused: z.optional(z.int()),
  }),
  baselineRuns: z.optional(z.int()),
  crash: z.optional(texts),
  reproduce: text,
  lockPatch: maybe,
  settings: z.array(
    z.strictObject({
      field: text,
      base: maybe,
      head: maybe,
      counted: z.enum(['base', 'head']),
      line: z.optional(z.int()),
    }),
  ),
  isNew: z.optional(z.boolean()),
  accepts: z.optional(
    z.strictObject({
      cause: Cause,
      because: text,
      moved: z.array(
        z.strictObject({ metric: text, before: z.optional(Num), after: z.optional(Num) }),
      ),
    }),
  ),
})

const ChangeJson = z.strictObject({
  event: text,
  config: text,
  head: text,
  trained: text,
  base: maybe,
  pull: z.optional(z.int()),
  run: z.strictObject({ id: z.int(), attempt: z.int(), url: text }),
  stale: maybe,
  trust: z.enum(['protected', 'branch', 'fork']),
  isolation: z.optional(z.int()),
  addsReprise: z.boolean(),
  skipped: z.optional(z.enum(['draft', 'nothing'])),
  removes: z.optional(texts),
  lock: z.optional(
    z.array(z.strictObject({ key: text, how: z.enum(['added', 'removed', 'changed']) })),
  ),
})

/** What `renderJson` writes: the source of `docs/schema/report.schema.json`. */
export const ReportJson = z.strictObject({
  schema: z.literal('reprise/report/v1'),
  green: z.boolean(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  headline: maybe,
  change: z.optional(ChangeJson),
  models: z.array(ModelJson),
})
