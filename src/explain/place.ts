import { canonicalJson } from '../record/canonical.ts'
import type { Json } from '../record/json.ts'
import type { Trace, TracedTensor, TraceStep } from '../readers/trace/trace.ts'
import type { FoundDivergence, Rung } from './divergence/divergence.ts'
import { withNamesOf } from './divergence/renames.ts'
import { ROLLING, type RollingField } from './divergence/states.ts'

/** What a third training computed where two part: what the run did, what the baseline did, or something else. */
export type Taken = 'run' | 'baseline' | 'neither' | 'unknown'

/** The traces of one training: its own, then those of looks at a few of its steps. */
export type Sightings = readonly (readonly Trace[])[]

/**
 * Which of two trainings a third one follows at the place where they part: by the digest of the tensor there, by the
 * hyper-parameters in force, or, where no tensor is known, by what the step recorded in short. Modules have the run's names,
 * as the place has.
 */
export function takenAt(
  place: FoundDivergence,
  tried: Sightings,
  run: Sightings,
  baseline: Sightings,
): Taken {
  const names = run.flat().find((trace) => isAt(place, trace))
  const [third, ours, theirs] = [tried, run, baseline].map((one) => seenAt(place, one, names))
  if (third === undefined || ours === undefined || theirs === undefined || ours === theirs)
    return 'unknown'
  return third === ours ? 'run' : third === theirs ? 'baseline' : 'neither'
}

function seenAt(
  place: FoundDivergence,
  sightings: Sightings,
  names: Trace | undefined,
): string | undefined {
  for (const traces of sightings) {
    const trace = traces.find((one) => isAt(place, one))
    const seen = trace && seenIn(names === undefined ? trace : withNamesOf(names, trace), place)
    if (seen !== undefined) return seen
  }
  return undefined
}

function isAt({ training, rank }: FoundDivergence, { header }: Trace): boolean {
  return header.training === (training?.number ?? 0) && header.rank === rank
}

function seenIn(trace: Trace, place: FoundDivergence): string | undefined {
  const step = trace.steps.find((one) => one.step === place.step)
  if (place.rung === 'hyper') return inForce(trace, place)
  if (step === undefined) return undefined
  if (place.tensor !== undefined) return tensorIn(step, place.tensor)
  return step.rolling?.[fieldOf(place.rung)]
}

/** A tensor that is not there says as much, where others of its phase were looked at. */
function tensorIn(
  { tensors }: TraceStep,
  wanted: NonNullable<FoundDivergence['tensor']>,
): string | undefined {
  const found = tensors.find((one) => isSame(one, wanted))
  if (found !== undefined) return `${found.dtype} ${found.shape.join('x')} ${found.digest}`
  return tensors.some(({ phase }) => phase === wanted.phase) ? 'none' : undefined
}

function isSame(one: TracedTensor, other: NonNullable<FoundDivergence['tensor']>): boolean {
  return (
    one.phase === other.phase &&
    one.name === other.name &&
    one.part === other.part &&
    one.call === other.call
  )
}

function inForce({ steps }: Trace, { step: until, hyper }: FoundDivergence): string | undefined {
  const known = new Map<string, Json>()
  for (const { step, hyper: lines } of steps) {
    if (step > until) break
    for (const { optimizer, group, values } of lines) known.set(`${optimizer}/${group}`, values)
  }
  if (known.size === 0) return undefined
  return canonicalJson(
    hyper.map(({ optimizer, group, name }) => {
      const values = known.get(`${optimizer}/${group}`) as
        | Readonly<Record<string, Json>>
        | undefined
      return values !== undefined && Object.hasOwn(values, name) ? [values[name] ?? null] : []
    }),
  )
}

/** What a step's line in short has of a rung; of the modules it has only what came of them. */
function fieldOf(rung: Rung): RollingField {
  return ROLLING.find((field) => field === rung) ?? 'loss'
}
