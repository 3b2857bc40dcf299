import { expect, test } from '@jest/globals'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, run } from './run.ts'

describeWith(torchPython(), 'a trace ends', (python) => {
  const play = (way: string, trace = 'standard') => run(python, 'ways.py', trace, { args: [way] })

  test('somewhere in a program that is killed, and can be read up to there', async () => {
    const { traces, status } = await play('killed')
    expect(status).toBe(null)
    expect(traces[0]?.end).toBeUndefined()
    expect(traces[0]?.steps.filter(({ rolling }) => rolling !== undefined).length).toBeGreaterThan(
      5,
    )
  }, 60_000)

  test('after the last step of its window, and the program with it', async () => {
    const ran = await play('window', 'window:3-5')
    expect(ran).toMatchObject({ status: 0, stdout: '', stderr: '' })
    const trace = onlyTrace(ran)
    expect(trace.end).toMatchObject({ steps: 6, reason: 'window' })
    expect(trace.header.schedule).toBe('window:3-5')
    const dense = trace.steps.filter(({ tensors }) => tensors.length > 0).map(({ step }) => step)
    expect(dense).toEqual([-1, 3, 4, 5])
    expect(trace.steps.at(-1)?.rolling?.update).toMatch(/^[0-9a-f]{16}$/)
    expect(ran.reports.map(({ tracing }) => tracing?.steps)).toContain(6)
  }, 60_000)
})
