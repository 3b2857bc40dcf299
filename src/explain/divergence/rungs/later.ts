import type { Aligned } from '../align.ts'
import { effective, isOtherOptimizer } from '../hyper.ts'
import { BUFFER } from '../states.ts'
import {
  hasOtherType,
  isMeaning,
  isRounding,
  rounding,
  type Judgement,
  type Scene,
} from './scene.ts'

/** A loss, or what goes into it, that differs while what the model gave is equal. */
export function judgeLoss(scene: Scene, first: Aligned): Judgement {
  const { view, rungs, random } = scene
  if (first.state === 'missing') return { class: 'loss', sure: false }
  if (hasOtherType(first)) return { class: 'precision', sure: true }
  if (isRounding(scene)) return rounding(scene)
  const part = (first.run ?? first.baseline)?.part ?? ''
  const calm = random.model.before === 'same' && isMeaning(scene)
  // A target that is another though the batch is not was made of it: by code, a schedule or another network.
  if (part === 'target')
    return { class: rungs.batch === 'same' ? 'functional-code' : 'labels', sure: false }
  if (rungs.forward !== 'same') return { class: 'unclear', sure: false }
  if (part !== 'value') return { class: 'functional-code', sure: false }
  if (isOtherScale(scene)) return { class: 'hyper-parameter', sure: false }
  // The value alone may differ because of labels that nobody recorded.
  const inputs = view.aligned.some((one) => one.phase === 'loss' && one.run?.part !== 'value')
  return { class: 'loss', sure: calm && (inputs || rungs.batch === 'same') }
}

/** Gradients that differ while the loss is equal. */
export function judgeGradient(scene: Scene, first: Aligned): Judgement {
  if (hasOtherType(first)) return { class: 'precision', sure: true }
  if (isRounding(scene)) return rounding(scene)
  const before = scene.rungs.loss === 'same' || scene.rungs.forward === 'same'
  if (!before) return { class: 'unclear', sure: false }
  if (isOtherScale(scene)) return { class: 'hyper-parameter', sure: false }
  const isProcessed = first.run?.part === 'grad' && hasEqualRaw(scene, first)
  return { class: 'gradient-processing', sure: isProcessed && isMeaning(scene) }
}

/** Mixed precision scales the loss, and so the gradients: the one value in force that acts before the update. */
function isOtherScale({ hyper }: Scene): boolean {
  return hyper?.some(({ name }) => name === 'scale') ?? false
}

/** `backward` left the same, so what came after made the difference. */
function hasEqualRaw({ view }: Scene, { run }: Aligned): boolean {
  return view.aligned.some(
    (one) =>
      one.phase === 'gradient' &&
      one.state === 'same' &&
      one.run?.part === 'raw' &&
      one.run.name === run?.name,
  )
}

/** Parameters that differ after a step with equal gradients; `first` is undefined where no tensor is known. */
export function judgeUpdate(scene: Scene, first: Aligned | undefined): Judgement {
  const { hyper, rungs } = scene
  const known = rungs.gradient === 'same' && (first === undefined || first.phase === 'update')
  if (hyper !== undefined && effective(hyper).length > 0)
    return { class: isOtherOptimizer(hyper) ? 'optimizer' : 'hyper-parameter', sure: known }
  if (first?.state === 'missing') return { class: 'architecture', sure: false }
  if (first !== undefined && hasOtherType(first)) return { class: 'precision', sure: true }
  // No loss reads them yet: a module keeps them by itself, or an evaluation wrote to them.
  if ((first?.run ?? first?.baseline)?.part === BUFFER) return { class: 'layer-code', sure: false }
  // A small step with another rule may look like rounding beside the parameter that it moves.
  if (isRounding(scene)) return { class: 'rounding', sure: false }
  if (!known) return { class: 'unclear', sure: false }
  return { class: 'optimizer', sure: hyper !== undefined && isMeaning(scene) }
}
