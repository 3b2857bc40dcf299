import { describe, expect, test } from '@jest/globals'
import { repeatOf } from '../../../src/explain/divergence/repeat.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { parted, tensorOf } from './labelled.ts'
import { train, type Change } from './training.ts'

const SHAPE = { layers: 2, steps: 8, dropout: true, schedule: 'standard' }

/** The same, with its random generators in another state after each step from that one on. */
function restated(trace: Trace, from: number): Trace {
  const steps = trace.steps.map((step) =>
    step.step < from || step.rolling === undefined
      ? step
      : { ...step, rolling: { ...step.rolling, random: `${step.rolling.random}-other` } },
  )
  return { ...trace, steps }
}

describe('a run and its own repetition', () => {
  test.each<[string, Change, string]>([
    ['arithmetic in a layer', { from: 3, inside: 1 + 2e-7 }, 'nondeterminism'],
    ['arithmetic that matters', { from: 3, inside: 1.1 }, 'nondeterminism'],
    ['a gradient', { from: 3, raw: 1 + 2e-7 }, 'nondeterminism'],
    ['an update', { from: 3, decay: 0.9 }, 'nondeterminism'],
    ['the order of samples', { reversed: true }, 'data-order'],
    ['samples that are changed by chance', { scale: 1.1 }, 'random-stream'],
    ['a label changed by chance', { label: 3 }, 'random-stream'],
    ['a model built before anything was seeded', { init: 1.5 }, 'init'],
    ['a seed from the clock', { seed: 3 }, 'seed'],
    ['a number drawn from the stream', { drawsAtStart: 1 }, 'random-stream'],
    ['a setting from the clock', { lr: 2 }, 'hyper-parameter'],
  ])('parts by %s', (_, change, named) => {
    expect(parted(repeatOf([train(SHAPE)], [train(SHAPE, change)])).class).toBe(named)
  })

  test('names the place where it parts', () => {
    const divergence = parted(repeatOf([train(SHAPE)], [train(SHAPE, { from: 3, inside: 1.1 })]))
    expect([divergence.step, tensorOf(divergence), divergence.sure]).toEqual([3, 'l0 out', true])
  })

  test('numbers that a layer draws otherwise are random numbers, whatever the layer is called', () => {
    const one = train(SHAPE)
    const drawn = parted(repeatOf([one], [restated(train(SHAPE, { from: 3, inside: 1.1 }), 3)]))
    expect([drawn.step, drawn.class, drawn.sure]).toEqual([3, 'random-stream', false])
    const rounded = restated(train(SHAPE, { from: 3, inside: 1 + 2e-7 }), 3)
    expect(parted(repeatOf([one], [rounded])).class).toBe('nondeterminism')
  })

  test('of another length speaks of the first run and the second, and of no baseline', () => {
    const longer = repeatOf([train(SHAPE)], [train({ ...SHAPE, steps: 10 })])
    expect(longer).toEqual({
      state: 'unknown',
      why: 'other-length',
      detail:
        'the first 8 steps are equal; the second run goes on to 10, the first run ends after 8',
    })
  })

  test('may be the same', () => {
    expect(repeatOf([train(SHAPE)], [train(SHAPE)])).toEqual({
      state: 'same',
      steps: 8,
      mode: 'modules',
    })
  })
})
