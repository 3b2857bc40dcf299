import * as fc from 'fast-check'
import {
  DIVERGENCE_CLASSES,
  RUNGS,
  type DivergenceClass,
  type FoundDivergence,
  type HyperChange,
  type Rung,
} from '../../../src/explain/divergence/divergence.ts'
import type { Change, FactorReport } from '../../../src/explain/explanation.ts'
import { Factor } from '../../../src/record/record.ts'

/** Where each class is seen first. */
export const RUNG_OF: Readonly<Record<DivergenceClass, Rung>> = {
  init: 'init',
  seed: 'init',
  'random-stream': 'forward',
  architecture: 'init',
  'data-order': 'batch',
  'data-content': 'batch',
  preprocessing: 'batch',
  labels: 'batch',
  'batch-size': 'batch',
  'layer-code': 'forward',
  'functional-code': 'forward',
  loss: 'loss',
  'gradient-processing': 'gradient',
  'hyper-parameter': 'hyper',
  optimizer: 'update',
  precision: 'forward',
  rounding: 'forward',
  nondeterminism: 'gradient',
  evaluation: 'update',
  unclear: 'update',
}

/** A divergence of a class at its usual rung; all rungs before it are equal. */
export function parted(
  kind: DivergenceClass,
  overrides: Partial<FoundDivergence> = {},
): FoundDivergence {
  const rung = overrides.rung ?? RUNG_OF[kind]
  const at = RUNGS.indexOf(rung)
  const phase = rung === 'hyper' ? 'update' : rung
  return {
    state: 'found',
    training: undefined,
    rank: 0,
    step: rung === 'init' ? -1 : 17,
    rung,
    tensor:
      rung === 'hyper'
        ? undefined
        : {
            phase,
            name: 'blocks.3.attn',
            part: phase === 'forward' ? 'out' : 'value',
            call: 0,
            shape: [8, 32],
            dtype: 'float32',
          },
    class: kind,
    sure: true,
    size: rung === 'hyper' ? undefined : { relative: 3e-7, meaning: 'rounding' },
    ladder: RUNGS.map((one, place) => ({
      rung: one,
      state: place < at ? ('same' as const) : ('different' as const),
    })),
    growth: [],
    hyper: [],
    batch: undefined,
    mode: 'modules',
    because: undefined,
    window: undefined,
    ...overrides,
  }
}

export function faster(overrides: Partial<HyperChange> = {}): HyperChange {
  return { optimizer: 0, group: 0, name: 'lr', before: 0.0003, after: 0.0006, ...overrides }
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

export const RATE: Of<'param'> = {
  kind: 'param',
  file: 'configs/mini.yaml',
  key: 'learning_rate',
  before: 0.0003,
  after: 0.0006,
  line: 14,
}
export const MODEL: Of<'code'> = {
  kind: 'code',
  path: 'model.py',
  how: 'changed',
  imported: true,
  hunks: undefined,
}
export const ROWS: Of<'data'> = {
  kind: 'data',
  path: 'data/train.csv',
  how: 'changed',
  rows: undefined,
  total: 3,
}
export const NUMPY: Of<'package'> = {
  kind: 'package',
  name: 'numpy',
  before: '2.1.0',
  after: '2.2.0',
}

export function setting(name: string, before?: string, after?: string): Change {
  return { kind: 'setting', name, before, after }
}

/** All factors the same but those given. */
export function factorsOf(
  changes: Partial<Record<Factor, readonly Change[]>>,
  unknown: readonly Factor[] = [],
): FactorReport[] {
  return Factor.options.map((factor) => ({
    factor,
    status:
      changes[factor] !== undefined ? 'different' : unknown.includes(factor) ? 'unknown' : 'same',
    changes: changes[factor] ?? [],
    unknown: unknown.includes(factor) ? [`${factor} was not recorded`] : [],
    advice: undefined,
  }))
}

const anyChange = fc.constantFrom<Change>(
  RATE,
  MODEL,
  ROWS,
  NUMPY,
  { ...MODEL, path: 'README.md', imported: false },
  setting('train --lr', '0.0003', '0.0006'),
  setting('pins.uv.lock', 'a', 'b'),
  setting('seed.calls.torch.manual_seed', '1', '2'),
)

export const anyFactors: fc.Arbitrary<FactorReport[]> = fc
  .tuple(
    ...Factor.options.map((factor) =>
      fc.record({
        factor: fc.constant(factor),
        status: fc.constantFrom('same' as const, 'different' as const, 'unknown' as const),
        changes: fc.array(anyChange, { maxLength: 3 }),
        unknown: fc.array(fc.constant('something'), { maxLength: 1 }),
        advice: fc.constant(undefined),
      }),
    ),
  )
  .map((reports) =>
    reports.map((one) => (one.status === 'different' ? one : { ...one, changes: [] })),
  )

export const anyParted: fc.Arbitrary<FoundDivergence> = fc
  .record({
    kind: fc.constantFrom(...DIVERGENCE_CLASSES),
    step: fc.integer({ min: -1, max: 1000 }),
    rung: fc.constantFrom(...RUNGS),
    sure: fc.boolean(),
    hyper: fc.subarray([faster(), faster({ name: 'initial_lr' }), faster({ name: 'eps' })]),
  })
  .map(({ kind, ...rest }) => parted(kind, rest))
