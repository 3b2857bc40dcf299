import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { RUNGS, type Divergence } from '../../../src/explain/divergence/divergence.ts'
import { found, labelled, parted, shapes, tensorOf } from './labelled.ts'
import { train } from './training.ts'

/** The rung and what comes before it: there nothing may differ. */
function before(divergence: Divergence): readonly string[] {
  const { ladder, rung } = parted(divergence)
  return ladder.slice(0, RUNGS.indexOf(rung)).map(({ state }) => state)
}

describe('a change of a training', () => {
  test('is found at its step and tensor, with its class', () => {
    fc.assert(
      fc.property(labelled, ({ shape, label }) => {
        const divergence = parted(found(shape, label.change))
        expect(divergence).toMatchObject({
          step: label.from,
          rung: label.rung,
          class: label.class,
        })
        if (label.rung !== 'hyper' && label.tensor !== '')
          expect(tensorOf(divergence)).toBe(label.tensor)
        expect(before(divergence)).not.toContain('different')
        expect(divergence.size?.meaning ?? 'meaning').toBe(
          label.what.startsWith('rounding') || label.what === 'type' ? 'rounding' : 'meaning',
        )
      }),
      { numRuns: 150 },
    )
  })

  test('is found at the same place from the other side', () => {
    fc.assert(
      fc.property(labelled, ({ shape, label }) => {
        const [there, back] = [
          parted(found(shape, label.change)),
          parted(found(shape, {}, label.change)),
        ]
        expect([back.step, back.rung, tensorOf(back)]).toEqual([
          there.step,
          there.rung,
          tensorOf(there),
        ])
        expect(back.class).toBe(there.class)
        expect(back.ladder.map(({ state }) => state)).toEqual(
          there.ladder.map(({ state }) => state),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('is never called the same, however little of it was recorded', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 0, max: 25 }), ({ shape, label }, kept) => {
        const [run, baseline] = [train(shape, label.change), train(shape)]
        const cut = { ...run, steps: run.steps.slice(0, kept), end: undefined }
        const divergence = divergenceOf([cut], [baseline])
        expect(divergence.state).toBe(
          run.steps.slice(0, kept).some(({ step }) => step >= label.from) ? 'found' : 'unknown',
        )
      }),
      { numRuns: 60 },
    )
  })

  test('has a growth that begins with it, of at most 64 points', () => {
    const shape = { layers: 1, steps: 200, dropout: false, schedule: 'dense' }
    const { growth } = parted(found(shape, { from: 20, lr: 1.01 }))
    expect(growth).toHaveLength(64)
    expect(growth[0]?.step).toBe(20)
    expect(growth.at(-1)?.step).toBe(199)
    expect(growth.every(({ relative }) => relative > 0)).toBe(true)
  })
})

describe('a training that was not changed', () => {
  test('is the same to its last step', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(found(shape, {})).toEqual({ state: 'same', steps: shape.steps, mode: 'modules' })
      }),
      { numRuns: 50 },
    )
  })
})
