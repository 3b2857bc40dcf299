import fc from 'fast-check'
import { divergenceOf, windowWanted } from '../../../src/explain/divergence/divergence-of.ts'
import type {
  Divergence,
  DivergenceClass,
  FoundDivergence,
  Rung,
} from '../../../src/explain/divergence/divergence.ts'
import { train, type Change, type Shape } from './training.ts'

/** A change whose first effect is known. `tensor`: name and part; undefined where only a hyper-parameter tells it. */
export interface Labelled {
  readonly what: string
  readonly change: Change
  readonly rung: Rung
  readonly tensor: string | undefined
  readonly class: DivergenceClass
  readonly from: number
}

/** What it does from a step on, to one layer: each is chosen for every step and every layer. */
export function labelledAt(from: number, layer: number): readonly Labelled[] {
  const at = { from, layer }
  const weight = `l${layer}.weight`
  const make = (
    what: string,
    change: Change,
    rung: Rung,
    tensor: string | undefined,
    named: DivergenceClass,
  ): Labelled => ({ what, change: { ...at, ...change }, rung, tensor, class: named, from })
  return [
    make('order', { reversed: true }, 'batch', '0 value', 'data-order'),
    make('scale of the samples', { scale: 1.2 }, 'batch', '0 value', 'preprocessing'),
    make('code before a layer', { between: 1.1 }, 'forward', `l${layer} in.0`, 'functional-code'),
    make('code of a layer', { inside: 1.1 }, 'forward', `l${layer} out`, 'layer-code'),
    make('rounding in a layer', { inside: 1 + 2e-7 }, 'forward', `l${layer} out`, 'rounding'),
    make('loss', { loss: 1.1 }, 'loss', 'loss value', 'loss'),
    make('what backward gives', { raw: 1.1 }, 'gradient', `${weight} raw`, 'gradient-processing'),
    make('rounding in backward', { raw: 1 + 2e-7 }, 'gradient', `${weight} raw`, 'rounding'),
    make('clipping', { clip: 1.1 }, 'gradient', `${weight} grad`, 'gradient-processing'),
    make('rate', { lr: 3 }, 'hyper', undefined, 'hyper-parameter'),
    make('rule of the update', { decay: 0.9 }, 'update', `${weight} value`, 'optimizer'),
  ]
}

/** What is there from the beginning. */
export function labelledAtStart(layer: number): readonly Labelled[] {
  const weight = `l${layer}.weight value`
  const make = (
    what: string,
    change: Change,
    tensor: string,
    named: DivergenceClass,
  ): Labelled => ({
    what,
    change: { layer, ...change },
    rung: 'init',
    tensor,
    class: named,
    from: -1,
  })
  return [
    make('spread of initial values', { init: 1.3 }, weight, 'init'),
    make('seed', { seed: 5 }, 'l0.weight value', 'seed'),
    make('another layer', { extra: true }, '', 'architecture'),
    make('type', { dtype: 'bfloat16' }, 'l0.weight value', 'precision'),
    atBatch(
      make(
        'a number drawn before the first batch',
        { drawsAtStart: 1 },
        '0 value',
        'random-stream',
      ),
    ),
    atBatch(make('samples in a batch', { batchSize: 5 }, '0 value', 'batch-size')),
  ]
}

function atBatch(label: Labelled): Labelled {
  return { ...label, from: 0, rung: 'batch' }
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  layers: fc.integer({ min: 1, max: 3 }),
  steps: fc.integer({ min: 1, max: 20 }),
  dropout: fc.boolean(),
  schedule: fc.constantFrom('standard', 'rolling', 'dense'),
})

/** A training, and a change of it. */
export const labelled: fc.Arbitrary<{ shape: Shape; label: Labelled }> = shapes.chain((shape) =>
  fc
    .record({
      from: fc.integer({ min: 0, max: shape.steps - 1 }),
      layer: fc.integer({ min: 0, max: shape.layers - 1 }),
    })
    .chain(({ from, layer }) =>
      fc.constantFrom(...labelledAt(from, layer), ...labelledAtStart(layer)),
    )
    .map((label) => ({ shape, label })),
)

/** The divergence as a check finds it: with re-runs of both sides where it wants them. */
export function found(shape: Shape, change: Change, original: Change = {}): Divergence {
  const [run, baseline] = [train(shape, change), train(shape, original)]
  const wanted = windowWanted([run], [baseline])
  if (wanted === undefined) return divergenceOf([run], [baseline])
  const window = { ...shape, schedule: `window:${wanted.from}-${wanted.to}` }
  const windows = { run: [train(window, change)], baseline: [train(window, original)] }
  return divergenceOf([run], [baseline], windows)
}

export function parted(divergence: Divergence): FoundDivergence {
  if (divergence.state !== 'found') throw new Error(`not found: ${JSON.stringify(divergence)}`)
  return divergence
}

export function tensorOf({ tensor }: FoundDivergence): string | undefined {
  return tensor === undefined ? undefined : `${tensor.name} ${tensor.part}`
}
