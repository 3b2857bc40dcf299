import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { unitOf } from '../../src/compare/resolution.ts'
import { judgeTolerance, type Tolerated } from '../../src/compare/tolerance.ts'

const absolute = (value: number): Tolerated['within'] => ({ kind: 'absolute', value })
const relative = (value: number): Tolerated['within'] => ({ kind: 'relative', value })

function outcome(
  run: number,
  baseline: number,
  within: Tolerated['within'],
  more: Partial<Tolerated> = {},
): string {
  return judgeTolerance({ run, baseline, within, better: undefined, resolution: 'exact', ...more })
    .verdict
}

describe('within', () => {
  test.each<readonly [number, number, Tolerated['within'], string]>([
    [0.42, 0.41, absolute(0.01), 'reproduced'], // 0.42 − 0.41 is 0.010000000000000009 in float64
    [0.4, 0.41, absolute(0.01), 'reproduced'],
    [0.4200001, 0.41, absolute(0.01), 'changed'],
    [101, 100, relative(0.01), 'reproduced'],
    [-101, -100, relative(0.01), 'reproduced'],
    [101.001, 100, relative(0.01), 'changed'],
    [0.41, 0.41, absolute(0), 'reproduced'],
    [0.41 + 2 ** -54, 0.41, absolute(0), 'changed'],
    [1e308, -1e308, absolute(1e307), 'changed'],
    [1e308, -1e308, relative(10), 'changed'], // the distance is beyond float64, and so is the tolerance
    [0, 0, relative(0.01), 'incomparable'],
    [1, 0, relative(0.01), 'incomparable'],
    [0.41, 0.41, { kind: 'auto' }, 'inconclusive'],
  ])('%d against %d, %j: %s', (run, baseline, within, expected) => {
    expect(outcome(run, baseline, within)).toBe(expected)
  })

  test.each([
    ['lower', 0.3, 'improved'],
    ['lower', 0.5, 'changed'],
    ['higher', 0.5, 'improved'],
    ['higher', 0.3, 'changed'],
    [undefined, 0.3, 'changed'],
    ['lower', 0.405, 'reproduced'],
  ] as const)('better: %s, 0.41 → %d: %s', (better, run, expected) => {
    expect(outcome(run, 0.41, absolute(0.01), { better })).toBe(expected)
  })

  test('what is inside stays inside with a wider tolerance', () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 })
    const width = fc.double({ noNaN: true, min: 0, max: 1e3 })
    fc.assert(
      fc.property(number, number, width, width, (run, baseline, a, b) => {
        const [narrow, wide] = a < b ? [a, b] : [b, a]
        if (outcome(run, baseline, absolute(narrow)) !== 'reproduced') return
        expect(outcome(run, baseline, absolute(wide))).toBe('reproduced')
      }),
    )
  })
})

describe('a tolerance finer than its source', () => {
  test.each([
    ['decimal:2', 0.42, 0.41, 0.001, 'incomparable'],
    ['decimal:2', 0.41, 0.41, 0.001, 'incomparable'],
    ['decimal:2', 0.43, 0.41, 0.001, 'changed'],
    ['decimal:2', 0.42, 0.41, 0.01, 'reproduced'],
    ['float32', 1 + 2 ** -23, 1, 1e-9, 'incomparable'],
    ['float32', 1 + 2 ** -21, 1, 1e-9, 'changed'],
    ['sampled', 0.415, 0.41, 0.01, 'reproduced'],
  ] as const)('%s, %d against %d within %d: %s', (resolution, run, baseline, within, expected) => {
    expect(outcome(run, baseline, absolute(within), { resolution })).toBe(expected)
  })

  test('a float32’s unit is the distance to its neighbour', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(1e-30) }),
        (value) => {
          const bits = new Uint32Array(new Float32Array([value]).buffer)
          const neighbour = new Float32Array(new Uint32Array([(bits[0] ?? 0) + 1]).buffer)[0] ?? 0
          fc.pre(Number.isFinite(neighbour))
          expect(neighbour - value).toBe(unitOf('float32', value))
        },
      ),
    )
    expect(unitOf('float32', 0)).toBe(2 ** -149)
    expect([unitOf('decimal:0', 5), unitOf('decimal:4', 5), unitOf('exact', 5)]).toEqual([
      1, 1e-4, 0,
    ])
    expect(unitOf('exact', 2 ** 53 - 1)).toBe(0)
    expect(unitOf('exact', -(2 ** 60))).toBe(2 ** 60 + 2 ** 8 - 2 ** 60)
    expect([unitOf('decimal:0', 2 ** 60), unitOf('sampled', 2 ** 60)]).toEqual([2 ** 8, 2 ** 8])
  })
})
