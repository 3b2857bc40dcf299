import { expect, test } from '@jest/globals'
import { dirname } from 'node:path'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { makeTracedLab, type TracedLab } from './traced-lab.ts'

const TRAIN = `
import json, torch
from net import Net
config = json.load(open("config.json"))
torch.manual_seed(config["seed"])
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=config["rate"])
with open("metrics.jsonl", "w") as out:
    for step in range(24):
        x = torch.randn(8, 4)
        loss = torch.nn.functional.mse_loss(net(x, step), x.sum(1, keepdim=True))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        out.write(json.dumps({"step": step, "eval_loss": loss.item()}) + "\\n")
`
const NET = `
import torch

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.Linear(4, 16)
        self.last = torch.nn.Linear(16, 1)

    def forward(self, x, step):
        hidden = torch.relu(self.first(x))
        return self.last(hidden)
`
/** From step 11 on, which lies between two steps in full. */
const LATE = NET.replace(
  'return self.last(hidden)',
  'return self.last(hidden if step < 11 else hidden * 1.01)',
)

const FILES = {
  'train.py': TRAIN,
  'net.py': NET,
  'trace.py': '',
  'model.py': '',
  'config.json': '{"seed": 7, "rate": 0.1}\n',
  'reprise.yml': 'train: python train.py\nenv: {OMP_NUM_THREADS: "1"}\nparams: [config.json]\n',
}

describeWith(torchPython(), 'a PyTorch training', (python) => {
  const path = process.env['PATH']
  const withPython = async (play: (lab: TracedLab) => Promise<void>): Promise<void> => {
    process.env['PATH'] = `${dirname(python)}:${path}`
    const lab = makeTracedLab(FILES)
    try {
      await play(lab)
    } finally {
      lab.remove()
      process.env['PATH'] = path
    }
  }

  test('repeats itself, and is taken apart from a change between two steps in full', async () => {
    await withPython(async (lab) => {
      expect(await lab.audit({ seedCheck: true })).toMatchObject({
        outcome: 'reproducible',
        divergence: { state: 'same', steps: 24, mode: 'modules' },
        seed: 'wired',
      })
      await lab.accept()
      lab.commit('Accept')
      lab.write({ 'net.py': LATE, 'config.json': '{"seed": 7, "rate": 0.1, "note": 1}\n' })
      const { explanation } = await lab.verdict()
      expect(explanation?.divergence).toMatchObject({
        state: 'found',
        step: 11,
        rung: 'forward',
        tensor: { name: 'last', part: 'in.0' },
        class: 'functional-code',
        window: { from: 11, to: 11 },
      })
      expect((await lab.why()).groups.map(({ name, result }) => [name, result])).toEqual([
        ['config', 'excluded'],
        ['code', 'shown'],
      ])
    })
  }, 300_000)
})
