import { describe, expect, test } from '@jest/globals'
import { compare } from '../../src/flows/compare.ts'
import { CHANCE, LATE_MODEL, makeTracedLab, tracedLabWithBaseline, WRONG } from './traced-lab.ts'

describe('where two runs part', () => {
  test('a pull request that adds Reprise is shown that the training repeats itself, step by step', async () => {
    const lab = makeTracedLab()
    const { verdict, explanation, cost } = await lab.verdict()
    expect(verdict).toMatchObject({ verdict: 'identical', basis: 'self' })
    expect(explanation?.repeat).toEqual({ state: 'same', steps: 24, mode: 'modules' })
    expect(explanation?.divergence).toBeUndefined()
    expect(explanation?.factors.every(({ status }) => status !== 'different')).toBe(true)
    expect(cost.runs).toBe(2)
    lab.remove()
  })

  test('or where it parts from itself', async () => {
    const lab = makeTracedLab({ 'model.py': CHANCE })
    const { verdict, explanation } = await lab.verdict()
    expect(verdict).toMatchObject({ verdict: 'nondeterministic', basis: 'self' })
    expect(explanation?.repeat).toMatchObject({ state: 'found', step: 11 })
    lab.remove()
  })

  test('a difference in a step that was traced in full needs no more runs', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': WRONG })
    const { verdict, explanation } = await lab.verdict()
    expect(verdict.verdict).toBe('changed')
    expect(explanation?.divergence).toMatchObject({
      state: 'found',
      step: 0,
      rung: 'forward',
      tensor: { name: 'net', part: 'out' },
      window: undefined,
    })
    expect((await lab.records()).filter(({ run }) => run.window !== undefined)).toEqual([])
    lab.remove()
  })

  test('between two such steps both sides are trained once more up to there', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': LATE_MODEL })
    const { verdict, explanation, cost } = await lab.verdict()
    expect(verdict.verdict).toBe('changed')
    expect(explanation?.divergence).toMatchObject({
      state: 'found',
      step: 11,
      rung: 'forward',
      tensor: { phase: 'forward', name: 'net', part: 'out' },
      window: { from: 11, to: 11 },
    })
    expect(explanation?.repeat).toMatchObject({ state: 'same' })
    const looks = (await lab.records()).filter(({ run }) => run.window !== undefined)
    expect(looks.map(({ code }) => code.dirty).sort()).toEqual([false, true])
    expect(
      looks.every(({ series, run }) => series.length === 0 && run.exit.how === 'finished'),
    ).toBe(true)
    // The run, its repetition; the two looks cost seconds, and count as no run.
    expect(cost.runs).toBe(2)
    lab.remove()
  })

  test('and from records alone the same place is told, without the tensor', async () => {
    const lab = await tracedLabWithBaseline()
    lab.write({ 'model.py': LATE_MODEL })
    const { run, baseline } = await lab.verdict()
    const report = await compare({
      cwd: lab.root,
      config: undefined,
      records: [run?.id ?? ''],
      baseline: [baseline?.id ?? ''],
    })
    expect(report.models[0]?.explanation?.divergence).toMatchObject({
      state: 'found',
      step: 11,
      tensor: undefined,
    })
    lab.remove()
  })
})
