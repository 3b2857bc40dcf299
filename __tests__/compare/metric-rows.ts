import type { BaselineState } from '../../src/compare/evidence.ts'
import type { Case } from '../../src/compare/standing.ts'
import type { Reason } from '../../src/compare/verdict.ts'
import type { ModelSpec, VerdictKind } from '../../src/spec/spec.ts'
import {
  absent,
  baseCommit,
  expectation,
  first,
  found,
  losses,
  lossOf,
  modelOf,
  runOf,
  tolerant,
  type RunParts,
} from './case.ts'

/** One way in which a comparison can fail to be made, and the only answer that will do. */
export interface Row {
  readonly what: string
  readonly case: Case
  readonly verdict: VerdictKind
  readonly reason: Reason['kind']
}

export const baseline = runOf()
export const other = losses(0.415)
const relative = modelOf({
  expect: { eval_loss: expectation({ within: { kind: 'relative', value: 0.01 } }) },
})
const fine = modelOf({
  expect: { eval_loss: expectation({ within: { kind: 'absolute', value: 0.001 } }) },
})
const optional = modelOf({ expect: { bleu: expectation({ required: false }) } })
const zero = runOf({ series: [lossOf(losses(0))] })
export const known = { commit: baseCommit, knowsModel: true }
export const fresh = { commit: baseCommit, knowsModel: false }

/** A run of the head beside the usual baseline. */
export function run(
  what: string,
  verdict: VerdictKind,
  reason: Reason['kind'],
  parts: RunParts,
  model: ModelSpec = tolerant,
): Row {
  return { what, case: first(model, found(baseline, model), runOf(parts)), verdict, reason }
}

/** A run of the head beside another baseline. */
export function beside(
  what: string,
  verdict: VerdictKind,
  reason: Reason['kind'],
  state: BaselineState,
  parts: RunParts = {},
  model: ModelSpec = tolerant,
): Row {
  return { what, case: first(model, state, runOf(parts)), verdict, reason }
}

/** Gated metrics that cannot be compared, or differ. */
export const METRICS: readonly Row[] = [
  run('NaN, or the text "NaN"', 'failed', 'not-finite', { series: [lossOf(losses(Number.NaN))] }),
  run('Infinity, or 1e400', 'failed', 'not-finite', {
    series: [lossOf(losses(Number.POSITIVE_INFINITY))],
  }),
  run('minus infinity where lower is better', 'failed', 'not-finite', {
    series: [lossOf(losses(Number.NEGATIVE_INFINITY))],
  }),
  run('NaN in a summary beside finite points', 'failed', 'not-finite', {
    series: [lossOf(losses(), { summary: Number.NaN })],
  }),
  run('null, empty, unwritten: no metric at all', 'failed', 'metric-missing', { series: [] }),
  run('the metric missing beside others', 'failed', 'metric-missing', {
    series: [{ ...lossOf(losses()), name: 'lr' }],
  }),
  run('the metric renamed', 'failed', 'metric-missing', {
    series: [{ ...lossOf(losses()), name: 'val_loss' }],
  }),
  run(
    'the metric renamed, nothing expected',
    'failed',
    'metric-missing',
    { series: [{ ...lossOf(losses()), name: 'val_loss' }] },
    modelOf(),
  ),
  run(
    'an optional metric vanished',
    'failed',
    'metric-missing',
    { series: [{ ...lossOf(losses()), name: 'loss' }] },
    modelOf({ expect: { eval_loss: expectation({ required: false }) } }),
  ),
  run(
    'a metric that expect gates and the baseline lacks',
    'incomparable',
    'metric-not-in-baseline',
    { series: [lossOf(losses()), { ...lossOf(losses()), name: 'bleu' }] },
    modelOf({ expect: { ...tolerant.expect, bleu: expectation() } }),
  ),
  beside(
    'no metric that could be gated',
    'incomparable',
    'no-metric',
    absent,
    { series: [{ ...lossOf(losses()), name: 'bleu' }] },
    modelOf(),
  ),
  beside(
    'only volatile metrics',
    'incomparable',
    'no-metric',
    absent,
    { series: [{ ...lossOf(losses()), name: 'train_runtime' }] },
    modelOf(),
  ),
  beside('all of expect optional and absent', 'incomparable', 'no-metric', absent, {}, optional),
  run('fewer steps', 'incomparable', 'other-step', { series: [lossOf(losses().slice(0, 20))] }),
  run('more steps, ending in the same value', 'incomparable', 'other-step', {
    series: [lossOf([...losses(), 0.41])],
  }),
  beside(
    'fewer points, all at one step',
    'incomparable',
    'other-step',
    found(runOf({ series: [lossOf(losses(), { steps: losses().map(() => 0) })] }), tolerant),
    {
      series: [
        lossOf(losses().slice(4), {
          steps: losses()
            .slice(4)
            .map(() => 0),
        }),
      ],
    },
  ),
  beside(
    'integers beyond 2⁵³, one unit apart',
    'incomparable',
    'resolution-coarser',
    found(runOf({ series: [lossOf(losses(2 ** 60))] }), tolerant),
    { series: [lossOf(losses(2 ** 60 + 2 ** 8))] },
  ),
  run('two files of the run that disagree', 'incomparable', 'sources-disagree', {
    findings: [
      {
        kind: 'sources-disagree',
        metric: 'eval_loss',
        values: [
          ['a.json', '0.41'],
          ['b.json', '0.4'],
        ],
      },
    ],
  }),
  run('two series of one name that disagree', 'incomparable', 'sources-disagree', {
    series: [lossOf(losses()), lossOf(other)],
  }),
  run('a source that is cut short', 'invalid', 'evidence-invalid', {
    findings: [{ kind: 'source-truncated', path: 'metrics.jsonl', where: 'line 24' }],
  }),
  run('a source that cannot carry NaN', 'incomparable', 'nonfinite-lost', {
    series: [lossOf(losses(), { nonfinite: 'lost' })],
  }),
  run(
    'a source coarser than the tolerance, one unit apart',
    'incomparable',
    'resolution-coarser',
    { series: [lossOf(losses(0.42), { resolution: 'decimal:2' })] },
    fine,
  ),
  run(
    'a source coarser than the tolerance, equal where the curves differ',
    'incomparable',
    'resolution-coarser',
    { series: [lossOf(losses(0.41, 1), { resolution: 'decimal:2' })] },
    fine,
  ),
  run('a difference beyond the tolerance', 'changed', 'beyond', { series: [lossOf(losses(0.5))] }),
  run(
    'no noise known',
    'inconclusive',
    'noise-not-measured',
    { series: [lossOf(other)] },
    modelOf(),
  ),
  beside(
    'NaN in the baseline',
    'incomparable',
    'not-finite',
    found(runOf({ series: [lossOf(losses(Number.NaN))] }), tolerant),
  ),
  {
    what: 'NaN on both sides',
    case: first(
      tolerant,
      found(runOf({ series: [lossOf(losses(Number.NaN))] }), tolerant),
      runOf({ series: [lossOf(losses(Number.NaN))] }),
    ),
    verdict: 'failed',
    reason: 'not-finite',
  },
  beside(
    'a percentage of a mean of 0',
    'incomparable',
    'zero-mean',
    found(zero, relative),
    { series: [lossOf(losses(0.001))] },
    relative,
  ),
]
