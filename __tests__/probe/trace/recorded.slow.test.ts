import { expect, test } from '@jest/globals'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, run, tensorsOf } from './run.ts'

describeWith(torchPython(), 'of a training is recorded', (python) => {
  const play = async (kind: string, trace = 'dense'): Promise<Trace> =>
    onlyTrace(await run(python, 'recorded.py', trace, { args: [kind] }))
  const numbered = (trace: Trace) => trace.steps.find(({ step }) => step === 0)

  test('several batches of a step, and what clipping would change, one after the other', async () => {
    const tensors = tensorsOf(await play('accumulated'), 0)
    expect(tensors.filter((name) => /^(batch x|loss loss|gradient weight)/.test(name))).toEqual([
      'batch x value',
      'loss loss value',
      'gradient weight raw',
      'batch x value 1',
      'loss loss value 1',
      'gradient weight raw 1',
      'gradient weight grad',
    ])
  }, 60_000)

  test('a step that calls the model itself', async () => {
    const trace = await play('closure')
    expect(tensorsOf(trace, -1)).toEqual(['init weight value', 'init bias value'])
    const tensors = numbered(trace)?.tensors ?? []
    const digest = (part: string) =>
      tensors.find((tensor) => tensor.name === 'weight' && tensor.part === part)?.digest
    expect(digest('grad')).toBe(digest('raw'))
    expect(numbered(trace)?.rolling?.gradient).toMatch(/^[0-9a-f]{16}$/)
  }, 60_000)

  test('two models with their optimisers, each step by itself', async () => {
    const trace = await play('adversaries')
    const updated = (step: number) =>
      tensorsOf(trace, step).filter((name) => name.startsWith('update'))
    expect(tensorsOf(trace, 0)).toContain('forward (root 1) out')
    expect(updated(0)).toEqual(['update (root 1).weight value', 'update (root 1).bias value'])
    expect(updated(1)).toEqual(['update weight value', 'update bias value'])
    expect(trace.steps.flatMap(({ hyper }) => hyper.map(({ optimizer }) => optimizer))).toEqual([
      0, 1,
    ])
  }, 60_000)

  test('parameters of no model', async () => {
    expect(tensorsOf(await play('bare'), -1)).toEqual(['init optimizer0.param0 value'])
  }, 60_000)

  test('the scale of mixed precision; a step that the scaler leaves out is none', async () => {
    const trace = await play('scaled')
    const scales = trace.steps.flatMap(({ hyper }) => hyper.map(({ values }) => values.scale))
    expect(scales).toEqual([8, 4])
    expect(trace.end?.steps).toBe(2)
  }, 60_000)

  test('of a compiled model its borders, with the names that it has uncompiled', async () => {
    const trace = await play('compiled')
    expect(trace.header).toMatchObject({ mode: 'borders', because: 'torch.compile' })
    expect(tensorsOf(trace, -1)).toEqual(['init weight value', 'init bias value'])
    expect(tensorsOf(trace, 0)).toEqual([
      'loss loss value',
      'gradient bias raw',
      'gradient weight raw',
      'gradient bias grad',
      'gradient weight grad',
      'update weight value',
      'update bias value',
    ])
  }, 60_000)

  test('a wrapped model by the names that it has without', async () => {
    const tensors = tensorsOf(await play('wrapped'), 0)
    expect(tensors).toContain('forward (root) out')
    expect(tensors).toContain('update weight value')
  }, 60_000)

  test('a twin, one unit in the last place away', async () => {
    const ran = await run(python, 'recorded.py', 'dense', {
      args: ['modules'],
      env: { REPRISE_TWIN: '1' },
    })
    expect(ran.reports[0]?.tracing).toMatchObject({ state: 'on', twin: true })
    const [twin, other] = [onlyTrace(ran), await play('modules')].map(
      (trace) => trace.steps[0]?.tensors ?? [],
    )
    const moved = twin?.filter(({ digest }, at) => digest !== other?.[at]?.digest)
    expect(moved?.map(({ name }) => name)).toEqual(['block.line.weight'])
    const [a, b] = [moved?.[0], other?.[0]].map((tensor) => tensor?.sketch ?? [])
    const distance = Math.hypot(...(a ?? []).map((sum, at) => sum - (b?.[at] ?? Number.NaN)))
    expect(distance).toBeGreaterThan(0)
    expect(distance).toBeLessThan(1e-7)
  }, 60_000)
})
