import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  decodeSeries,
  encodeSeries,
  exactSeriesDigest,
  Resolution,
  SeriesSummary,
  summarise,
} from '../../src/record/series.ts'
import { exampleSeries } from './example.ts'

const value = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 5e-324, 2 ** 60),
)

test('the points of every series come back bit for bit', () => {
  const points = fc.array(fc.tuple(fc.maxSafeInteger(), value), { minLength: 1, maxLength: 20 })
  const table = fc.dictionary(fc.string({ minLength: 1 }), points, { maxKeys: 4 })
  fc.assert(
    fc.property(table, (byName) => {
      const all = Object.entries(byName).map(([name, pairs]) =>
        exampleSeries(
          name,
          pairs.map(([, one]) => one),
          { steps: pairs.map(([step]) => step + 0) },
        ),
      )
      const back = decodeSeries(encodeSeries(all), 'series')
      expect([...back.keys()]).toEqual(all.map(({ name }) => name))
      for (const { name, steps, values } of all) {
        expect(back.get(name)?.steps).toEqual(steps)
        const decoded = new Float64Array(back.get(name)?.values ?? [])
        expect(
          decoded.map((one, index) => (Object.is(one, values[index]) ? 1 : 0)).every(Boolean),
        ).toBe(true)
        expect(decoded).toHaveLength(values.length)
      }
    }),
  )
})

test('a step of −0 is step 0', () => {
  const [zero, minus] = [0, -0].map(
    (step) => summarise(exampleSeries('loss', [1], { steps: [step] })).digest,
  )
  expect(minus).toBe(zero)
})

describe('the summary', () => {
  test('holds what stands at the ends, and whether anything moved', () => {
    const summary = summarise(
      exampleSeries('eval_loss', [0.5, 0.25, Number.NaN], { steps: [10, 20, 30] }),
    )
    expect(summary).toMatchObject({
      n: 3,
      first: 10,
      last: 30,
      final: 'NaN',
      finalFrom: 'last',
      constant: false,
      role: 'metric',
    })
    expect(SeriesSummary.safeParse(summary).success).toBe(true)
  })

  test('prefers the value that the run itself gave', () => {
    const summary = summarise(exampleSeries('acc', [0.1, 0.2], { summary: 0.9 }))
    expect(summary).toMatchObject({ final: 0.9, finalFrom: 'summary' })
  })

  test.each([
    [[1, 1, 1], true],
    [[Number.NaN, Number.NaN], true],
    [[0, -0], false],
    [[1, 1 + Number.EPSILON], false],
  ])('constant means the same bits: %p', (values, constant) => {
    expect(summarise(exampleSeries('x', values)).constant).toBe(constant)
  })

  test.each<readonly [string, readonly number[], number | undefined]>([
    ['computed values', [0.1 + 0.2, Math.PI, 1 / 3], 3],
    ['the same value again', [Math.PI, Math.PI], 1],
    ['short ones', [0.5, 1e-300, 0.12345678901234], undefined],
    ['fifteen digits', [0.123456789012345], 1],
    ['integers, however long', [123456789012345, 2 ** 60, -7], undefined],
    ['no numbers', [Number.NaN, Infinity], undefined],
  ])('fine values have 15 digits and are no integers: %s', (_, values, fine) => {
    expect(summarise(exampleSeries('x', values)).fine).toBe(fine)
  })

  test('points that are not finite are counted', () => {
    const count = (...values: number[]) => summarise(exampleSeries('x', values)).notFinite
    expect(count(1, Number.NaN, -Infinity, 2)).toBe(2)
    expect(count(1, 2)).toBeUndefined()
  })

  test('one bit, one step or the name changes the digest', () => {
    const digest = (name: string, values: number[], steps: number[]) =>
      summarise(exampleSeries(name, values, { steps })).digest
    const all = [
      digest('x', [1, 2], [1, 2]),
      digest('x', [1, 2 + 2 * Number.EPSILON], [1, 2]),
      digest('x', [1, 2], [1, 3]),
      digest('y', [1, 2], [1, 2]),
    ]
    expect(new Set(all).size).toBe(4)
  })

  test('a series without points has none', () => {
    expect(() => summarise(exampleSeries('x', []))).toThrow(RangeError)
  })
})

test('only exact series that are not volatile count as evidence, in any order', () => {
  const exact = summarise(exampleSeries('b', [1, 2]))
  const other = summarise(exampleSeries('a', [3, 4]))
  const coarse = summarise(exampleSeries('c', [1, 2], { resolution: 'float32' }))
  const volatile = summarise(exampleSeries('train_runtime', [1, 2]))
  expect(exactSeriesDigest([exact, other, coarse, volatile])).toBe(
    exactSeriesDigest([other, exact]),
  )
  expect(exactSeriesDigest([exact])).not.toBe(exactSeriesDigest([exact, other]))
  expect(exactSeriesDigest([coarse, volatile])).toBeUndefined()
})

describe('an attachment that is not what it should be', () => {
  const line = '{"name":"x","steps":[1],"values":[1]}'
  const zeros = gzipSync(Buffer.alloc(60 * 1024 * 1024))
  const code = (bytes: Uint8Array): unknown => {
    try {
      return [...decodeSeries(bytes, 'series').keys()]
    } catch (error) {
      return (error as { code?: unknown }).code
    }
  }

  test('the line itself is fine', () => {
    expect(code(gzipSync(line))).toEqual(['x'])
    expect(gunzipSync(encodeSeries([exampleSeries('x', [1])])).toString()).toBe(`${line}\n`)
  })

  test.each([
    ['not gzip', Buffer.from(line), 'series-invalid'],
    ['cut', gzipSync(line).subarray(0, -9), 'series-invalid'],
    ['no JSON', gzipSync('{'), 'json-syntax'],
    ['bare NaN', gzipSync(line.replace('[1]}', '[NaN]}')), 'json-number'],
    ['another shape', gzipSync('[1]'), 'series-invalid'],
    ['an unknown key', gzipSync(line.replace('}', ',"more":1}')), 'series-invalid'],
    ['fewer values than steps', gzipSync(line.replace('[1],', '[1,2],')), 'series-invalid'],
    ['a step that is no integer', gzipSync(line.replace('[1],', '[1.5],')), 'series-invalid'],
    ['a bomb', Buffer.concat(Array.from({ length: 5 }, () => zeros)), 'series-invalid'],
  ])('%s', (_, bytes, expected) => {
    expect(code(bytes)).toBe(expected)
  })
})

test.each([
  ['exact', true],
  ['float32', true],
  ['sampled', true],
  ['decimal:0', true],
  ['decimal:17', true],
  ['decimal:-1', false],
  ['decimal:', false],
  ['decimal:1.5', false],
  ['decimal:999', false],
  ['double', false],
])('resolution %s: %p', (text, known) => {
  expect(Resolution.safeParse(text).success).toBe(known)
})
