import type { RecordId } from '../record/digest.ts'
import type { Finding } from '../record/finding.ts'
import type { RunRecord } from '../record/record.ts'
import type { VerdictKind } from '../spec/spec.ts'
import { weightsDiffer } from './bitwise.ts'
import type { Comparison } from './comparison.ts'
import { verdictOfModel } from './job.ts'
import type { Case } from './standing.ts'
import type { Decision } from './tolerance.ts'
import type { Basis, MetricVerdict, ModelVerdict, Reason } from './verdict.ts'

/** What a verdict is put together from; all that is left out is empty. */
export interface Parts {
  readonly rows?: readonly MetricVerdict[]
  /** The model's own decision; without it the worst gated metric decides. */
  readonly own?: Decision | undefined
  /** Reasons that stand behind the deciding ones. */
  readonly also?: readonly Reason[]
  readonly how?: Comparison['how']
  readonly run?: RunRecord
  readonly baseline?: RecordId | undefined
  readonly findings?: readonly Finding[]
}

export function conclude({ model, key }: Case, parts: Parts): ModelVerdict {
  const { rows = [], own, also = [], how = 'lock', run, baseline, findings = [] } = parts
  const verdict = own?.verdict ?? verdictOfModel(rows)
  const deciding = rows.flatMap((row) =>
    row.gated && row.verdict === verdict && row.reason ? [row.reason] : [],
  )
  const reasons = unique([...(own ? [own.reason] : []), ...deciding, ...also])
  return {
    model: model.name,
    key,
    verdict,
    basis: basisOf(verdict, how, reasons[0]),
    reasons,
    metrics: rows,
    findings: [...(run?.findings ?? []), ...findings],
    run: run?.id,
    baseline,
  }
}

/** A verdict on a comparison, with what is known beside it. */
export function concludeComparison(
  place: Case,
  compared: Comparison,
  run: RunRecord,
  parts: Parts = {},
): ModelVerdict {
  const { rows, how, baseline, findings, own } = compared
  const all = { rows, how, own, run, baseline: baseline.record, ...parts }
  const also = [
    ...(parts.also ?? []),
    ...otherWeights(compared, run, all.own?.verdict ?? verdictOfModel(all.rows)),
  ]
  return conclude(place, { ...all, also, findings: [...findings, ...(parts.findings ?? [])] })
}

/** Unequal files of weights are no difference in results, but beside results that agree a reader wants to know. */
function otherWeights(
  { baseline }: Comparison,
  run: RunRecord,
  verdict: VerdictKind,
): readonly Reason[] {
  return verdict === 'reproduced' && weightsDiffer(run, baseline)
    ? [{ kind: 'weights-differ' }]
    : []
}

/** What decided; nothing did where there is no decision about the training's results (DESIGN §4). */
function basisOf(
  verdict: VerdictKind,
  how: Comparison['how'],
  reason: Reason | undefined,
): Basis | undefined {
  if (
    verdict === 'failed' ||
    verdict === 'invalid' ||
    verdict === 'incomparable' ||
    verdict === 'inconclusive'
  )
    return undefined
  if (how !== 'lock') return how
  return reason?.kind === 'within' || reason?.kind === 'beyond' || reason?.kind === 'better'
    ? 'tolerance'
    : 'bitwise'
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]))
  return [...seen.values()]
}
