import { afterAll, expect, test } from '@jest/globals'
import { describeWith, torchPython } from '../probe/pythons.ts'
import { cleanUp, retrained } from './harvested.ts'

afterAll(cleanUp)

/** A plain training: what is seeded before it, and what its loader is given besides. */
function trainingOf({ seeding = 'torch.manual_seed(1)', loader = '' } = {}): string {
  return `
import json, random, tempfile, uuid
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset
${seeding}
# No result hangs on these.
tempfile.mkdtemp(), uuid.uuid4()
data = TensorDataset(torch.randn(16, 4), torch.randn(16, 1))
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(6):
    for x, y in DataLoader(data, batch_size=4, shuffle=True${loader}):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
json.dump({"loss": loss.item()}, open("metrics.json", "w"))
`
}

describeWith(torchPython(), 'the seed of a training whose loader shuffles', (python) => {
  async function seedOf(train: string, deterministic: boolean) {
    const { record, of } = await retrained({
      files: { 'train.py': train },
      model: { train: `${python} train.py`, deterministic },
      env: {
        OMP_NUM_THREADS: '1',
        REPRISE_TRACE: 'off',
        REPRISE_SEED_INDEX: '0',
        ...(deterministic && { REPRISE_DETERMINISTIC: '1' }),
      },
    })
    const generators = of('unseeded').flatMap((finding) => finding.generators)
    return { fact: record.facts.seed, calls: record.config.seed.calls, generators }
  }

  test.each([true, false])(
    'is known, and only the program’s own calls are listed (deterministic: %s)',
    async (deterministic) => {
      const seed = await seedOf(trainingOf(), deterministic)
      expect(seed).toEqual({
        fact: { state: 'recorded', source: 'probe' },
        calls: [{ call: 'torch.manual_seed', given: 1, used: 1, at: 'train.py:6' }],
        generators: [],
      })
    },
  )

  test('is known where a generator of its own has a seed of 61 bits, or of a row', async () => {
    const seeding =
      'torch.manual_seed(1); np.random.default_rng([5, 2]); own = torch.Generator().manual_seed(2**60 + 7)'
    const { fact, calls } = await seedOf(trainingOf({ seeding, loader: ', generator=own' }), false)
    expect(fact.state).toBe('recorded')
    expect(calls?.map(({ given }) => given)).toEqual([1, 5, 7])
  })

  test('is unknown where nothing was seeded, and the generator is named', async () => {
    const { fact, generators } = await seedOf(trainingOf({ seeding: '' }), false)
    expect(fact).toEqual({ state: 'unknown', source: 'program' })
    expect(generators).toEqual(['torch'])
  })

  test('is unknown where the program makes generators without a seed, and each is named', async () => {
    const made = [
      'random.Random()',
      'np.random.default_rng().random()',
      'torch.Generator().seed()',
      'torch.seed()',
    ]
    const seed = await seedOf(
      trainingOf({ seeding: ['torch.manual_seed(1)', ...made].join('; ') }),
      true,
    )
    expect(seed.fact.state).toBe('unknown')
    expect(seed.calls?.filter(({ used }) => used === null).map(({ call }) => call)).toEqual([
      'random.Random',
      'numpy.random.SeedSequence',
      'torch.Generator.seed',
      'torch.seed',
    ])
  })
})
