import type { Trace, TraceEnd, TraceHeader, TraceStep } from '../../readers/trace/trace.ts'
import type { Divergence } from './divergence.ts'
import { withNamesOf } from './renames.ts'

export type UnknownDivergence = Extract<Divergence, { state: 'unknown' }>

/** One rank of one run, its steps by their number. */
export interface Side {
  readonly header: TraceHeader
  readonly steps: ReadonlyMap<number, TraceStep>
  readonly end: TraceEnd | undefined
}

/** The same rank of both runs. */
export interface Pair {
  readonly rank: number
  readonly baseline: Side
  readonly run: Side
}

export function sideOf({ header, steps, end }: Trace): Side {
  return { header, end, steps: new Map(steps.map((step) => [step.step, step])) }
}

export function unknownFor(why: UnknownDivergence['why'], detail?: string): UnknownDivergence {
  return { state: 'unknown', why, detail }
}

/** The ranks of one training side by side, ascending, or why they cannot be laid side by side. */
export function pairRanks(
  run: readonly Trace[],
  baseline: readonly Trace[],
): readonly Pair[] | UnknownDivergence {
  const trouble = ranksTrouble(run, baseline) ?? algorithmTrouble([...run, ...baseline])
  if (trouble !== undefined) return trouble
  const others = byRank(baseline)
  return byRank(run).map((one, index) => ({
    rank: one.header.rank,
    run: sideOf(one),
    baseline: sideOf(withNamesOf(one, others[index] as Trace)),
  }))
}

function byRank(traces: readonly Trace[]): readonly Trace[] {
  return [...traces].sort((a, b) => a.header.rank - b.header.rank)
}

function ranksTrouble(
  run: readonly Trace[],
  baseline: readonly Trace[],
): UnknownDivergence | undefined {
  const [ours, theirs] = [spellRanks(run), spellRanks(baseline)]
  if (ours !== theirs)
    return unknownFor('other-ranks', `the run has ${ours}, the baseline ${theirs}`)
  const twice = byRank(run).find((one, at, all) => one.header.rank === all[at + 1]?.header.rank)
  return twice === undefined
    ? undefined
    : unknownFor('other-ranks', `several processes wrote a trace of rank ${twice.header.rank}`)
}

function spellRanks(traces: readonly Trace[]): string {
  const worlds = new Set(traces.map(({ header }) => header.world))
  const ranks = byRank(traces).map(({ header }) => header.rank)
  return `rank ${ranks.join(', ')} of ${[...worlds].join(' and ')}`
}

function algorithmTrouble(traces: readonly Trace[]): UnknownDivergence | undefined {
  const names = [...new Set(traces.map(({ header }) => header.digest))]
  return names.length === 1 ? undefined : unknownFor('other-algorithm', names.join(' and '))
}

/** Whether every rank of the world is among them. */
export function isWhole(pairs: readonly Pair[]): boolean {
  return pairs.length === pairs[0]?.run.header.world
}
