import type { Trace, TracedTensor } from '../../readers/trace/trace.ts'
import { BUFFER } from './states.ts'

const ROOT = '(root)'
/** Batches are named by their places, losses by their functions. */
const OF_MODELS: ReadonlySet<TracedTensor['phase']> = new Set([
  'init',
  'forward',
  'gradient',
  'update',
])

/**
 * The baseline's trace with the names that the run has for the same modules: those whose parameters begin with the same values under another
 * name. A renamed module is no other model, and hides nothing that differs behind it.
 */
export function withNamesOf(run: Trace, baseline: Trace): Trace {
  const pairs = pairsOf(parametersOf(baseline), parametersOf(run))
  if (pairs.every(([old, young]) => old === young)) return baseline
  const moved = movesOf(pairs)
  const known = new Map<string, string>()
  const rename = (name: string): string => {
    const found = known.get(name) ?? renamed(name, moved)
    known.set(name, found)
    return found
  }
  return {
    ...baseline,
    steps: baseline.steps.map((step) => ({
      ...step,
      tensors: step.tensors.map((one) =>
        OF_MODELS.has(one.phase) ? { ...one, name: rename(one.name) } : one,
      ),
    })),
  }
}

function parametersOf({ steps }: Trace): readonly TracedTensor[] {
  const init = steps.find(({ step }) => step === -1)?.tensors ?? []
  return init.filter(({ part }) => part !== BUFFER)
}

type NamePair = readonly [old: string, young: string]

/** The names of equal values on both sides: the same name where there is one, else in their order. */
function pairsOf(theirs: readonly TracedTensor[], ours: readonly TracedTensor[]): NamePair[] {
  const [old, young] = [byValue(theirs), byValue(ours)]
  return [...old].flatMap(([value, names]) => {
    const others = young.get(value) ?? []
    if (others.length !== names.length) return []
    const [before, after] = [new Set(names), new Set(others)]
    const kept = names.filter((name) => after.has(name))
    const left = names.filter((name) => !after.has(name))
    const come = others.filter((name) => !before.has(name))
    return [
      ...kept.map((name): NamePair => [name, name]),
      ...left.map((name, at): NamePair => [name, come[at] ?? name]),
    ]
  })
}

function byValue(tensors: readonly TracedTensor[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { dtype, shape, digest, name } of tensors) {
    const value = `${dtype} ${shape.join('x')} ${digest}`
    const names = found.get(value) ?? []
    names.push(name)
    found.set(value, names)
  }
  return found
}

/** What each parameter is called, and each module around it as long as the last words agree. What would get two names keeps its own. */
function movesOf(pairs: readonly NamePair[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string | undefined>()
  for (const pair of pairs) {
    let [old, young] = pair
    for (;;) {
      moved.set(old, moved.has(old) && moved.get(old) !== young ? undefined : young)
      if (old === ROOT || young === ROOT || lastOf(old) !== lastOf(young)) break
      ;[old, young] = [parentOf(old), parentOf(young)]
    }
  }
  return new Map([...moved].flatMap(([old, young]) => (young === undefined ? [] : [[old, young]])))
}

/** By the nearest module around it whose new name is known. */
function renamed(name: string, moved: ReadonlyMap<string, string>): string {
  const known = moved.get(name)
  if (known !== undefined) return known
  if (name === ROOT || isRoot(name)) return name
  const parent = renamed(parentOf(name), moved)
  return parent === ROOT ? lastOf(name) : `${parent}.${lastOf(name)}`
}

function isRoot(name: string): boolean {
  return /^\(root(?: \d+)?\)$/.test(name)
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function parentOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? ROOT : name.slice(0, dot)
}
