import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { causeOf } from '../../../src/explain/cause/cause-of.ts'
import { SOURCES } from '../../../src/explain/cause/sources.ts'
import { DIVERGENCE_CLASSES } from '../../../src/explain/divergence/divergence.ts'
import {
  anyFactors,
  anyParted,
  factorsOf,
  faster,
  MODEL,
  NUMPY,
  parted,
  RATE,
  ROWS,
  setting,
} from './scene.ts'

describe('the cause', () => {
  test.each(DIVERGENCE_CLASSES.filter((kind) => kind !== 'nondeterminism'))(
    'of %s is firm where code is all that differs, for code can do anything',
    (kind) => {
      const cause = causeOf({ factors: factorsOf({ code: [MODEL] }), divergence: parted(kind) })
      expect(cause).toEqual({
        class: kind,
        candidates: [{ factor: 'code', change: MODEL, others: 0, weight: 'fits' }],
        certainty: 'firm',
      })
    },
  )

  test('is not known where nothing differs, or nothing that could make it', () => {
    const divergence = parted('layer-code')
    expect(causeOf({ factors: factorsOf({}), divergence })).toMatchObject({
      certainty: 'open',
      candidates: [],
    })
    const rounding = parted('rounding')
    expect(causeOf({ factors: factorsOf({ data: [ROWS] }), divergence: rounding })).toMatchObject({
      certainty: 'open',
      candidates: [{ factor: 'data', weight: 'possible' }],
    })
  })

  test('is confounded where two things could have made it, the likelier first', () => {
    const factors = factorsOf({ code: [MODEL], data: [ROWS], environment: [NUMPY] })
    const order = (kind: 'data-content' | 'rounding') =>
      causeOf({ factors, divergence: parted(kind) })?.candidates.map(({ factor }) => factor)
    expect(order('data-content')).toEqual(['data', 'code', 'environment'])
    expect(order('rounding')).toEqual(['environment', 'code', 'data'])
    expect(causeOf({ factors, divergence: parted('rounding') })?.certainty).toBe('confounded')
  })

  test('is confounded where one factor differs in two places', () => {
    const other = { ...MODEL, path: 'loss.py' }
    expect(
      causeOf({ factors: factorsOf({ code: [MODEL, other] }), divergence: parted('loss') }),
    ).toMatchObject({ certainty: 'confounded', candidates: [{ others: 1 }] })
  })

  test('is not firm where something that could have made it was not recorded', () => {
    const of = (unknown: Parameters<typeof factorsOf>[1], kind: 'layer-code' | 'data-content') =>
      causeOf({ factors: factorsOf({ code: [MODEL] }, unknown), divergence: parted(kind) })
        ?.certainty
    expect(of(['environment'], 'layer-code')).toBe('confounded')
    expect(of(['data'], 'data-content')).toBe('confounded')
    expect(of(['data', 'seed'], 'layer-code')).toBe('firm')
  })

  test('nor where a part of what differs was not', () => {
    const [code, ...rest] = factorsOf({ code: [MODEL] })
    const factors = [{ ...code!, unknown: ['what setup wrote'] }, ...rest]
    expect(causeOf({ factors, divergence: parted('loss') })?.certainty).toBe('confounded')
  })

  test('files that the change does not touch come after those it touches', () => {
    const factors = factorsOf({ code: [MODEL], data: [ROWS] })
    const divergence = parted('preprocessing')
    const cause = causeOf({ factors, divergence, touched: ['data/train.csv'] })
    expect(cause?.candidates).toEqual([
      { factor: 'data', change: ROWS, others: 0, weight: 'fits' },
      { factor: 'code', change: MODEL, others: 0, weight: 'fits', before: true },
    ])
    expect(cause?.certainty).toBe('confounded')
    expect(causeOf({ factors, divergence })?.candidates[0]?.factor).toBe('code')
  })
})

