import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { BaselineState, Evidence, EvidenceRun } from '../../src/compare/evidence.ts'
import { isGreen } from '../../src/compare/job.ts'
import type { ModelVerdict } from '../../src/compare/verdict.ts'
import { next } from '../../src/plan/next.ts'
import type { BaseTree, Plan } from '../../src/plan/plan.ts'
import { VERDICTS, type ModelSpec } from '../../src/spec/spec.ts'
import {
  absent,
  baseCommit,
  caseOf,
  crash,
  expectation,
  found,
  losses,
  lossOf,
  modelOf,
  policy,
  runOf,
  strict,
  tolerant,
  type RunParts,
} from '../compare/case.ts'

interface Setup {
  readonly model?: ModelSpec
  readonly baseline?: BaselineState
  readonly base?: BaseTree | undefined
  readonly runs?: number
  readonly minutes?: number
}

const baseline = runOf()
const near: RunParts = { series: [lossOf(losses(0.415))] }
const baseOf = (knowsModel: boolean): BaseTree => ({
  commit: baseCommit,
  model: tolerant,
  knowsModel,
})

function planOf({
  model = tolerant,
  baseline: state = found(baseline, model),
  base,
  runs = 8,
  minutes = 120,
}: Setup): Plan {
  const { key } = caseOf(model, state, [])
  return { model, policy: { ...policy, budget: { runs, minutes } }, key, baseline: state, base }
}

interface End {
  readonly steps: readonly string[]
  readonly evidence: Evidence
  readonly verdict: ModelVerdict
}

/** Plays the loop: each run that is asked for turns out as `outcome` says. */
function play(plan: Plan, outcome: (step: { side: string; purpose: string }) => RunParts): End {
  let evidence: Evidence = []
  const steps: string[] = []
  for (;;) {
    const step = next(plan, evidence)
    if (step.do === 'stop') return { steps, evidence, verdict: step.verdict }
    steps.push(`${step.side} ${step.purpose}`)
    if (steps.length > 20) throw new Error(`no end: ${steps.join(', ')}`)
    const parts = {
      ...(step.side === 'base' && { commit: baseCommit }),
      seed: step.seed,
      ...outcome(step),
    }
    const run: EvidenceRun = { side: step.side, purpose: step.purpose, record: runOf(parts) }
    evidence = [...evidence, run]
  }
}

function ends(
  setup: Setup,
  outcome: (step: { side: string; purpose: string }) => RunParts,
): readonly unknown[] {
  const { steps, verdict } = play(planOf(setup), outcome)
  return [steps, verdict.verdict, verdict.reasons[0]?.kind]
}

describe('next', () => {
  test('one run is enough where the bits are equal', () => {
    expect(ends({}, () => ({}))).toEqual([['head judge'], 'identical', 'bits-equal'])
  })

  test('the seed is the baseline’s', () => {
    const state = found(runOf({ seed: 7 }), tolerant)
    expect(next(planOf({ baseline: state }), [])).toMatchObject({
      do: 'run',
      side: 'head',
      seed: 7,
    })
  })

  test('a crash is tried once more, and no more', () => {
    expect(ends({}, () => ({ exit: crash }))).toEqual([
      ['head judge', 'head retry'],
      'failed',
      'crashed',
    ])
    expect(ends({}, ({ purpose }) => (purpose === 'judge' ? { exit: crash } : {}))).toEqual([
      ['head judge', 'head retry'],
      'reproduced',
      'bits-equal',
    ])
  })

  test('other bits are checked against themselves', () => {
    const state = found(baseline, tolerant, 'yes')
    expect(ends({ baseline: state }, () => near)).toEqual([
      ['head judge', 'head repeat'],
      'reproduced',
      'within',
    ])
    expect(ends({ model: strict, baseline: found(baseline, strict) }, () => near)).toEqual([
      ['head judge', 'head repeat'],
      'changed',
      'bits-differ',
    ])
    expect(ends({ baseline: found(baseline, tolerant, 'no') }, () => near)).toEqual([
      ['head judge'],
      'reproduced',
      'within',
    ])
  })

  test('without a baseline the base is trained beside it', () => {
    expect(ends({ baseline: absent, base: baseOf(true) }, () => ({}))).toEqual([
      ['head judge', 'base judge'],
      'identical',
      'bits-equal',
    ])
    expect(
      ends({ baseline: absent, base: baseOf(false) }, ({ side }) =>
        side === 'base' ? { exit: crash } : {},
      ),
    ).toEqual([
      ['head judge', 'base judge', 'base retry', 'head repeat'],
      'identical',
      'self-repeats',
    ])
  })

  test('a base that cannot be started is still a base: a model that it knows stands on nothing', () => {
    const untrainable = (knowsModel: boolean): BaseTree => ({
      ...baseOf(knowsModel),
      untrainable: true,
    })
    expect(ends({ baseline: absent, base: untrainable(true) }, () => ({}))).toEqual([
      ['head judge'],
      'incomparable',
      'no-baseline',
    ])
    expect(ends({ baseline: absent, base: untrainable(false) }, () => ({}))).toEqual([
      ['head judge', 'head repeat'],
      'identical',
      'self-repeats',
    ])
    const moved = { driver: '560', series: [lossOf(losses(0.5))] }
    const state = found(runOf({ driver: '550' }), tolerant)
    const { steps, verdict } = play(
      planOf({ baseline: state, base: untrainable(true) }),
      () => moved,
    )
    expect(steps).toEqual(['head judge'])
    expect(verdict).toMatchObject({
      verdict: 'incomparable',
      reasons: [{ kind: 'environment-moved', why: 'base-failed' }],
    })
  })

  test('a lock that cannot be read needs no run', () => {
    expect(ends({ baseline: { state: 'unreadable', why: 'line 1' } }, () => ({}))).toEqual([
      [],
      'incomparable',
      'baseline-unreadable',
    ])
  })
})

