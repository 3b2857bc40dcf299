import type { Phase } from '../../readers/trace/trace.ts'
import type { Aligned } from './align.ts'
import { RUNGS, type HyperChange, type LadderRung, type Rung } from './divergence.ts'
import { effective } from './hyper.ts'
import type { Pair } from './sides.ts'
import { stateAt, stateOfInit, stateOfTensors, type State } from './states.ts'
import { viewAt, type View } from './view.ts'

/** What is known of each rung at one step; initial values are those of the whole run. */
export function rungStates(
  pair: Pair,
  step: number,
  view: View,
  hyper: readonly HyperChange[] | undefined,
): Readonly<Record<Rung, State>> {
  const ofTensors = (phase: Phase): State =>
    stateOfTensors(view.aligned.filter((one) => one.phase === phase))
  const either = (field: 'batch' | 'loss' | 'gradient' | 'update'): State => {
    const [inShort, tensors] = [stateAt(pair, step, field), ofTensors(field)]
    return tensors === 'different' || inShort === 'unknown' ? tensors : inShort
  }
  return {
    init: stateOfInit(pair),
    batch: either('batch'),
    forward: ofTensors('forward'),
    loss: either('loss'),
    gradient: either('gradient'),
    hyper: hyper === undefined ? 'unknown' : effective(hyper).length > 0 ? 'different' : 'same',
    update: either('update'),
  }
}

/** The rungs as they are shown, with the first tensor of each that differs at this step. */
export function ladderOf(
  pair: Pair,
  states: Readonly<Record<Rung, State>>,
  view: View,
  hyper: readonly HyperChange[] | undefined,
): readonly LadderRung[] {
  return RUNGS.map((rung) => {
    const state = states[rung]
    if (state !== 'different') return { rung, state }
    if (rung === 'hyper') return { rung, state, tensor: effective(hyper ?? [])[0]?.name }
    return { rung, state, ...shownTensor(rung === 'init' ? viewAt(pair, -1) : view, rung) }
  })
}

function shownTensor(view: View, phase: Phase): Pick<LadderRung, 'tensor' | 'relative'> {
  const first = view.aligned.find((one) => one.phase === phase && one.state !== 'same')
  if (first === undefined) return {}
  const size = view.size(first)
  return { tensor: spellTensor(first), ...(size === undefined ? {} : { relative: size.relative }) }
}

/** `blocks.3.attn out`; a part that is the only one is left out. */
function spellTensor({ baseline, run }: Aligned): string {
  const tensor = run ?? baseline
  if (tensor === undefined) return ''
  const { name, part, call } = tensor
  return [name, ...(part === 'value' ? [] : [part]), ...(call === 0 ? [] : [`call ${call}`])].join(
    ' ',
  )
}
