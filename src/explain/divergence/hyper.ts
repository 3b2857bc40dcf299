import type { Hyper } from '../../readers/trace/trace.ts'
import type { Scalar } from '../../record/record.ts'
import type { HyperChange } from './divergence.ts'
import type { Pair, Side } from './sides.ts'

/**
 * Values that say how a step is carried out or what a schedule began with, and change no number beyond rounding by
 * themselves.
 */
const INERT: ReadonlySet<string> = new Set(
  'foreach fused capturable differentiable initial_lr max_lr min_lr base_momentum max_momentum'.split(
    ' ',
  ),
)
/** Newer versions of a framework name what older ones did unnamed. */
const LATELY_NAMED = 'decoupled_weight_decay'
/** Values that name the optimiser or the variant of it. */
const KINDS: ReadonlySet<string> = new Set(['optimizer', 'class', LATELY_NAMED])
const MOST_CHANGES = 100

type InForce = ReadonlyMap<string, Hyper>

/** The changes that can move a parameter. */
export function effective(changes: readonly HyperChange[]): readonly HyperChange[] {
  return changes.filter((change) => !isInert(change))
}

function isInert({ name, before, after }: HyperChange): boolean {
  if (INERT.has(name)) return true
  if (before !== undefined && after !== undefined) return false
  const only = before ?? after
  return only === false || only === null || name === LATELY_NAMED
}

/** What was in force with another value at a step; undefined where either side has recorded nothing. */
export function hyperAt({ baseline, run }: Pair, step: number): readonly HyperChange[] | undefined {
  const [before, after] = [inForceAt(baseline, step), inForceAt(run, step)]
  return before.size === 0 || after.size === 0 ? undefined : changesBetween(before, after)
}

/**
 * Whether an optimiser runs the model again within its step, with parameters that it has moved already: L-BFGS, which alone says how often it may
 * (`max_eval`).
 */
export function runsModelInStep({ run }: Pair, step: number): boolean {
  return [...inForceAt(run, step).values()].some(({ values }) => Object.hasOwn(values, 'max_eval'))
}

/** The first step, up to one, in which an effective value in force differs. */
export function firstHyperStep({ baseline, run }: Pair, until: number): number | undefined {
  const [before, after] = [new Map<string, Hyper>(), new Map<string, Hyper>()]
  for (let step = 0; step <= until; step++) {
    const touched = [...apply(before, baseline, step), ...apply(after, run, step)]
    if (before.size === 0 || after.size === 0) continue
    if (touched.some((key) => differs(before.get(key), after.get(key)))) return step
  }
  return undefined
}

/** Whether the optimiser itself is another one: it has values that the other does not know, and the reverse. */
export function isOtherOptimizer(changes: readonly HyperChange[]): boolean {
  const counted = effective(changes)
  const named = counted.some(({ name }) => KINDS.has(name))
  const gone = counted.some(({ after }) => after === undefined)
  const come = counted.some(({ before }) => before === undefined)
  return named || (gone && come)
}

function inForceAt({ steps }: Side, step: number): InForce {
  const inForce = new Map<string, Hyper>()
  for (const { step: at, hyper } of steps.values())
    if (at <= step) for (const one of hyper) inForce.set(keyOf(one), one)
  return inForce
}

function apply(inForce: Map<string, Hyper>, { steps }: Side, step: number): readonly string[] {
  const hyper = steps.get(step)?.hyper ?? []
  for (const one of hyper) inForce.set(keyOf(one), one)
  return hyper.map(keyOf)
}

function keyOf({ optimizer, group }: Hyper): string {
  return `${optimizer}/${group}`
}

function differs(before: Hyper | undefined, after: Hyper | undefined): boolean {
  return effective(changesOf(before, after)).length > 0
}

/** Those that move numbers first. */
function changesBetween(before: InForce, after: InForce): readonly HyperChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  const changes = keys.flatMap((key) => changesOf(before.get(key), after.get(key)))
  const inert = changes.filter(isInert)
  return [...effective(changes), ...inert].slice(0, MOST_CHANGES)
}

function changesOf(before: Hyper | undefined, after: Hyper | undefined): readonly HyperChange[] {
  const { optimizer, group } = after ?? before ?? { optimizer: 0, group: 0 }
  const [old, fresh] = [before?.values ?? {}, after?.values ?? {}]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((name) => ({
      optimizer,
      group,
      name,
      before: valueOf(old, name),
      after: valueOf(fresh, name),
    }))
    .filter(({ before, after }) => before !== after)
}

function valueOf(values: Readonly<Record<string, Scalar>>, name: string): Scalar | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
