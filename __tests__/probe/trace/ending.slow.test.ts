import { expect, test } from '@jest/globals'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, run } from './run.ts'

describeWith(torchPython(), 'a trace ends', (python) => {
  const play = (way: string, trace = 'standard') => run(python, 'ways.py', trace, { args: [way] })

  test('with the program; the same program writes the same bytes', async () => {
    const seeded = { args: ['through'], env: { REPRISE_DETERMINISTIC: '1', PYTHONHASHSEED: '0' } }
    const one = await run(python, 'ways.py', 'standard', seeded)
    const other = await run(python, 'ways.py', 'standard', seeded)
    const trace = onlyTrace(one)
    expect(trace.end).toEqual({ steps: 12, reason: 'finished', why: undefined })
    expect(trace.steps.filter(({ rolling }) => rolling !== undefined)).toHaveLength(12)
    expect(one.files[0]).toEqual(other.files[0])
    expect(one.reports[0]?.tracing).toEqual({ state: 'on', mode: 'modules', steps: 12 })
  }, 60_000)

  test('not at all where an exception ended the program; with its exit code otherwise', async () => {
    const thrown = await play('exception')
    expect(thrown.status).toBe(1)
    expect(thrown.stderr).toMatch(/ValueError: the training's own\n$/)
    expect(thrown.stderr).not.toContain('reprise')
    expect(thrown.traces[0]?.end).toBeUndefined()
    const left = await play('exit')
    expect(left.status).toBe(3)
    expect(left.traces[0]?.end).toMatchObject({ steps: 10, reason: 'finished' })
  }, 60_000)
})

describeWith(torchPython(), 'a trace has nothing of', (python) => {
  const play = (way: string) => run(python, 'ways.py', 'standard', { args: [way] })

  test('forked loader workers', async () => {
    const ran = await play('workers')
    expect(ran.stdout).toBe('trained\n')
    const trace = onlyTrace(ran)
    expect(trace.end).toMatchObject({ steps: 12, reason: 'finished' })
    const losses = trace.steps.flatMap(({ tensors }) =>
      tensors.filter(({ phase }) => phase === 'loss'),
    )
    expect(new Set(losses.map(({ name }) => name))).toEqual(new Set(['cross_entropy', 'loss']))
  }, 60_000)

  test('forked children that train', async () => {
    const ran = await play('child')
    expect(ran.stdout).toBe('trained\n')
    expect(onlyTrace(ran).end).toMatchObject({ steps: 12, reason: 'finished' })
  }, 60_000)

  test('programs that do not train', async () => {
    const ran = await play('evaluation')
    expect(ran).toMatchObject({ status: 0, traces: [] })
    expect(ran.reports[0]?.tracing).toMatchObject({ state: 'on', steps: 0 })
  }, 60_000)
})

describeWith(torchPython(), 'where it is off', (python) => {
  test('nothing is written', async () => {
    const ran = await run(python, 'ways.py', 'off', { args: ['through'] })
    expect(ran).toMatchObject({ status: 0, stdout: 'trained\n', traces: [] })
    expect(ran.reports[0]?.tracing).toBeUndefined()
  }, 60_000)
})
