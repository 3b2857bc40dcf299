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
  if (isOtherCount(entries)) return { ...batch, ...judgeCount(scene, entries) }
  if (subject === undefined) return { ...batch, class: 'labels', sure: isCalm(scene) }
  // What comes with samples that stayed is made of them, or stands beside them.
  if (entries.slice(0, entries.indexOf(subject)).some(isStayed))
    return {
      ...batch,
      class: isLikeLabels(subject, entries) ? 'labels' : 'preprocessing',
      sure: false,
    }
  if (isOtherShape(subject)) return { ...batch, ...judgeShape(scene) }
  return { ...batch, ...judgeChange(scene, subject, change) }
}

/**
 * One more or one fewer batch in a step: gradients are accumulated over another number of them. Of a model that is called once more that is not known:
 * another optimiser may have its turn.
 */
function judgeMissing({ baseline, run, phase }: Aligned): Judgement {
  const again = (run ?? baseline)?.call ?? 0
  return again > 0
    ? { class: 'batch-size', sure: phase === 'batch' }
    : { class: 'preprocessing', sure: false }
}

function isCalm({ random }: Scene): boolean {
  return random.any.before === 'same'
}

/** A batch may come from anybody, with any number of tensors. */
const MOST_COUNTS = 8

/**
 * Whether all tensors of the batch hold another number of samples: one of their dimensions, where one has it the first, went from the same number to
 * the same other one. A first dimension alone may be time, or tokens put together.
 */
function isOtherCount(entries: readonly Aligned[]): boolean {
  const shapes = entries.flatMap(shapesOf)
  const counts = shapes.filter(([before, after]) => before[0] !== after[0])
  // One of the first has the samples first, or none has.
  return counts
    .slice(0, MOST_COUNTS)
    .some(([before, after]) =>
      shapes.every(([old, young]) =>
        old.some((size, at) => size === before[0] && young[at] === after[0]),
      ),
    )
}

/** Those that have a dimension at all. */
function shapesOf({ baseline, run }: Aligned): ReadonlyArray<readonly [Shape, Shape]> {
  const [before, after] = [baseline?.shape ?? [], run?.shape ?? []]
  return before.length > 0 && before.length === after.length ? [[before, after]] : []
}

type Shape = readonly number[]

/** A later batch of another size is the last one of another number of samples. One tensor alone may have another length. */
function judgeCount({ step }: Scene, entries: readonly Aligned[]): Judgement {
  const sure = entries.flatMap(shapesOf).length > 1
  return step === 0 ? { class: 'batch-size', sure } : { class: 'data-content', sure: false }
}

function isOtherShape({ baseline, run }: Aligned): boolean {
  return baseline?.shape.join() !== run?.shape.join()
}

/** Longer samples, or another cut. */
function judgeShape({ step }: Scene): Judgement {
  return { class: step === 0 ? 'preprocessing' : 'data-content', sure: false }
}

/** Equal, and telling: most of its rows are each a sample of its own. */
function isStayed({ state, run }: Aligned): boolean {
  const rows = run?.rows ?? []
  return state === 'same' && rows.length > 1 && new Set(rows).size * 2 > rows.length
}

const LABELS = /label|target|^y$/i

/** By its name, or because it is the last of a tuple and like labels. */
function isLabel(one: Aligned, entries: readonly Aligned[]): boolean {
  const place = placeOf(one)
  if (LABELS.test(place.split('.').at(-1) ?? '')) return true
  const places = entries.map(placeOf)
  const isTuple = one.phase === 'batch' && places.every((each) => /^\d+$/.test(each))
  const isLast = places.every((each) => Number(each) <= Number(place))
  return isTuple && Number(place) > 0 && isLast && isLikeLabels(one, entries)
}

/** Whole numbers, or fewer a sample than all that comes with them: another view of the sample is as large as the first. */
function isLikeLabels(one: Aligned, entries: readonly Aligned[]): boolean {
  const { dtype = '' } = one.run ?? one.baseline ?? {}
  const others = entries.filter((other) => other !== one).map(widthOf)
  return /^(?:u?int|bool)/.test(dtype) || others.every((width) => widthOf(one) < width)
}

/** Numbers a sample. */
function widthOf({ baseline, run }: Aligned): number {
  return (run ?? baseline)?.shape.slice(1).reduce((product, size) => product * size, 1) ?? 0
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
  if (entries.some((one) => isStayed(one) || (one.run === run && isLabel(one, entries))))
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
