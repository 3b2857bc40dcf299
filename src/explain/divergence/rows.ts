import type { TracedTensor } from '../../readers/trace/trace.ts'
import { sameShape } from './align.ts'
import type { BatchChange } from './divergence.ts'

/** The samples that are known to have been used, at steps that were recorded in full. */
export interface KnownRows {
  /** By both, as long as they were the same. */
  readonly before: ReadonlySet<string>
  /** From the step on where they part. */
  readonly baseline: ReadonlySet<string>
  readonly run: ReadonlySet<string>
}

/**
 * What became of the samples of one batch tensor: compared in place first, then whether they stand elsewhere in the batch, then
 * whether the other run has them in another batch. Undefined without rows. `known` tells which rows the runs used elsewhere.
 */
export function rowsChange(
  a: TracedTensor,
  b: TracedTensor,
  known: KnownRows,
): BatchChange | undefined {
  if (!sameShape(a.shape, b.shape)) return { kind: 'other-shape' }
  const [before, after] = [a.rows, b.rows]
  if (before === undefined || after === undefined || before.length !== after.length)
    return undefined
  if (countShared(before, after) === before.length) return { kind: 'permuted' }
  const changed = after.filter((row, at) => row !== before[at]).length
  if (isShifted(before, after)) return { kind: 'some-rows', changed: 1, of: after.length }
  if (isOtherSamples(before, after, known)) return { kind: 'other-samples' }
  return changed < after.length
    ? { kind: 'some-rows', changed, of: after.length }
    : { kind: 'every-row' }
}

/** How many rows the two have in common, wherever they stand. */
function countShared(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>()
  for (const row of before) left.set(row, (left.get(row) ?? 0) + 1)
  return after.filter((row) => {
    const count = left.get(row) ?? 0
    left.set(row, count - 1)
    return count > 0
  }).length
}

/** Most of what is new in its place is a sample that the other run has elsewhere: the samples are the same, not their order. */
function isOtherSamples(
  before: readonly string[],
  after: readonly string[],
  known: KnownRows,
): boolean {
  const fresh = after.filter((row, at) => row !== before[at])
  const gone = before.filter((row, at) => row !== after[at])
  const come = fresh.filter((row) => known.baseline.has(row)).length
  const left = gone.filter((row) => known.run.has(row)).length
  // A sample from before is in another place only if the one whose place it took is from before as well, and not a changed one.
  const early = [fresh, gone].map((rows) => rows.filter((row) => known.before.has(row)).length)
  const moved = come + left + Math.min(...early)
  // Where no sample stands in its place, one that is found elsewhere is enough.
  return fresh.length === after.length ? moved > 0 : moved >= fresh.length
}

/** From one place on each row stands one place earlier or later: a sample was left out or put in. */
function isShifted(before: readonly string[], after: readonly string[]): boolean {
  const first = after.findIndex((row, at) => row !== before[at])
  const rest = after.length - first - 1
  if (rest < 2) return false
  const [gone, come] = [before.slice(first), after.slice(first)]
  return (
    come.slice(0, rest).every((row, at) => row === gone[at + 1]) ||
    gone.slice(0, rest).every((row, at) => row === come[at + 1])
  )
}
