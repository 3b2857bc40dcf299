import type { DivergenceClass } from '../../src/explain/divergence/divergence.ts'

export const TRAININGS = ['mlp', 'cnn', 'transformer', 'hf', 'lightning'] as const
export type Training = (typeof TRAININGS)[number]

/** What kind of thing was changed, as a person would say it. */
export const MUTATION_CLASSES = [
  'data order',
  'data content',
  'preprocessing',
  'labels',
  'init',
  'seed',
  'hyper-parameter',
  'layer code',
  'functional code',
  'loss',
  'gradient processing',
  'optimiser',
  'architecture',
  'precision',
  'batch size',
  'random-stream consumption',
  'rounding-level refactoring',
  'one-ulp nondeterminism',
  'threads',
  'library version',
  'evaluation only',
  'refactoring',
] as const
export type MutationClass = (typeof MUTATION_CLASSES)[number]

/** Replaces a text that stands exactly once in a file: file, from, to. */
export type Edit = readonly [file: string, from: string, to: string]

/** One mutation of one training, and where it must first show. */
export interface Variant {
  readonly edits: readonly Edit[]
  /**
   * `11 forward fc2 in.0`: step, rung, name and part of the first tensor that differs; `*` stands for any text.
   * `same`: the training computes the same. The reference recorder proves each of them.
   */
  readonly first: string
  /** Where two places are equally right: a loss that a model computes is its output and a loss. */
  readonly or?: string
  /** The first tensor that differs is there on one side only, or has another shape. */
  readonly sizeless?: true
  /** Runs with the other numpy. */
  readonly numpy?: 'other'
}

/** A change whose cause is known. */
export interface Mutation {
  readonly id: string
  readonly class: MutationClass
  readonly size: 'rounding' | 'meaning' | 'none'
  /** Classes that are right, even when they are said firmly. */
  readonly right: readonly DivergenceClass[]
  /** Classes that the evidence cannot exclude: right as long as they are said to be unsure. */
  readonly unsure?: readonly DivergenceClass[]
  /** It differs from itself when it is run again. */
  readonly volatile?: true
  readonly on: Partial<Readonly<Record<Training, Variant>>>
}

/** One mutation applied to one training. */
export interface Pair {
  readonly mutation: Mutation
  readonly training: Training
  readonly variant: Variant
}

export function pairsOf(mutations: readonly Mutation[]): Pair[] {
  return mutations.flatMap((mutation) =>
    TRAININGS.flatMap((training) => {
      const variant = mutation.on[training]
      return variant === undefined ? [] : [{ mutation, training, variant }]
    }),
  )
}

export function nameOf({ mutation, training }: Pick<Pair, 'mutation' | 'training'>): string {
  return `${mutation.id} × ${training}`
}
