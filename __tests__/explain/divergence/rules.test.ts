import { describe, expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import type { Hyper, Trace, TracedTensor, TraceStep } from '../../../src/readers/trace/trace.ts'
import { between, edited, SHAPE } from './edits.ts'
import { parted } from './labelled.ts'
import { train, type Change } from './training.ts'

function withHyper(values: Hyper['values']): Parameters<typeof edited>[1] {
  return { step: ({ hyper }) => ({ hyper: hyper.map((one) => ({ ...one, values })) }) }
}

/** As a program that seeds only some generators has it; `which` differ between the runs. */
function unseeded(which: readonly string[], own: string): Parameters<typeof edited>[1] {
  return {
    step: ({ step, rolling }) => ({
      rolling: rolling && { ...rolling, random: `${own}${step}` },
      random:
        step === 0
          ? ['torch', 'numpy', 'python'].map((generator) => ({
              when: 'start' as const,
              generator,
              digest: which.includes(generator) ? own : 'aa',
            }))
          : [],
    }),
  }
}

describe('samples without rows and labels', () => {
  const bare = {
    tensor: (one: TracedTensor) =>
      one.phase === 'batch' && one.name === '1' ? [] : [{ ...one, rows: undefined }],
  }

  test.each<[Change, object]>([
    [{ scale: 1.2 }, { class: 'preprocessing', sure: false }],
    [
      { from: 5, scale: 1.2 },
      { class: 'preprocessing', sure: false },
    ],
    [
      { from: 7, reversed: true },
      { class: 'unclear', sure: false },
    ],
  ])('are told by how close their batches are: %j', (change, expected) => {
    expect(between(change, bare)).toMatchObject({ rung: 'batch', ...expected })
  })

  test('of another order are no counterparts', () => {
    const shape = { ...SHAPE, steps: 9 }
    const turned = train(shape)
    const sketches = turned.steps.map((step) => step.tensors.find((one) => one.phase === 'batch'))
    // Each step has the batch of the one before it.
    const run = edited(turned, {
      step: ({ step, rolling, tensors }) => ({
        rolling: rolling && { ...rolling, batch: `b${step}` },
        tensors: tensors.map((one) =>
          one.phase === 'batch'
            ? { ...one, digest: `c${step}`, sketch: sketches[step === 0 ? 8 : step]?.sketch }
            : one,
        ),
      }),
    })
    const found = parted(divergenceOf([edited(run, bare)], [edited(train(shape), bare)]))
    expect(found).toMatchObject({ step: 0, rung: 'batch', class: 'data-order', sure: false })
  })
})

describe('generators that nobody seeded', () => {
  test.each<[readonly string[], Change, object]>([
    [['numpy', 'python'], { reversed: true }, { class: 'data-order', sure: true }],
    [['numpy', 'python'], { init: 2 }, { class: 'init', sure: true }],
    [['numpy', 'python'], { inside: 2 }, { class: 'layer-code', sure: true }],
    [['python'], { reversed: true }, { class: 'random-stream', sure: false }],
    [['python'], { inside: 2 }, { class: 'layer-code', sure: true }],
    [['torch'], { reversed: true }, { class: 'random-stream', sure: true }],
    [['torch', 'numpy', 'python'], { reversed: true }, { class: 'seed', sure: false }],
  ])('%j are not blamed for what they cannot do: %j', (which, change, expected) => {
    expect(between(change, unseeded(which, 'bb'), unseeded(which, 'cc'))).toMatchObject(expected)
  })
})

describe('hyper-parameters', () => {
  const decay = { from: 2, decay: 0.9 }

  test.each<[string, Hyper['values'], Hyper['values'], object]>([
    [
      'another optimiser',
      { lr: 1, momentum: 0 },
      { lr: 1, betas: '(0.9, 0.99)' },
      { class: 'optimizer' },
    ],
    [
      'another optimiser by name',
      { optimizer: 'Adam' },
      { optimizer: 'AdamW' },
      { class: 'optimizer' },
    ],
    [
      'decay apart from the gradient',
      { decoupled_weight_decay: false },
      { decoupled_weight_decay: true },
      { class: 'optimizer' },
    ],
    [
      'a momentum that shows a step later',
      { momentum: 0 },
      { momentum: 0.9 },
      { class: 'hyper-parameter', step: 0, rung: 'hyper' },
    ],
    [
      'a value of a newer version',
      { lr: 1 },
      { lr: 1, capturable: false },
      { class: 'optimizer', rung: 'update', step: 2 },
    ],
    [
      'how a step is carried out',
      { foreach: null },
      { foreach: true },
      { class: 'optimizer', rung: 'update', step: 2 },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(between(decay, withHyper(after), withHyper(before))).toMatchObject(expected)
  })

  test('that nobody recorded leave the update unsure', () => {
    const without = { step: () => ({ hyper: [] }) }
    expect(between(decay, without)).toMatchObject({ class: 'optimizer', sure: false, hyper: [] })
  })

  test('that differ are not blamed for a batch', () => {
    const found = between({ from: 4, reversed: true }, withHyper({ eps: 1 }), withHyper({ eps: 2 }))
    expect(found).toMatchObject({ step: 4, rung: 'batch', class: 'data-order' })
  })

  test('that move nothing make no difference', () => {
    const [run, baseline] = [1, 2].map((eps) => edited(train(SHAPE), withHyper({ eps })))
    expect(divergenceOf([run as Trace], [baseline as Trace])).toMatchObject({ state: 'same' })
  })

  test('show in the second call of a model where an optimiser calls it again', () => {
    const twice = (change: Change, lr: number): Trace =>
      edited(train(SHAPE, change), {
        ...withHyper({ lr, max_eval: 20 }),
        tensor: (one) =>
          one.phase === 'forward'
            ? [one, { ...one, call: 1, digest: lr === 2 ? 'aa' : 'bb' }]
            : [one],
      })
    expect(parted(divergenceOf([twice({ decay: 2 }, 2)], [twice({}, 1)]))).toMatchObject({
      step: 0,
      rung: 'hyper',
      class: 'hyper-parameter',
      sure: false,
    })
  })

  test('of mixed precision scale the loss', () => {
    const found = between({ loss: 2 }, withHyper({ scale: 2 }), withHyper({ scale: 1 }))
    expect(found).toMatchObject({ rung: 'loss', class: 'hyper-parameter', sure: false })
  })
})

describe('the forward pass', () => {
  const without = (phase: string) => ({
    step: ({ rolling }: TraceStep) => ({ rolling: rolling && { ...rolling, [phase]: undefined } }),
    tensor: (one: TracedTensor) => (one.phase === phase ? [] : [one]),
  })

  test('of one that no loader feeds begins with the batch', () => {
    const found = between({ reversed: true }, without('batch'))
    expect(found).toMatchObject({ rung: 'forward', tensor: { name: '(root)', part: 'in.0' } })
    expect(['data-order', 'unclear']).toContain(found.class)
    expect(found.sure).toBe(false)
    expect(found.ladder[1]).toEqual({ rung: 'batch', state: 'unknown' })
  })

  test('that was not recorded leaves the loss unclear', () => {
    expect(between({ inside: 2 }, without('forward'))).toMatchObject({ rung: 'loss', sure: false })
  })

  test('with another module is another architecture', () => {
    const renamed = {
      tensor: (one: TracedTensor) => [
        one.phase === 'forward' && one.name === 'l1' ? { ...one, name: 'block' } : one,
      ],
    }
    expect(between({ inside: 2, layer: 1 }, renamed, {})).toMatchObject({ class: 'architecture' })
  })

  test('of other random numbers names the stream, unless a layer changed alone', () => {
    const drawn = { drawsAtStart: 1 }
    expect(between(drawn, without('batch')).class).toBe('random-stream')
    expect(between({ from: 3, drawsAfter: 1 }, {})).toMatchObject({
      class: 'random-stream',
      step: 4,
      sure: true,
      tensor: { name: 'drop', part: 'out' },
    })
  })

  test('without the states of the generators is unsure', () => {
    const silent = {
      step: ({ rolling }: TraceStep) => ({
        random: [],
        rolling: rolling && { ...rolling, random: undefined },
      }),
    }
    expect(between({ inside: 2 }, silent)).toMatchObject({ class: 'layer-code', sure: false })
  })

  test('in a coarse format may hide a meaning in its rounding', () => {
    const coarse = { tensor: (one: TracedTensor) => [{ ...one, dtype: 'bfloat16' }] }
    expect(between({ inside: 1.01 }, coarse)).toMatchObject({ class: 'rounding', sure: false })
  })
})

test('what a program tells of itself is never sure', () => {
  const told = (trace: Trace): Trace => ({ ...trace, header: { ...trace.header, mode: 'told' } })
  const found = parted(divergenceOf([told(train(SHAPE, { loss: 2 }))], [told(train(SHAPE))]))
  expect(found).toMatchObject({ class: 'loss', sure: false, mode: 'told' })
})

test('a loss that one side writes out by hand is judged by its value', () => {
  const byHand = (trace: Trace): Trace =>
    edited(trace, {
      tensor: (one) => (one.phase === 'loss' && one.part !== 'value' ? [] : [one]),
    })
  const run = byHand(train(SHAPE, { from: 3, loss: 2 }))
  const found = parted(divergenceOf([run], [train(SHAPE)]))
  expect(found).toMatchObject({ step: 3, tensor: { phase: 'loss', part: 'value' }, class: 'loss' })
  expect(found.size?.meaning).toBe('meaning')
})

test('a target that is made of an equal batch is no label', () => {
  const made = {
    tensor: (one: TracedTensor) => (one.part === 'target' ? [{ ...one, digest: 'ab' }] : [one]),
  }
  const run = edited(train(SHAPE, { from: 3, loss: 2 }), made)
  const found = parted(divergenceOf([run], [train(SHAPE)]))
  expect(found).toMatchObject({ tensor: { part: 'target' }, class: 'functional-code', sure: false })
})

test('losses alone tell where two part, and never that they are the same', () => {
  const losses = {
    step: ({ rolling }: TraceStep) => ({
      tensors: [],
      hyper: [],
      random: [],
      rolling: rolling && { ...rolling, batch: undefined, gradient: undefined, update: undefined },
    }),
  }
  const found = between({ from: 5, inside: 2 }, losses)
  expect(found).toMatchObject({ step: 5, rung: 'loss', class: 'unclear', sure: false })
  expect(divergenceOf([edited(train(SHAPE), losses)], [edited(train(SHAPE), losses)])).toEqual({
    state: 'unknown',
    why: 'too-short',
    detail: 'the parameters after step 0 are not recorded on both sides',
  })
})
