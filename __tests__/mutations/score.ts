import { createHash } from 'node:crypto'
import type { Cause } from '../../src/explain/cause/cause.ts'
import type {
  Divergence,
  DivergenceClass,
  FoundDivergence,
} from '../../src/explain/divergence/divergence.ts'
import { nameOf, type MutationClass, type Pair } from './mutation.ts'
import { isAt, placesOf, type Place } from './place.ts'

/** What Reprise said of one mutation, and whether it is so. */
export interface Score {
  readonly name: string
  readonly class: MutationClass
  readonly heldOut: boolean
  readonly step: boolean
  readonly tensor: boolean
  /** The class is acceptable: the right one, or another that the evidence cannot exclude and that is said to be unsure. */
  readonly kind: boolean
  /** The right one is named: by the cause, or where there is none by the divergence. */
  readonly named: boolean
  readonly size: boolean
  /** A class or a cause was named firmly, and it is another one. */
  readonly firmlyWrong: boolean
  /** What was said and what was expected, for a person. */
  readonly said: string
}

/** What was said of a pair. `factors`: what truly differs. */
export interface Answer {
  readonly divergence: Divergence
  readonly cause: Cause | undefined
  readonly factors: ReadonlySet<string>
}

/** A third of all pairs by a digest of their names: nobody looks at these while tuning. */
export function isHeldOut(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE(0) % 3 === 0
}

export function scoreOf(pair: Pair, answer: Answer): Score {
  const name = nameOf(pair)
  return {
    name,
    class: pair.mutation.class,
    heldOut: isHeldOut(name),
    ...judged(pair, answer),
    said: `${spelled(answer)}; expected ${pair.variant.first}, ${pair.mutation.right.join('/')}`,
  }
}

type Judged = Omit<Score, 'name' | 'class' | 'heldOut' | 'said'>

function judged(pair: Pair, { divergence, cause, factors }: Answer): Judged {
  const { mutation } = pair
  const places = placesOf(pair)
  if (places.length === 0) {
    const right = divergence.state === 'same'
    const kind = right && (cause === undefined || cause.class === 'evaluation')
    const firmlyWrong = divergence.state === 'found'
    return { step: right, tensor: right, kind, named: kind, size: right, firmlyWrong }
  }
  if (divergence.state !== 'found') {
    // Calling two trainings the same that are not is the worst of all sentences.
    const firmlyWrong = divergence.state === 'same'
    return { step: false, tensor: false, kind: false, named: false, size: false, firmlyWrong }
  }
  const kinds = [{ class: divergence.class, sure: divergence.sure }]
  if (cause !== undefined) kinds.push({ class: cause.class, sure: cause.certainty === 'firm' })
  return {
    step: places.some(({ step }) => step === divergence.step),
    tensor: places.some((place) => fits(place, divergence)),
    kind: kinds.every((said) => isAcceptable(mutation, said)),
    named: mutation.right.includes((cause ?? divergence).class),
    size: isRightSize(pair, divergence),
    firmlyWrong:
      kinds.some((said) => said.sure && !mutation.right.includes(said.class)) ||
      isWrongCause(cause, factors),
  }
}

function fits(place: Place, { step, rung, tensor, hyper }: FoundDivergence): boolean {
  if (rung === 'hyper')
    return hyper.some((change) => isAt(place, { step, rung, name: '', part: change.name }))
  return tensor !== undefined && isAt(place, { step, rung, name: tensor.name, part: tensor.part })
}

function isAcceptable(
  { right, unsure = [] }: Pair['mutation'],
  said: { readonly class: DivergenceClass; readonly sure: boolean },
): boolean {
  return right.includes(said.class) || (!said.sure && unsure.includes(said.class))
}

/** Whole numbers, hyper-parameters and tensors of other shapes have no relative size: what differs there has a meaning. */
function isRightSize(
  { mutation, variant }: Pair,
  { size, tensor, rung, class: kind }: FoundDivergence,
): boolean {
  if (size !== undefined) return size.meaning === mutation.size
  const sizeless =
    variant.sizeless === true ||
    rung === 'hyper' ||
    ['architecture', 'batch-size', 'precision'].includes(kind) ||
    /^(u?int|bool)/.test(tensor?.dtype ?? '')
  return sizeless && mutation.size === 'meaning'
}

/** Whether the candidate that is said to be the cause is something that did not change. */
function isWrongCause(cause: Cause | undefined, factors: ReadonlySet<string>): boolean {
  if (cause?.certainty !== 'firm') return false
  const factor = cause.candidates[0]?.factor
  return factor === undefined ? !factors.has('determinism') : !factors.has(factor)
}

function spelled({ divergence, cause }: Answer): string {
  if (divergence.state !== 'found') return divergence.state === 'same' ? 'same' : divergence.why
  const { step, rung, tensor, sure, size, hyper } = divergence
  const place = tensor === undefined ? '?' : `${tensor.name} ${tensor.part}`
  const where = rung === 'hyper' ? hyper.map(({ name }) => name).join(',') : place
  const why = cause === undefined ? '' : `, cause ${cause.class} ${cause.certainty}`
  const relative =
    size === undefined ? 'no size' : `${size.meaning} ${size.relative.toExponential(1)}`
  return `${step} ${rung} ${where}: ${divergence.class}${sure ? '!' : '?'}, ${relative}${why}`
}
