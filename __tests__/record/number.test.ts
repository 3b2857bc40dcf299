import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { decodeNumber, encodeNumber, Num, sameNumber } from '../../src/record/number.ts'

const doubles = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, 0, 5e-324, -5e-324, 2 ** 53, 2 ** 53 + 2, 1e300, Number.MAX_VALUE),
)

test('every float64 survives JSON text, with the sign of zero', () => {
  fc.assert(
    fc.property(doubles, (value) => {
      const spelled: unknown = JSON.parse(JSON.stringify(encodeNumber(value)))
      expect(Object.is(decodeNumber(Num.parse(spelled)), value)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('two numbers are the same exactly when their bits are', () => {
  fc.assert(
    fc.property(doubles, doubles, (a, b) => {
      expect(sameNumber(encodeNumber(a), encodeNumber(b))).toBe(Object.is(a, b))
      expect(sameNumber(encodeNumber(a), encodeNumber(a))).toBe(true)
    }),
  )
})

test.each([
  [Number.NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
  [-0, '-0'],
  [0, 0],
  [2n ** 53n - 1n, 9007199254740991],
  [2n ** 53n, '9007199254740992'],
  [2n ** 53n + 1n, '9007199254740993'],
  [-(2n ** 64n), '-18446744073709551616'],
])('%p is spelled %p', (value, spelled) => {
  expect(encodeNumber(value)).toBe(spelled)
  expect(Num.safeParse(spelled).success).toBe(true)
})

test.each([
  [Number.NaN],
  [Infinity],
  [-0],
  ['nan'],
  ['0'],
  ['+1'],
  ['01234567890123456'],
  ['1e400'],
  [''],
  [null],
])('%p is no number of a record', (value) => {
  expect(Num.safeParse(value).success).toBe(false)
})
