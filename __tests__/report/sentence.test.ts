import { describe, expect, test } from '@jest/globals'
import type { MetricVerdict, Reason } from '../../src/compare/verdict.ts'
import { plain } from '../../src/report/text/line.ts'
import { advice, headline, sentence } from '../../src/report/words/sentence.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import { exampleModel, explanationOf, metric, reportOf, rowChange, verdictOf } from './example.ts'
import { FINDINGS, REASONS } from './reasons.ts'
import { SAME, said } from './said.ts'

const equal = { baseline: 0.412, run: 0.412 }

describe('the sentence', () => {
  test('is the one of the design', () => {
    expect(
      said('changed', { kind: 'beyond', tolerance: 0.01 }, explanationOf({ data: [rowChange] })),
    ).toBe(
      'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010); `data/train.csv` row 212 differs',
    )
  })

  const rows: readonly (readonly [VerdictKind, Reason, Partial<MetricVerdict>, string])[] = [
    [
      'identical',
      REASONS['bits-equal'][1],
      equal,
      'identical: bit for bit the baseline’s (eval_loss 0.412 in both, all points of the series equal)',
    ],
    [
      'reproduced',
      REASONS['values-equal'][1],
      equal,
      'reproduced: eval_loss 0.412 in both, equal to the last digit; bitwise evidence missing',
    ],
    [
      'reproduced',
      { kind: 'values-equal', traces: 'differ' },
      equal,
      'reproduced: eval_loss 0.412 in both, equal to the last digit; the trainings are not the same bit for bit',
    ],
    [
      'changed',
      REASONS['bits-differ'][1],
      { run: 0.4121, tolerance: undefined },
      'changed: eval_loss 0.4120 → 0.4121 (+0.0001); all points of the series must be equal bit for bit here; no recorded factor differs',
    ],
    [
      'changed',
      { kind: 'bits-differ', where: 'weights' },
      { ...equal, tolerance: undefined },
      'changed: eval_loss 0.412 in both; the weights must be equal bit for bit here; no recorded factor differs',
    ],
    [
      'changed',
      REASONS['identity-unproven'][1],
      equal,
      'changed: eval_loss 0.412 in both, but nothing proves that the bits are equal, which must be proven here; no recorded factor differs',
    ],
    [
      'reproduced',
      REASONS.within[1],
      { run: 0.4149 },
      'reproduced: eval_loss 0.4120 → 0.4149 (+0.0029, tolerance 0.0100)',
    ],
    [
      'improved',
      REASONS.better[1],
      { run: 0.388 },
      'improved: eval_loss 0.412 → 0.388 (−0.024, tolerance 0.010); no recorded factor differs',
    ],
    [
      'reproduced',
      REASONS['weights-differ'][1],
      equal,
      'reproduced: eval_loss 0.412 in both, but the trained weights differ',
    ],
    [
      'reproduced',
      REASONS['self-repeats'][1],
      equal,
      'reproduced: this training reproduces itself here, bit for bit (eval_loss 0.412 in both); there is no baseline yet',
    ],
    [
      'nondeterministic',
      REASONS['self-differs'][1],
      {},
      'nondeterministic: the same inputs and seed, run twice here, disagree in eval_loss from step 1 on',
    ],
    [
      'inconclusive',
      REASONS['noise-not-measured'][1],
      { tolerance: undefined },
      'inconclusive: eval_loss 0.412 → 0.436 (+0.024); whether that is noise is not known, for the noise was not measured',
    ],
    [
      'inconclusive',
      REASONS['budget-spent'][1],
      {},
      'inconclusive: the budget ended after 8 runs and 112 minutes, before the evidence decided',
    ],
    [
      'inconclusive',
      REASONS['killed-outside'][1],
      {},
      'inconclusive: the training was killed from outside by `SIGKILL`, which says nothing about this change',
    ],
    [
      'incomparable',
      REASONS['no-baseline'][1],
      {},
      'incomparable: no baseline for `digits @ x86-64-v3`: the lock has it only for other hardware (the lock has `digits @ nvidia-h200 x1`)',
    ],
    [
      'incomparable',
      { kind: 'no-baseline', why: 'base-failed', keys: [] },
      {},
      'incomparable: no baseline for `digits @ x86-64-v3`, and the base commit could not be trained here',
    ],
    [
      'incomparable',
      REASONS['no-metric'][1],
      {},
      'incomparable: none of the metrics seen is known as the one to judge by (`f1` and `lr`)',
    ],
    [
      'incomparable',
      { kind: 'no-metric', seen: [] },
      {},
      'incomparable: the run wrote no metric that could be read',
    ],
    [
      'incomparable',
      REASONS['other-step'][1],
      {},
      'incomparable: eval_loss ended at step 800, the baseline at step 1000',
    ],
    [
      'incomparable',
      REASONS['sources-disagree'][1],
      {},
      'incomparable: the run’s own files disagree about eval_loss (`a.json` 0.412, `b.csv` 0.436)',
    ],
    [
      'incomparable',
      REASONS['resolution-coarser'][1],
      {},
      'incomparable: eval_loss is written too coarsely (2 decimals) to be held within 0.001',
    ],
    [
      'incomparable',
      REASONS['environment-moved'][1],
      {},
      'incomparable: the environment moved (`driver 550 → 560`), so a difference cannot be blamed on this change',
    ],
    [
      'incomparable',
      { kind: 'environment-moved', what: ['packages'], why: 'no-base' },
      {},
      'incomparable: the environment moved (`packages`), so a difference cannot be blamed on this change, and there is no commit to compare with',
    ],
    [
      'failed',
      REASONS.timeout[1],
      {},
      'failed: the training did not end within 1 h and was stopped',
    ],
    [
      'failed',
      REASONS.idle[1],
      {},
      'failed: the training wrote nothing for 15 min and was stopped',
    ],
    [
      'failed',
      REASONS['metric-missing'][1],
      { run: undefined },
      'failed: eval_loss, which must be there, is missing from this run (baseline 0.412)',
    ],
    [
      'failed',
      REASONS['not-finite'][1],
      { run: 'NaN' },
      'failed: eval_loss is NaN (baseline 0.412)',
    ],
    [
      'failed',
      { kind: 'not-finite', value: 'Infinity', of: 'baseline' },
      { baseline: 'Infinity' },
      'failed: the baseline’s eval_loss is Infinity',
    ],
    [
      'invalid',
      REASONS['foreign-module'][1],
      {},
      'invalid: `src/model.py` was imported from outside the copy that was to be trained',
    ],
  ]
  test.each(rows)('%s because %j', (verdict, reason, values, expected) => {
    expect(said(verdict, reason, SAME, values)).toBe(expected)
  })

  test.each(Object.values(REASONS))(
    '%s has words, and what to do where it is not green (%j)',
    (verdict, reason) => {
      const model = exampleModel({ verdict: verdictOf(verdict, reason) })
      expect(plain(sentence(model))).toMatch(new RegExp(`^${verdict}: .{10,}`))
      if (['identical', 'reproduced'].includes(verdict)) return
      expect(plain(advice(model) ?? [])).toMatch(/^[A-Z].+\.$/)
    },
  )
})

