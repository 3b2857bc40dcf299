import type {
  Divergence,
  DivergenceClass,
  FoundDivergence,
  Rung,
} from '../../explain/divergence/divergence.ts'
import { code, name, say, type Line } from '../text/line.ts'
import { count } from '../text/quantity.ts'
import { hyperWords } from './hyper.ts'

/** What people call a rung. */
export const RUNG_NAMES = {
  init: 'initial values',
  batch: 'batch',
  forward: 'forward',
  loss: 'loss',
  gradient: 'gradient',
  hyper: 'hyper-parameters',
  update: 'update',
} as const satisfies Record<Rung, string>

type Reading = (divergence: FoundDivergence) => Line

/** What the first difference speaks for, as a clause. */
const READINGS: Readonly<Record<DivergenceClass, Reading>> = {
  init: () => say`the model begins with other values`,
  seed: () => say`the seed is another`,
  'random-stream': () => say`random numbers were drawn otherwise`,
  architecture: () => say`the model is built otherwise`,
  'data-order': ({ batch }) =>
    batch?.kind === 'permuted'
      ? say`the batch holds the same samples in another order`
      : say`the batch holds other samples of the same data`,
  'data-content': ({ batch }) =>
    batch?.kind === 'some-rows'
      ? say`${batch.changed} of the ${batch.of} samples of the batch differ`
      : say`the samples of the batch differ`,
  preprocessing: () => say`every sample of the batch differs, as after other preprocessing`,
  labels: () => say`the samples are equal, their labels are not`,
  'batch-size': ({ tensor }) =>
    tensor?.phase === 'forward' && tensor.call > 0
      ? say`the model is called another number of times in a step`
      : say`the batch has another number of samples`,
  'layer-code': ({ tensor }) =>
    tensor?.part === 'buffer'
      ? say`all parameters are equal, what a module keeps beside them is not`
      : say`its inputs and parameters are equal, its result is not`,
  'functional-code': ({ tensor }) =>
    tensor?.part === 'target'
      ? say`all before is equal, the target of the loss is made otherwise`
      : say`all modules before are equal, what is made of their results is not`,
  loss: () => say`what goes into the loss is equal, the loss is not`,
  'gradient-processing': ({ tensor }) =>
    tensor?.part === 'raw'
      ? say`what was computed forward is equal, the backward pass gives other gradients`
      : say`it was changed between ${{ kind: 'code', text: 'backward' }} and the optimiser`,
  'hyper-parameter': hyperWords,
  optimizer: (one) =>
    one.hyper.length === 0
      ? say`gradients and hyper-parameters are equal, the update is not`
      : say`the optimiser is another: ${hyperWords(one)}`,
  precision: () => say`the numbers have another precision`,
  rounding: () => say`the same arithmetic rounds otherwise`,
  nondeterminism: () => say`the same code gives other numbers`,
  evaluation: () => say`what differs comes after the training`,
  unclear: () => say`of what kind the cause is cannot be told`,
}

/** Classes whose reading says what it is: the tensor, and how large its difference is, would add nothing. */
const PLACED: ReadonlySet<DivergenceClass> = new Set([
  ...(['data-order', 'data-content', 'preprocessing', 'batch-size'] as const),
  ...(['hyper-parameter', 'evaluation'] as const),
])

/**
 * "they part at step 17 in the output of `blocks.3.attn` (rounding, 3e-7): the same arithmetic rounds otherwise". Where the
 * evidence leaves other readings open it says "probably".
 */
export function partedWords(divergence: FoundDivergence, who: string = 'they part'): Line {
  const { class: kind, sure } = divergence
  const isTold = PLACED.has(kind) && divergence.tensor?.phase !== 'forward'
  const where = isTold ? [] : say`${placeWords(divergence)}${sizeWords(divergence)}`
  const doubt = sure || kind === 'unclear' ? '' : 'probably '
  return say`${who} ${stepWords(divergence)}${where}: ${doubt}${READINGS[kind](divergence)}`
}

/** "at step 17 on rank 1 of training 2 of 2 (`finetune.py`)". */
function stepWords({ step, rank, training }: FoundDivergence): Line {
  const on = rank === 0 ? '' : ` on rank ${rank}`
  const at = step < 0 ? `before the first step${on}` : `at step ${step}${on}`
  if (training === undefined) return say`${at}`
  const { number, of, program } = training
  const which = program === undefined ? [] : say` (${code(program)})`
  return say`${at} of training ${number + 1} of ${of}${which}`
}

/** Nothing where the size was not recorded. */
function sizeWords({ size }: FoundDivergence): Line {
  if (size === undefined) return []
  const relative = spellRelative(size.relative)
  return size.meaning === 'rounding'
    ? say` (rounding, ${relative} of its size)`
    : say` (${relative} of its size)`
}

/** Two digits are enough of an estimate: `3e-7`, `0.12`. */
export function spellRelative(relative: number): string {
  if (relative === 0) return 'below 1e-10'
  const rounded = Number(relative.toPrecision(2))
  return rounded >= 0.001 && rounded < 1000
    ? String(rounded)
    : rounded.toExponential().replace('e+', 'e')
}

const PARTS: Readonly<Record<string, string>> = {
  out: 'the output of ',
  grad: 'the gradient of ',
  raw: 'the gradient of ',
  target: 'the target of ',
  in: 'the input of ',
  buffer: 'the buffer ',
}
const PHASES: Readonly<Partial<Record<Rung, string>>> = {
  init: 'the initial value of ',
  update: 'the update of ',
}

/** " in the output of `blocks.3.attn`", or by the rung alone where the tensor is not known. */
function placeWords({ tensor, rung }: FoundDivergence): Line {
  if (tensor === undefined) return rung === 'hyper' ? [] : say` in the ${RUNG_NAMES[rung]}`
  const { phase, part } = tensor
  const kind = part.replace(/\..*$/, '')
  const known = (Object.hasOwn(PARTS, kind) ? PARTS[kind] : PHASES[phase]) ?? ''
  const what = phase === 'batch' ? 'the batch, ' : known
  const call = tensor.call === 0 ? '' : ` (call ${tensor.call + 1})`
  return say` in ${what}${name(tensor.name)}${call}`
}

/** Where two runs of the same program and seed part: no change is blamed. */
export function repeatWords(divergence: FoundDivergence): Line {
  return partedWords(divergence, 'two runs of the same code and seed part')
}

type Unknown = Extract<Divergence, { state: 'unknown' }>

const UNKNOWN: Readonly<Record<Exclude<Unknown['why'], 'other-length'>, string>> = {
  'no-trace': 'one of them was not traced',
  'not-at-hand': 'the trace of one of them is not at hand',
  unreadable: 'a trace cannot be read',
  'other-algorithm': 'their traces have other kinds of digests',
  'other-ranks': 'they ran as another number of processes',
  'other-trainings': 'their trainings cannot be laid side by side',
  'too-short': 'their traces are equal as far as they go, which is not the whole training',
}

/** What is said of a comparison of traces that found nothing, or could not be made. */
export function unpartedWords(divergence: Exclude<Divergence, FoundDivergence>): Line {
  if (divergence.state === 'unknown') {
    if (divergence.why === 'other-length') return say`${divergence.detail ?? ''}`
    return say`where the two part is not known: ${UNKNOWN[divergence.why]}${divergence.detail === undefined ? '' : ` (${divergence.detail})`}`
  }
  const { steps } = divergence
  const all = steps === 1 ? 'the one step' : `every one of ${count(steps, 'step')}`
  return say`${all} is equal in loss, gradients and parameters`
}
