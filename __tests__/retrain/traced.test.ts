import { afterAll, expect, test } from '@jest/globals'
import type { RunRecord } from '../../src/record/record.ts'
import { harvest } from '../../src/retrain/harvest/harvest.ts'
import type { RunRequest } from '../../src/retrain/request.ts'
import { retrainOnce } from '../../src/retrain/retrain.ts'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { PROBE } from './harvested.ts'
import { cleanUp, LEVELS, makeRepository, modelOf, withTemplate } from './repository.ts'

afterAll(cleanUp)

/** It sets no seed of its own, and writes its losses at full precision. */
const TRAIN = `
import json, torch
model = torch.nn.Sequential(torch.nn.Linear(8, 8), torch.nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
with open("metrics.jsonl", "w") as out:
    for step in range(12):
        loss = model(torch.randn(4, 8)).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(json.dumps({"step": step, "loss": loss.item()}), file=out)
`
type Asked = Pick<RunRequest, 'seed' | 'trace' | 'twin'>

describeWith(torchPython(), 'a torch training, launched and harvested', (python) => {
  const recordsOf = (...asked: readonly Asked[]): Promise<RunRecord[]> =>
    recordsFrom({ 'train.py': TRAIN }, `${python} train.py`, asked)

  async function recordsFrom(
    files: Readonly<Record<string, string>>,
    command: string,
    asked: readonly Asked[],
  ): Promise<RunRecord[]> {
    const train = { train: command, env: { OMP_NUM_THREADS: '1' } }
    const checkout = makeRepository(files)
    const attempt = { isolation: LEVELS[0], probe: PROBE, model: train }
    return withTemplate(checkout, attempt, async (template) => {
      const records: RunRecord[] = []
      for (const request of asked) {
        const outcome = await retrainOnce(template, { ...request, accelerators: [] })
        const { record } = await harvest(outcome, {
          model: modelOf(train),
          key: { model: 'main', accelerator: 'x86-64-v3' },
          code: { dirty: false },
          checkout,
          hardware: { cpu: { level: 'x86-64-v3', cores: 2 }, accelerators: [] },
        })
        records.push(record)
      }
      return records
    })
  }

  test('of two programs, one after the other, holds both', async () => {
    const seeded = (seed: number): string => `import torch\ntorch.manual_seed(${seed})\n${TRAIN}`
    const files = { 'pretrain.py': seeded(1), 'finetune.py': seeded(2) }
    const command = `${python} pretrain.py && ${python} finetune.py`
    const [first, again] = await recordsFrom(files, command, [{ seed: 0 }, { seed: 0 }])
    expect(first?.traced).toEqual({ mode: 'modules', ranks: 1, steps: 24 })
    expect(first?.trace).toMatch(/^sha256:/)
    expect(again?.trace).toBe(first?.trace)
    expect(first?.findings.map(({ kind }) => kind)).not.toContain('trace-incomplete')
    expect(first?.config.seed.calls).toEqual([
      { call: 'torch.manual_seed', given: 1, used: 1, at: 'pretrain.py:2' },
      { call: 'torch.manual_seed', given: 2, used: 2, at: 'finetune.py:2' },
    ])
    expect(first?.facts.seed.state).toBe('recorded')
  }, 120_000)

  test('repeats itself by default, is another with another index, a nudged weight, or ends after a window', async () => {
    const [first, again, other, twin, window] = await recordsOf(
      { seed: 0 },
      { seed: 0 },
      { seed: 1 },
      { seed: 0, twin: true },
      { seed: 0, trace: { from: 3, to: 5 } },
    )
    expect(first?.traced).toEqual({ mode: 'modules', ranks: 1, steps: 12 })
    expect(first?.trace).toMatch(/^sha256:/)
    expect(first?.facts.seed).toEqual({ state: 'recorded', source: 'probe' })
    expect(first?.environment.framework?.flags['deterministic']).toBe(true)
    expect(first?.environment.variables).toMatchObject({ PYTHONHASHSEED: '0' })
    expect(again?.trace).toBe(first?.trace)
    expect(again?.series).toEqual(first?.series)
    const inputs = [again, other, twin, window].map((record) => record?.input)
    expect(new Set(inputs)).toEqual(new Set([first?.input]))
    expect(new Set([first?.trace, other?.trace, twin?.trace]).size).toBe(3)
    expect([first, twin].map((record) => record?.config.seed.twin)).toEqual([undefined, true])
    expect(other?.series[0]?.final).not.toBe(first?.series[0]?.final)
    expect(window).toMatchObject({
      run: { exit: { how: 'finished', code: 0 }, window: { from: 3, to: 5 } },
      traced: { steps: 6 },
      series: [],
    })
    expect(window).not.toHaveProperty('trace')
    expect(window?.attachments.filter(({ kind }) => kind === 'trace')).toHaveLength(1)
  }, 120_000)
})
