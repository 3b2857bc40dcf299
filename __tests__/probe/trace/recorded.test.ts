import { beforeAll, expect, test } from '@jest/globals'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, run, tensorsOf } from './run.ts'

describeWith(torchPython(), 'of a training is recorded', (python) => {
  const play = async (schedule: string): Promise<Trace> =>
    onlyTrace(await run(python, 'recorded.py', schedule, { args: ['modules'] }))
  let trace: Trace
  beforeAll(async () => {
    trace = await play('dense')
  }, 60_000)

  test('each module, in order, and nothing of an evaluation', async () => {
    const block = (call: string) =>
      ['in.0', 'in.mask']
        .map((part) => `forward block ${part}${call}`)
        .concat(
          [`line in.0`, 'line out', 'norm in.0', 'norm out'].map(
            (it) => `forward block.${it}${call}`,
          ),
          ['hidden', 'other.0'].map((part) => `forward block out.${part}${call}`),
        )
    const parameters = ['block.line', 'block.norm', 'head'].flatMap((name) => [
      `${name}.weight`,
      `${name}.bias`,
    ])
    const buffers = ['running_mean', 'running_var', 'num_batches_tracked']
    expect(tensorsOf(trace, -1)).toEqual([
      ...parameters.map((name) => `init ${name} value`),
      ...buffers.map((name) => `init block.norm.${name} buffer`),
    ])
    expect(tensorsOf(trace, 1)).toEqual([
      'batch x value',
      'batch y value',
      'forward (root) in.0',
      ...block(''),
      ...block(' 1'),
      'forward head in.0',
      'forward head out',
      'forward (root) out',
      'loss cross_entropy in.0',
      'loss cross_entropy target',
      'loss loss value',
      ...parameters.toReversed().map((name) => `gradient ${name} raw`),
      ...parameters.toReversed().map((name) => `gradient ${name} grad`),
      ...parameters.map((name) => `update ${name} value`),
      ...buffers.map((name) => `update block.norm.${name} buffer`),
    ])
    const gradients = (trace.steps.find(({ step }) => step === 0)?.tensors ?? []).filter(
      ({ name }) => name === 'head.weight',
    )
    const digests = gradients.map(({ digest }) => digest)
    expect(new Set(digests).size).toBe(digests.length)
  }, 60_000)

  test('hyper-parameters as in force, random states, rows and sketches', async () => {
    const [first, second] = trace.steps.filter(({ step }) => step >= 0)
    expect(first?.hyper).toMatchObject([
      { optimizer: 0, group: 0, values: { optimizer: 'SGD', lr: 0.1, momentum: 0 } },
    ])
    expect(second?.hyper).toMatchObject([{ values: { lr: 0.05 } }])
    const random = first?.random.map(({ when, generator }) => `${when} ${generator}`)
    expect(random).toEqual(expect.arrayContaining(['start torch', 'end torch', 'start python']))
    expect(second?.random.map(({ when }) => when)).not.toContain('start')
    const [x, y] = first?.tensors ?? []
    expect([x?.rows?.length, new Set(x?.rows).size, y?.rows?.length]).toEqual([4, 4, 4])
    expect(y?.rows?.[0]).toBe(y?.rows?.[3])
    expect(x).toMatchObject({ shape: [4, 4], dtype: 'float32' })
    // The input of the model is the batch: one sketch is enough.
    const same = first?.tensors.filter(({ digest }) => digest === x?.digest) ?? []
    expect(same.length).toBeGreaterThan(1)
    expect(same.map(({ sketch }) => sketch?.length)).toEqual([
      16,
      ...same.slice(1).map(() => undefined),
    ])
  }, 60_000)

  test('in short by each schedule, with the same digests', async () => {
    const short = await play('rolling')
    const rolled = (trace: Trace) => trace.steps.flatMap(({ rolling }) => rolling ?? [])
    const known = (trace: Trace) =>
      rolled(trace).map(({ batch, loss, gradient, update }) => [batch, loss, gradient, update])
    expect(known(short)).toEqual(known(trace))
    expect(known(trace)).toHaveLength(2)
    expect(tensorsOf(short, 0)).toEqual([])
    const digests = (trace: Trace) => trace.steps[0]?.tensors.map(({ digest }) => digest)
    expect(digests(short)).toEqual(digests(trace))
  }, 60_000)
})
