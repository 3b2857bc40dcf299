import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import canonicalize from 'canonicalize'
import { canonicalJson } from '../../src/record/canonical.ts'
import { digestOf, hexOf, sha256 } from '../../src/record/digest.ts'
import type { Json } from '../../src/record/json.ts'

/** JSON values; −0, which JSON text loses, is left out. */
const json = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)

test('agrees with another implementation of RFC 8785', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value))
    }),
    { numRuns: 1000 },
  )
})

test('every finite double is spelled as the standard has it, and survives', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const positive = value + 0
      expect(canonicalJson(positive)).toBe(canonicalize(positive))
      expect(Number(canonicalJson(positive))).toBe(positive)
    }),
  )
})

test('the example of RFC 8785, section 3.2.2', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  }
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('keys are sorted by UTF-16 units, as the standard wants', () => {
  expect(canonicalJson({ '\uFB33': 1, '\u{1F600}': 2, '\u20AC': 3, '1': 4 })).toBe(
    '{"1":4,"\u20AC":3,"\u{1F600}":2,"\uFB33":1}',
  )
})

test.each([
  [Number.NaN],
  [Infinity],
  [-Infinity],
  [-0],
  ['\uD800'],
  [{ '\uDC00': 1 }],
  [undefined],
  [[undefined]],
  [() => 1],
  [1n],
])('what JSON cannot carry is refused, never changed: %p', (value) => {
  expect(() => canonicalJson(value as unknown as Json)).toThrow(TypeError)
})

test('digests are SHA-256 of UTF-8', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  expect(sha256('')).toBe(`sha256:${empty}`)
  expect(sha256('é')).toBe(sha256(new Uint8Array([0xc3, 0xa9])))
  expect(hexOf(sha256(''))).toBe(empty)
  expect(digestOf({ b: 1, a: [2] })).toBe(sha256('{"a":[2],"b":1}'))
})
