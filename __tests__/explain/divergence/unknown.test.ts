import { describe, expect, test } from '@jest/globals'
import { divergenceOf, windowWanted } from '../../../src/explain/divergence/divergence-of.ts'
import type { Trace, TraceHeader } from '../../../src/readers/trace/trace.ts'
import { parted } from './labelled.ts'
import { train } from './training.ts'

const SHAPE = { layers: 1, steps: 6, dropout: false, schedule: 'standard' }
const TRACE = train(SHAPE)

function withHeader(trace: Trace, header: Partial<TraceHeader>): Trace {
  return { ...trace, header: { ...trace.header, ...header } }
}

function onlyBatches(trace: Trace): Trace {
  const steps = trace.steps.map(({ step, rolling }) => {
    const { batch, random } = rolling ?? {}
    const left = { batch, random, loss: undefined, gradient: undefined, update: undefined }
    return { step, rolling: left, tensors: [], hyper: [], random: [] }
  })
  return { ...trace, steps: steps.filter(({ step }) => step >= 0) }
}

describe('what cannot be told is unknown', () => {
  test.each<[string, readonly Trace[], readonly Trace[], object]>([
    ['no trace', [], [TRACE], { why: 'no-trace', detail: 'the run has none' }],
    ['no baseline', [TRACE], [], { why: 'no-trace', detail: 'the baseline has none' }],
    [
      'another algorithm',
      [withHeader(TRACE, { digest: 'words64' })],
      [TRACE],
      { why: 'other-algorithm', detail: 'words64 and sha' },
    ],
    [
      'other ranks',
      [TRACE],
      [withHeader(TRACE, { rank: 1, world: 2 })],
      {
        why: 'other-ranks',
        detail: 'the run has rank 0 of 1, the baseline rank 1 of 2',
      },
    ],
    [
      'two processes of one rank',
      [TRACE, TRACE],
      [TRACE, TRACE],
      { why: 'other-ranks', detail: 'several processes wrote a trace of rank 0' },
    ],
    [
      'a rank that is missing on both sides',
      [withHeader(TRACE, { world: 2 })],
      [withHeader(TRACE, { world: 2 })],
      { why: 'other-ranks', detail: 'not every rank left a trace' },
    ],
    [
      'a run that broke off',
      [{ ...TRACE, end: undefined }],
      [TRACE],
      { why: 'too-short', detail: "the run's trace broke off" },
    ],
    [
      'a probe that failed',
      [TRACE],
      [{ ...TRACE, end: { steps: 3, reason: 'disabled', why: 'KeyError' } }],
      {
        why: 'too-short',
        detail: "the baseline's trace ends after 3 steps (disabled: KeyError)",
      },
    ],
    [
      'more steps',
      [train({ ...SHAPE, steps: 7 })],
      [TRACE],
      {
        why: 'other-length',
        detail: 'the first 6 steps are equal; the run goes on to 7, the baseline ends after 6',
      },
    ],
    [
      'a step that one side lacks',
      [{ ...TRACE, steps: TRACE.steps.filter(({ step }) => step !== 2) }],
      [TRACE],
      { why: 'too-short', detail: 'the parameters after step 2 are not recorded on both sides' },
    ],
    [
      'steps of which only the batches are known',
      [onlyBatches(TRACE)],
      [onlyBatches(TRACE)],
      { why: 'too-short', detail: 'the parameters after step 0 are not recorded on both sides' },
    ],
    [
      'traces without steps',
      [{ ...TRACE, steps: [], end: { steps: 0, reason: 'finished', why: undefined } }],
      [{ ...TRACE, steps: [], end: { steps: 0, reason: 'finished', why: undefined } }],
      { why: 'too-short', detail: '0 of 0 steps could be compared' },
    ],
  ])('%s', (_, run, baseline, expected) => {
    expect(divergenceOf(run, baseline)).toEqual({ state: 'unknown', ...expected })
  })

  test('what is known before a run broke off is found all the same', () => {
    const run = { ...train(SHAPE, { from: 2, loss: 2 }), end: undefined }
    expect(parted(divergenceOf([run], [TRACE])).step).toBe(2)
  })
})

