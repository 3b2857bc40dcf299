import { describe, expect, test } from '@jest/globals'
import type { BaselineState, Evidence } from '../../src/compare/evidence.ts'
import { judge } from '../../src/compare/judge.ts'
import type { Finding } from '../../src/record/finding.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import {
  crash,
  entryOf,
  expectation,
  first,
  found,
  losses,
  lossOf,
  modelOf,
  runOf,
  strict,
  tolerant,
  type RunParts,
} from './case.ts'
import { again, baseline, coarse, far, head, near, retry, told } from './story.ts'

const lock = found(baseline, tolerant)
const identical = found(baseline, strict)
const yes = found(baseline, tolerant, 'yes')
const unknown = found(baseline, tolerant, 'unknown')
const killed = { exit: { how: 'killed' } } as const
const four: RunParts = { series: [lossOf(losses(), coarse)] }
const better: RunParts = { series: [lossOf(losses(0.3))] }

test.each<readonly [string, ModelSpec, BaselineState, Evidence, string]>([
  ['equal bits', tolerant, lock, [head()], 'identical (bitwise): bits-equal'],
  [
    'equal bits, nothing expected',
    modelOf(),
    found(baseline, modelOf()),
    [head()],
    'identical (bitwise): bits-equal',
  ],
  [
    'equal bits, the lock alone',
    strict,
    { state: 'found', entry: entryOf(baseline, strict), record: undefined },
    [head()],
    'identical (bitwise): bits-equal',
  ],
  [
    'an equal curve, other weights',
    tolerant,
    found(runOf({ weights: 'a' }), tolerant),
    [head({ weights: 'b' })],
    'reproduced (bitwise): weights-differ',
  ],
  [
    'within, other weights',
    tolerant,
    found(runOf({ weights: 'a' }), tolerant),
    [head({ ...near, weights: 'b' })],
    'reproduced (tolerance): within, weights-differ',
  ],
  [
    'equal numbers',
    tolerant,
    found(runOf(four), tolerant),
    [head(four)],
    'reproduced (bitwise): values-equal',
  ],
  [
    'equal numbers of trainings whose traces differ',
    tolerant,
    found(runOf({ ...four, trace: 'a' }), tolerant),
    [head({ ...four, trace: 'b' })],
    'reproduced (bitwise): values-equal',
  ],
  [
    'equal bits after a crash',
    tolerant,
    lock,
    [head({ exit: crash }), retry()],
    'reproduced (bitwise): bits-equal',
  ],
  [
    'equal bits after NaN',
    tolerant,
    lock,
    [head({ series: [lossOf(losses(Number.NaN))] }), retry()],
    'reproduced (bitwise): bits-equal',
  ],
  [
    'a crash that comes again',
    tolerant,
    lock,
    [head({ exit: crash }), retry({ exit: crash })],
    'failed (undefined): crashed',
  ],
  ['within', tolerant, lock, [head(near)], 'reproduced (tolerance): within'],
  ['beyond', tolerant, lock, [head(far)], 'changed (tolerance): beyond'],
  ['better', tolerant, lock, [head(better)], 'improved (tolerance): better'],
  [
    'better, where identity is required',
    strict,
    identical,
    [head(better), again(better)],
    'changed (bitwise): bits-differ',
  ],
  [
    'repeats: yes, and it does',
    tolerant,
    yes,
    [head(near), again(near)],
    'reproduced (tolerance): within',
  ],
  [
    'repeats: yes, and it does not',
    tolerant,
    yes,
    [head(near), again()],
    'nondeterministic (bitwise): self-differs',
  ],
  [
    'repeats: yes, beyond, and it does not',
    tolerant,
    yes,
    [head(far), again()],
    'nondeterministic (bitwise): self-differs',
  ],
  [
    'repeats: yes, and the second run crashes',
    tolerant,
    yes,
    [head(near), again({ exit: crash })],
    'nondeterministic (bitwise): self-differs',
  ],
  [
    'repeats: yes, and the second run is killed',
    tolerant,
    yes,
    [head(near), again(killed)],
    'inconclusive (undefined): killed-outside',
  ],
  [
    'repeats: yes, and the second run hangs',
    tolerant,
    yes,
    [head(near), again({ exit: { how: 'idle' } })],
    'failed (undefined): idle',
  ],
  [
    'repeats: yes, the second run without the metric',
    tolerant,
    yes,
    [head(near), again({ series: [] })],
    'nondeterministic (bitwise): self-differs',
  ],
  [
    'repeats: unknown, and it does not',
    tolerant,
    unknown,
    [head(near), again()],
    'reproduced (tolerance): within, self-differs',
  ],
  [
    'repeats: unknown, and the second run is killed',
    tolerant,
    unknown,
    [head(near), again(killed)],
    'reproduced (tolerance): within',
  ],
  [
    'repeats: unknown, and the second run hangs',
    tolerant,
    unknown,
    [head(near), again({ exit: { how: 'timeout' } })],
    'failed (undefined): timeout',
  ],
  [
    'repeats: unknown, beyond',
    tolerant,
    unknown,
    [head(far), again(far)],
    'changed (tolerance): beyond',
  ],
])('%s', (_, model, state, evidence, expected) => {
  expect(told(model, state, evidence)).toBe(expected)
})

