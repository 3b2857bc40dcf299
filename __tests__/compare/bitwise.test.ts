import { describe, expect, test } from '@jest/globals'
import { bitwise } from '../../src/compare/bitwise.ts'
import type { RunRecord } from '../../src/record/record.ts'
import { entryOf, losses, lossOf, runOf, tolerant, type RunParts } from './case.ts'

const coarse = { resolution: 'decimal:4' } as const
const named = (name: string, values = losses()): ReturnType<typeof lossOf> => ({
  ...lossOf(values),
  name,
})

/** What the bits say with the baseline's record, and from its lock entry alone. */
function both(parts: RunParts, baseline: RunParts): readonly unknown[] {
  const [run, accepted] = [runOf(parts), runOf(baseline)]
  const entry = entryOf(accepted, tolerant)
  const told = (one?: RunRecord): string => {
    const bits = bitwise(run, entry, one)
    return bits.bits === 'equal'
      ? bits.evidence
      : bits.bits === 'differ'
        ? `${bits.where} differs`
        : bits.bits
  }
  return [told(accepted), told()]
}

describe('bits that prove identity', () => {
  test.each<readonly [string, RunParts, RunParts]>([
    ['series', {}, {}],
    [
      'trace',
      { trace: 'a', series: [lossOf(losses(), coarse)] },
      { trace: 'a', series: [lossOf(losses(), coarse)] },
    ],
    [
      'weights',
      { weights: 'a', series: [lossOf([0.4], coarse)] },
      { weights: 'a', series: [lossOf([0.4], coarse)] },
    ],
    [
      'series',
      { series: [lossOf(losses(), coarse), named('train/accuracy')] },
      { series: [lossOf(losses(), coarse), named('train/accuracy')] },
    ],
  ])('equal %s', (evidence, run, baseline) => {
    expect(both(run, baseline)).toEqual([evidence, evidence])
  })
})

describe('equal numbers that prove nothing', () => {
  test.each<readonly [string, RunParts]>([
    ['fewer than 20 points', { series: [lossOf(losses().slice(0, 19))] }],
    ['a constant series', { series: [lossOf(losses().map(() => 0.4))] }],
    ['a series of four decimals', { series: [lossOf(losses(), coarse)] }],
    ['a series of float32', { series: [lossOf(losses(), { resolution: 'float32' })] }],
    ['a source that loses NaN', { series: [lossOf(losses(), { nonfinite: 'lost' })] }],
    [
      'an exact series that measures speed',
      { series: [lossOf(losses(), coarse), named('train_runtime')] },
    ],
    ...['lr', 'lr0', 'train/epoch', 'kl_weight', 'temperature', 'dropout', 'loss_scale'].map(
      (name) =>
        [`a schedule: ${name}`, { series: [lossOf(losses(), coarse), named(name)] }] as const,
    ),
    ['a gated count', { series: [lossOf(losses().map((_, at) => 1024 * at))] }],
    [
      'an accuracy that stands still',
      { series: [lossOf(losses().map((_, at) => (at ? 1 : 2 / 3)))] },
    ],
    [
      'a curve that moves in few points',
      { series: [lossOf(losses().map((one, at, all) => (at < 19 ? one : (all[0] ?? 0))))] },
    ],
    [
      'numbers that were rounded',
      { series: [lossOf(losses().map((one) => Number(one.toFixed(6))))] },
    ],
    ['unequal weights', { series: [lossOf(losses(), coarse)], weights: 'a' }],
    ['unequal weights beside an equal series', { weights: 'a' }],
    ['empty weights', { series: [lossOf(losses(), coarse)], weights: '', bytes: 0 }],
    ['all but empty weights', { series: [lossOf(losses(), coarse)], weights: 'c', bytes: 63 }],
  ])('%s', (_, parts) => {
    const baseline = parts.weights === 'a' ? { ...parts, weights: 'b' } : parts
    expect(both(parts, baseline)).toEqual(['values-equal', 'values-equal'])
  })

  test('one point more than too few is enough, and so are four points of five', () => {
    const parts = { series: [lossOf(losses().slice(0, 20))] }
    expect(both(parts, parts)).toEqual(['series', 'series'])
    const short = { series: [lossOf(losses().map((one, at) => (at % 8 === 0 ? at / 64 : one)))] }
    expect(both(short, short)).toEqual(['series', 'series'])
  })

  test.each([0.003, 0.4, 0.97, 8.5])(
    'every one of 100 noisy losses of 20 points near %d is',
    (end) => {
      let state = 7
      const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
      for (let training = 0; training < 100; training++) {
        const series = [lossOf(Array.from({ length: 20 }, (_, at) => end + next() / (at + 9)))]
        expect(both({ series }, { series })).toEqual(['series', 'series'])
      }
    },
  )
})

describe('bits that differ', () => {
  test.each<readonly [string, RunParts, RunParts]>([
    ['final', { series: [lossOf(losses(0.42))] }, {}],
    ['final', { series: [lossOf(losses(0))] }, { series: [lossOf(losses(-0))] }],
    ['series', { series: [lossOf(losses(0.41, 2 ** -50))] }, {}],
    ['trace', { trace: 'a' }, { trace: 'b' }],
    ['final', { weights: 'a', series: [lossOf(losses(0.42))] }, { weights: 'a' }],
    ['series', { weights: 'a', series: [lossOf(losses(0.41, 1))] }, { weights: 'a' }],
  ])('%s', (where, run, baseline) => {
    expect(both(run, baseline)).toEqual([`${where} differs`, `${where} differs`])
  })

  test('in a coarse series only the record can tell', () => {
    const [run, baseline] = [
      { series: [lossOf(losses(0.41, 1), coarse)] },
      { series: [lossOf(losses(), coarse)] },
    ]
    expect(both(run, baseline)).toEqual(['series differs', 'values-equal'])
  })

  test('a series that one run has more is no difference to the record, and one to the lock alone', () => {
    expect(both({ series: [lossOf(losses()), named('lr')] }, {})).toEqual([
      'series',
      'series differs',
    ])
  })

  test('a metric of speed may differ', () => {
    const parts = (value: number): RunParts => ({
      series: [lossOf(losses()), named('train_runtime', [value])],
    })
    expect(both(parts(1), parts(2))).toEqual(['series', 'series'])
  })

  test('a metric that is not gated counts as well', () => {
    const parts = (value: number): RunParts => ({
      series: [lossOf(losses()), named('accuracy', losses(value))],
    })
    expect(both(parts(1), parts(2))).toEqual(['final differs', 'series differs'])
  })
})

describe('metrics that vary by themselves', () => {
  const parts = (wall: number): RunParts => ({
    series: [lossOf(losses()), named('wall', losses(wall))],
  })
  const [run, accepted] = [runOf(parts(1)), runOf(parts(2))]

  test('are left out where they are named; without the record nothing is known then', () => {
    const entry = entryOf(accepted, tolerant)
    expect(bitwise(run, entry, accepted)).toMatchObject({ bits: 'differ', metric: 'wall' })
    expect(bitwise(run, entry, accepted, ['wall'])).toEqual({ bits: 'equal', evidence: 'series' })
    expect(bitwise(run, entry, undefined, ['wall'])).toEqual({ bits: 'values-equal' })
  })
})

test('a mean over runs is no run’s number: from the lock alone, nothing is known', () => {
  const series = [lossOf(losses(), coarse)]
  const entry = { ...entryOf(runOf({ series }), tolerant), runs: 3 }
  expect(bitwise(runOf({ series }), entry)).toEqual({ bits: 'unknown' })
})
