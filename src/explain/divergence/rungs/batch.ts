import type { Aligned } from '../align.ts'
import type { BatchChange } from '../divergence.ts'
import { rowsChange, type KnownRows } from '../rows.ts'
import { areCounterparts, knownRows } from '../samples.ts'
import {
  hasOtherType,
  isRounding,
  otherRandom,
  rounding,
  type Judgement,
  type Scene,
} from './scene.ts'

/**
 * What became of the batch. `entries` are its tensors: those of the loader, or what goes into the model where no loader was seen.
 */
export function judgeBatch(scene: Scene, first: Aligned, entries: readonly Aligned[]): Judgement {
  if (first.state === 'missing') return judgeMissing(first)
  if (hasOtherType(first)) return { class: 'precision', sure: false }
  const differing = entries.filter(({ state }) => state === 'different')
  const subject = differing.find((one) => !isLabel(one, entries))
  const change = changeOf(scene, subject ?? first, entries)
  const batch = change === undefined ? {} : { batch: change }
  if (isOtherSize(subject ?? first)) return { ...batch, ...judgeSize(scene) }
  if (subject === undefined) return { ...batch, class: 'labels', sure: isCalm(scene) }
  return { ...batch, ...judgeChange(scene, subject, change) }
}

/** One more or one fewer batch in a step: gradients are accumulated over another number of them. */
function judgeMissing({ baseline, run }: Aligned): Judgement {
  const again = (run ?? baseline)?.call ?? 0
  return again > 0 ? { class: 'batch-size', sure: true } : { class: 'preprocessing', sure: false }
}

function isCalm({ random }: Scene): boolean {
  return random.any.before === 'same'
}

function isOtherSize({ baseline, run }: Aligned): boolean {
  return baseline?.shape[0] !== run?.shape[0]
}

/** A later batch of another size is the last one of another number of samples. */
function judgeSize({ step }: Scene): Judgement {
  return step === 0 ? { class: 'batch-size', sure: true } : { class: 'data-content', sure: false }
}

const LABELS = /label|target|^y$/i

/** By its name, or because it is the last of a tuple. */
function isLabel(one: Aligned, entries: readonly Aligned[]): boolean {
  const places = entries.map(placeOf)
  const place = placeOf(one)
  if (LABELS.test(place.split('.').at(-1) ?? '')) return true
  const isTuple = one.phase === 'batch' && places.every((each) => /^\d+$/.test(each))
  return isTuple && Number(place) > 0 && places.every((each) => Number(each) <= Number(place))
}

function placeOf({ baseline, run }: Aligned): string {
  const tensor = run ?? baseline
  return (tensor?.phase === 'batch' ? tensor.name : tensor?.part) ?? ''
}

function changeOf(
  { pair, step }: Scene,
  { baseline, run }: Aligned,
  entries: readonly Aligned[],
): BatchChange | undefined {
  if (baseline === undefined || run === undefined) return undefined
  if (entries.some((one) => one.run === run && isLabel(one, entries)))
    return rowsChange(baseline, run, NOWHERE)
  const change = rowsChange(baseline, run, knownRows(pair, run, step))
  if (change?.kind !== 'every-row') return change
  const labels = entries.find((one) => isLabel(one, entries))
  if (labels?.state === 'same' && isTelling(labels)) return change
  return areCounterparts(pair, run, step) === false ? { kind: 'other-samples' } : change
}

/** That a label stands elsewhere too says nothing about its sample. */
const NOWHERE: KnownRows = { before: new Set(), baseline: new Set(), run: new Set() }

/** Labels that stayed in their places tell that the samples did, unless all are the same. */
function isTelling({ run }: Aligned): boolean {
  return new Set(run?.rows).size > 1
}

function judgeChange(scene: Scene, subject: Aligned, change: BatchChange | undefined): Judgement {
  const order = change?.kind === 'permuted' || change?.kind === 'other-samples'
  const size = scene.view.size(subject)
  if (!order && isRounding({ ...scene, size })) return rounding({ ...scene, size })
  if (scene.random.any.before === 'different') return otherRandom(scene, order)
  switch (change?.kind) {
    case 'permuted':
    case 'other-samples':
      return judgeOrder(scene)
    case 'some-rows':
      return change.changed * 2 <= change.of
        ? { class: 'data-content', sure: isCalm(scene) }
        : { class: 'preprocessing', sure: false }
    case 'every-row':
    case 'other-shape':
      return { class: 'preprocessing', sure: false }
    case undefined:
      return judgeWithoutRows(scene, subject)
  }
}

/** Where the order had been the same before, something between the steps may have drawn random numbers. */
function judgeOrder(scene: Scene): Judgement {
  return scene.step > 0 && scene.random.any.after === 'different'
    ? otherRandom(scene, false)
    : { class: 'data-order', sure: isCalm(scene) }
}

function judgeWithoutRows({ pair, step }: Scene, { run }: Aligned): Judgement {
  const counterparts = run === undefined ? undefined : areCounterparts(pair, run, step)
  if (counterparts === undefined) return { class: 'unclear', sure: false }
  return { class: counterparts ? 'preprocessing' : 'data-order', sure: false }
}
