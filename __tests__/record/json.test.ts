import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { UserError } from '../../src/record/error.ts'
import { parseJson, type Json, type JsonLimits } from '../../src/record/json.ts'

function refusal(text: string, limits?: JsonLimits): { code: string; at: string; message: string } {
  try {
    parseJson(text, 'x.json', limits)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { code, place, message } = error
    return { code, at: `${place?.line ?? ''}:${place?.column ?? ''}`, message }
  }
  throw new Error('nothing was refused')
}

describe('refused, with code, line and column', () => {
  test.each([
    // syntax
    ['', 'json-syntax', '1:1'],
    ['  \n ', 'json-syntax', '2:2'],
    ['{', 'json-syntax', '1:2'],
    ['[1,', 'json-syntax', '1:4'],
    ['[1 2]', 'json-syntax', '1:4'],
    ['[1,]', 'json-syntax', '1:4'],
    ['{"a":1,}', 'json-syntax', '1:8'],
    ['{"a" 1}', 'json-syntax', '1:6'],
    ['{a: 1}', 'json-syntax', '1:2'],
    ["{'a': 1}", 'json-syntax', '1:2'],
    ['{"a":\n  nul}', 'json-syntax', '2:3'],
    ['1 2', 'json-syntax', '1:3'],
    ['truefalse', 'json-syntax', '1:5'],
    ['01', 'json-syntax', '1:2'],
    ['1.', 'json-syntax', '1:2'],
    ['.5', 'json-syntax', '1:1'],
    ['+1', 'json-syntax', '1:1'],
    ['0x10', 'json-syntax', '1:2'],
    ['-', 'json-syntax', '1:1'],
    ['"abc', 'json-syntax', '1:1'],
    ['"a\\', 'json-syntax', '1:1'],
    ['"a\nb"', 'json-syntax', '1:1'],
    ['"\\x41"', 'json-syntax', '1:1'],
    ['/* */ 1', 'json-syntax', '1:1'],
    ['1\u00a0', 'json-syntax', '1:2'],
    ['\u0000', 'json-syntax', '1:1'],
    // what JSON allows and we do not
    ['{"a": 1,\n "a": 2}', 'json-duplicate-key', '2:5'],
    ['{"a": 1, "\\u0061": 2}', 'json-duplicate-key', '1:18'],
    ['{"__proto__": {"x": 1}}', 'json-key', '1:13'],
    ['{"\\u005f_proto__": 1}', 'json-key', '1:18'],
    ['[1e400]', 'json-number', '1:7'],
    ['[-1e400]', 'json-number', '1:8'],
    ['{"a": NaN}', 'json-number', '1:7'],
    ['Infinity', 'json-number', '1:1'],
    ['-Infinity', 'json-number', '1:1'],
    ['"\\ud800"', 'json-string', '1:9'],
    ['"\\udc00\\ud800"', 'json-string', '1:15'],
  ])('%j', (text, code, at) => {
    expect(refusal(text)).toMatchObject({ code, at })
  })

  test('depth', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(parseJson(deep(65), 'x.json')).toBeDefined()
    expect(refusal(deep(66)).code).toBe('json-depth')
    expect(refusal('{"a":'.repeat(100_000)).code).toBe('json-depth')
    expect(refusal('[[1]]', { depth: 1 })).toMatchObject({ code: 'json-depth', at: '1:3' })
  })

  test('length', () => {
    expect(refusal('[1, 2]', { length: 5 })).toMatchObject({
      code: 'json-length',
      message: 'x.json has 6 characters; at most 5 are read',
    })
    expect(parseJson('[1, 2]', 'x.json', { length: 6 })).toEqual([1, 2])
  })

  test('the message names the file and what is wrong', () => {
    expect(refusal('{"a": 1, "a": 2}').message).toBe(
      'x.json is not valid JSON: the key "a" stands twice',
    )
  })
})

test('numbers as Python writes them, where they are asked for', () => {
  const read = (text: string) => parseJson(text, 'x.json', { nonFinite: 'accept' })
  expect(read('[NaN, Infinity, -Infinity, 1e400, -1e400, -0, 5e-324]')).toEqual([
    Number.NaN,
    Infinity,
    -Infinity,
    Infinity,
    -Infinity,
    -0,
    5e-324,
  ])
  expect(refusal('[nan]', { nonFinite: 'accept' }).code).toBe('json-syntax')
})

test('the digits of each number are told', () => {
  const seen: string[] = []
  parseJson('{"a": [1.50, -0.0], "b": 1E5, "c": "1.25"}', 'x.json', {
    onNumber: (text) => seen.push(text),
  })
  expect(seen).toEqual(['1.50', '-0.0', '1E5'])
})

test('objects have no prototype, so that only written keys are there', () => {
  const value = parseJson('{"constructor": 1}', 'x.json') as Record<string, Json>
  expect(Object.getPrototypeOf(value)).toBeNull()
  expect(value['toString']).toBeUndefined()
})

const json = fc.json().filter((text) => !text.includes('__proto__'))

test('agrees with JSON.parse on whatever JSON.stringify writes, indented or not', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(0, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text)
      expect(parseJson(JSON.stringify(value, null, indent), 'x.json')).toEqual(value)
    }),
    { numRuns: 500 },
  )
})

test('accepts nothing that JSON.parse refuses, and ends in a value or a coded error', () => {
  const noise = fc.array(fc.constantFrom(...'{}[],:"\\/0123456789.eE+-truefalsn \n\u0001é'), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        noise.map((parts) => parts.join('')),
      ),
      (text) => {
        let value: unknown
        try {
          value = parseJson(text, 'x.json')
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          expect((error as UserError).code).toMatch(/^json-/)
          return
        }
        expect(value).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')))
      },
    ),
    { numRuns: process.env['REPRISE_LONG'] === '1' ? 100_000 : 2000 },
  )
})
