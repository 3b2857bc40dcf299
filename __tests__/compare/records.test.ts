import { describe, expect, test } from '@jest/globals'
import { compareRecords } from '../../src/compare/records.ts'
import { UserError } from '../../src/record/error.ts'
import type { RunRecord } from '../../src/record/record.ts'
import { crash, losses, lossOf, modelOf, runOf, strict, tolerant, type RunParts } from './case.ts'

const near: RunParts = { series: [lossOf(losses(0.415))] }
const far: RunParts = { series: [lossOf(losses(0.5))] }

describe('records against records', () => {
  test.each<readonly [string, readonly RunParts[], readonly RunParts[], string, string]>([
    ['equal bits', [{}], [{}], 'identical', 'bits-equal'],
    ['within', [near], [{}], 'reproduced', 'within'],
    ['another seed, within', [{ ...near, seed: 3 }], [{}], 'reproduced', 'within'],
    [
      'a mean of two seeds',
      [near],
      [{}, { seed: 1, series: [lossOf(losses(0.42))] }],
      'reproduced',
      'within',
    ],
    [
      'the worst of several',
      [{}, { ...far, seed: 1 }, { ...near, seed: 2 }],
      [{}],
      'changed',
      'beyond',
    ],
    ['a crashed one among good ones', [{}, { exit: crash, seed: 1 }], [{}], 'failed', 'crashed'],
    ['a baseline that crashed', [{}], [{ exit: crash }], 'incomparable', 'baseline-unreadable'],
    [
      'a baseline of NaN',
      [{}],
      [{ series: [lossOf(losses(Number.NaN))] }],
      'incomparable',
      'not-finite',
    ],
    [
      'a baseline without the metric',
      [{}],
      [{ series: [] }],
      'incomparable',
      'metric-not-in-baseline',
    ],
    [
      'baselines of different lengths',
      [{}],
      [{}, { seed: 1, series: [lossOf(losses().slice(0, 21))] }],
      'incomparable',
      'other-step',
    ],
    ['other hardware', [{ accelerator: 'arm64' }], [{}], 'incomparable', 'no-baseline'],
    [
      'another driver and other results',
      [{ ...far, driver: '560' }],
      [{ driver: '550' }],
      'incomparable',
      'environment-moved',
    ],
    [
      'a foreign module',
      [{ isolation: 1, findings: [{ kind: 'foreign-module', path: 'a.py' }] }],
      [{}],
      'invalid',
      'foreign-module',
    ],
  ])('%s: %s', (_, records, baselines, verdict, reason) => {
    const result = compareRecords(records.map(runOf), baselines.map(runOf), tolerant)
    expect({ verdict: result.verdict, reason: result.reasons[0]?.kind }).toEqual({
      verdict,
      reason,
    })
  })

  test('where identity is required, another bit is changed, or nondeterministic where a second record shows it', () => {
    expect(compareRecords([runOf(near)], [runOf()], strict).reasons).toEqual([
      { kind: 'bits-differ', where: 'final' },
    ])
    expect(compareRecords([runOf(near), runOf(far)], [runOf()], strict).verdict).toBe(
      'nondeterministic',
    )
  })

  test('without a metric to judge by, those seen are named', () => {
    const parts = { series: [{ ...lossOf(losses()), name: 'bleu' }] }
    expect(compareRecords([runOf(parts)], [runOf(parts)], modelOf()).reasons).toEqual([
      { kind: 'no-metric', seen: ['bleu'] },
    ])
  })

  test('baselines of different models or inputs are refused', () => {
    for (const other of [{ model: 'other' }, { seed: 1, input: 'other' }]) {
      expect(() => compareRecords([runOf()], [runOf(), runOf(other)], tolerant)).toThrow(UserError)
    }
  })

  test('one record stands for one run only', () => {
    const [a, b] = [runOf(), runOf()]
    const told = (records: RunRecord[], baselines: RunRecord[]): readonly unknown[] => {
      const { verdict, reasons } = compareRecords(records, baselines, tolerant)
      return [verdict, reasons[0]]
    }
    const twice = ['invalid', { kind: 'evidence-invalid', why: 'one record stands for two runs' }]
    expect(told([a], [a])).toEqual(twice)
    expect(told([a, a], [b])).toEqual(twice)
    expect(told([a, b], [b])).toEqual(twice)
    expect(told([a], [b])[0]).toBe('identical')
  })

  test('no record is no verdict', () => {
    expect(() => compareRecords([runOf()], [], tolerant)).toThrow(RangeError)
    expect(() => compareRecords([], [runOf()], tolerant)).toThrow(TypeError)
  })
})