describe('of several ranks', () => {
  const [one, two] = [0, 1].map((rank) => train(SHAPE, { rank, world: 2 })) as [Trace, Trace]

  test('the earliest step counts', () => {
    const [first, second] = [
      train(SHAPE, { rank: 0, world: 2, from: 4, loss: 2 }),
      train(SHAPE, { rank: 1, world: 2, from: 3, loss: 2 }),
    ]
    expect(parted(divergenceOf([second, first], [one, two]))).toMatchObject({ rank: 1, step: 3 })
  })

  test('at the same step the earliest rung, then the lowest rank', () => {
    const loss = train(SHAPE, { rank: 0, world: 2, from: 3, loss: 2 })
    const code = train(SHAPE, { rank: 1, world: 2, from: 3, inside: 2 })
    const found = parted(divergenceOf([loss, code], [one, two]))
    expect(found).toMatchObject({ rank: 1, step: 3, rung: 'forward', class: 'layer-code' })
    const same = [0, 1].map((rank) => train(SHAPE, { rank, world: 2, from: 3, loss: 2 }))
    expect(parted(divergenceOf(same, [one, two])).rank).toBe(0)
  })

  test('all are needed for the same', () => {
    expect(divergenceOf([two, one], [one, two])).toMatchObject({ state: 'same', steps: 6 })
  })
})

describe('of several trainings one after the other', () => {
  const [one, two] = [0, 1].map((training) => train(SHAPE, { training })) as [Trace, Trace]
  const other = withHeader(train(SHAPE, { training: 1, from: 3, inside: 2 }), {
    program: 'finetune.py',
  })

  test('the first that parts is named, with its program', () => {
    expect(parted(divergenceOf([other, one], [one, two]))).toMatchObject({
      training: { number: 1, of: 2, program: 'finetune.py' },
      step: 3,
      class: 'layer-code',
    })
    const earlier = train(SHAPE, { from: 5, loss: 2 })
    expect(parted(divergenceOf([earlier, other], [one, two]))).toMatchObject({
      training: { number: 0, of: 2, program: undefined },
      step: 5,
    })
  })

  test('the same are all of their steps', () => {
    expect(divergenceOf([two, one], [one, two])).toMatchObject({ state: 'same', steps: 12 })
  })

  test('one that broke off hides those after it', () => {
    expect(divergenceOf([{ ...one, end: undefined }, other], [one, two])).toEqual({
      state: 'unknown',
      why: 'too-short',
      detail: "training 1 of 2: the run's trace broke off",
    })
  })

  test.each<[string, readonly Trace[], readonly Trace[], string]>([
    ['one more', [one, two], [one], 'training 2 of 2: the baseline has none'],
    ['one less', [one], [one, two], 'training 2 of 2: the run has none'],
    ['a gap', [two], [one, two], 'the run has no trace of its training 1'],
    [
      'two at the same time',
      [one, two],
      [{ ...one, end: { steps: 6, reason: 'finished', why: undefined, overlaps: true } }, two],
      'the baseline trained several programs at the same time',
    ],
  ])('%s cannot be laid beside the others', (_, run, baseline, detail) => {
    expect(divergenceOf(run, baseline)).toEqual({
      state: 'unknown',
      why: 'other-trainings',
      detail,
    })
  })

  test('a difference before the one that is missing is found all the same', () => {
    expect(parted(divergenceOf([train(SHAPE, { from: 2, loss: 2 })], [one, two])).step).toBe(2)
  })

  test('only the first can be looked at closely: its window ends the program', () => {
    const rolling = { ...SHAPE, steps: 20 }
    const [first, second] = [0, 1].map((training) => train(rolling, { training })) as [Trace, Trace]
    const [late, later] = [0, 1].map((training) =>
      train(rolling, { training, from: 11, inside: 2 }),
    )
    expect(windowWanted([late as Trace, second], [first, second])).toEqual({ from: 11, to: 11 })
    expect(windowWanted([first, later as Trace], [first, second])).toBeUndefined()
  })
})

test('the coarser side and its reason are named', () => {
  const coarse = withHeader(train(SHAPE, { loss: 2 }), {
    mode: 'borders',
    because: 'torch.compile',
  })
  expect(parted(divergenceOf([coarse], [TRACE]))).toMatchObject({
    mode: 'borders',
    because: 'torch.compile',
  })
})