describe('more in the sentence', () => {
  test('a crash ends with its last words', () => {
    const model = exampleModel({
      verdict: verdictOf('failed', REASONS.crashed[1], { metrics: [] }),
      explanation: SAME,
      crash: ['Traceback', 'ValueError: bad shape', '', '  '],
    })
    expect(plain(sentence(model))).toBe(
      'failed: the training crashed with exit code 1: `ValueError: bad shape`',
    )
  })

  test('a crash over a file that was left out says how to let it in', () => {
    const verdict = verdictOf('failed', REASONS.crashed[1], { findings: [FINDINGS['left-out']] })
    expect(plain(advice(exampleModel({ verdict })) ?? [])).toMatch(
      /git-ignored.*Add `data\/vocab\.json` to `data:` in `reprise\.yml`\.$/,
    )
  })

  test('other metrics with the same verdict are named', () => {
    const metrics = ['eval_loss', 'accuracy', 'f1'].map((name) => metric({ metric: name }))
    const model = exampleModel({
      verdict: verdictOf('changed', REASONS.beyond[1], { metrics }),
      explanation: undefined,
    })
    expect(plain(sentence(model))).toBe(
      'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010), and so are accuracy and f1',
    )
  })

  test('the metric that decided is the one that is told', () => {
    const metrics = [
      metric({ verdict: 'reproduced', reason: REASONS.within[1], run: 0.413 }),
      metric({ metric: 'accuracy', baseline: 0.9, run: 0.8 }),
    ]
    const model = exampleModel({
      verdict: verdictOf('changed', REASONS.beyond[1], { metrics }),
      explanation: undefined,
    })
    expect(plain(sentence(model))).toBe('changed: accuracy 0.9 → 0.8 (−0.1, tolerance 0.01)')
  })

  test('an A/B comparison says what it is compared with', () => {
    const model = exampleModel({
      verdict: verdictOf('changed', REASONS.beyond[1], { basis: 'a/b' }),
      explanation: undefined,
    })
    expect(plain(sentence(model))).toBe(
      'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010) against the base commit, retrained here',
    )
  })

  test('an edited lock is said first, with what it accepts', () => {
    const accepts = {
      cause: 'configuration',
      because: 'longer warm-up',
      moved: [{ metric: 'eval_loss', before: 0.412, after: 0.443 }],
    } as const
    const model = exampleModel({
      accepts,
      explanation: undefined,
      verdict: verdictOf('reproduced', REASONS['values-equal'][1], {
        metrics: [metric({ baseline: 0.443, run: 0.443 })],
      }),
    })
    expect(plain(sentence(model))).toBe(
      'accepts eval_loss +0.031: *longer warm-up* (0.412 → 0.443; cause: configuration). reproduced: eval_loss 0.443 in both, equal to the last digit; bitwise evidence missing',
    )
  })

  test('several models have a sentence over them all', () => {
    const named = (model: string, verdict: VerdictKind) =>
      exampleModel({ verdict: { ...verdictOf(verdict, REASONS.beyond[1]), model } })
    expect(
      plain(
        headline(
          reportOf(named('a', 'reproduced'), named('b', 'changed'), named('c', 'reproduced')),
        ) ?? [],
      ),
    ).toBe('3 models: a and c reproduced; b changed')
    expect(headline(reportOf(named('a', 'reproduced')))).toBeUndefined()
    expect(plain(headline(reportOf()) ?? [])).toBe(
      'no model: nothing was retrained, so nothing is known',
    )
  })
})
