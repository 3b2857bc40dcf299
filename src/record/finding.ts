import * as z from 'zod/mini'

const text = z.string().check(z.maxLength(2000))

/**
 * Something that a person should know, as data: a kind with its facts. Titles, texts and pages stand in
 * `report/`, in a table that the compiler keeps exhaustive.
 */
export const Finding = z.discriminatedUnion('kind', [
  // seen while a run was made or read
  z.strictObject({ kind: z.literal('not-hermetic'), addresses: z.array(text) }),
  z.strictObject({ kind: z.literal('left-out'), path: text }),
  z.strictObject({ kind: z.literal('data-changed'), name: text, paths: z.array(text) }),
  z.strictObject({ kind: z.literal('weak-isolation'), level: z.int(), why: text }),
  z.strictObject({ kind: z.literal('foreign-module'), path: text }),
  z.strictObject({ kind: z.literal('probe-absent'), why: text }),
  /** The probe failed while the training ran, and let it go on alone. */
  z.strictObject({ kind: z.literal('trace-disabled'), why: text }),
  /** The trace does not cover the whole run. */
  z.strictObject({ kind: z.literal('trace-incomplete'), why: text }),
  /** Operators that the framework itself says have no deterministic form here. */
  z.strictObject({ kind: z.literal('nondeterministic-operators'), names: z.array(text) }),
  /** The training set no seed of its own for some generator that it drew from. */
  z.strictObject({ kind: z.literal('unseeded'), generators: z.array(text) }),
  /** Two seed indices gave equal bits. */
  z.strictObject({ kind: z.literal('seed-not-wired') }),
  z.strictObject({ kind: z.literal('processes-left'), count: z.int() }),
  z.strictObject({
    kind: z.literal('sources-disagree'),
    metric: text,
    values: z.array(z.tuple([text, text])),
  }),
  z.strictObject({ kind: z.literal('source-truncated'), path: text, where: text }),
  z.strictObject({ kind: z.literal('source-unreadable'), path: text, why: text }),
  z.strictObject({ kind: z.literal('metrics-unwritten'), path: text }),
  z.strictObject({ kind: z.literal('no-metrics'), looked: z.array(text) }),
  z.strictObject({ kind: z.literal('series-rewound'), metric: text, source: text }),
  z.strictObject({ kind: z.literal('hardware-unknown'), why: text }),
  z.strictObject({
    kind: z.literal('pin-mismatch'),
    name: text,
    pinned: text,
    installed: text,
    file: text,
  }),
  // seen while judging
  z.strictObject({ kind: z.literal('crashed-once'), record: text }),
  z.strictObject({ kind: z.literal('repeats-unknown') }),
  z.strictObject({ kind: z.literal('repeats-not') }),
  z.strictObject({ kind: z.literal('varies-by-itself'), metrics: z.array(text) }),
  z.strictObject({ kind: z.literal('nonfinite-inside'), metric: text, count: z.int() }),
  z.strictObject({
    kind: z.literal('tolerance-below-resolution'),
    metric: text,
    within: z.number(),
    resolution: text,
  }),
  // seen by doctor, in a machine or repository
  z.strictObject({ kind: z.literal('no-git'), why: text }),
  z.strictObject({ kind: z.literal('no-config'), path: text }),
  z.strictObject({ kind: z.literal('no-baseline'), model: text }),
  z.strictObject({ kind: z.literal('no-sandbox'), why: text, mend: text }),
  z.strictObject({ kind: z.literal('dirty-tree'), paths: z.array(text) }),
  z.strictObject({ kind: z.literal('no-pins') }),
  z.strictObject({ kind: z.literal('loose-pins'), file: text, names: z.array(text) }),
  z.strictObject({ kind: z.literal('data-missing'), name: text }),
  z.strictObject({ kind: z.literal('data-floating'), name: text, why: text }),
  z.strictObject({ kind: z.literal('lfs-pointer'), path: text }),
  z.strictObject({ kind: z.literal('driver-unknown'), why: text }),
  z.strictObject({ kind: z.literal('no-interpreter'), command: text }),
  z.strictObject({ kind: z.literal('directory-missing'), model: text, path: text }),
  z.strictObject({ kind: z.literal('low-disk'), free: z.int() }),
])
export type Finding = z.infer<typeof Finding>
export type FindingKind = Finding['kind']
