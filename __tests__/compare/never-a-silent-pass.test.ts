import { describe, expect, test } from '@jest/globals'
import { jobExit } from '../../src/compare/job.ts'
import { judge } from '../../src/compare/judge.ts'
import { first, found, losses, lossOf, modelOf, policy, runOf } from './case.ts'
import { METRICS } from './metric-rows.ts'
import { BASELINES, IDENTITY, RUNS } from './run-rows.ts'

describe('a comparison that could not be made is never a pass', () => {
  test.each([...METRICS, ...RUNS, ...BASELINES, ...IDENTITY])('$what: $verdict, $reason', (row) => {
    const verdict = judge(row.case)
    expect(verdict).toMatchObject({ verdict: row.verdict })
    expect(verdict.reasons[0]?.kind).toBe(row.reason)
    const everything = { ...policy, green: ['identical', 'reproduced', 'improved'] as const }
    expect(jobExit([verdict], everything)).not.toMatchObject({ exitCode: 0 })
    expect(jobExit([verdict], everything).green).toBe(false)
  })

  test('a rename of the only metric is not made up for by the next usual name', () => {
    const verdict = judge(
      first(
        modelOf(),
        found(
          runOf({ series: [lossOf(losses()), { ...lossOf(losses()), name: 'train_loss' }] }),
          modelOf(),
        ),
        runOf({ series: [{ ...lossOf(losses()), name: 'train_loss' }] }),
      ),
    )
    expect(verdict.metrics.filter(({ gated }) => gated)).toMatchObject([
      { metric: 'eval_loss', verdict: 'failed', baseline: 0.41, run: undefined },
    ])
  })
})
