import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isGreen, jobExit, verdictOfModel, worse } from '../../src/compare/job.ts'
import { judgeAlone } from '../../src/compare/metric.ts'
import type { MetricVerdict } from '../../src/compare/verdict.ts'
import { VERDICTS, type VerdictKind } from '../../src/spec/spec.ts'
import { policy, runOf, tolerant } from './case.ts'

const kind = fc.constantFrom(...VERDICTS)
const some = fc.array(kind, { minLength: 1, maxLength: 5 })
const jobOf = (verdicts: readonly VerdictKind[]): ReturnType<typeof jobExit> =>
  jobExit(
    verdicts.map((verdict) => ({ verdict })),
    policy,
  )

function metric(verdict: VerdictKind | undefined, gated = true): MetricVerdict {
  return { ...judgeAlone('eval_loss', runOf(), tolerant), gated, verdict }
}

test.each<readonly [VerdictKind, number]>([
  ['identical', 0],
  ['reproduced', 0],
  ['improved', 1],
  ['inconclusive', 3],
  ['incomparable', 3],
  ['nondeterministic', 1],
  ['changed', 1],
  ['failed', 1],
  ['invalid', 3],
])('a job that is %s ends with %d', (verdict, exitCode) => {
  expect(jobOf([verdict])).toEqual({ green: exitCode === 0, exitCode })
})

test('improved passes where the policy says so', () => {
  const open = { ...policy, green: ['identical', 'reproduced', 'improved'] as const }
  expect(jobExit([{ verdict: 'improved' }], open)).toEqual({ green: true, exitCode: 0 })
  expect(jobExit([{ verdict: 'improved' }, { verdict: 'changed' }], open)).toEqual({
    green: false,
    exitCode: 1,
  })
})

test('a policy that leaves out reproduced is obeyed, and one that names failed is not', () => {
  expect(jobExit([{ verdict: 'reproduced' }], { ...policy, green: ['identical'] })).toEqual({
    green: false,
    exitCode: 1,
  })
  expect(isGreen('failed', { ...policy, green: ['failed'] })).toBe(false)
})

test('no model, or one without a verdict, is incomparable', () => {
  expect(jobExit([], policy)).toEqual({ green: false, exitCode: 3 })
  expect(jobExit([{ verdict: 'identical' }, undefined], policy)).toEqual({
    green: false,
    exitCode: 3,
  })
})

describe('the worst counts', () => {
  test('of models', () => {
    expect(jobOf(['identical', 'changed', 'incomparable'])).toEqual({ green: false, exitCode: 1 })
    expect(jobOf(['failed', 'invalid'])).toEqual({ green: false, exitCode: 3 })
  })

  test('of gated metrics, and no other', () => {
    expect(
      verdictOfModel([metric('identical'), metric('reproduced'), metric('failed', false)]),
    ).toBe('reproduced')
    expect(verdictOfModel([metric('identical'), metric(undefined)])).toBe('incomparable')
    expect(verdictOfModel([metric('identical', false)])).toBe('incomparable')
  })

  test('one more verdict never makes it better', () => {
    fc.assert(
      fc.property(some, kind, (verdicts, more) => {
        const before = verdictOfModel(verdicts.map((one) => metric(one)))
        const after = verdictOfModel([...verdicts, more].map((one) => metric(one)))
        expect(worse(before, after)).toBe(after)
        if (jobOf([...verdicts, more]).green) expect(jobOf(verdicts).green).toBe(true)
      }),
    )
  })
})
