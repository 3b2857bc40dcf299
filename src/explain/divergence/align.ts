import type { Phase, TracedTensor } from '../../readers/trace/trace.ts'

/** The same tensor of the same step in both runs. `missing`: one run has no such tensor, and could have had one. */
export interface Aligned {
  readonly phase: Phase
  readonly state: 'same' | 'different' | 'missing'
  readonly baseline: TracedTensor | undefined
  readonly run: TracedTensor | undefined
}

/** Whose shape belongs to the model: elsewhere other dimensions over the same numbers are no difference. */
const SHAPED: ReadonlySet<Phase> = new Set(['init', 'update'])

/**
 * The tensors of one step side by side, in the order of computation. A tensor of one side alone counts only where the other side shows that it
 * looked there: it recorded that phase, and has no module of that name, or called it another number of times.
 */
export function align(
  baseline: readonly TracedTensor[],
  run: readonly TracedTensor[],
): readonly Aligned[] {
  const [ours, theirs] = [keyed(run), keyed(baseline)]
  const [lookedRun, lookedBaseline] = [lookedAt(run), lookedAt(baseline)]
  const places = new Map([...theirs.keys()].map((key, place) => [key, place] as const))
  const placed: Array<{ place: number; aligned: Aligned }> = []
  let last = -1
  for (const [key, tensor] of ours) {
    const other = theirs.get(key)
    last = places.get(key) ?? last
    if (other !== undefined || lookedBaseline.misses(tensor))
      placed.push({ place: last, aligned: alignedOf(other, tensor) })
  }
  for (const [key, tensor] of theirs) {
    if (!ours.has(key) && lookedRun.misses(tensor))
      placed.push({ place: places.get(key) ?? 0, aligned: alignedOf(tensor, undefined) })
  }
  return placed.sort((a, b) => a.place - b.place).map(({ aligned }) => aligned)
}

function alignedOf(baseline: TracedTensor | undefined, run: TracedTensor | undefined): Aligned {
  const phase = (run ?? baseline)?.phase ?? 'init'
  if (baseline === undefined || run === undefined) return { phase, state: 'missing', baseline, run }
  const same =
    baseline.digest === run.digest &&
    baseline.dtype === run.dtype &&
    (!SHAPED.has(phase) || sameShape(baseline.shape, run.shape))
  return { phase, state: same ? 'same' : 'different', baseline, run }
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}

/** A writer that names two tensors alike has them told apart by their order. */
function keyed(tensors: readonly TracedTensor[]): ReadonlyMap<string, TracedTensor> {
  const times = new Map<string, number>()
  const keys = new Map<string, TracedTensor>()
  for (const tensor of tensors) {
    const { phase, name, part, call } = tensor
    const key = `${phase}\0${name}\0${part}\0${call}`
    const time = times.get(key) ?? 0
    times.set(key, time + 1)
    keys.set(`${key}\0${time}`, tensor)
  }
  return keys
}

function lookedAt(tensors: readonly TracedTensor[]): { misses(tensor: TracedTensor): boolean } {
  const phases = new Set(tensors.map(({ phase }) => phase))
  const names = new Set(tensors.map(({ phase, name }) => `${phase}\0${name}`))
  const parts = new Set(tensors.map(({ phase, name, part }) => `${phase}\0${name}\0${part}`))
  return {
    misses: ({ phase, name, part }) =>
      phases.has(phase) &&
      (!names.has(`${phase}\0${name}`) || parts.has(`${phase}\0${name}\0${part}`)),
  }
}
