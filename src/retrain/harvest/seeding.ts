import type { Finding } from '../../record/finding.ts'
import type { Fact, RunRecord } from '../../record/record.ts'
import { spellPlace } from '../../readers/environment/place.ts'
import { MOST_CALLS, type EndedReport } from '../../readers/environment/probe.ts'
import type { RunOutcome } from '../outcome.ts'
import type { PythonRead } from './python.ts'

/** A record has to stay small, whatever a run calls its files. */
const LONGEST_PLACE = 300

type Seed = RunRecord['config']['seed']

/**
 * What is known of a run's seed, and who says so. `trainings`: the reports of the processes that trained. `home`: the user's.
 * That a weight was to be moved is no proof that it was: the probe says it.
 */
export function seedOf(
  { seed: { twin: asked, ...seed }, seenAs }: Pick<RunOutcome, 'seed' | 'seenAs'>,
  { trainings, twin }: Pick<PythonRead, 'trainings' | 'twin'>,
  home: string,
): { readonly seed: Seed; readonly fact: Fact } {
  const homes = { tree: seenAs, home }
  const seen = trainings.flatMap(({ seeded }) => seeded?.calls ?? []).slice(0, MOST_CALLS)
  const calls = seen.map(({ call, given, used, at = '' }) => {
    const place = spellPlace(at, homes).replace(/^\.\//, '').toWellFormed()
    const isShown = place !== '' && place.length <= LONGEST_PLACE
    return { call: call.slice(0, 100).toWellFormed(), given, used, ...(isShown && { at: place }) }
  })
  return {
    seed: {
      ...seed,
      ...(asked && twin && { twin: asked }),
      ...(calls.length > 0 && { calls }),
    },
    fact: factOf(seed, trainings),
  }
}

/**
 * A value that the launcher gave is known. Else the probe must have seen that every generator was seeded, and with what:
 * a program may take its seed from the clock.
 */
function factOf({ how }: Seed, trainings: readonly EndedReport[]): Fact {
  if (how === 'env' || how === 'arg') return { state: 'recorded', source: 'launcher' }
  return trainings.length > 0 && trainings.every(isSeeded)
    ? { state: 'recorded', source: 'probe' }
    : { state: 'unknown', source: 'program' }
}

function isSeeded({ seeded, unseeded }: EndedReport): boolean {
  return (
    seeded !== undefined &&
    (seeded.deterministic || seeded.calls.length > 0) &&
    seeded.calls.length < MOST_CALLS &&
    seeded.calls.every(({ used }) => used !== null) &&
    unseeded?.every((generator) => Object.hasOwn(seeded.base, generator)) === true
  )
}

const SHOWN = 20

/** What the probe saw that keeps a training from repeating itself, in any of its processes. */
export function repeatability(reports: readonly EndedReport[]): Finding[] {
  const generators = union(reports.map(({ unseeded }) => unseeded))
  const names = union(reports.map(({ nondeterministic }) => nondeterministic))
  const failed = union(
    reports.map(({ tracing }) =>
      tracing?.state === 'disabled' ? [tracing.why ?? 'no reason'] : undefined,
    ),
  )
  return [
    ...failed.map((why): Finding => ({ kind: 'trace-disabled', why })),
    ...(names.length > 0 ? [{ kind: 'nondeterministic-operators', names } as const] : []),
    ...(generators.length > 0 ? [{ kind: 'unseeded', generators } as const] : []),
  ]
}

function union(lists: ReadonlyArray<readonly string[] | undefined>): string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))].slice(0, SHOWN)
}
