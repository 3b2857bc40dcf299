import { describe, expect, test } from '@jest/globals'
import { baselineOf, unfitReasons } from '../../src/compare/baseline.ts'
import { sha256 } from '../../src/record/digest.ts'
import { exactSeriesDigest, summarise } from '../../src/record/series.ts'
import { Baseline } from '../../src/spec/lock.ts'
import {
  crash,
  expectation,
  losses,
  lossOf,
  modelOf,
  runOf,
  tolerant,
  type RunParts,
} from './case.ts'

const facts = { repeats: 'yes', cause: 'first', because: 'first baseline' } as const
const runs = (...finals: readonly number[]): ReturnType<typeof runOf>[] =>
  finals.map((final, seed) => runOf({ seed, series: [lossOf(losses(final))] }))

describe('baselineOf', () => {
  test('one run: its own numbers and digests, in the form of the lock', () => {
    const record = runOf({ weights: 'weights', trace: 'trace' })
    const entry = baselineOf([record], tolerant, facts)
    expect(Baseline.parse(entry)).toEqual({
      record: record.id,
      input: record.input,
      seed: 0,
      runs: 1,
      repeats: 'yes',
      metrics: { eval_loss: { mean: 0.41, better: 'lower', step: 24 } },
      series: exactSeriesDigest(record.series),
      weights: sha256('weights'),
      trace: sha256('trace'),
      cause: 'first',
      because: 'first baseline',
    })
  })

  test('several seeds: the mean, and the sample standard deviation by hand', () => {
    const entry = baselineOf(runs(0.4, 0.5, 0.6), tolerant, facts)
    expect(entry.runs).toBe(3)
    expect(entry.metrics['eval_loss']?.mean).toBeCloseTo(0.5, 15)
    expect(entry.metrics['eval_loss']?.sd).toBeCloseTo(0.1, 15)
  })

  test('the same draw twice counts once', () => {
    const [a, b] = [runOf(), runOf({ series: [lossOf(losses(0.9))] })]
    expect(baselineOf([a, b], tolerant, facts)).toMatchObject({
      runs: 1,
      metrics: { eval_loss: { mean: 0.41 } },
    })
  })

  test('the sign of zero and numbers that JSON lacks survive', () => {
    const finals = [-0, Number.NaN, Number.NEGATIVE_INFINITY].map(
      (final) => baselineOf(runs(final), tolerant, facts).metrics['eval_loss']?.mean,
    )
    expect(finals).toEqual(['-0', 'NaN', '-Infinity'])
    expect(Baseline.safeParse(baselineOf(runs(1, Number.NaN), tolerant, facts)).success).toBe(true)
  })

  test('the coarsest source of the runs is kept', () => {
    const coarse = runOf({ seed: 1, series: [lossOf(losses(), { resolution: 'decimal:3' })] })
    expect(baselineOf([runOf(), coarse], tolerant, facts).metrics['eval_loss']?.resolution).toBe(
      'decimal:3',
    )
  })

  test('a metric that one of the runs lacks is left out', () => {
    const model = modelOf({ expect: { ...tolerant.expect, bleu: expectation() } })
    const rich = runOf({ series: [lossOf(losses()), { ...lossOf(losses()), name: 'bleu' }] })
    expect(Object.keys(baselineOf([rich, runOf({ seed: 1 })], model, facts).metrics)).toEqual([
      'eval_loss',
    ])
  })

  test('runs of different hardware make no baseline', () => {
    expect(() => baselineOf([runOf(), runOf({ accelerator: 'arm64' })], tolerant, facts)).toThrow(
      /main @ x86-64-v3 and of main @ arm64/,
    )
    expect(() =>
      baselineOf([runOf(), runOf({ seed: 1, input: 'other' })], tolerant, facts),
    ).toThrow(/different inputs/)
    expect(() => baselineOf([], tolerant, facts)).toThrow(RangeError)
  })
})

describe('unfitReasons', () => {
  test.each<readonly [string, RunParts, object]>([
    [
      'a crash',
      { exit: crash },
      { kind: 'baseline-unreadable', why: 'its run did not finish (crashed)' },
    ],
    ['NaN', { series: [lossOf(losses(Number.NaN))] }, { kind: 'not-finite', of: 'baseline' }],
    ['nothing to gate', { series: [] }, { kind: 'metric-not-in-baseline' }],
    [
      'sources that disagree',
      { findings: [{ kind: 'sources-disagree', metric: 'eval_loss', values: [] }] },
      { kind: 'sources-disagree' },
    ],
    [
      'a source cut short',
      { findings: [{ kind: 'source-truncated', path: 'metrics.jsonl', where: 'line 3' }] },
      { kind: 'evidence-invalid' },
    ],
    [
      'a foreign module',
      { isolation: 1, findings: [{ kind: 'foreign-module', path: 'a.py' }] },
      { kind: 'foreign-module' },
    ],
  ])('%s', (_, parts, reason) => {
    expect(unfitReasons([runOf(parts)], tolerant)).toMatchObject([reason])
  })

  test('nothing expected and no usual metric', () => {
    expect(
      unfitReasons([runOf({ series: [{ ...lossOf(losses()), name: 'bleu' }] })], modelOf()),
    ).toEqual([{ kind: 'no-metric', seen: ['bleu'] }])
  })

  test('runs that end at different steps, unless any step will do', () => {
    const short = runOf({ seed: 1, series: [lossOf(losses().slice(0, 21))] })
    expect(unfitReasons([runOf(), short], tolerant)).toEqual([
      { kind: 'other-step', run: 21, baseline: 24 },
    ])
    expect(
      unfitReasons(
        [runOf(), short],
        modelOf({ expect: { eval_loss: expectation({ steps: 'any' }) } }),
      ),
    ).toEqual([])
  })

  test('a sound run', () => {
    expect(unfitReasons([runOf()], tolerant)).toEqual([])
    expect(summarise(lossOf(losses())).final).toBe(0.41)
  })
})
