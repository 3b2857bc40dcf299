import { describe, expect, test } from '@jest/globals'
import { RUNGS } from '../../src/explain/divergence/divergence.ts'
import { plain } from '../../src/report/text/line.ts'
import { adviceFor } from '../../src/report/words/parting-advice.ts'

describe('what to do about a training that parts from itself', () => {
  test('about a difference by chance fits its size', () => {
    const said = (relative?: number): string => {
      const size =
        relative === undefined
          ? undefined
          : ({ relative, meaning: relative < 1e-6 ? 'rounding' : 'meaning' } as const)
      return plain(adviceFor({ class: 'nondeterminism', rung: 'forward', size }).words)
    }
    expect(said(3e-7)).toMatch(/sums over threads/)
    expect(said(0.49)).toMatch(/more than rounding.* no seed reaches/)
    expect(said(0.49)).not.toMatch(/sums over threads|autotuned/)
    expect(said()).toMatch(/^How large the difference is was not recorded\..* sums over threads/)
  })

  test('about other seeds begins with the clock, and no state is claimed that was not seen', () => {
    const size = { relative: 1.3, meaning: 'meaning' } as const
    expect(adviceFor({ class: 'seed', rung: 'init', size }).pages[0]).toMatch(/time-or-path/)
    for (const rung of RUNGS) {
      const { words } = adviceFor({ class: 'random-stream', rung, size })
      expect(plain(words)).not.toContain('random state')
    }
    expect(plain(adviceFor({ class: 'random-stream', rung: 'batch', size }).words)).toMatch(
      /an augmentation or a shuffle/,
    )
  })
})
