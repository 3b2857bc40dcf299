import { describe, expect, test } from '@jest/globals'
import type { BaselineState, Evidence } from '../../src/compare/evidence.ts'
import { judge, standing } from '../../src/compare/judge.ts'
import { selfOutcome } from '../../src/compare/self-check.ts'
import type { Finding } from '../../src/record/finding.ts'
import type { RunRecord } from '../../src/record/record.ts'
import type { Series } from '../../src/record/series.ts'
import type { Baseline } from '../../src/spec/lock.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import {
  absent,
  caseOf,
  crash,
  entryOf,
  expectation,
  first,
  found,
  losses,
  lossOf,
  modelOf,
  runOf,
  strict,
  tolerant,
  type RunParts,
} from './case.ts'
import { again, base, baseline, coarse, far, head, near, retry } from './story.ts'

describe('findings', () => {
  test('a crash that did not come again is named', () => {
    const crashed = head({ exit: crash })
    const verdict = judge(caseOf(tolerant, found(baseline, tolerant), [crashed, retry()]))
    expect(verdict.findings).toEqual([{ kind: 'crashed-once', record: crashed.record.id }])
  })

  test('a tolerance finer than its source is named even where the numbers are equal', () => {
    const parts = { series: [lossOf(losses(), { resolution: 'decimal:1' })] } as const
    const verdict = judge(first(tolerant, found(runOf(parts), tolerant), runOf(parts)))
    expect(verdict.verdict).toBe('reproduced')
    expect(verdict.findings).toEqual([
      {
        kind: 'tolerance-below-resolution',
        metric: 'eval_loss',
        within: 0.01,
        resolution: 'decimal:1',
      },
    ])
  })

  test('what a run found stays with it', () => {
    const changed: Finding = { kind: 'data-changed', name: 'data', paths: ['data/a.csv'] }
    expect(
      judge(first(tolerant, found(baseline, tolerant), runOf({ findings: [changed] }))).findings,
    ).toEqual([changed])
  })

  test('whether the training repeats is said where the bits differ and nobody looked', () => {
    const told = (lock: Baseline['repeats'], ...evidence: Evidence): unknown =>
      judge(caseOf(tolerant, found(baseline, tolerant, lock), evidence)).findings
    expect(told('unknown', head(near))).toEqual([{ kind: 'repeats-unknown' }])
    expect(told('no', head(far))).toEqual([{ kind: 'repeats-not' }])
    expect(told('no', head(near))).toEqual([])
    expect(told('yes', head(near))).toEqual([])
    expect(told('unknown', head())).toEqual([])
    expect(told('unknown', head(near), again(near))).toEqual([])
    expect(told('unknown', head(near), again())).toEqual([])
  })

  test('NaN inside a curve is said, and is identical only where the baseline has the same', () => {
    const gap = losses().map((one, at) => (at === 12 ? Number.NaN : one))
    const finding = { kind: 'nonfinite-inside', metric: 'eval_loss', count: 1 }
    const told = (accepted: RunRecord, parts: RunParts, record?: RunRecord): unknown => {
      const entry = entryOf(accepted, tolerant, 'no')
      const verdict = judge(first(tolerant, { state: 'found', entry, record }, runOf(parts)))
      return [verdict.verdict, verdict.findings]
    }
    const gapped: RunParts = { series: [lossOf(gap)] }
    const same = runOf(gapped)
    expect(told(baseline, gapped, baseline)).toEqual(['reproduced', [finding]])
    expect(told(same, gapped, same)).toEqual(['identical', [finding]])
    expect(told(same, gapped)).toEqual(['identical', [finding]])
    // The lock's digest is over exact series: of a coarse one it cannot tell where NaN stood.
    const rough: RunParts = { series: [lossOf(gap, coarse)], weights: 'a' }
    const smooth = runOf({ ...rough, series: [lossOf(losses(), coarse)] })
    expect(told(smooth, rough)).toEqual(['reproduced', [finding]])
    expect(told(runOf(rough), { ...rough, series: [lossOf(losses(), coarse)] })).toEqual([
      'identical',
      [],
    ])
  })
})

