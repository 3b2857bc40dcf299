import { coarsestOf } from '../../readers/trace/summary.ts'
import type { Trace } from '../../readers/trace/trace.ts'
import type { Aligned } from './align.ts'
import { RUNGS, type FoundDivergence, type HyperChange, type Rung } from './divergence.ts'
import { growthOf } from './growth.ts'
import { effective, hyperAt, runsModelInStep } from './hyper.ts'
import { ladderOf, rungStates } from './ladder.ts'
import { randomAround } from './random.ts'
import { judge } from './rungs/judge.ts'
import type { Judgement, Scene } from './rungs/scene.ts'
import type { Pair } from './sides.ts'
import { stateAt, stateOfInit, type State } from './states.ts'
import { firstDifferent, viewAt, type View } from './view.ts'
import { isDense, lookThrough, type Looked, type Windows } from './window.ts'

/** The first difference of one rank, at the step where it is known to be. `traces` are all of both sides. */
export function locate(
  pair: Pair,
  step: number,
  traces: readonly Trace[],
  windows: Windows | undefined,
): FoundDivergence {
  const looked =
    windows === undefined || step < 0 || isDense(pair, step)
      ? undefined
      : lookThrough(pair, step, windows)
  const seen = looked?.pair ?? pair
  const view = viewAt(seen, step)
  const hyper = step < 0 ? undefined : hyperAt(seen, step)
  const ladderView = step < 0 ? viewAt(seen, 0) : view
  const states = rungStates(seen, Math.max(step, 0), ladderView, hyper ?? hyperAt(seen, 0))
  const { first, rung } = firstOf(seen, view, states, step, hyper)
  const scene: Scene = {
    pair: seen,
    step,
    view,
    first,
    rungs: states,
    hyper,
    size: sizeAt(rung, first, view),
    random: randomAround(seen, step),
    parameters: parametersBefore(seen, step),
  }
  const judged = bySelfCheck(judge(scene, rung), looked)
  return {
    state: 'found',
    training: undefined,
    rank: pair.rank,
    step,
    rung,
    tensor: tensorOf(first),
    class: judged.class,
    sure: judged.sure,
    size: scene.size,
    batch: judged.batch,
    ladder: ladderOf(seen, states, ladderView, hyper ?? hyperAt(seen, 0)),
    growth: growthOf(seen, step),
    hyper: hyper ?? [],
    ...modeOf(traces),
    window: first === undefined && looked?.steady !== 'not-run' ? undefined : looked?.window,
  }
}

/** A hyper-parameter is changed on purpose, however little comes of it in its first step. */
function sizeAt(rung: Rung, first: Aligned | undefined, view: View): FoundDivergence['size'] {
  const size = first === undefined ? undefined : view.size(first)
  return size !== undefined && rung === 'hyper' ? { ...size, meaning: 'meaning' } : size
}

/** Of several ranks that part at one step, the one that does so on the earliest rung; of those the lowest. */
export function earliest(found: readonly FoundDivergence[]): FoundDivergence {
  return found.reduce((best, one) =>
    RUNGS.indexOf(one.rung) < RUNGS.indexOf(best.rung) ? one : best,
  )
}

interface First {
  readonly first: Aligned | undefined
  readonly rung: Rung
}

/** Hyper-parameters are used after the gradients are there: only an update, or nothing, is behind them. */
function firstOf(
  pair: Pair,
  view: View,
  states: Readonly<Record<Rung, State>>,
  step: number,
  hyper: readonly HyperChange[] | undefined,
): First {
  const first = firstDifferent(view)
  if (step < 0) return { first, rung: 'init' }
  const rung = RUNGS.find((one) => one !== 'init' && states[one] === 'different') ?? 'update'
  const changed = hyper !== undefined && effective(hyper).length > 0
  const late =
    first === undefined
      ? rung === 'hyper' || rung === 'update'
      : first.phase === 'update' || (callOf(first) > 0 && mayHaveMoved(pair, step, first))
  if (changed && late) return { first, rung: 'hyper' }
  return first === undefined ? { first, rung } : { first, rung: first.phase }
}

/** Whether an optimiser may have moved parameters before the model ran again: L-BFGS says so; else a backward pass came before. */
function mayHaveMoved(pair: Pair, step: number, { run }: Aligned): boolean {
  if (runsModelInStep(pair, step)) return true
  const tensors = pair.run.steps.get(step)?.tensors ?? []
  const before = run === undefined ? [] : tensors.slice(0, tensors.indexOf(run))
  return before.some(({ phase }) => phase === 'gradient')
}

function callOf({ run, baseline }: Aligned): number {
  return (run ?? baseline)?.call ?? 0
}

function tensorOf(first: Aligned | undefined): FoundDivergence['tensor'] {
  const tensor = first?.run ?? first?.baseline
  if (tensor === undefined) return undefined
  const { phase, name, part, call, shape, dtype } = tensor
  return { phase, name, part, call, shape, dtype }
}

function parametersBefore(pair: Pair, step: number): State {
  return step <= 0 ? stateOfInit(pair) : stateAt(pair, step - 1, 'update')
}

/** A run that does not do the same twice has no change to blame; a baseline that does not leaves it open. */
function bySelfCheck(judged: Judgement, looked: Looked | undefined): Judgement {
  if (looked?.steady === 'not-run') return { class: 'nondeterminism', sure: true }
  return looked?.steady === 'not-baseline' ? { ...judged, sure: false } : judged
}

function modeOf(traces: readonly Trace[]): Pick<FoundDivergence, 'mode' | 'because'> {
  const header = coarsestOf(traces)?.header
  return { mode: header?.mode ?? 'told', because: header?.because }
}
