import * as z from 'zod/mini'
import { Digest, digestOf, InputDigest, RecordId } from './digest.ts'
import { UserError } from './error.ts'
import { Finding } from './finding.ts'
import { PLAIN_MESSAGES, spellIssue, type Issue } from './issue.ts'
import { parseJson, type Json } from './json.ts'
import { Hardware } from './key.ts'
import { Num } from './number.ts'
import { SeriesSummary } from './series.ts'

const GitId = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))
const count = z.int().check(z.nonnegative())
/** A path relative to the work tree, or under `~` or an absolute system path: never with a user's name. */
const path = z.string().check(z.maxLength(4096))

/** The factors that an explanation compares side by side. */
export const Factor = z.enum([
  'code',
  'config',
  'data',
  'environment',
  'hardware',
  'seed',
  'determinism',
])
export type Factor = z.infer<typeof Factor>

/** How far a factor is known, and who says so: `probe`, `launcher`, `git`, `reader:pins uv.lock`, `declared`. */
export const Fact = z.strictObject({
  state: z.enum(['recorded', 'declared', 'unknown']),
  source: z.string(),
})
export type Fact = z.infer<typeof Fact>

export const Code = z.strictObject({
  /** The commit checked out, and the branch heads that a pull request's merge commit joins, as far as known. */
  commit: z.optional(GitId),
  head: z.optional(GitId),
  base: z.optional(GitId),
  /** Git's tree id of exactly the files that the training saw. */
  tree: z.optional(GitId),
  /** Whether those files differ from the commit's. */
  dirty: z.boolean(),
  /** Manifest of those files. */
  manifest: Digest,
  /** Manifest of the files of the tree that the training imported; absent without the probe. */
  sources: z.optional(Digest),
})

export const Seed = z.strictObject({
  index: count,
  /** `auto`: the probe adds to every seed that the program sets; index 0 adds nothing. */
  how: z.enum(['program', 'auto', 'env', 'arg']),
  name: z.optional(z.string()),
  value: z.optional(z.int()),
  /** The first seeding calls that the probe saw, in order: what the program gave, and what took its place. */
  calls: z.optional(
    z
      .array(
        z.strictObject({
          call: z.string().check(z.maxLength(100)),
          given: z.nullable(z.int()),
          used: z.nullable(z.int()),
          /** `train.py:12`, where it is in the tree. */
          at: z.optional(path),
        }),
      )
      .check(z.maxLength(20)),
  ),
  /** Whether the probe moved one initial weight by one unit in the last place. */
  twin: z.optional(z.literal(true)),
})

/** A scalar of a parameter file; numbers as {@link Num}, so `1e400` or `.nan` survive. */
export const Scalar = z.union([z.null(), z.boolean(), Num, z.string()])
export type Scalar = z.infer<typeof Scalar>

export const Config = z.strictObject({
  train: z.string(),
  directory: path,
  setup: z.nullable(z.string()),
  env: z.record(z.string(), z.string()),
  /** File → dotted key → value, of the files that `params` names or the command line mentions. */
  params: z.record(path, z.record(z.string(), Scalar)),
  seed: Seed,
  /** Whether the probe seeded everything at the start and asked the framework for deterministic algorithms. */
  deterministic: z.boolean(),
  network: z.enum(['on', 'off']),
})

export const DataSet = z.strictObject({
  /** As declared: a path or glob. */
  name: z.string(),
  mode: z.enum(['bind', 'copy']),
  /** Manifest of its files before the run; `after` differs if the training wrote into it. */
  manifest: Digest,
  after: z.optional(Digest),
  files: count,
  bytes: count,
})

const Scalars = z.record(z.string(), Scalar)

export const Environment = z.strictObject({
  python: z.optional(
    z.strictObject({ implementation: z.string(), version: z.string(), executable: path }),
  ),
  platform: z.string(),
  os: z.optional(z.string()),
  kernel: z.optional(z.string()),
  libc: z.optional(z.string()),
  framework: z.optional(z.strictObject({ name: z.string(), version: z.string(), flags: Scalars })),
  /** Manifest of installed packages, name → version; absent where it could not be read. */
  packages: z.optional(Digest),
  packageCount: z.optional(count),
  /** Package locks in force: path → digest. */
  pins: z.record(path, Digest),
  /** Variables outside `env:` that change numbers (`OMP_NUM_THREADS`, `CUDA_VISIBLE_DEVICES`, …), where set. */
  variables: z.record(z.string(), z.string()),
})
export type Environment = z.infer<typeof Environment>

export const Accelerator = z.strictObject({
  model: z.string(),
  memory: z.optional(count),
  computeCapability: z.optional(z.string()),
  mig: z.optional(z.string()),
  ecc: z.optional(z.string()),
})

export const HardwareFacts = z.strictObject({
  cpu: z.strictObject({ model: z.optional(z.string()), level: z.string(), cores: count }),
  /** Bytes. */
  memory: z.optional(count),
  accelerators: z.array(Accelerator),
  driver: z.optional(z.string()),
  cuda: z.optional(z.string()),
})
export type HardwareFacts = z.infer<typeof HardwareFacts>