describe('a hyper-parameter in force', () => {
  const divergence = parted('hyper-parameter', { step: 0, hyper: [faster()] })

  test('is the parameter whose values are its own, whatever else differs', () => {
    const cause = causeOf({
      factors: factorsOf({
        code: [MODEL],
        config: [{ ...RATE, key: 'warmup' }, RATE],
        environment: [NUMPY],
      }),
      divergence,
    })
    expect(cause).toMatchObject({
      certainty: 'firm',
      candidates: [{ factor: 'config', change: RATE }, {}, {}],
    })
  })

  test.each([
    ['an option', setting('train --lr', '3e-4', '6e-4'), faster()],
    ['a long option', setting('train --optim.learning-rate', '0.0003', '0.0006'), faster()],
    ['a variable', setting('env.LR', '0.0003', '0.0006'), faster()],
    [
      'a text',
      { ...RATE, key: 'optimizer', before: 'adamw', after: 'SGD' },
      faster({ name: 'optimizer', before: 'AdamW', after: 'SGD' }),
    ],
    [
      'one of a pair',
      { ...RATE, key: 'adam_beta2', before: 0.999, after: 0.95 },
      faster({ name: 'betas', before: '(0.9, 0.999)', after: '(0.9, 0.95)' }),
    ],
    [
      'a name of its own',
      { ...RATE, key: 'sgd/dampening', before: 0, after: 0.1 },
      faster({ name: 'dampening', before: 0, after: 0.1 }),
    ],
  ])('also where it is %s', (_, change, hyper) => {
    const cause = causeOf({
      factors: factorsOf({ code: [MODEL], config: [change] }),
      divergence: { ...divergence, hyper: [hyper] },
    })
    expect(cause).toMatchObject({ certainty: 'firm', candidates: [{ change }, { factor: 'code' }] })
  })

  test.each([
    ['other values', { ...RATE, after: 0.0007 }],
    ['another name', { ...RATE, key: 'color' }],
    ['the end of another name', { ...RATE, key: 'colr' }],
    ['a value that was not there', { ...RATE, before: undefined }],
    ['an empty value', setting('train --lr', '', '0.0006')],
  ])('is not one with %s', (_, change) => {
    const cause = causeOf({ factors: factorsOf({ code: [MODEL], config: [change] }), divergence })
    expect(cause?.certainty).toBe('confounded')
  })

  test('two of them need a parameter each; what a schedule only began with needs none', () => {
    const decay = { ...RATE, key: 'weight_decay', before: 0, after: 0.1 }
    const both = [faster(), faster({ name: 'weight_decay', before: 0, after: 0.1 })]
    const of = (config: (typeof RATE)[], hyper = both) =>
      causeOf({
        factors: factorsOf({ code: [MODEL], config }),
        divergence: { ...divergence, hyper },
      })?.certainty
    expect(of([RATE, decay])).toBe('firm')
    expect(of([RATE])).toBe('confounded')
    expect(of([RATE], [faster(), faster({ name: 'initial_lr' })])).toBe('firm')
  })

  test('is blamed for nothing that is computed before the optimiser uses it', () => {
    const factors = factorsOf({ data: [ROWS], config: [RATE] })
    const cause = causeOf({ factors, divergence: parted('data-content', { hyper: [faster()] }) })
    expect(cause).toMatchObject({
      certainty: 'firm',
      candidates: [
        { factor: 'data', weight: 'fits' },
        { factor: 'config', weight: 'possible' },
      ],
    })
  })

  test('is not certain where the class is not', () => {
    const unsure = { ...divergence, sure: false }
    expect(causeOf({ factors: factorsOf({ config: [RATE] }), divergence: unsure })).toMatchObject({
      certainty: 'confounded',
      candidates: [{ change: RATE }],
    })
  })
})

describe('what only shows another change', () => {
  test('a seeding call beside the parameter, a flag beside the code', () => {
    const seed = { ...RATE, key: 'seed', before: 1, after: 2 }
    const calls = [setting('seed.calls.torch.manual_seed at train.py:9', '1', '2')]
    expect(
      causeOf({ factors: factorsOf({ config: [seed], seed: calls }), divergence: parted('seed') }),
    ).toMatchObject({
      certainty: 'firm',
      candidates: [{ change: seed }, { factor: 'seed', weight: 'possible' }],
    })
    expect(
      causeOf({ factors: factorsOf({ seed: calls }), divergence: parted('seed') }),
    ).toMatchObject({ certainty: 'firm', candidates: [{ factor: 'seed', weight: 'fits' }] })
    const flags = [setting('flags.cudnn.benchmark', 'false', 'true')]
    expect(
      causeOf({
        factors: factorsOf({ code: [MODEL], determinism: flags }),
        divergence: parted('rounding'),
      }),
    ).toMatchObject({ certainty: 'firm', candidates: [{ factor: 'code' }, { weight: 'possible' }] })
  })

  test('a lock beside the package, a variable beside `env:`', () => {
    const environment = [
      setting('pins.uv.lock', 'a', 'b'),
      setting('framework.version', '1', '2'),
      NUMPY,
    ]
    expect(
      causeOf({ factors: factorsOf({ environment }), divergence: parted('rounding') }),
    ).toMatchObject({ certainty: 'firm', candidates: [{ change: NUMPY, others: 0 }] })
    const threads = setting('env.OMP_NUM_THREADS', '1', '2')
    const echo = setting('variables.OMP_NUM_THREADS', '1', '2')
    expect(
      causeOf({
        factors: factorsOf({ config: [threads], environment: [echo] }),
        divergence: parted('rounding'),
      }),
    ).toMatchObject({
      certainty: 'firm',
      candidates: [{ change: threads }, { weight: 'possible' }],
    })
    expect(
      causeOf({ factors: factorsOf({ environment: [echo] }), divergence: parted('rounding') }),
    ).toMatchObject({ certainty: 'firm', candidates: [{ change: echo, weight: 'fits' }] })
  })
})