test('a mean over seeds: equal bits are those of the accepted run, the numbers are the mean’s', () => {
  const entry = {
    ...entryOf(baseline, tolerant),
    runs: 3,
    metrics: { eval_loss: { mean: 0.405, sd: 0.006, step: 24 } },
  }
  const alone: BaselineState = { state: 'found', entry, record: undefined }
  expect(told(tolerant, { state: 'found', entry, record: baseline }, [head()])).toBe(
    'identical (bitwise): bits-equal',
  )
  expect(told(tolerant, alone, [head()])).toBe('identical (bitwise): bits-equal')
  expect(told(tolerant, alone, [head(near)])).toBe('reproduced (tolerance): within')
  expect(judge(first(tolerant, alone, runOf())).metrics[0]?.difference).toBeCloseTo(0.005, 12)
})

test('a summary is not in the digest of the series: of a mean over seeds, the lock alone cannot call it identical', () => {
  const entry = { ...entryOf(baseline, tolerant), runs: 3 }
  const summary: RunParts = { series: [lossOf(losses(), { summary: 0.413 })] }
  expect(told(tolerant, { state: 'found', entry, record: undefined }, [head(summary)])).toBe(
    'reproduced (tolerance): within',
  )
})

test('equal weights do not make another evaluation identical', () => {
  expect(
    told(tolerant, found(runOf({ weights: 'a' }), tolerant), [head({ ...near, weights: 'a' })]),
  ).toBe('reproduced (tolerance): within')
})

test('any step will do where that is written', () => {
  const model = modelOf({
    expect: { eval_loss: expectation({ within: { kind: 'absolute', value: 0.01 }, steps: 'any' }) },
  })
  const short = { series: [lossOf([...losses().slice(0, 20), 0.412])] }
  expect(told(model, found(baseline, model), [head(short)])).toBe('reproduced (tolerance): within')
})

test('an equal curve is reproduced beside another that moved', () => {
  const parts = (rate: number): RunParts => ({
    series: [lossOf(losses()), { ...lossOf(losses(rate)), name: 'lr' }],
  })
  expect(told(modelOf(), found(runOf(parts(1)), modelOf()), [head(parts(2))])).toBe(
    'reproduced (bitwise): values-equal',
  )
})

test('an equal end of another curve is not', () => {
  const moved = { series: [lossOf(losses(0.41, 0.1))] }
  expect(told(modelOf(), found(baseline, modelOf()), [head(moved)])).toBe(
    'inconclusive (undefined): noise-not-measured',
  )
})

test('the worst gated metric is the model’s verdict, and its reason comes first', () => {
  const two = (loss: number, accuracy: number): RunParts => ({
    series: [lossOf(losses(loss)), { ...lossOf(losses(accuracy)), name: 'accuracy' }],
  })
  const accuracy = expectation({ better: 'higher', within: { kind: 'absolute', value: 0.05 } })
  const model = modelOf({ expect: { ...tolerant.expect, accuracy } })
  const verdict = judge(first(model, found(runOf(two(0.41, 0.9)), model), runOf(two(0.415, 0.8))))
  expect(verdict.verdict).toBe('changed')
  expect(verdict.reasons).toEqual([{ kind: 'beyond', tolerance: 0.05 }])
  expect(verdict.metrics.map(({ metric, verdict: one }) => [metric, one])).toEqual([
    ['eval_loss', 'reproduced'],
    ['accuracy', 'changed'],
  ])
})

describe('a row', () => {
  test('has both numbers, their difference, the tolerance and the step', () => {
    const record = runOf({
      series: [
        lossOf(losses(0.5)),
        { ...lossOf([3]), name: 'train_runtime' },
        { ...lossOf([1]), name: 'lr' },
      ],
    })
    const verdict = judge(first(tolerant, lock, record))
    expect(verdict.metrics).toMatchObject([
      {
        metric: 'eval_loss',
        gated: true,
        verdict: 'changed',
        baseline: 0.41,
        run: 0.5,
        tolerance: 0.01,
        better: 'lower',
        step: 24,
        volatile: false,
      },
      {
        metric: 'lr',
        gated: false,
        verdict: undefined,
        baseline: undefined,
        run: 1,
        difference: undefined,
      },
      { metric: 'train_runtime', gated: false, volatile: true },
    ])
    expect(verdict.metrics[0]?.difference).toBeCloseTo(0.09, 12)
    expect(verdict.metrics[0]?.relative).toBeCloseTo(0.09 / 0.41, 12)
    expect([verdict.run, verdict.baseline]).toEqual([record.id, baseline.id])
  })
})

test('a module from outside counts only where nothing kept it out', () => {
  const findings: Finding[] = [{ kind: 'foreign-module', path: 'src/model.py' }]
  expect(told(tolerant, lock, [head({ findings, isolation: 4 })])).toBe(
    'identical (bitwise): bits-equal',
  )
  expect(told(tolerant, lock, [head({ findings, isolation: 2 })])).toBe(
    'invalid (undefined): foreign-module',
  )
})

test('a run that failed is explained beside the baseline’s', () => {
  const verdict = judge(first(tolerant, lock, runOf({ exit: crash })))
  expect([verdict.verdict, verdict.baseline]).toEqual(['failed', baseline.id])
})
