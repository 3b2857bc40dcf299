import type { MetricVerdict, Reason } from '../../src/compare/verdict.ts'
import type { Explanation } from '../../src/explain/explanation.ts'
import { plain } from '../../src/report/text/line.ts'
import { sentence } from '../../src/report/words/sentence.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import { exampleModel, explanationOf, metric, verdictOf } from './example.ts'

export const SAME = explanationOf({})

/** The sentence of a model with one metric. */
export function said(
  verdict: VerdictKind,
  reason: Reason,
  explanation: Explanation | undefined = SAME,
  values: Partial<MetricVerdict> = {},
): string {
  return plain(
    sentence(
      exampleModel({
        explanation,
        verdict: verdictOf(verdict, reason, { metrics: [metric({ verdict, reason, ...values })] }),
      }),
    ),
  )
}