describe('a metric that varies by itself', () => {
  const parts = (wall: number, name = 'wall'): RunParts => ({
    series: [lossOf(losses()), { ...lossOf(losses(wall)), name }],
  })
  const finding = { kind: 'varies-by-itself', metrics: ['wall'] }
  const seen = (model: ModelSpec, state: BaselineState, ...evidence: Evidence): unknown => {
    const { verdict, reasons, findings } = judge(caseOf(model, state, evidence))
    return [verdict, reasons[0]?.kind, findings]
  }

  test('does not keep a new training from repeating itself', () => {
    expect(seen(tolerant, absent, head(parts(1)), again(parts(2)))).toEqual([
      'identical',
      'self-repeats',
      [finding],
    ])
  })

  test('is left out of the bits once the second run has shown it', () => {
    for (const model of [tolerant, strict]) {
      const state = found(runOf(parts(0)), model, 'yes')
      expect(seen(model, state, head(parts(1)), again(parts(2)))).toEqual([
        'identical',
        'bits-equal',
        [finding],
      ])
    }
    const moved = { ...parts(1), series: [...(parts(1).series ?? []), extra(0.5)] }
    const state = found(runOf({ series: [...(parts(0).series ?? []), extra(0.4)] }), strict)
    const second = { series: [...(parts(2).series ?? []), extra(0.5)] }
    expect(seen(strict, state, head(moved), again(second))).toEqual([
      'changed',
      'bits-differ',
      [finding],
    ])
  })

  test('counts where it is gated or its name is a measure’s', () => {
    const measured = [head(parts(1, 'grad_norm')), again(parts(2, 'grad_norm'))]
    expect(seen(tolerant, absent, ...measured)).toEqual(['nondeterministic', 'self-differs', []])
    const gated = modelOf({
      expect: {
        ...tolerant.expect,
        wall: expectation({ within: { kind: 'absolute', value: 9 } }),
      },
    })
    expect(seen(gated, absent, head(parts(1)), again(parts(2)))).toEqual([
      'nondeterministic',
      'self-differs',
      [],
    ])
  })

  test('whether the training repeats is then clear only where something proves it', () => {
    const outcome = (resolution: Series['resolution']): unknown => {
      const [one, other] = [1, 2].map((wall) =>
        runOf({
          series: [lossOf(losses(), { resolution }), ...(parts(wall).series ?? []).slice(1)],
        }),
      )
      return one && other && selfOutcome(one, other, tolerant)
    }
    expect(outcome('exact')).toEqual({ outcome: 'repeats', restless: ['wall'] })
    expect(outcome('decimal:2')).toEqual({ outcome: 'unclear', restless: ['wall'] })
  })

  test('also where only one of the two runs wrote it', () => {
    expect(seen(tolerant, absent, head(parts(1)), again())).toEqual([
      'identical',
      'self-repeats',
      [finding],
    ])
  })
})

function extra(value: number): Series {
  return { ...lossOf(losses(value)), name: 'spread' }
}

test('a wanted run is named with its reason, and none once the evidence decides', () => {
  const wanted = (evidence: Evidence, state = found(baseline, tolerant, 'yes')): unknown =>
    standing(caseOf(tolerant, state, evidence, base)).want
  expect(wanted([])).toEqual({ side: 'head', purpose: 'judge', why: 'first' })
  expect(wanted([head()])).toBeUndefined()
  expect(wanted([head({ exit: crash })])).toEqual({
    side: 'head',
    purpose: 'retry',
    why: 'crashed',
  })
  expect(wanted([head(near)])).toEqual({ side: 'head', purpose: 'repeat', why: 'self-check' })
  expect(wanted([head(near)], found(baseline, tolerant, 'no'))).toBeUndefined()
  const nan = { series: [lossOf(losses(Number.NaN))] }
  expect(wanted([head(nan), retry(nan)], absent)).toBeUndefined()
  expect(wanted([head()], absent)).toEqual({ side: 'base', purpose: 'judge', why: 'no-baseline' })
  expect(wanted([], { state: 'unreadable', why: 'line 1' })).toBeUndefined()
})
