import type { Trace } from './trace.ts'

/** The traces of each training of a run, in the order in which they began; within one, its ranks ascending. */
export function trainingsOf(traces: readonly Trace[]): ReadonlyArray<readonly Trace[]> {
  const found = new Map<number, Trace[]>()
  for (const trace of [...traces].sort(byPlace)) {
    const { training } = trace.header
    found.set(training, [...(found.get(training) ?? []), trace])
  }
  return [...found.values()]
}

function byPlace({ header: a }: Trace, { header: b }: Trace): number {
  return a.training - b.training || a.rank - b.rank
}
