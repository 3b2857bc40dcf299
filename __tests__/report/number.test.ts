import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { compareNumbers, spellNumber, spellPercent } from '../../src/report/text/number.ts'
import { spellBytes, spellSeconds } from '../../src/report/text/quantity.ts'

function compared(baseline: number, run: number, tolerance?: number) {
  return compareNumbers({
    baseline,
    run,
    difference: run - baseline,
    relative: (run - baseline) / Math.abs(baseline),
    tolerance,
  })
}

/** A spelled number as a number again. */
function read(text: string | undefined): number {
  return Number((text ?? '').replace('−', '-'))
}

describe('two numbers', () => {
  test.each([
    [0.412, 0.436, 0.01, '0.412', '0.436', '+0.024', '0.010'],
    [0.4124, 0.4356, undefined, '0.4124', '0.4356', '+0.0232', undefined],
    [3, 5, 1, '3', '5', '+2', '1'],
    [0.9231, 0.9231001, 0.005, '0.9231000', '0.9231001', '+0.0000001', '0.0050000'],
    [100, 120, undefined, '100', '120', '+20', undefined],
    [0.5, -0.25, undefined, '0.50', '−0.25', '−0.75', undefined],
    [2e-7, 5e-7, 1e-8, '2e-7', '5e-7', '+3e-7', '1e-8'],
    [0.412, 0.412 + 1e-15, undefined, '0.412', '0.412000000000001', '+9.99e-16', undefined],
  ])('%d and %d within %d', (baseline, run, tolerance, a, b, difference, spelled) => {
    expect(compared(baseline, run, tolerance)).toMatchObject({
      baseline: a,
      run: b,
      difference,
      tolerance: spelled,
    })
  })

  test('a difference just beyond the tolerance is seen to be beyond it', () => {
    const { difference, tolerance } = compared(0.412, 0.4221, 0.01)
    expect(read(difference)).toBeGreaterThan(read(tolerance))
  })

  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  test('what is shown never misleads', () => {
    fc.assert(
      fc.property(
        value,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 10, noNaN: true }),
        (baseline, step, tolerance) => {
          const run = baseline + step
          fc.pre(run !== baseline && Math.abs(step) > 1e-7)
          const shown = compared(baseline, run, tolerance)
          expect(shown.baseline).not.toBe(shown.run)
          expect(Math.sign(read(shown.difference))).toBe(Math.sign(run - baseline))
          // Two digits of the difference: each value is off by half of the second at most.
          expect(Math.abs(read(shown.baseline) - baseline)).toBeLessThanOrEqual(
            0.0501 * Math.abs(run - baseline),
          )
          const gap = Math.abs(Math.abs(run - baseline) - tolerance)
          if (gap > 1e-3 * tolerance)
            expect(Math.abs(read(shown.difference)) > read(shown.tolerance)).toBe(
              Math.abs(run - baseline) > tolerance,
            )
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('what is no finite number is shown as it is', () => {
    expect(
      compareNumbers({
        baseline: 0.5,
        run: 'NaN',
        difference: undefined,
        relative: undefined,
        tolerance: 0.1,
      }),
    ).toMatchObject({ baseline: '0.5', run: 'NaN', difference: undefined })
    expect(spellNumber('-Infinity')).toBe('−Infinity')
    expect(spellNumber('123456789012345678901')).toBe('123456789012345678901')
  })
})

test.each([
  [0.0583, '+5.8%'],
  [-0.5, '−50%'],
  [12.3, '+1230%'],
  [0.000001234, '+0.00012%'],
  [1e-9, '+1.0e-7%'],
  [0, '0%'],
])('%d is %s', (part, expected) => {
  expect(spellPercent(part)).toBe(expected)
})

test.each([
  [0.83, '0.8 s'],
  [42, '42 s'],
  [59.7, '1 min'],
  [200, '3 min 20 s'],
  [3900, '1 h 5 min'],
])('%d seconds are %s', (seconds, expected) => {
  expect(spellSeconds(seconds)).toBe(expected)
})

test.each([
  [0, '0 B'],
  [4096, '4.1 kB'],
  [8_000_000_000, '8 GB'],
])('%d bytes are %s', (bytes, expected) => {
  expect(spellBytes(bytes)).toBe(expected)
})
