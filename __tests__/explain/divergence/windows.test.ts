import { describe, expect, test } from '@jest/globals'
import { divergenceOf, windowWanted } from '../../../src/explain/divergence/divergence-of.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { parted, tensorOf } from './labelled.ts'
import { train, type Change } from './training.ts'

const SHAPE = { layers: 2, steps: 20, dropout: false, schedule: 'standard' }
const WINDOW = { ...SHAPE, schedule: 'window:11-11' }
const CHANGE: Change = { from: 11, layer: 1, inside: 1.1 }
const [BASE, RUN] = [train(SHAPE), train(SHAPE, CHANGE)]

describe('a window', () => {
  test('is wanted at a step that neither side recorded in full', () => {
    expect(windowWanted([RUN], [BASE])).toEqual({ from: 11, to: 11 })
    expect(windowWanted([train(SHAPE, { ...CHANGE, from: 4 })], [BASE])).toBeUndefined()
    expect(windowWanted([train(SHAPE, { init: 2 })], [BASE])).toBeUndefined()
    expect(windowWanted([BASE], [BASE])).toBeUndefined()
    expect(windowWanted([], [BASE])).toBeUndefined()
  })

  test('is not wanted where a hyper-parameter tells all', () => {
    const run = train(SHAPE, { from: 11, lr: 2 })
    expect(windowWanted([run], [BASE])).toBeUndefined()
    const divergence = parted(divergenceOf([run], [BASE]))
    expect(divergence).toMatchObject({ step: 11, rung: 'hyper', sure: true, tensor: undefined })
    expect(divergence.hyper).toEqual([
      { optimizer: 0, group: 0, name: 'lr', before: 0.01, after: 0.02 },
    ])
  })

  test('is not wanted where a program told of itself', () => {
    const told = (trace: typeof RUN): typeof RUN => ({
      ...trace,
      header: { ...trace.header, mode: 'told' },
    })
    expect(windowWanted([told(RUN)], [told(BASE)])).toBeUndefined()
  })

  test('tells the tensor, and that it was looked through', () => {
    const without = parted(divergenceOf([RUN], [BASE]))
    expect(without).toMatchObject({
      step: 11,
      rung: 'loss',
      tensor: undefined,
      class: 'unclear',
      sure: false,
    })
    const windows = { run: [train(WINDOW, CHANGE)], baseline: [train(WINDOW)] }
    const divergence = parted(divergenceOf([RUN], [BASE], windows))
    expect(divergence).toMatchObject({
      class: 'layer-code',
      // After a step its parameters may have been changed by hand.
      sure: false,
      window: { from: 11, to: 11 },
    })
    expect(tensorOf(divergence)).toBe('l1 out')
  })

  test('of modules with other names tells it as well', () => {
    const renamed = (trace: Trace): Trace => ({
      ...trace,
      steps: trace.steps.map((step) => ({
        ...step,
        tensors: step.tensors.map((one) => ({ ...one, name: one.name.replace(/^l/, 'layer') })),
      })),
    })
    const windows = { run: [renamed(train(WINDOW, CHANGE))], baseline: [train(WINDOW)] }
    const divergence = parted(divergenceOf([renamed(RUN)], [BASE], windows))
    expect(tensorOf(divergence)).toBe('layer1 out')
    expect(divergence.window).toEqual({ from: 11, to: 11 })
  })

  test('of one side is enough where the other was recorded in full', () => {
    const dense = train({ ...SHAPE, schedule: 'dense' })
    const windows = { run: [train(WINDOW, CHANGE)], baseline: [] }
    expect(tensorOf(parted(divergenceOf([RUN], [dense], windows)))).toBe('l1 out')
  })

  test('of another training is not used', () => {
    const other = { run: [train(WINDOW, CHANGE)], baseline: [train(WINDOW, { lr: 2 })] }
    expect(parted(divergenceOf([RUN], [BASE], other))).toMatchObject({
      tensor: undefined,
      class: 'unclear',
      sure: false,
    })
  })

  test('that does not reach the step, or lacks the short lines, is not used', () => {
    const early = { ...SHAPE, schedule: 'window:9-10' }
    const windows = { run: [train(early, CHANGE)], baseline: [train(early)] }
    expect(parted(divergenceOf([RUN], [BASE], windows)).tensor).toBeUndefined()
    const bare = train(WINDOW, CHANGE)
    const silent = {
      ...bare,
      steps: bare.steps.map((step) => (step.step === 3 ? { ...step, rolling: undefined } : step)),
    }
    const lacking = { run: [silent], baseline: [train(WINDOW)] }
    expect(parted(divergenceOf([RUN], [BASE], lacking)).tensor).toBeUndefined()
  })

  test('in which the run parts from itself says nondeterminism, at that tensor', () => {
    const again = train(WINDOW, { ...CHANGE, inside: 1.2 })
    const divergence = parted(
      divergenceOf([RUN], [BASE], { run: [again], baseline: [train(WINDOW)] }),
    )
    expect(divergence).toMatchObject({ class: 'nondeterminism', sure: true })
    expect(tensorOf(divergence)).toBe('l1 out')
  })

  test('in which the run parts from itself before that says nondeterminism, and no tensor', () => {
    const again = train(WINDOW, { from: 5, decay: 1.01 })
    expect(
      parted(divergenceOf([RUN], [BASE], { run: [again], baseline: [train(WINDOW)] })),
    ).toMatchObject({ class: 'nondeterminism', sure: true, tensor: undefined })
  })
})
