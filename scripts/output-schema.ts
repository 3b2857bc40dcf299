import * as z from 'zod/mini'
import { RecordId } from '../src/record/digest.ts'
import { Finding } from '../src/record/finding.ts'
import { RunRecord } from '../src/record/record.ts'
import { SeriesSummary } from '../src/record/series.ts'
import { AuditJson, BisectJson, WhyJson } from '../src/report/json/answers.ts'
import { ReportJson } from '../src/report/json/schema.ts'
import { Baseline } from '../src/spec/lock.ts'

const text = z.string()
const texts = z.array(text)

const Place = z.strictObject({ file: text, line: z.optional(z.int()), column: z.optional(z.int()) })

const Guess = z.strictObject({
  name: text,
  train: text,
  directory: text,
  confidence: z.enum(['high', 'medium', 'low']),
  because: texts,
  env: z.record(text, text),
  data: texts,
  dataMentioned: texts,
  params: texts,
  metrics: texts,
  weights: texts,
  setup: z.optional(text),
  seedFlag: z.optional(text),
  metric: z.optional(text),
})

const Written = { file: text, text, state: z.enum(['written', 'kept', 'shown']) }

const FileReading = z.strictObject({
  path: text,
  format: z.enum(['json', 'trainer-state', 'jsonl', 'csv', 'yaml', 'toml', 'none']),
  why: z.optional(text),
  metrics: texts,
  skipped: z.array(z.strictObject({ name: text, why: text })),
})

/** What `--json` of each command writes to standard output, and what any of them writes for an error. */
const OUTPUTS: Readonly<Record<string, readonly [about: string, schema: z.ZodMiniType]>> = {
  check: ['The report.', ReportJson],
  compare: ['The report.', ReportJson],
  audit: ['Whether the training repeats itself, with both records and where they part.', AuditJson],
  why: ['Which group of changes makes the difference.', WhyJson],
  bisect: ['The first commit that trains otherwise, and all that were tried.', BisectJson],
  run: ['The record of the run.', RunRecord],
  record: ['The record that was made.', RunRecord],
  show: ['The record.', RunRecord],
  log: [
    'All records, newest first, and those that cannot be read.',
    z.strictObject({
      records: z.array(RunRecord),
      unreadable: z.array(z.strictObject({ id: RecordId, why: text })),
    }),
  ],
  ledger: [
    'Of `verify` what is damaged, missing or strange, empty when all is whole; of `fetch` the records that came, and those that are not on the branch.',
    z.union([
      z.strictObject({
        problems: z.array(
          z.strictObject({ kind: z.enum(['damaged', 'missing', 'stray']), path: text, why: text }),
        ),
      }),
      z.strictObject({ fetched: z.array(RecordId), absent: z.array(RecordId) }),
    ]),
  ],
  accept: [
    'The comparison key, the lock’s path in the work tree, and the baseline that now stands in it.',
    z.strictObject({ key: text, file: text, baseline: Baseline }),
  ],
  read: [
    'The metrics that the files hold, and file by file what became of it.',
    z.strictObject({
      series: z.array(SeriesSummary),
      findings: z.array(Finding),
      files: z.array(FileReading),
    }),
  ],
  init: [
    'The files (absolute paths) and their texts, whether each was written, what was guessed and why, and what to do next.',
    z.strictObject({
      ...Written,
      guesses: z.array(Guess),
      workflows: z.array(z.strictObject(Written)),
      notes: texts,
      next: text,
    }),
  ],
  doctor: ['What was found, the gravest first.', z.strictObject({ findings: z.array(Finding) })],
  error: [
    'Exit code 2: something to mend. `code` is stable; `message` and `hint` are for people.',
    z.strictObject({
      error: z.strictObject({ code: text, message: text, hint: text, place: z.optional(Place) }),
    }),
  ],
}

const ELSEWHERE: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [RunRecord, 'record.schema.json'],
  [ReportJson, 'report.schema.json'],
])

/** One definition for each command; records and reports are referred to in their own files. */
export function outputSchema(): string {
  const definitions = Object.entries(OUTPUTS).map(([name, [description, schema]]) => [
    name,
    { description, ...bodyOf(schema) },
  ])
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'What reprise --json writes',
    anyOf: Object.keys(OUTPUTS).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: Object.fromEntries(definitions) as object,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function bodyOf(schema: z.ZodMiniType): object {
  const elsewhere = ELSEWHERE.get(schema)
  // Beside a reference draft 7 ignores every other keyword.
  if (elsewhere !== undefined) return { allOf: [{ $ref: elsewhere }] }
  const { $schema: _, ...body } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const file = ELSEWHERE.get(zodSchema)
      if (file === undefined) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      jsonSchema.$ref = file
    },
  })
  return body
}
