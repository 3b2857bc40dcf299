import type { Trace } from '../readers/trace/trace.ts'
import { divergenceOf } from './divergence/divergence-of.ts'
import type { Divergence } from './divergence/divergence.ts'
import { repeatOf } from './divergence/repeat.ts'
import type { Windows } from './divergence/window.ts'
import type { Explanation } from './explanation.ts'

type Unknown = Extract<Divergence, { state: 'unknown' }>

/** The traces of one run, one a rank, or why they are not at hand. */
export type Traced = { readonly state: 'found'; readonly traces: readonly Trace[] } | Unknown

/** What the runs beside a record computed, step by step. */
export interface TracedRuns {
  readonly run: Traced
  /** Absent where the run stands beside its own repetition alone. */
  readonly baseline?: Traced
  /** The same inputs and seed, run again. */
  readonly repeat?: Traced
  /** Either side once more, looking closely at a few steps; empty where it was not. */
  readonly windows?: Windows
}

/** Where a run parts from its baseline and from its own repetition. Where nothing was traced on either side, nothing is said. */
export function partingsOf({
  run,
  baseline,
  repeat,
  windows,
}: TracedRuns): Pick<Explanation, 'divergence' | 'repeat'> {
  const divergence =
    baseline && parting(run, baseline, (own, other) => divergenceOf(own, other, windows))
  const again = repeat && parting(run, repeat, repeatOf)
  return {
    ...(divergence === undefined ? {} : { divergence }),
    ...(again === undefined ? {} : { repeat: again }),
  }
}

type Find = (run: readonly Trace[], other: readonly Trace[]) => Divergence

/** Undefined: neither of the two was traced. */
export function parting(run: Traced, other: Traced, find: Find): Divergence | undefined {
  if (run.state === 'found' && other.state === 'found') return find(run.traces, other.traces)
  const unknown = [run, other].filter((one) => one.state === 'unknown')
  if (unknown.length === 2 && unknown.every(({ why }) => why === 'no-trace')) return undefined
  return unknown.find(({ why }) => why !== 'no-trace') ?? unknown[0]
}
