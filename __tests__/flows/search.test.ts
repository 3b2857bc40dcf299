import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mostLeft, nextToTry, suspects, type Known } from '../../src/flows/bisect/search.ts'

/** Plays a whole search over commits of which the first `bad` and all behind it are bad, and some cannot be tried. */
function play(
  length: number,
  bad: number,
  broken: ReadonlySet<number>,
): { known: Known[]; runs: number } {
  const known: Known[] = Array.from({ length }, () => undefined)
  known[0] = 'good'
  known[length - 1] = 'bad'
  for (let runs = 0; ; runs++) {
    const at = nextToTry(known)
    if (at === undefined) return { known, runs }
    known[at] = broken.has(at) ? 'skipped' : at >= bad ? 'bad' : 'good'
  }
}

describe('the search', () => {
  test('ends, names a range that holds the first bad one, and no more than it must', () => {
    const lines = fc.integer({ min: 2, max: 200 }).chain((length) =>
      fc.record({
        length: fc.constant(length),
        bad: fc.integer({ min: 1, max: length - 1 }),
        broken: fc.uniqueArray(fc.integer({ min: 1, max: length - 1 }), { maxLength: 5 }),
      }),
    )
    fc.assert(
      fc.property(lines, ({ length, bad, broken }) => {
        const cannot = new Set(broken)
        const { known, runs } = play(length, bad, cannot)
        const { from, to } = suspects(known)
        expect(from).toBeLessThanOrEqual(bad)
        expect(to).toBeGreaterThanOrEqual(bad)
        for (let at = from; at < to; at++) expect(cannot.has(at)).toBe(true)
        expect(runs).toBeLessThanOrEqual(Math.ceil(Math.log2(length)) + 1 + 2 * cannot.size)
      }),
    )
  })

  test('a commit in the middle is tried first, and what is left is counted down', () => {
    const known: Known[] = ['good', undefined, undefined, undefined, 'bad']
    expect(nextToTry(known)).toBe(2)
    expect(mostLeft(known)).toBe(2)
    expect(mostLeft(['good', 'good', 'bad'])).toBe(0)
  })

  test('of what went to and fro the first bad one counts', () => {
    expect(suspects(['good', 'bad', 'good', 'bad'])).toEqual({ from: 1, to: 1 })
  })
})
