import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { align, firstDifference, sparkline, thin } from '../../src/report/view/curves.ts'
import { curve } from './example.ts'

const points = (values: readonly number[], first: number = 1) => ({
  steps: values.map((_, at) => at + first),
  values,
})

describe('a sparkline', () => {
  test.each([
    [[8, 7, 6, 5, 4, 3, 2, 1], '█▇▆▅▄▃▂▁'],
    [[1, 1, 1], '▁▁▁'],
    [[1, Number.NaN, 3], '▁·█'],
    [[5], ''],
    [[Number.NaN, Number.NaN], ''],
    [[-1.7e308, 1.7e308], '▁█'],
  ])('%j is %s', (values, expected) => {
    expect(sparkline(points(values))).toBe(expected)
  })

  test('of many points has the width asked for, and ends with the final value', () => {
    const shown = sparkline(points([...Array.from({ length: 999 }, (_, at) => at), -5]), 12)
    expect(shown).toHaveLength(12)
    expect(shown.at(-1)).toBe('▁')
  })
})

describe('where two curves part', () => {
  test.each([
    ['nowhere', points([3, 2, 1]), points([3, 2, 1]), undefined],
    ['at once', points([3, 2]), points([4, 2]), { step: 1, before: undefined }],
    ['later', points([3, 2, 1]), points([3, 2, 1.5]), { step: 3, before: 2 }],
    ['by the sign of zero', points([1, 0]), points([1, -0]), { step: 2, before: 1 }],
    ['not by NaN that both have', points([1, Number.NaN]), points([1, Number.NaN]), undefined],
    ['only at common steps', points([9, 9], 10), points([3, 2]), undefined],
    ['unknown with one side', points([1]), undefined, undefined],
  ])('%s', (_, run, baseline, expected) => {
    expect(firstDifference(curve('loss', run, baseline))).toEqual(expected)
  })
})

test('steps of either curve are rows', () => {
  expect(align(curve('loss', points([5, 6], 2), points([1, 2])))).toEqual([
    { step: 1, baseline: 1, run: undefined },
    { step: 2, baseline: 2, run: 5 },
    { step: 3, baseline: undefined, run: 6 },
  ])
})

test('thinning keeps the ends and every extreme, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 1, maxLength: 3000 }),
      fc.integer({ min: 10, max: 500 }),
      (values, most) => {
        const rows = align(curve('loss', points(values), undefined))
        const kept = thin(rows, most)
        const runs = kept.map(({ run }) => run ?? Number.NaN)
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 6))
        expect([kept[0], kept.at(-1)]).toEqual([rows[0], rows.at(-1)])
        expect([Math.min(...runs), Math.max(...runs)]).toEqual([
          Math.min(...values),
          Math.max(...values),
        ])
        expect(kept.map(({ step }) => step)).toEqual(
          kept.map(({ step }) => step).toSorted((a, b) => a - b),
        )
      },
    ),
    { numRuns: 200 },
  )
})
