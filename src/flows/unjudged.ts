import type { Reason } from '../compare/verdict.ts'
import type { ModelReport } from '../report/report.ts'

/** The report on a model of which nothing was compared: never green. */
export function unjudged(
  model: string,
  reason: Reason,
  verdict: 'incomparable' | 'invalid' = 'incomparable',
): ModelReport {
  return {
    verdict: {
      model,
      key: { model, accelerator: 'unknown' },
      verdict,
      basis: undefined,
      reasons: [reason],
      metrics: [],
      findings: [],
      run: undefined,
      baseline: undefined,
    },
    explanation: undefined,
    run: undefined,
    baseline: undefined,
    curves: [],
    cost: { runs: 0, seconds: 0, setupSeconds: 0, runsSaved: 0 },
    crash: undefined,
    reproduce: 'reprise check',
    baselineRuns: undefined,
    lockPatch: undefined,
    accepts: undefined,
    settings: [],
  }
}