describe('the budget', () => {
  const yes = found(baseline, tolerant, 'yes')

  test.each<readonly [string, Setup, RunParts, readonly unknown[]]>([
    ['no run', { runs: 0 }, {}, [[], 'inconclusive', 'budget-spent']],
    ['no minute', { minutes: 0 }, {}, [[], 'inconclusive', 'budget-spent']],
    ['one run, which decides', { runs: 1 }, {}, [['head judge'], 'identical', 'bits-equal']],
    [
      'one run, which does not',
      { runs: 1, baseline: yes },
      near,
      [['head judge'], 'inconclusive', 'budget-spent'],
    ],
    [
      'no minutes for another such run',
      { minutes: 19, baseline: yes },
      { ...near, seconds: 600 },
      [['head judge'], 'inconclusive', 'budget-spent'],
    ],
    [
      'minutes for another such run',
      { minutes: 20, baseline: yes },
      { ...near, seconds: 600 },
      [['head judge', 'head repeat'], 'reproduced', 'within'],
    ],
    ['one run and a crash', { runs: 1 }, { exit: crash }, [['head judge'], 'failed', 'crashed']],
    [
      'one run without a baseline',
      { runs: 1, baseline: absent, base: baseOf(true) },
      {},
      [['head judge'], 'incomparable', 'no-baseline'],
    ],
  ])('%s', (_, setup, parts, expected) => {
    expect(ends(setup, () => parts)).toEqual(expected)
  })

  test('what was spent is said', () => {
    const { verdict } = play(planOf({ runs: 1, baseline: yes }), () => ({ ...near, seconds: 90 }))
    expect(verdict).toMatchObject({ reasons: [{ kind: 'budget-spent', runs: 1, minutes: 1.5 }] })
  })
})

describe('whatever the runs turn out to be', () => {
  const outcome = fc.record({
    exit: fc.constantFrom<NonNullable<RunParts['exit']>>(
      ...(['finished', 'crashed', 'timeout', 'idle', 'killed'] as const).map((how) => ({ how })),
      { how: 'finished' },
      { how: 'finished' },
    ),
    series: fc.constantFrom(
      [lossOf(losses())],
      [lossOf(losses(0.415))],
      [lossOf(losses(0.5))],
      [lossOf(losses(Number.NaN))],
      [lossOf([0.4])],
      [lossOf(losses(), { resolution: 'decimal:4' })],
      [],
    ),
    driver: fc.constantFrom('550', '560'),
    input: fc.constantFrom('inputs', 'inputs', 'inputs', 'other inputs'),
    weights: fc.constantFrom('a', 'b'),
    seconds: fc.nat({ max: 7200 }),
  })
  const setup = fc.record({
    model: fc.constantFrom(
      tolerant,
      strict,
      modelOf(),
      modelOf({
        expect: {
          eval_loss: expectation({ steps: 'any', within: { kind: 'relative', value: 0.02 } }),
        },
      }),
    ),
    state: fc.constantFrom('absent', 'other', 'unreadable', 'yes', 'no', 'unknown', 'lock alone'),
    base: fc.constantFrom(undefined, baseOf(true), baseOf(false)),
    runs: fc.nat({ max: 6 }),
    minutes: fc.nat({ max: 240 }),
  })
  const accepted = runOf({ driver: '550', weights: 'c' })

  function stateOf(state: string, model: ModelSpec): BaselineState {
    if (state === 'absent' || state === 'other')
      return { state: 'absent', keys: state === 'other' ? ['main @ arm64'] : [] }
    if (state === 'unreadable') return { state, why: 'line 1' }
    if (state === 'yes' || state === 'no' || state === 'unknown')
      return found(accepted, model, state)
    return { ...found(accepted, model, 'yes'), record: undefined } as BaselineState
  }

  test('it ends within the budget, runs nothing twice, and is green only on evidence', () => {
    fc.assert(
      fc.property(
        setup,
        fc.array(outcome, { minLength: 6, maxLength: 6 }),
        ({ model, state, base, runs, minutes }, outcomes) => {
          const plan = planOf({ model, baseline: stateOf(state, model), base, runs, minutes })
          let at = 0
          const { steps, evidence, verdict } = play(
            plan,
            () => outcomes[at++ % outcomes.length] ?? {},
          )
          expect(new Set(steps).size).toBe(steps.length)
          expect(steps.length).toBeLessThanOrEqual(Math.min(runs, 5))
          expect(verdict.reasons.length).toBeGreaterThan(0)
          if (!isGreen(verdict.verdict, { ...policy, green: VERDICTS })) return
          const judged = evidence.find(({ record }) => record.id === verdict.run)?.record
          expect(judged?.run.exit.how).toBe('finished')
          expect(Number.isFinite(judged?.series[0]?.final)).toBe(true)
          expect(state).not.toBe('unreadable')
          if (state === 'absent' || state === 'other')
            expect(steps.length).toBeGreaterThanOrEqual(2)
          if (state === 'other' && base === undefined) throw new Error('a known model stood alone')
          if (model === strict) expect(verdict.verdict).toBe('identical')
        },
      ),
      { numRuns: 300 },
    )
  })
})
