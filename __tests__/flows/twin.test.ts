import { afterEach, expect, test } from '@jest/globals'
import { dirname } from 'node:path'
import { openProject } from '../../src/flows/project.ts'
import { readLog } from '../../src/flows/records.ts'
import { renderRecord } from '../../src/flows/reporting.ts'
import { run, type RunOptions } from '../../src/flows/run.ts'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { FILES, makeLab, type Lab } from './lab.ts'

let lab: Lab
afterEach(() => lab.remove())

async function train(options: Partial<RunOptions>) {
  return run(await openProject(lab.root, undefined), {
    model: undefined,
    isolation: undefined,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...options,
  })
}

async function kept() {
  return (await readLog((await openProject(lab.root, undefined)).ledger)).records
}

test('a program without PyTorch has no weight to move: that is said, and nothing is kept as a twin', async () => {
  lab = makeLab()
  await expect(train({ twin: true })).rejects.toMatchObject({
    code: 'twin-unmoved',
    message: expect.stringMatching(/no weight .* this run is no twin and was not kept/),
    hint: expect.stringMatching(/needs PyTorch, with an optimiser/),
  })
  expect(await kept()).toEqual([])
})

test('of one that crashed its crash is the news, and its record speaks of no moved weight', async () => {
  lab = makeLab({ ...FILES, 'train.py': 'raise SystemExit(3)\n' })
  const record = await train({ twin: true })
  expect(record.run.exit).toMatchObject({ how: 'crashed', code: 3 })
  expect(record.config.seed).toEqual({ index: 0, how: 'auto' })
  expect(await kept()).toHaveLength(1)
})

describeWith(torchPython(), 'a PyTorch training', (python) => {
  test('has a twin where a weight was moved, and its record says so', async () => {
    lab = makeLab({
      ...FILES,
      'reprise.yml': 'train: python train.py\nenv: {OMP_NUM_THREADS: "1"}\n',
      'train.py': `
import json, torch
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    loss = model(torch.ones(2, 4)).pow(2).mean()
    loss.backward()
    optimizer.step()
json.dump({"loss": loss.item()}, open("metrics.json", "w"))
`,
    })
    const path = process.env.PATH
    process.env.PATH = `${dirname(python)}:${path}`
    try {
      const record = await train({ twin: true })
      expect(record.config.seed.twin).toBe(true)
      const said = renderRecord(record, { json: false, color: false, columns: 200 })
      expect(said).toMatch(/seed +index 0.*; a twin: one initial weight was moved/)
      await expect(train({ twin: true, trace: 'off' })).rejects.toMatchObject({
        code: 'twin-unmoved',
        hint: expect.stringContaining('not `--trace off`'),
      })
      expect(await kept()).toHaveLength(1)
    } finally {
      process.env.PATH = path
    }
  }, 60_000)
})
