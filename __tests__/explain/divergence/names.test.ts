import { describe, expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { evidenceOf } from '../../../src/readers/trace/evidence.ts'
import type { TracedTensor, TraceStep } from '../../../src/readers/trace/trace.ts'
import { between, edited, SHAPE } from './edits.ts'
import { parted } from './labelled.ts'
import { train, type Change } from './training.ts'

describe('other names', () => {
  const renamed = {
    tensor: (one: TracedTensor) => [{ ...one, name: one.name.replace(/^l(\d)/, 'layers.$1') }],
  }
  const mask = { phase: 'init' as const, name: 'mask', part: 'buffer', call: 0, shape: [4, 4] }
  const withMask = {
    step: ({ step, tensors }: TraceStep) =>
      step < 0
        ? {
            tensors: [
              ...tensors,
              { ...mask, dtype: 'bool', digest: 'aa', sketch: undefined, rows: undefined },
            ],
          }
        : {},
  }

  test.each([
    ['of modules', renamed],
    ['and a new constant', withMask],
  ])('%s are no difference', (_, edit) => {
    const run = edited(train(SHAPE), edit)
    expect(divergenceOf([run], [train(SHAPE)])).toMatchObject({ state: 'same', steps: 8 })
    expect(divergenceOf([train(SHAPE)], [run])).toMatchObject({ state: 'same', steps: 8 })
    expect(evidenceOf([run])).toBe(evidenceOf([train(SHAPE)]))
  })

  test.each<[Change, object]>([
    [{ lr: 2 }, { step: 0, rung: 'hyper', class: 'hyper-parameter' }],
    [
      { from: 3, loss: 2 },
      { step: 3, rung: 'loss', class: 'loss' },
    ],
    [
      { from: 3, reversed: true },
      { step: 3, rung: 'batch', class: 'data-order' },
    ],
  ])('do not hide what else differs: %j', (change, expected) => {
    expect(between(change, renamed, {})).toMatchObject(expected)
    expect(between(change, withMask, {})).toMatchObject(expected)
  })

  test('a constant of another value is one', () => {
    const other = edited(train(SHAPE), withMask)
    const changed = edited(other, {
      tensor: (one) => [one.name === 'mask' ? { ...one, digest: 'ab' } : one],
    })
    expect(parted(divergenceOf([changed], [other]))).toMatchObject({
      step: -1,
      tensor: { name: 'mask', part: 'buffer' },
    })
  })
})
