import * as z from 'zod/mini'
import { RecordId } from '../../record/digest.ts'
import { Finding } from '../../record/finding.ts'
import { RunRecord } from '../../record/record.ts'
import { VERDICTS } from '../../spec/spec.ts'
import { DivergenceJson } from './divergence.ts'
import { ExplanationJson } from './explanation.ts'

const text = z.string()
const texts = z.array(text)
const seconds = z.number().check(z.nonnegative())
const count = z.int().check(z.nonnegative())
/** Trainings that were made for the answer; those that were stopped after a few steps count by their seconds alone. */
const Spent = z.strictObject({ runs: count, seconds, setupSeconds: seconds })

/** What `reprise audit --json` writes. */
export const AuditJson = z.strictObject({
  schema: z.literal('reprise/audit/v1'),
  model: text,
  key: text,
  outcome: z.enum(['reproducible', 'nondeterministic', 'unknown']),
  why: z.optional(z.enum(['ended', 'no-metrics', 'weights', 'unproven'])),
  disagree: texts,
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  run: RunRecord,
  repeat: z.optional(RunRecord),
  divergence: z.optional(DivergenceJson),
  findings: z.array(Finding),
  cost: z.optional(z.array(z.strictObject({ deterministic: z.boolean(), seconds }))),
  seed: z.optional(z.enum(['wired', 'not-wired', 'unknown'])),
  spent: Spent,
  reproduce: text,
})

/** What `reprise why --json` writes. */
export const WhyJson = z.strictObject({
  schema: z.literal('reprise/why/v1'),
  model: text,
  run: RecordId,
  baseline: RecordId,
  explanation: ExplanationJson,
  groups: z.array(
    z.strictObject({
      name: z.enum(['machine', 'environment', 'settings', 'data', 'config', 'code']),
      paths: texts,
      fields: texts,
      result: z.enum([
        ...(['shown', 'excluded', 'elsewhere', 'part'] as const),
        ...(['failed', 'untestable', 'not-run'] as const),
      ]),
      all: z.optional(z.boolean()),
      why: z.optional(text),
      record: z.optional(RecordId),
      seconds: z.optional(seconds),
    }),
  ),
  until: z.optional(count),
  cost: Spent,
  listed: z.boolean(),
})

const CommitJson = { commit: text, subject: text }

/** What `reprise bisect --json` writes. */
export const BisectJson = z.strictObject({
  schema: z.literal('reprise/bisect/v1'),
  model: text,
  good: z.strictObject(CommitJson),
  bad: z.strictObject(CommitJson),
  commits: count,
  stretches: count,
  result: z.enum(['found', 'one-of', 'same']),
  suspects: z.array(z.strictObject(CommitJson)),
  tried: z.array(
    z.strictObject({
      ...CommitJson,
      outcome: z.enum(['good', 'bad', 'skipped']),
      verdict: z.optional(z.enum(VERDICTS)),
      record: z.optional(RecordId),
      why: z.optional(text),
    }),
  ),
  explanation: z.optional(ExplanationJson),
  cost: Spent,
})
