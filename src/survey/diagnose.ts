import type { Finding } from '../record/finding.ts'
import type { Circumstances, DataFacts, FileFact, ModelFacts } from './circumstances.ts'

/** A finding names at most so many paths. */
const MOST_NAMED = 50
const MOST_POINTERS = 20
const LONGEST = 2000
/** Copies of the tree that exist at once: the template that `setup` leaves, and two runs; with one to spare. */
const COPIES = 4
/** Bytes for logs, caches and what a small training writes. */
const SPARE = 1024 ** 3

/** What keeps this machine and repository from trustworthy runs, the gravest first. */
export function diagnose(facts: Circumstances): Finding[] {
  const found = RULES.flatMap((rule) => rule(facts))
  return found.map(cut)
}

const RULES: ReadonlyArray<(facts: Circumstances) => Finding[]> = [
  ({ git }) => (git.problem === undefined ? [] : [{ kind: 'no-git', why: git.problem }]),
  // Outside a repository nobody looked for it.
  ({ config, git }) =>
    config.exists || git.problem !== undefined ? [] : [{ kind: 'no-config', path: config.path }],
  ({ config, lock }) => [config, lock].flatMap(unreadable),
  ({ models }) => models.flatMap(startable),
  ({ models }) =>
    each(
      models.flatMap(({ data }) => data),
      missing,
    ),
  // One `git lfs pull` brings all of them.
  ({ git }) =>
    git.lfsPointers.slice(0, MOST_POINTERS).map((path) => ({ kind: 'lfs-pointer', path })),
  ({ isolation: { level, why, mend } }) => (level === 4 ? [] : [{ kind: 'no-sandbox', why, mend }]),
  ({ hardware: { problem } }) =>
    problem === undefined ? [] : [{ kind: 'hardware-unknown', why: problem }],
  driver,
  // A training that needs nothing but Python has nothing to pin.
  ({ pins, imports }) => (pins.length === 0 && imports.length > 0 ? [{ kind: 'no-pins' }] : []),
  ({ pins }) => pins.flatMap(pinned),
  ({ models }) =>
    each(
      models.flatMap(({ data }) => data),
      floating,
    ),
  ({ models }) =>
    models.flatMap(({ probeAbsent: why }): Finding[] =>
      why === undefined ? [] : [{ kind: 'probe-absent', why }],
    ),
  ({ git: { dirty } }) =>
    dirty.length === 0 ? [] : [{ kind: 'dirty-tree', paths: few(dirty).slice(0, MOST_NAMED) }],
  // Without a readable lock it is not known which baselines there are.
  ({ models, lock }) => (lock.problem === undefined ? models.flatMap(baseline) : []),
  ({ disk: { free, tree } }) => (free < COPIES * tree + SPARE ? [{ kind: 'low-disk', free }] : []),
]

/** A folder of a thousand new files is named once. */
function few(paths: readonly string[]): readonly string[] {
  if (paths.length <= MOST_NAMED) return paths
  return [...new Set(paths.map((path) => path.replace(/\/.*$/s, '/')))]
}

function unreadable({ path, exists, problem }: FileFact): Finding[] {
  return exists && problem !== undefined ? [{ kind: 'source-unreadable', path, why: problem }] : []
}

function startable({ name, directory, interpreter }: ModelFacts): Finding[] {
  return [
    ...(directory.exists
      ? []
      : [{ kind: 'directory-missing' as const, model: name, path: directory.path }]),
    ...(interpreter.found
      ? []
      : [{ kind: 'no-interpreter' as const, command: interpreter.command }]),
  ]
}

/** Data that several models share are judged once. */
function each(data: readonly DataFacts[], judge: (data: DataFacts) => Finding[]): Finding[] {
  return [...new Map(data.map((entry) => [entry.name, entry])).values()].flatMap(judge)
}

function missing({ name, exists, problem }: DataFacts): Finding[] {
  if (problem !== undefined) return [{ kind: 'source-unreadable', path: name, why: problem }]
  return exists ? [] : [{ kind: 'data-missing', name }]
}

const FLOATING: Readonly<Record<DataFacts['held'], string | undefined>> = {
  tracked: undefined,
  pinned: undefined,
  ignored: 'git ignores it, so no commit says which version belongs to it',
  untracked: 'git does not track it yet, so no commit says which version belongs to it',
  outside: 'it lies outside the repository, so no commit says which version belongs to it',
}

function floating({ name, exists, problem, held }: DataFacts): Finding[] {
  const why = FLOATING[held]
  return exists && problem === undefined && why !== undefined
    ? [{ kind: 'data-floating', name, why }]
    : []
}

function driver({ hardware: { accelerators, driver: known, problem } }: Circumstances): Finding[] {
  if (accelerators === 0 || known !== undefined || problem !== undefined) return []
  return [
    {
      kind: 'driver-unknown',
      why: `${accelerators} accelerator(s) seen, but no tool tells the driver's version`,
    },
  ]
}

function pinned({ file, loose, problem }: Circumstances['pins'][number]): Finding[] {
  if (problem !== undefined) return [{ kind: 'source-unreadable', path: file, why: problem }]
  return loose.length === 0 ? [] : [{ kind: 'loose-pins', file, names: loose.slice(0, MOST_NAMED) }]
}

function baseline({ name, hasBaseline }: ModelFacts): Finding[] {
  return hasBaseline ? [] : [{ kind: 'no-baseline', model: name }]
}

/** A finding holds texts of a bounded length. */
function cut(finding: Finding): Finding {
  const shorten = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.slice(0, LONGEST).toWellFormed()
      : Array.isArray(value)
        ? value.map(shorten)
        : value
  return Object.fromEntries(
    Object.entries(finding).map(([key, value]) => [key, shorten(value)]),
  ) as Finding
}
