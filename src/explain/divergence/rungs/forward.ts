import type { Aligned } from '../align.ts'
import { judgeBatch } from './batch.ts'
import {
  hasOtherType,
  isMeaning,
  isRounding,
  otherRandom,
  rounding,
  type Judgement,
  type Scene,
} from './scene.ts'

const ROOT = /^\(root(?: \d+)?\)$/
const DROPOUT = /drop/i

/** A module's input or output that differs while all that was computed before is equal. */
export function judgeForward(scene: Scene, first: Aligned): Judgement {
  const isInput = partOf(first).startsWith('in')
  const isRoot = ROOT.test(nameOf(first))
  if (isInput && isRoot && scene.rungs.batch === 'unknown') {
    const judged = judgeBatch(scene, first, inputsLike(scene, first))
    // What goes into a later call may be made of what came out of an earlier one.
    return (first.run ?? first.baseline)?.call === 0 ? judged : { ...judged, sure: false }
  }
  if (first.state === 'missing') return judgeMissing(first)
  if (hasOtherType(first)) return { class: 'precision', sure: true }
  if (isRounding(scene)) return rounding(scene)
  const random = judgeRandom(scene, first, isInput)
  if (random !== undefined) return random
  if (isInput && isRoot) return { class: 'preprocessing', sure: false }
  const sure = isMeaning(scene) && isSettled(scene) && !mayBeTouched(scene, first)
  if (isInput || (isRoot && hasParts(scene))) return judgeFunction(first, sure)
  return { class: 'layer-code', sure }
}

/** Another module, or the same one called once more or less. */
function judgeMissing({ baseline, run }: Aligned): Judgement {
  const again = ((run ?? baseline)?.call ?? 0) > 0
  return again ? { class: 'functional-code', sure: false } : { class: 'architecture', sure: true }
}

/** Code between modules; a model that computes its own loss has it among its outputs. */
function judgeFunction(first: Aligned, sure: boolean): Judgement {
  const tensor = first.run ?? first.baseline
  const isScalar = tensor !== undefined && tensor.shape.every((size) => size === 1)
  return isScalar && !partOf(first).startsWith('in')
    ? { class: 'loss', sure: false }
    : { class: 'functional-code', sure }
}

/** Other random numbers: the generators were in another state before, or, at a dropout, after. */
function judgeRandom(scene: Scene, first: Aligned, isInput: boolean): Judgement | undefined {
  const { before, after } = scene.random.model
  const isDropout = !isInput && DROPOUT.test(nameOf(first))
  if (before === 'different') return otherRandom(scene, isDropout || scene.step > 0)
  if (before === 'same' && after === 'different' && isDropout) return otherRandom(scene, false)
  return undefined
}

/** Nothing but the code of that place is left: parameters and random numbers were equal. */
function isSettled({ parameters, random }: Scene): boolean {
  const { before, after } = random.model
  return parameters === 'same' && before === 'same' && after !== 'different'
}

/**
 * After a step, and between two calls in one, parameters can be changed by hand. Those that belong to the module whose code ran there, the one itself or for an
 * input the one around it, are then another explanation.
 */
function mayBeTouched({ pair, step }: Scene, first: Aligned): boolean {
  const owner = partOf(first).startsWith('in') ? parentOf(nameOf(first)) : nameOf(first)
  const values = pair.run.steps.get(-1)?.tensors ?? []
  const again = ((first.run ?? first.baseline)?.call ?? 0) > 0
  return (step > 0 || again) && values.some(({ name }) => parentOf(name) === owner)
}

function parentOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '(root)' : name.slice(0, dot)
}

function hasParts({ view }: Scene): boolean {
  return view.aligned.some((one) => one.phase === 'forward' && !ROOT.test(nameOf(one)))
}

function inputsLike({ view }: Scene, first: Aligned): readonly Aligned[] {
  return view.aligned.filter(
    (one) =>
      one.phase === 'forward' && nameOf(one) === nameOf(first) && partOf(one).startsWith('in'),
  )
}

function nameOf({ baseline, run }: Aligned): string {
  return (run ?? baseline)?.name ?? ''
}

function partOf({ baseline, run }: Aligned): string {
  return (run ?? baseline)?.part ?? ''
}
