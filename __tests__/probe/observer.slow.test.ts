import { beforeAll, describe, expect, test } from '@jest/globals'
import { describeWith, oldTorchPython, torchPython } from './pythons.ts'
import { train, type Order, type Trained } from './frameworks/traced.ts'

const TORCHRUN = ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2']

/** Each prints the digest of its weights, its metrics to the last bit and the states of all random generators. */
const TRAININGS: readonly (Order & { readonly name: string })[] = [
  { name: 'dropout', training: 'mlp' },
  { name: 'loader workers that are spawned', training: 'mlp', args: ['2', 'spawn'] },
  { name: 'batch norm with loader workers that are forked', training: 'cnn' },
  { name: 'a transformer with accumulated gradients', training: 'transformer' },
  { name: 'two optimisers', training: 'gan' },
  { name: 'a closure', training: 'lbfgs' },
  { name: 'mixed precision', training: 'amp' },
  { name: 'the Trainer of transformers', training: 'trainer' },
  { name: 'Lightning', training: 'lit' },
  { name: 'two processes', training: 'parallel', launcher: TORCHRUN },
  { name: 'a compiled model', training: 'compiled', args: ['inductor'] },
]
const OLD = ['mlp', 'cnn', 'transformer', 'gan', 'lbfgs']

/** All that somebody sees of a run. */
const seen = ({ status, stdout, stderr }: Trained): object => ({
  status,
  stdout,
  // torchrun and Lightning name processes and times there.
  stderr: stderr.replaceAll(/\b\d[\d:.]*\b/g, 'N'),
})

describeWith(torchPython(), 'a training is the same with the probe and without it', (python) => {
  describe.each(TRAININGS)('$name', (order) => {
    let alone: Trained
    beforeAll(() => {
      alone = train(python, { ...order, trace: null })
    }, 300_000)

    test('ends well, and does so twice', () => {
      expect(alone.stdout).toMatch(/"weights": "[0-9a-f]{64}"/)
      expect(alone.status).toBe(0)
      expect(alone.traces).toEqual([])
      expect(seen(train(python, { ...order, trace: null }))).toEqual(seen(alone))
    }, 300_000)

    test.each(['standard', 'dense'])(
      'REPRISE_TRACE=%s',
      (trace) => {
        const probed = train(python, { ...order, trace })
        expect(seen(probed)).toEqual(seen(alone))
        expect(probed.traces.map(({ end }) => end?.reason)).toEqual(
          order.launcher === undefined ? ['finished'] : ['finished', 'finished'],
        )
      },
      300_000,
    )
  })

  test('where everything is seeded and deterministic algorithms are asked for, too', () => {
    const env = { REPRISE_DETERMINISTIC: '1', CUBLAS_WORKSPACE_CONFIG: ':4096:8' }
    const alone = train(python, { training: 'cnn', trace: 'off', env })
    expect(alone.status).toBe(0)
    expect(seen(train(python, { training: 'cnn', trace: 'dense', env }))).toEqual(seen(alone))
  }, 120_000)

  test.each([
    ['an exception in a module', 'hidden = torch.relu(self.first(x))', 'hidden = self.nothing', 1],
    [
      'an exit code of its own',
      '            step += 1',
      '            step += 1\n            sys.exit(7)',
      7,
    ],
    [
      'a leap out of the program',
      '            step += 1',
      '            step += 1\n            __import__("os")._exit(5)',
      5,
    ],
    [
      'a signal to itself',
      '            step += 1',
      '            step += 1\n            __import__("os").kill(__import__("os").getpid(), 15)',
      null,
    ],
  ])(
    '%s',
    (_, before, after, status) => {
      const order: Order = { training: 'mlp', edits: [[before, after]] }
      const alone = train(python, { ...order, trace: null })
      const probed = train(python, { ...order, trace: 'dense' })
      expect([alone.status, probed.status]).toEqual([status, status])
      expect(probed.stdout).toBe(alone.stdout)
      // Between the caller and the module PyTorch takes a longer way where there is a hook.
      expect(ownFrames(probed.stderr)).toEqual(ownFrames(alone.stderr))
    },
    120_000,
  )
})

describeWith(
  oldTorchPython(),
  'a training with torch 1.13 is the same with the probe',
  (python) => {
    test.each(OLD)(
      '%s',
      (training) => {
        const alone = train(python, { training, trace: null })
        expect(alone.stdout).toMatch(/"weights": "[0-9a-f]{64}"/)
        for (const trace of ['standard', 'dense']) {
          const probed = train(python, { training, trace })
          expect(seen(probed)).toEqual(seen(alone))
          expect(probed.traces.length).toBe(1)
        }
      },
      120_000,
    )
  },
)

/** The lines of a traceback that are the training's, and its last one. */
function ownFrames(stderr: string): readonly string[] {
  const lines = stderr.split('\n')
  return lines
    .filter((line) => /tree\/\w+\.py|^\w*Error/.test(line))
    .map((line) => line.replace(/".*tree/, '"tree'))
}
