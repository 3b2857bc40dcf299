import { VERDICTS, type Policy, type VerdictKind } from '../spec/spec.ts'
import type { MetricVerdict, ModelVerdict } from './verdict.ts'

/** The worse of two verdicts, in the order of `VERDICTS`. */
export function worse(a: VerdictKind, b: VerdictKind): VerdictKind {
  return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b
}

/** A model's verdict: the worst of its gated metrics. With none, or one that has no verdict, `incomparable` at least. */
export function verdictOfModel(metrics: readonly MetricVerdict[]): VerdictKind {
  const gated = metrics.filter((metric) => metric.gated)
  if (gated.length === 0) return 'incomparable'
  return gated.map(({ verdict }) => verdict ?? 'incomparable').reduce(worse)
}

/** Whether a verdict passes: named by `policy.green`, and one of the three that can be named there at all. */
export function isGreen(verdict: VerdictKind, policy: Policy): boolean {
  return (
    (verdict === 'identical' || verdict === 'reproduced' || verdict === 'improved') &&
    policy.green.includes(verdict)
  )
}

/** Exit codes of what is not green (DESIGN §4): 1 for a finding against the training, 3 for a comparison not made. */
const EXIT_CODES: Readonly<Record<VerdictKind, 1 | 3>> = {
  identical: 1,
  reproduced: 1,
  improved: 1,
  inconclusive: 3,
  incomparable: 3,
  nondeterministic: 1,
  changed: 1,
  failed: 1,
  invalid: 3,
}

/**
 * A job's end: green if every model is, else the exit code of the worst model that is not. A model without a verdict
 * counts as `incomparable`, and so does a job without models: nothing was compared.
 */
export function jobExit(
  models: readonly (Pick<ModelVerdict, 'verdict'> | undefined)[],
  policy: Policy,
): { green: boolean; exitCode: 0 | 1 | 3 } {
  const verdicts =
    models.length === 0
      ? (['incomparable'] as const)
      : models.map((model) => model?.verdict ?? 'incomparable')
  const bad = verdicts.filter((verdict) => !isGreen(verdict, policy))
  return bad.length === 0
    ? { green: true, exitCode: 0 }
    : { green: false, exitCode: EXIT_CODES[bad.reduce(worse)] }
}
