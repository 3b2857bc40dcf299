import { expect, test } from '@jest/globals'
import { mergeSpecs } from '../../src/spec/merge.ts'
import { parseSpec } from '../../src/spec/parse.ts'

const spec = (text: string) => parseSpec(text, 'reprise.yml')

const BASE = `
train: python train.py
timeout: 60m
env: {A: "1", B: "2"}
require: identical
network: off
ignore: [docs/**]
expect: {loss: {better: lower, within: 1%}, gone: {}}
policy: {budget: {runs: 4}}
`
const HEAD = `
train: python train.py --fast
timeout: 30m
env: {A: "1", C: "3"}
require: reproduced
network: on
ignore: ["**"]
expect: {loss: {better: lower, within: 50%}}
seed: {env: SEED}
deterministic: false
accelerator: fast-one
policy: {green: [identical, reproduced, improved], budget: {runs: 1000}}
`

test('how to train comes from the head, how to judge from the base', () => {
  const [head, base] = [spec(HEAD), spec(BASE)]
  const { model, policy } = mergeSpecs(head, base, 'main')
  expect(model).toMatchObject({
    train: 'python train.py --fast',
    timeout: 1800,
    env: { A: '1', C: '3' },
    seed: { how: 'env', name: 'SEED' },
    deterministic: false,
    require: 'identical',
    network: 'off',
    ignore: ['docs/**'],
    expect: base.models['main']?.expect,
    accelerator: undefined,
  })
  expect(policy).toEqual(base.policy)
})

test('every difference is told, with both values and the one that counts', () => {
  const { differences } = mergeSpecs(spec(HEAD), spec(BASE), 'main')
  const loss = { better: 'lower', required: false, steps: 'same' }
  expect(differences).toEqual([
    { field: 'train', base: 'python train.py', head: 'python train.py --fast', from: 'head' },
    { field: 'env.B', base: '2', head: undefined, from: 'head' },
    { field: 'env.C', base: undefined, head: '3', from: 'head' },
    { field: 'seed', base: { how: 'auto' }, head: { how: 'env', name: 'SEED' }, from: 'head' },
    { field: 'deterministic', base: true, head: false, from: 'head' },
    { field: 'timeout', base: 3600, head: 1800, from: 'head' },
    {
      field: 'expect.loss',
      base: { ...loss, within: { kind: 'relative', value: 0.01 } },
      head: { ...loss, within: { kind: 'relative', value: 0.5 } },
      from: 'base',
    },
    {
      field: 'expect.gone',
      base: { required: false, steps: 'same', within: { kind: 'auto' } },
      head: undefined,
      from: 'base',
    },
    { field: 'require', base: 'identical', head: 'reproduced', from: 'base' },
    { field: 'ignore', base: ['docs/**'], head: ['**'], from: 'base' },
    { field: 'network', base: 'off', head: 'on', from: 'base' },
    { field: 'accelerator', base: undefined, head: 'fast-one', from: 'base' },
    {
      field: 'policy.green',
      base: ['identical', 'reproduced'],
      head: ['identical', 'reproduced', 'improved'],
      from: 'base',
    },
    {
      field: 'policy.budget',
      base: { minutes: 120, runs: 4 },
      head: { minutes: 120, runs: 1000 },
      from: 'base',
    },
  ])
})

test('equal files have no differences, however they are written', () => {
  const head = spec('models: {main: {idle: 900s, train: x, directory: ./}}')
  expect(mergeSpecs(head, spec('train: x'), 'main').differences).toEqual([])
})

test('a model that the base does not have is all the head’s, under the base’s policy', () => {
  const head = spec('models: {new: {train: x, require: identical}}\npolicy: {budget: {runs: 9}}')
  const merged = mergeSpecs(head, spec(BASE), 'new')
  expect(merged.model).toEqual(head.models['new'])
  expect(merged.policy.budget.runs).toBe(4)
  expect(merged.differences.map(({ field }) => field)).toEqual(['policy.budget'])
})

test('without a base everything is the head’s', () => {
  const head = spec(HEAD)
  expect(mergeSpecs(head, undefined, 'main')).toEqual({
    model: head.models['main'],
    policy: head.policy,
    differences: [],
  })
})

test.each(['other', 'constructor', '__proto__'])(
  'a model that the head does not have: %s',
  (name) => {
    expect(() => mergeSpecs(spec(HEAD), spec(BASE), name)).toThrow(
      expect.objectContaining({
        code: 'model-unknown',
        message: `reprise.yml has no model "${name}"`,
        hint: 'Its models: main.',
      }),
    )
  },
)
