import { describe, expect, test } from '@jest/globals'
import { baselineOf, unfitReasons } from '../../src/compare/baseline.ts'
import { contradiction } from '../../src/compare/contradiction.ts'
import type { Evidence, Purpose } from '../../src/compare/evidence.ts'
import { judge } from '../../src/compare/judge.ts'
import { compareRecords } from '../../src/compare/records.ts'
import { setApart } from '../../src/compare/set-apart.ts'
import { spent } from '../../src/compare/standing.ts'
import type { ModelVerdict } from '../../src/compare/verdict.ts'
import { affords } from '../../src/plan/budget.ts'
import {
  caseOf,
  found,
  losses,
  lossOf,
  madeRun,
  policy,
  runOf,
  tolerant,
  type RunParts,
} from './case.ts'

const window = { from: 8, to: 15 }
/** A run that was stopped has no results. */
const windowed: RunParts = { window, series: [] }
const baseline = runOf()
const far: RunParts = { series: [lossOf(losses(0.5))] }

const judged = (evidence: Evidence): ModelVerdict =>
  judge(caseOf(tolerant, found(baseline, tolerant), evidence))
const said = ({ verdict, reasons }: ModelVerdict): [string, unknown] => [verdict, reasons[0]]
const unjudged = (why: RegExp) => ({ kind: 'evidence-invalid', why: expect.stringMatching(why) })

describe('a run that was stopped after a window', () => {
  test.each<Purpose>(['judge', 'repeat', 'retry'])('is no evidence as %s', (purpose) => {
    const evidence = [madeRun('head', purpose, runOf(windowed))]
    expect(said(judged(evidence))).toEqual([
      'invalid',
      unjudged(/look at the steps 8 to 15 and stopped after them/),
    ])
  })

  test('as what it is it changes no verdict, crashed or not', () => {
    const evidence = [madeRun('head', 'judge', runOf(far)), madeRun('head', 'repeat', runOf(far))]
    const without = judged(evidence)
    expect(without.verdict).toBe('changed')
    const more = [
      madeRun('head', 'window', runOf(windowed)),
      madeRun('head', 'window', runOf({ ...windowed, exit: { how: 'crashed', code: 1 } })),
    ]
    expect(judged([...evidence, ...more])).toEqual(without)
    expect(judged([...more, ...evidence])).toEqual(without)
  })

  test('alone it is no run of the head at all', () => {
    const verdict = judged([madeRun('head', 'window', runOf(windowed))])
    expect(verdict.run).toBeUndefined()
    expect(verdict.verdict).toBe('inconclusive')
  })

  test('is of the same model, inputs and seed as the others', () => {
    const judgeRun = madeRun('head', 'judge', runOf(far))
    const others = [{ seed: 4 }, { input: 'others' }, { accelerator: 'arm64' }]
    for (const parts of others) {
      const evidence = [judgeRun, madeRun('head', 'window', runOf({ ...windowed, ...parts }))]
      expect(judged(evidence).verdict).toBe('invalid')
    }
  })

  test('a whole run cannot be handed in as one', () => {
    const evidence = [madeRun('head', 'judge', runOf()), madeRun('head', 'window', runOf(far))]
    expect(said(judged(evidence))).toEqual(['invalid', unjudged(/was not stopped after them/)])
  })

  test('costs its minutes and counts as no run', () => {
    const evidence = [
      madeRun('head', 'judge', runOf({ seconds: 120 })),
      madeRun('head', 'window', runOf({ ...windowed, seconds: 60 })),
    ]
    expect(spent(evidence)).toEqual({ runs: 1, minutes: 3 })
    const { key } = caseOf(tolerant, found(baseline, tolerant), [])
    const plan = { model: tolerant, key, baseline: found(baseline, tolerant), base: undefined }
    const within = (runs: number, minutes: number): boolean =>
      affords({ ...plan, policy: { ...policy, budget: { runs, minutes } } }, evidence)
    expect([within(2, 5), within(1, 5), within(2, 4.9)]).toEqual([true, false, false])
  })
})

describe.each<[string, RunParts, RegExp]>([
  ['a window', windowed, /look at the steps 8 to 15/],
  ['a nudged weight', { twin: true }, /initial weights was moved/],
])('a record of %s', (_, parts, why) => {
  const record = runOf(parts)

  test('is no judge run', () => {
    expect(setApart(record)).toMatch(why)
    expect(said(judged([madeRun('head', 'judge', record)]))).toEqual(['invalid', unjudged(why)])
  })

  test('is no baseline, whatever else it shows', () => {
    expect(unfitReasons([runOf(), record], tolerant)).toEqual([unjudged(why)])
    const facts = { repeats: 'unknown', cause: 'first', because: 'x' } as const
    const entry = baselineOf([record], tolerant, facts)
    const { key } = caseOf(tolerant, found(record, tolerant), [])
    expect(contradiction(entry, record, key)).toMatch(why)
    const place = caseOf(tolerant, found(record, tolerant), [madeRun('head', 'judge', runOf())])
    expect(judge(place).verdict).toBe('invalid')
  })

  test('is refused where records are compared, on either side, and is nobody’s repetition', () => {
    expect(said(compareRecords([record], [runOf()], tolerant))).toEqual(['invalid', unjudged(why)])
    expect(said(compareRecords([runOf()], [record], tolerant))).toEqual(['invalid', unjudged(why)])
    expect(compareRecords([runOf(), record], [runOf()], tolerant).verdict).toBe('invalid')
  })
})

test('a run like any other is not set apart, nor is one that crashed', () => {
  expect(setApart(runOf())).toBeUndefined()
  expect(setApart(runOf({ exit: { how: 'crashed', code: 1 } }))).toBeUndefined()
})
