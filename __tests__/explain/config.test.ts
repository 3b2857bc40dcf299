import { describe, expect, test } from '@jest/globals'
import type { RunRecord, Scalar } from '../../src/record/record.ts'
import { between, codeChanges, settings, type Made } from './world.ts'

const config = (parts: Partial<RunRecord['config']>): Made => ({
  record: ({ config: base }) => ({ config: { ...base, ...parts } }),
})
const params = (
  files: Record<string, string>,
  values: Record<string, Record<string, Scalar>>,
): Made => ({
  files,
  ...config({ params: values }),
})

describe('the command line', () => {
  test.each([
    ['python train.py --lr 0.1', 'python train.py --lr 0.2', ['train --lr: 0.1 → 0.2']],
    ['python train.py --lr=0.1 --fast', 'python train.py --lr=0.1', ['train --fast:  → none']],
    [
      'python train.py trainer.max_steps=10',
      'python train.py trainer.max_steps=20',
      ['train trainer.max_steps: 10 → 20'],
    ],
    ['python train.py --lr -0.1', 'python train.py --lr -0.2', ['train --lr: -0.1 → -0.2']],
    ['python train.py', 'python other.py', ['train: python train.py → python other.py']],
    [
      'python train.py --a 1 --b 2',
      'python train.py --b 2 --a 1',
      ['train: python train.py --a 1 --b 2 → python train.py --b 2 --a 1'],
    ],
    [
      'python a.py --x 1 && python b.py --y 1',
      'python a.py --x 1 && python b.py --y 2',
      ['train: python a.py --x 1 && python b.py --y 1 → python a.py --x 1 && python b.py --y 2'],
    ],
    ['python train.py --tag "a b"', "python train.py --tag 'a c'", ['train --tag: a b → a c']],
  ])('%s → %s', (before, after, expected) => {
    const report = between(config({ train: before }), config({ train: after }), 'config')
    expect(settings(report)).toEqual(expected)
  })
})

test('directory, setup, network and variables', () => {
  const report = between(
    config({ directory: '.', setup: null, network: 'on', env: { A: '1', B: '2' } }),
    config({ directory: 'sub', setup: 'make', network: 'off', env: { A: '3' } }),
    'config',
  )
  expect(settings(report)).toEqual([
    'directory: . → sub',
    'setup: none → make',
    'network: on → off',
    'env.A: 1 → 3',
    'env.B: 2 → none',
  ])
})

describe('parameters', () => {
  const before = 'optimizer:\n  lr: 0.001\n  name: adam\nepochs: 2\n'
  const after = 'optimizer:\n  lr: 0.003\n  name: adam\nwarmup: 5\n'

  test('key by key, with the line in this run’s file', () => {
    const report = between(
      params(
        { 'mini.yaml': before },
        { 'mini.yaml': { 'optimizer.lr': 0.001, 'optimizer.name': 'adam', epochs: 2 } },
      ),
      params(
        { 'mini.yaml': after },
        { 'mini.yaml': { 'optimizer.lr': 0.003, 'optimizer.name': 'adam', warmup: 5 } },
      ),
      'config',
    )
    expect(report.changes).toEqual([
      {
        kind: 'param',
        file: 'mini.yaml',
        key: 'optimizer.lr',
        before: 0.001,
        after: 0.003,
        line: 2,
      },
      { kind: 'param', file: 'mini.yaml', key: 'warmup', before: undefined, after: 5, line: 4 },
      {
        kind: 'param',
        file: 'mini.yaml',
        key: 'epochs',
        before: 2,
        after: undefined,
        line: undefined,
      },
    ])
  })

  test('a parameter file is not code, too', () => {
    const made: [Made, Made] = [
      params({ 'mini.yaml': before }, { 'mini.yaml': { epochs: 2 } }),
      params({ 'mini.yaml': after }, { 'mini.yaml': { epochs: 3 } }),
    ]
    expect(between(...made, 'code').status).toBe('same')
  })

  test('a parameter file in which no key differs is shown as code: nothing is lost', () => {
    const made: [Made, Made] = [
      params({ 'mini.yaml': 'epochs: 2\n' }, { 'mini.yaml': { epochs: 2 } }),
      params({ 'mini.yaml': '# why\nepochs: 2\n' }, { 'mini.yaml': { epochs: 2 } }),
    ]
    expect(between(...made, 'config').status).toBe('same')
    expect(codeChanges(between(...made, 'code'))).toMatchObject([
      { path: 'mini.yaml', hunks: [{ lines: ['+# why', ' epochs: 2'] }] },
    ])
  })

  test('another file in its place is compared key by key', () => {
    const report = between(
      params({}, { 'a.yaml': { lr: 1, epochs: 2 } }),
      params({}, { 'b.yaml': { lr: 2, epochs: 2 } }),
      'config',
    )
    expect(report.changes).toMatchObject([{ file: 'b.yaml', key: 'lr', before: 1, after: 2 }])
  })

  test('a file that only now counts as parameters, but was the same, is no difference', () => {
    const files = { 'mini.yaml': before }
    expect(
      between(params(files, {}), params(files, { 'mini.yaml': { epochs: 2 } }), 'config').status,
    ).toBe('same')
  })

  test('its old values are read from the old file', () => {
    const report = between(
      params({ 'mini.yaml': 'epochs: 2\n' }, {}),
      params({ 'mini.yaml': 'epochs: 3\n' }, { 'mini.yaml': { epochs: 3 } }),
      'config',
    )
    expect(report.changes).toEqual([
      { kind: 'param', file: 'mini.yaml', key: 'epochs', before: 2, after: 3, line: 1 },
    ])
  })

  test('NaN equals itself; 1 and "1" differ', () => {
    const report = between(
      params({}, { a: { x: 'NaN', y: 1 } }),
      params({}, { a: { x: 'NaN', y: '1' } }),
      'config',
    )
    expect(report.changes).toMatchObject([{ key: 'y', before: 1, after: '1' }])
  })
})
