import { describe, expect, test } from '@jest/globals'
import { evidenceOf } from '../../../src/readers/trace/evidence.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import { summaryOf } from '../../../src/readers/trace/summary.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { textOf } from './traces.ts'

const INIT = {
  t: 'tensor',
  step: -1,
  phase: 'init',
  name: 'w',
  part: 'value',
  call: 0,
  shape: [2],
  dtype: 'float32',
  digest: 'aa',
}
const STEPS = [0, 1, 2].map((step) => ({
  t: 'step',
  step,
  batch: 'b0',
  loss: `a${step}`,
  gradient: `b${step}`,
  update: `c${step}`,
  random: 'd0',
}))
const END = { t: 'end', steps: 3, reason: 'finished' }

function trace(...lines: readonly object[]): Trace {
  return parseTrace(Buffer.from(textOf(...lines)), 'trace')
}

function ranked(one: Trace, rank: number, world: number): Trace {
  return { ...one, header: { ...one.header, rank, world } }
}

function numbered(one: Trace, training: number): Trace {
  return { ...one, header: { ...one.header, training } }
}

const WHOLE = trace(INIT, ...STEPS, END)

describe('the evidence of a whole run', () => {
  test('is a digest that names, batches and the states of generators do not move', () => {
    const renamed = { ...INIT, name: 'weight' }
    const other = STEPS.map((step) => ({ ...step, batch: 'ff', random: 'ee' }))
    expect(evidenceOf([WHOLE])).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(evidenceOf([trace(renamed, ...other, END)])).toBe(evidenceOf([WHOLE]))
  })

  test.each<[string, Trace]>([
    ['an initial value', trace({ ...INIT, digest: 'ab' }, ...STEPS, END)],
    ['a loss', trace(INIT, ...STEPS.map((one) => ({ ...one, loss: 'f' })), END)],
    ['a gradient', trace(INIT, ...STEPS.map((one) => ({ ...one, gradient: 'f' })), END)],
    ['an update', trace(INIT, ...STEPS.map((one) => ({ ...one, update: 'f' })), END)],
    ['a step less', trace(INIT, ...STEPS.slice(0, 2), { ...END, steps: 2 })],
    ['no initial values', trace(...STEPS, END)],
    ['another algorithm', { ...WHOLE, header: { ...WHOLE.header, digest: 'other' } }],
  ])('is another one with %s', (_, other) => {
    expect(evidenceOf([other])).toMatch(/^sha256:/)
    expect(evidenceOf([other])).not.toBe(evidenceOf([WHOLE]))
  })

  test('does not depend on the order of the ranks', () => {
    const two = [ranked(WHOLE, 0, 2), ranked(trace(...STEPS, END), 1, 2)] as const
    expect(evidenceOf(two)).toMatch(/^sha256:/)
    expect(evidenceOf([two[1], two[0]])).toBe(evidenceOf(two))
  })

  test('is of all trainings, in their order', () => {
    const other = trace(...STEPS, END)
    const two = [WHOLE, numbered(other, 1)] as const
    expect(evidenceOf(two)).toMatch(/^sha256:/)
    expect(evidenceOf([two[1], two[0]])).toBe(evidenceOf(two))
    expect(evidenceOf([other, numbered(WHOLE, 1)])).not.toBe(evidenceOf(two))
    expect(evidenceOf(two)).not.toBe(evidenceOf([WHOLE]))
  })

  test.each<[string, readonly Trace[]]>([
    ['no trace', []],
    ['a training that is missing', [numbered(WHOLE, 1)]],
    [
      'two trainings at the same time',
      [trace(INIT, ...STEPS, { ...END, overlaps: true }), numbered(WHOLE, 1)],
    ],
    ['a rank that is missing in the second', [WHOLE, numbered(ranked(WHOLE, 0, 2), 1)]],
    ['a trace that broke off', [trace(INIT, ...STEPS)]],
    ['a probe that gave up', [trace(INIT, ...STEPS, { ...END, reason: 'disabled' })]],
    ['a window', [trace(INIT, ...STEPS, { ...END, reason: 'window' })]],
    ['a hole', [trace(INIT, ...STEPS.filter(({ step }) => step !== 1), END)]],
    ['steps that begin late', [trace(INIT, ...STEPS.slice(1), { ...END, steps: 2 })]],
    ['more steps than were recorded', [trace(INIT, ...STEPS, { ...END, steps: 4 })]],
    [
      'no state of the parameters',
      [trace(INIT, { t: 'step', step: 0, loss: 'a' }, { ...END, steps: 1 })],
    ],
    [
      'parameters after some steps only',
      [
        trace(
          INIT,
          ...STEPS.map((one) => (one.step === 1 ? { ...one, update: undefined } : one)),
          END,
        ),
      ],
    ],
    ['no step at all', [trace(INIT, { ...END, steps: 0 })]],
    ['a rank that is missing', [ranked(WHOLE, 0, 2)]],
    ['a rank twice', [ranked(WHOLE, 0, 2), ranked(WHOLE, 0, 2)]],
    ['two processes, each a world of its own', [WHOLE, WHOLE]],
  ])('is none for %s', (_, traces) => {
    expect(evidenceOf(traces)).toBeUndefined()
  })
})

describe('the summary', () => {
  test('is of the coarsest rank, and of the shortest', () => {
    const modules = { ...WHOLE, header: { ...WHOLE.header, mode: 'modules' as const } }
    const because = 'x'.repeat(250)
    const borders = { ...modules, header: { ...modules.header, mode: 'borders' as const, because } }
    expect(summaryOf([modules])).toEqual({ mode: 'modules', ranks: 1, steps: 3 })
    expect(summaryOf([{ ...modules, steps: modules.steps.slice(0, 2) }, borders])).toEqual({
      mode: 'borders',
      because: 'x'.repeat(200),
      ranks: 2,
      steps: 1,
    })
    expect(summaryOf([])).toBeUndefined()
    expect(summaryOf([WHOLE, numbered(WHOLE, 1)])).toMatchObject({ ranks: 1, steps: 6 })
  })
})
