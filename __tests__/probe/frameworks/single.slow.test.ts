import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Divergence } from '../../../src/explain/divergence/divergence.ts'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { describeWith, oldTorchPython, torchPython } from '../pythons.ts'
import { MODERN, OLD, type Case, type Change } from './single.ts'
import { onlyTrace, trained, wordOf, words } from './traced.ts'

describeWith(torchPython(), 'the trace of torch ≥ 2', (python) => {
  describe.each(MODERN)('$name', (each) => tests(python, each))
})

describeWith(oldTorchPython(), 'the trace of torch 1.13', (python) => {
  describe.each(OLD)('$name', (each) => tests(python, each))
})

function tests(python: string, each: Case): void {
  let trace: Trace
  beforeAll(() => {
    trace = onlyTrace(trained(python, each))
  }, 120_000)

  test('says what was computed, module by module', () => {
    expect(trace.header).toMatchObject({ mode: 'modules', world: 1, schedule: 'standard' })
    expect(trace.header.framework).toMatch(/^torch \d/)
    expect(trace.end?.steps).toBe(each.steps)
    const rolling = trace.steps.filter(({ step }) => step >= 0)
    expect(rolling.map(({ step }) => step)).toEqual(Array.from({ length: each.steps }, (_, i) => i))
    for (const step of rolling) {
      expect(step.rolling).toMatchObject({
        loss: expect.stringMatching(/^[0-9a-f]+$/),
        gradient: expect.stringMatching(/^[0-9a-f]+$/),
        update: expect.stringMatching(/^[0-9a-f]+$/),
        random: expect.stringMatching(/^[0-9a-f]+$/),
      })
    }
    for (const [phase, first] of Object.entries(each.starts))
      expect(words(trace, 0, phase).slice(0, first.length)).toEqual(first)
  })

  test('is the same for the same training', () => {
    expect(divergenceOf(trained(python, each).traces, [trace])).toMatchObject({
      state: 'same',
      steps: each.steps,
      mode: 'modules',
    })
  }, 120_000)

  test.each(each.changes)(
    'finds $what at step $step',
    (change) => {
      const found = divergenceOf(trained(python, { ...each, edits: [change.edit] }).traces, [trace])
      expect(shown(found, change)).toEqual(change)
    },
    120_000,
  )
}

/** What was found, written as what was expected. */
function shown(found: Divergence, { what, edit, tensor }: Change): object {
  if (found.state !== 'found') return found
  const { step, rung } = found
  const first = found.tensor && wordOf(found.tensor)
  return { what, edit, step, rung, ...(tensor === undefined ? {} : { tensor: first }) }
}
