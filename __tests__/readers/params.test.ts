import { describe, expect, test } from '@jest/globals'
import { memorySource } from '../../src/readers/memory.ts'
import { readParams } from '../../src/readers/params.ts'
import type { UserError } from '../../src/record/error.ts'
import { real } from './files.ts'

const params = (name: string, text: string) =>
  Object.entries(readParams(memorySource(name, text))).map(([key, { value, line }]) => [
    key,
    value,
    line,
  ])

function failure(name: string, text: string | Uint8Array): UserError {
  try {
    readParams(memorySource(name, text))
  } catch (error) {
    return error as UserError
  }
  throw new Error(`${name} was read`)
}

test('YAML: nested keys are dotted, each with its line; anchors and merge keys are resolved', () => {
  const text = [
    'base: &base {lr: 1e-3, betas: [0.9, 0.999]}',
    'model:',
    '  <<: *base',
    '  lr: 0.5',
    'copy: *base',
    'when: 2026-01-31',
    'seed: 12345678901234567890',
    'limit: .inf',
    'nothing: null',
    'on: true',
    'tags: []',
    '"a.b": -0.0',
  ].join('\n')
  expect(params('c.yaml', text)).toEqual([
    ['base.lr', 0.001, 1],
    ['base.betas.0', 0.9, 1],
    ['base.betas.1', 0.999, 1],
    ['model.lr', 0.5, 4],
    ['model.betas.0', 0.9, undefined],
    ['model.betas.1', 0.999, undefined],
    ['copy.lr', 0.001, undefined],
    ['copy.betas.0', 0.9, undefined],
    ['copy.betas.1', 0.999, undefined],
    ['when', '2026-01-31', 6],
    ['seed', '12345678901234567890', 7],
    ['limit', 'Infinity', 8],
    ['nothing', null, 9],
    ['on', true, 10],
    ['tags', '[]', undefined],
    ['"a.b"', '-0', 12],
  ])
})

test("a real tool's parameters", () => {
  expect(readParams(real('dvclive/params.yaml'))).toEqual({
    lr: { value: 0.001, line: 1 },
    'opt.name': { value: 'sgd', line: 3 },
    'opt.betas.0': { value: 0.9, line: 5 },
    'opt.betas.1': { value: 0.999, line: 6 },
    seed: { value: 42, line: 7 },
  })
})

test('JSON: large integers keep their digits; a line is given where the key stands once', () => {
  const text =
    '{\n "seed": 12345678901234567890,\n "a": {"lr": 1e400},\n "b": {"lr": NaN}, "none": {}\n}'
  expect(params('c.json', text)).toEqual([
    ['seed', '12345678901234567890', 2],
    ['a.lr', 'Infinity', undefined],
    ['b.lr', 'NaN', undefined],
    ['none', '{}', 4],
  ])
})

test('TOML: dates are texts', () => {
  expect(
    params(
      'c.toml',
      'when = 2026-01-31T10:20:30Z\n[opt]\nlr = 0.5\nsteps = 9007199254740993\nbetas = [0.9]\n',
    ),
  ).toEqual([
    ['when', '2026-01-31T10:20:30.000Z', 1],
    ['opt.lr', 0.5, 3],
    ['opt.steps', '9007199254740993', 4],
    ['opt.betas.0', 0.9, 5],
  ])
})

test('an empty file has no parameters', () => {
  expect(params('c.yaml', '')).toEqual([])
  expect(params('c.yaml', '# later\n')).toEqual([])
})

test('no key reaches a prototype', () => {
  expect(params('c.yaml', '__proto__: {x: 1}\nconstructor: 2\n')).toEqual([
    ['__proto__.x', 1, 1],
    ['constructor', 2, 2],
  ])
})

describe('what cannot be read is a coded error', () => {
  const bomb = [
    'a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
    ...'bcdefg'
      .split('')
      .map((key, at) => `${key}: &${key} [${Array(10).fill(`*${'abcdef'[at]}`).join(', ')}]`),
  ].join('\n')
  test.each<[string, string | Uint8Array, string, number | undefined]>([
    ['c.ini', 'a=1', 'params-format', undefined],
    ['c.constructor', 'a=1', 'params-format', undefined],
    ['c.yaml', 'just a text', 'params-shape', undefined],
    ['c.json', `[${'1,'.repeat(10_001)}1]`, 'params-large', undefined],
    ['c.json', `"${'x'.repeat(2 ** 20)}"`, 'params-large', undefined],
    ['c.yaml', `a: ${'x'.repeat(300_000)}`, 'yaml-large', 1],
    ['c.yaml', bomb, 'yaml-large', 1],
    ['c.yaml', 'a: &a [*a]', 'yaml-large', 1],
    ['c.yaml', `${'['.repeat(200)}${']'.repeat(200)}`, 'yaml-large', 1],
    ['c.yaml', `${'{'.repeat(9000)}${'}'.repeat(9000)}`, 'yaml-syntax', 1],
    ['c.yaml', 'a: 1\nb: 2\na: 3\n', 'yaml-duplicate-key', 3],
    ['c.yaml', '[1, 2]: 3\n', 'yaml-key', 1],
    ['c.yaml', 'a: 1\nb: *x\n', 'yaml-syntax', 2],
    ['c.yaml', 'a: 1\nb: c\n  d: 2\n', 'yaml-syntax', 2],
    ['c.yaml', 'a: 1\n---\nb: 2\n', 'yaml-syntax', 2],
    ['c.json', '{"a": 1,\n"a": 2}', 'json-duplicate-key', 2],
    ['c.toml', 'a = 1\nb = \n', 'toml-syntax', 2],
    ['c.yaml', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'source-encoding', undefined],
  ])('%s %#', (name, text, code, line) => {
    const error = failure(name, text)
    expect({ code: error.code, line: error.place?.line, file: error.place?.file }).toEqual({
      code,
      line,
      file: name,
    })
    expect(error.hint).not.toBe('')
  })
})
