import type { Rung } from '../divergence.ts'
import { judgeBatch } from './batch.ts'
import { judgeForward } from './forward.ts'
import { judgeInit } from './init.ts'
import { judgeGradient, judgeLoss, judgeUpdate } from './later.ts'
import { otherRandom, type Judgement, type Scene } from './scene.ts'

/**
 * The class that the first difference of a step speaks for. What a program told of itself, rather than what was seen, leaves room for everything
 * that it did not tell.
 */
export function judge(scene: Scene, rung: Rung): Judgement {
  const judged = judgeRung(scene, rung)
  const { baseline, run } = scene.pair
  const told = baseline.header.mode === 'told' || run.header.mode === 'told'
  return told && rung !== 'hyper' ? { ...judged, sure: false } : judged
}

function judgeRung(scene: Scene, rung: Rung): Judgement {
  const { first } = scene
  if (rung === 'hyper' || rung === 'update') return judgeUpdate(scene, first)
  if (first === undefined) return judgeInShort(scene, rung)
  switch (first.phase) {
    case 'init':
      return judgeInit(scene, first)
    case 'batch':
      return judgeBatch(
        scene,
        first,
        scene.view.aligned.filter(({ phase }) => phase === 'batch'),
      )
    case 'forward':
      return judgeForward(scene, first)
    case 'loss':
      return judgeLoss(scene, first)
    case 'gradient':
      return judgeGradient(scene, first)
    case 'update':
      return judgeUpdate(scene, first)
  }
}

/** From the digests of whole rungs alone. */
function judgeInShort(scene: Scene, rung: Rung): Judgement {
  const early = rung === 'batch' || rung === 'loss' || rung === 'forward'
  return early && scene.random.any.before === 'different'
    ? otherRandom(scene, false)
    : { class: 'unclear', sure: false }
}