/** How the training ended. `killed`: from outside, neither by our limits nor by the user. */
export const Exit = z.strictObject({
  how: z.enum(['finished', 'crashed', 'timeout', 'idle', 'killed']),
  code: z.optional(z.int()),
  signal: z.optional(z.string()),
})
export type Exit = z.infer<typeof Exit>

export const Run = z.strictObject({
  segments: z.array(
    z.strictObject({ started: z.string(), seconds: z.number().check(z.nonnegative()) }),
  ),
  /** Seconds of `setup`, made once for a plan; absent where there was none. */
  setupSeconds: z.optional(z.number().check(z.nonnegative())),
  exit: Exit,
  isolation: z.int().check(z.gte(1), z.lte(4)),
  /** Set where the run was stopped after this step, because only the steps before it were to be looked at. */
  window: z.optional(z.strictObject({ from: count, to: count })),
  /** Attachment: the last 60 lines of standard error of a run that did not finish. */
  tail: z.optional(Digest),
})

/** The declared weights: digest over their manifest of files. */
export const Weights = z.strictObject({ digest: Digest, files: count, bytes: count })

export const Attachment = z.strictObject({
  digest: Digest,
  kind: z.enum(['manifest', 'series', 'trace', 'log']),
  bytes: count,
})
export type Attachment = z.infer<typeof Attachment>

/**
 * One retraining: what went in, what happened, what came out (DESIGN §4). At most 64 KiB; anything long is an
 * attachment. It says nothing about how far it is to be trusted.
 */
export const RunRecord = z.strictObject({
  schema: z.literal('reprise/record/v1'),
  id: RecordId,
  model: z.string().check(z.minLength(1), z.maxLength(200)),
  key: Hardware,
  input: InputDigest,
  code: Code,
  config: Config,
  data: z.array(DataSet),
  environment: Environment,
  hardware: HardwareFacts,
  run: Run,
  series: z.array(SeriesSummary),
  weights: z.optional(Weights),
  /**
   * Digest over the states of every step (`evidenceOf` of `readers/trace`), where the trace covers the run from its first
   * step to its end: two runs with equal ones computed the same.
   */
  trace: z.optional(Digest),
  /** What was traced, whole or not; absent where nothing was. */
  traced: z.optional(
    z.strictObject({
      mode: z.enum(['modules', 'borders', 'told']),
      /** Why it is not `modules`. */
      because: z.optional(z.string().check(z.maxLength(200))),
      ranks: count,
      steps: count,
    }),
  ),
  attachments: z.array(Attachment),
  parents: z.array(RecordId),
  findings: z.array(Finding),
  facts: z.record(Factor, Fact),
})
export type RunRecord = z.infer<typeof RunRecord>

/** The largest record, in bytes of its canonical JSON. */
export const RECORD_BYTES = 64 * 1024

/** The id that a record must carry. */
export function recordId(record: Omit<RunRecord, 'id'>): RecordId {
  const { id: _, ...rest } = record as RunRecord
  return digestOf(plain(rest)) as string as RecordId
}

/**
 * A record with its id, as whoever reads it will see it: what cannot be read back is not sealed.
 *
 * @throws {UserError} `record-large`, or `record-invalid` for a value that the schema does not hold
 */
export function seal(record: Omit<RunRecord, 'id'>): RunRecord {
  const name = `the record of ${record.model}`
  try {
    return parseRecord(JSON.stringify({ ...record, id: recordId(record) }), name)
  } catch (error) {
    // Half of a surrogate pair has no digest.
    throw error instanceof TypeError ? invalid(name, { path: [], message: error.message }) : error
  }
}

/**
 * Reads a record that may be hostile.
 *
 * @throws {UserError} `record-large`, `record-invalid`, `record-id` (its id is not its digest), or a code of `parseJson`
 */
export function parseRecord(bytes: Uint8Array | string, file: string): RunRecord {
  const length = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length
  if (length > 2 * RECORD_BYTES) throw tooLarge(file, length)
  const json = parseJson(Buffer.from(bytes).toString('utf8'), file)
  const parsed = RunRecord.safeParse(json, PLAIN_MESSAGES)
  if (!parsed.success) throw invalid(file, parsed.error.issues[0])
  // The text may be indented; what counts is its content.
  const canonical = Buffer.byteLength(JSON.stringify(json))
  if (canonical > RECORD_BYTES) throw tooLarge(file, canonical)
  if (recordId(parsed.data) !== parsed.data.id) {
    throw new UserError(
      'record-id',
      `${file}: the record's id is not the digest of its content`,
      'It was edited or damaged; use the original.',
      { file },
    )
  }
  return parsed.data
}

function invalid(file: string, issue: Issue | undefined): UserError {
  const what = issue === undefined ? '' : spellIssue(issue)
  return new UserError(
    'record-invalid',
    `${file} is no record of schema reprise/record/v1: ${what}`,
    'Use a record that this version of Reprise wrote.',
    { file },
  )
}

function tooLarge(file: string, bytes: number): UserError {
  return new UserError(
    'record-large',
    `${file} has ${bytes} bytes; a record has at most ${RECORD_BYTES}`,
    'Name fewer metrics or parameter files in reprise.yml.',
    { file },
  )
}

/** The same value with absent fields dropped, as JSON has them. */
function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