describe('a training that does not repeat itself', () => {
  const factors = factorsOf({ code: [MODEL] })

  test('has no change to blame from where it parts from itself', () => {
    const chance = { class: 'nondeterminism', candidates: [], certainty: 'firm' }
    const repeat = parted('nondeterminism', { step: 12 })
    for (const step of [12, 13])
      expect(
        causeOf({ factors, repeat, divergence: parted('gradient-processing', { step }) }),
      ).toEqual(chance)
    expect(causeOf({ factors, repeat })).toEqual(chance)
    expect(
      causeOf({
        factors,
        repeat,
        divergence: { state: 'unknown', why: 'no-trace', detail: undefined },
      }),
    ).toEqual(chance)
    expect(causeOf({ factors, divergence: repeat })).toEqual(chance)
  })

  test('but a change that shows before that, in an earlier step or on an earlier rung, stays to blame', () => {
    const repeat = parted('nondeterminism', { step: 12 })
    const earlier = { step: 11 } as const
    const sooner = { step: 12, rung: 'batch' } as const
    for (const where of [earlier, sooner])
      expect(
        causeOf({ factors, repeat, divergence: parted('preprocessing', where) }),
      ).toMatchObject({
        class: 'preprocessing',
        certainty: 'firm',
      })
  })

  test('unless nobody knows whether that rung repeats', () => {
    const repeat = parted('nondeterminism', { step: 12, ladder: [] })
    const divergence = parted('preprocessing', { step: 12 })
    expect(causeOf({ factors, repeat, divergence })).toMatchObject({ class: 'nondeterminism' })
  })
})

describe('a training that is the same to its last step', () => {
  const divergence = { state: 'same', steps: 1000, mode: 'modules' } as const

  test('leaves the evaluation', () => {
    expect(causeOf({ factors: factorsOf({ code: [MODEL] }), divergence })).toMatchObject({
      class: 'evaluation',
      certainty: 'firm',
    })
  })

  test('or nothing at all', () => {
    expect(causeOf({ factors: factorsOf({}), divergence })).toBeUndefined()
    expect(causeOf({ factors: factorsOf({ code: [MODEL] }) })).toBeUndefined()
  })
})

test('only nondeterminism has no factor that could make it', () => {
  for (const kind of DIVERGENCE_CLASSES)
    expect(SOURCES[kind].includes('code')).toBe(kind !== 'nondeterminism')
})

test('never firm where the class is not sure, and never for a factor that does not differ', () => {
  fc.assert(
    fc.property(
      anyFactors,
      anyParted,
      fc.option(anyParted, { nil: undefined }),
      (factors, divergence, repeat) => {
        const cause = causeOf({ factors, divergence, ...(repeat && { repeat }) })
        const candidates = cause?.candidates ?? []
        expect(new Set(candidates.map(({ factor }) => factor)).size).toBe(candidates.length)
        for (const { factor, change, weight } of candidates) {
          const report = factors.find((one) => one.factor === factor)
          expect(report?.status).toBe('different')
          if (change !== undefined) expect(report?.changes).toContain(change)
          if (weight === 'fits') expect(SOURCES[cause?.class ?? 'unclear']).toContain(factor)
        }
        if (cause?.certainty !== 'firm') return
        if (cause.class === 'nondeterminism') expect(divergence.sure || repeat?.sure).toBe(true)
        else expect([divergence.sure, candidates[0]?.weight]).toEqual([true, 'fits'])
      },
    ),
    { numRuns: 2000 },
  )
})
