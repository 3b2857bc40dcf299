import { bitwise } from '../../compare/bitwise.ts'
import { selfBaseline } from '../../compare/self-check.ts'
import type { Cause } from '../../explain/cause/cause.ts'
import type { Explanation } from '../../explain/explanation.ts'
import type { FoundDivergence } from '../../explain/divergence/divergence.ts'
import { takenAt, type Sightings, type Taken } from '../../explain/place.ts'
import { agreesUpTo } from '../../explain/up-to.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { RunRecord } from '../../record/record.ts'
import type { Factor } from '../../record/record.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { tracesOf } from '../traces.ts'
import type { GroupName } from './groups.ts'

/** Where two runs part, and what each computed there. */
export interface Compared {
  readonly run: RunRecord
  readonly baseline: RunRecord
  /** Undefined: no step is known, so that whole runs are compared. */
  readonly place: FoundDivergence | undefined
  /** Runs that looked closely at some steps of either. */
  readonly windows: { readonly run: readonly RunRecord[]; readonly baseline: readonly RunRecord[] }
  /** The baseline's files trained here, where that was tried and left the first difference as it was: groups are measured from it. */
  readonly here?: RunRecord | undefined
}

/**
 * At the place where the two part first, `shown`: this alone makes what the run did; `part`: neither that nor the baseline's;
 * `elsewhere`: it leaves that place alone and moves others up to the end of that step; `excluded`: it moves nothing up to there.
 * Of whole runs: the run's results, other ones, the baseline's.
 */
export type Result = 'shown' | 'excluded' | 'elsewhere' | 'part' | 'unclear'

interface Told {
  readonly result: Result
  /** Of what is shown: whether all that was recorded up to the end of that step is the run's. */
  readonly all?: boolean
}

/** What a training of the base with one group of changes tells. */
export async function resultOf(
  ledger: Ledger,
  record: RunRecord,
  compared: Compared,
  model: ModelSpec,
): Promise<Told> {
  const { run, baseline, place, windows, here } = compared
  if (place === undefined) return { result: wholeResult(record, run, baseline, model) }
  const seen = (records: readonly RunRecord[]): Promise<Sightings> => sightingsOf(ledger, records)
  return placedResult(place, {
    tried: await seen([record]),
    run: await seen([run, ...windows.run]),
    baseline: await seen([baseline, ...windows.baseline]),
    here: here && (await seen([here])),
  })
}

interface Seen {
  readonly tried: Sightings
  readonly run: Sightings
  readonly baseline: Sightings
  readonly here: Sightings | undefined
}

const AT_FIRST: Readonly<Record<Exclude<Taken, 'run' | 'baseline'>, Result>> = {
  neither: 'part',
  unknown: 'unclear',
}
const LEAVING = { same: 'excluded', different: 'elsewhere', unknown: 'unclear' } as const

function placedResult(place: FoundDivergence, { tried, run, baseline, here }: Seen): Told {
  const first = takenAt(place, tried, run, baseline)
  if (first === 'run') return { result: 'shown', all: agreesUpTo(place, tried, run) === 'same' }
  if (first === 'baseline') return { result: LEAVING[agreesUpTo(place, tried, here ?? baseline)] }
  return { result: AT_FIRST[first] }
}

async function sightingsOf(ledger: Ledger, records: readonly RunRecord[]): Promise<Sightings> {
  const found = []
  for (const record of records) {
    const traced = await tracesOf(ledger, record)
    if (traced.state === 'found') found.push(traced.traces)
  }
  return found
}

function wholeResult(
  record: RunRecord,
  run: RunRecord,
  baseline: RunRecord,
  model: ModelSpec,
): Result {
  if (record.run.exit.how !== 'finished') return 'unclear'
  const [ours, theirs] = [run, baseline].map(
    (other) => bitwise(record, selfBaseline(other, model), other).bits,
  )
  const isEqual = (bits: typeof ours): boolean => bits === 'equal' || bits === 'values-equal'
  if (isEqual(ours) === isEqual(theirs))
    return ours === 'differ' && theirs === 'differ' ? 'part' : 'unclear'
  return isEqual(ours) ? 'shown' : 'excluded'
}

const FACTORS: Readonly<Record<GroupName, readonly Factor[]>> = {
  machine: ['environment', 'hardware', 'determinism'],
  environment: ['environment', 'config'],
  settings: ['config', 'seed', 'determinism'],
  data: ['data'],
  config: ['config'],
  code: ['code'],
}

const ORDER = ['shown', 'fits', 'possible', 'excluded'] as const

/**
 * An explanation's cause with what the trials showed. It is the cause of the first difference alone: what leaves that as it was
 * is excluded, whatever it does elsewhere. At most one candidate may be firm, and only if all others are excluded.
 */
export function weighed(
  explanation: Explanation,
  results: ReadonlyMap<GroupName, Result>,
): Cause | undefined {
  const { cause } = explanation
  if (cause === undefined) return undefined
  const candidates = cause.candidates
    .map((candidate) => {
      const mine = [...results]
        .filter(([name]) => isOf(candidate, name))
        .map(([, result]) => result)
      const weight = mine.includes('shown')
        ? ('shown' as const)
        : mine.length > 0 && mine.every((result) => result === 'excluded' || result === 'elsewhere')
          ? ('excluded' as const)
          : candidate.weight
      return { ...candidate, weight }
    })
    .sort((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight))
  const shown = candidates.filter(({ weight }) => weight === 'shown')
  const open = candidates.filter(({ weight }) => weight === 'fits' || weight === 'possible')
  const certainty =
    shown.length === 1 && open.length === 0
      ? 'firm'
      : candidates.every(({ weight }) => weight === 'excluded')
        ? 'open'
        : 'confounded'
  return { ...cause, candidates, certainty }
}

/** Which trial a candidate was in: a changed parameter stands in a file, a changed setting in `reprise.yml`. */
function isOf({ factor, change }: Cause['candidates'][number], name: GroupName): boolean {
  if (factor === undefined || !FACTORS[name].includes(factor)) return false
  if (factor !== 'config') return true
  if (change?.kind === 'param') return name === 'config'
  if (change?.kind !== 'setting') return true
  return change.name === 'setup'
    ? name === 'environment'
    : name === (change.name.startsWith('data.') ? 'data' : 'settings')
}
