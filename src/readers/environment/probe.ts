import * as z from 'zod/mini'
import { Digest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { PLAIN_MESSAGES, spellIssue } from '../../record/issue.ts'
import { parseJson } from '../../record/json.ts'
import { readText } from '../text.ts'
import type { Source } from '../source.ts'

const word = z.string().check(z.maxLength(1000))
const path = z.string().check(z.maxLength(4096))
const paths = z.array(path).check(z.maxLength(10_000))
const words = z.record(word, word)
/** What goes into the record itself has to stay small, whoever wrote it. */
const small = z.refine((value) => JSON.stringify(value).length <= 8192, {
  error: 'more than 8 KiB',
})
const count = z.int().check(z.nonnegative())
/** Of seeding calls; what came after them nobody saw. */
export const MOST_CALLS = 20

const Python = z.strictObject({
  implementation: word,
  version: word,
  executable: path,
  prefix: path,
  base_prefix: path,
})

const Framework = z.strictObject({
  version: word,
  flags: z.record(word, z.union([z.null(), z.boolean(), z.number(), word])).check(small),
})

const begun = {
  schema: z.literal('reprise/probe/v1'),
  pid: count,
  ppid: count,
  /** Seconds since 1970. */
  started: z.number(),
  argv: z.array(word).check(z.maxLength(200)),
  python: Python,
}

/** A process that started and left no report: killed, crashed below Python, or ended by `os._exit` or `exec`. */
const Started = z.strictObject({ ...begun, ended: z.literal(false) })

/** What the probe wrote when a Python process ended. A part that failed is absent and named in `errors`. */
const Ended = z.strictObject({
  ...begun,
  ended: z.literal(true),
  seconds: z.number().check(z.nonnegative()),
  /** A child made by `fork` that ran its own exit handlers: `seconds` and notes begin with its parent's. */
  forked: z.boolean(),
  /** Root of the work tree, as the process saw it. */
  tree: path,
  errors: z.array(word).check(z.maxLength(20)),
  system: z.optional(
    z.strictObject({
      platform: word,
      kernel: z.nullable(word),
      os: z.nullable(word),
      libc: z.nullable(word),
    }),
  ),
  variables: z.optional(words.check(small)),
  /** Normalised name → version. */
  packages: z.optional(words),
  /** Those that were imported, by their module's name. */
  frameworks: z.optional(
    z.strictObject({
      torch: z.optional(Framework),
      tensorflow: z.optional(Framework),
      jax: z.optional(Framework),
    }),
  ),
  modules: z.optional(
    z.strictObject({
      /** Source files of the tree, relative path → digest at the end of the run. */
      tree: z.record(path, z.nullable(Digest)),
      /** Real paths of modules that are neither of the tree, nor the standard library's, nor an installed package's. */
      foreign: paths,
    }),
  ),
  /** Files of the tree that were opened to read, in order; only openings that Python itself made are seen. */
  opened: z.optional(paths),
  /** Names of programs that the process started, without their folders and arguments. */
  programs: z.optional(z.array(word).check(z.maxLength(50))),
  /** What the program's seeding calls gave, and what took its place (docs/trace.md, `REPRISE_SEED_INDEX`). */
  seeded: z.optional(
    z.strictObject({
      /** Null where the probe was told none: then it moved nothing. */
      index: z.nullable(count),
      deterministic: z.boolean(),
      /** Library → the seed that the probe gave it when it was imported. */
      base: z.record(word, z.int()).check(small),
      calls: z
        .array(
          z.strictObject({
            call: word,
            /** Null: no integer. Of one of more than 53 bits, what is left modulo 2⁵³. */
            given: z.nullable(z.int()),
            used: z.nullable(z.int()),
            /** `train.py:12`; absent where no file of the tree made the call. */
            at: z.optional(path),
          }),
        )
        .check(z.maxLength(MOST_CALLS)),
    }),
  ),
  /** Shared generators (`python`, `numpy`, `torch`) that gave numbers though the program never seeded them. */
  unseeded: z.optional(z.array(word).check(z.maxLength(10))),
  /** Operators that PyTorch named in its warnings, because they have no deterministic form. */
  nondeterministic: z.optional(z.array(word).check(z.maxLength(100))),
  /** The program ignores such warnings: there may be more operators than were named. */
  warnings_hidden: z.optional(z.boolean()),
  /** `host:port`. */
  connected: z.optional(z.strictObject({ loopback: z.array(word), remote: z.array(word) })),
  /** How the tracing of steps went; absent where there was nothing to trace. */
  tracing: z.optional(
    z.strictObject({
      state: z.enum(['on', 'disabled']),
      mode: z.enum(['modules', 'borders', 'told']),
      /** Why it is not `modules`. */
      because: z.optional(word),
      steps: count,
      /** Why it was given up. */
      why: z.optional(word),
      /** Whether an initial weight was moved. */
      twin: z.optional(z.literal(true)),
    }),
  ),
})

export const ProbeReport = z.discriminatedUnion('ended', [Started, Ended])
export type ProbeReport = z.infer<typeof ProbeReport>
export type EndedReport = z.infer<typeof Ended>

const MOST_BYTES = 8 * 1024 * 1024

/**
 * One file that the probe wrote. The training can write there too, so it is read as hostile.
 *
 * @throws {UserError} `probe-invalid`, or a code of `readText` or `parseJson`
 */
export function readProbe(source: Source): ProbeReport {
  const json = parseJson(readText(source, MOST_BYTES), source.name, { depth: 8 })
  const parsed = ProbeReport.safeParse(json, PLAIN_MESSAGES)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new UserError(
    'probe-invalid',
    `${source.name} is no report of the probe: ${issue === undefined ? '' : spellIssue(issue)}`,
    'Something else wrote into the probe’s folder.',
    { file: source.name },
  )
}
