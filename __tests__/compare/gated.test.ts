import { expect, test } from '@jest/globals'
import { gatedMetrics } from '../../src/compare/gated.ts'
import { entryOf, expectation, losses, lossOf, modelOf, runOf, tolerant } from './case.ts'

const runWith = (...names: readonly string[]): ReturnType<typeof runOf> =>
  runOf({ series: names.map((name) => ({ ...lossOf(losses()), name })) })

test.each<readonly [readonly string[], readonly string[]]>([
  [['loss', 'train_loss', 'eval_loss'], ['eval_loss']],
  [['test_loss', 'val_loss'], ['val_loss']],
  [['loss', 'train_loss'], ['train_loss']],
  [['metrics/eval_loss', 'loss'], ['metrics/eval_loss']],
  [['train/loss', 'val/loss'], ['val/loss']],
  [['eval/loss'], ['eval/loss']],
  [['b/loss', 'a/loss'], ['a/loss']],
  [['accuracy', 'grad_norm'], []],
  [['eval_loss_runtime'], []],
])('of %j, %j is gated where nothing is expected', (names, gated) => {
  expect(gatedMetrics(modelOf(), undefined, runWith(...names)).names).toEqual(gated)
})

test('what was seen is said, without metrics of speed', () => {
  expect(gatedMetrics(modelOf(), undefined, runWith('accuracy', 'train_runtime')).seen).toEqual([
    'accuracy',
  ])
})

test('expect decides, also for a metric of speed', () => {
  const model = modelOf({ expect: { train_runtime: expectation(), accuracy: expectation() } })
  expect(gatedMetrics(model, undefined, runWith('eval_loss', 'train_runtime')).names).toEqual([
    'train_runtime',
    'accuracy',
  ])
})

test('what the baseline gated stays gated, and one that vanished is added to expect', () => {
  const entry = entryOf(runWith('eval_loss'), modelOf())
  expect(gatedMetrics(modelOf(), entry, runWith('loss')).names).toEqual(['eval_loss'])
  expect(
    gatedMetrics(modelOf({ expect: { loss: expectation() } }), entry, runWith('loss')).names,
  ).toEqual(['loss', 'eval_loss'])
  expect(
    gatedMetrics(modelOf({ expect: { loss: expectation() } }), entry, runWith('loss', 'eval_loss'))
      .names,
  ).toEqual(['loss'])
})

test('an optional metric is gated where it stands', () => {
  const model = modelOf({ expect: { ...tolerant.expect, bleu: expectation({ required: false }) } })
  expect(gatedMetrics(model, undefined, runWith('eval_loss')).names).toEqual(['eval_loss'])
  expect(gatedMetrics(model, undefined, runWith('eval_loss', 'bleu')).names).toEqual([
    'eval_loss',
    'bleu',
  ])
})

test('names that every object has are no metrics', () => {
  expect(gatedMetrics(modelOf(), undefined, runWith('constructor', 'toString')).names).toEqual([])
  const entry = entryOf(runWith('eval_loss'), modelOf())
  const model = modelOf({ expect: { constructor: expectation({ required: false }) } })
  expect(gatedMetrics(model, entry, runWith('eval_loss')).names).toEqual([])
})
