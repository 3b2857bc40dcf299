import type { Trace } from '../../readers/trace/trace.ts'
import { trainingsOf } from '../../readers/trace/trainings.ts'
import type { RunOutcome } from '../outcome.ts'

/** Why traces do not prove what a run computed. */
export interface TraceGaps {
  /** The probe failed and said so. */
  readonly disabled: readonly string[]
  /** A part of the run is not covered. */
  readonly incomplete: readonly string[]
}

/**
 * What is missing in the traces of a run that came to its end. Of one that crashed, or was stopped on purpose, the trace
 * ends early as well, which needs no telling; nor that a program of its own choice told little of its steps.
 */
export function gapsIn(
  traces: readonly Trace[],
  { exit, window }: Pick<RunOutcome, 'exit' | 'window'>,
): TraceGaps {
  const disabled = traces
    .filter(({ end }) => end?.reason === 'disabled')
    .map(({ header, end }) => `rank ${header.rank}, step ${end?.steps}: ${end?.why ?? 'no reason'}`)
  if (traces.length === 0 || exit.how !== 'finished' || window !== undefined)
    return { disabled, incomplete: [] }
  const broken = traces.flatMap((trace) => brokenOff(trace) ?? [])
  const missing = missingRanks(traces)
  const known = disabled.length + broken.length + missing.length > 0
  return { disabled, incomplete: known ? [...broken, ...missing] : statesMissing(traces) }
}

function brokenOff({ header, steps, end }: Trace): string | undefined {
  const last = steps.at(-1)?.step ?? -1
  if (end === undefined) return `the trace of rank ${header.rank} broke off after step ${last}`
  if (end.reason === 'full')
    return `the trace of rank ${header.rank} was full after step ${last}${end.why === undefined ? '' : `: ${end.why}`}`
  if (end.partial !== undefined) return `the trace of rank ${header.rank} lacks ${end.partial}`
  return end.reason === 'window' ? `the trace of rank ${header.rank} is one of a window` : undefined
}

function missingRanks(traces: readonly Trace[]): string[] {
  if (traces.some(({ end }) => end?.overlaps))
    return ['several programs trained at the same time: which is which is left to chance']
  return trainingsOf(traces).flatMap((one, at, all) => {
    const ranks = new Set(one.map(({ header }) => header.rank))
    const world = Math.max(...one.map(({ header }) => header.world))
    const which = all.length === 1 ? '' : `training ${at + 1}: `
    if (ranks.size < one.length)
      return [`${which}${one.length} processes wrote a trace, some as the same rank`]
    return ranks.size < world ? [`${which}of ${world} ranks ${ranks.size} wrote a trace`] : []
  })
}

function statesMissing(traces: readonly Trace[]): string[] {
  if (traces.some(({ header }) => header.mode === 'told')) return []
  return traces.every(({ steps }) => steps.every(({ rolling }) => rolling === undefined))
    ? ['no optimiser made a step']
    : ['it lacks steps, or the states of the parameters after them']
}
