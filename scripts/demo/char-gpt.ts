import { dirname } from 'node:path'
import { torchPython, versionsOf } from '../pythons.ts'
import type { Scenario, Scene } from './scene.ts'

const SCORES = 'query @ key.transpose(-2, -1) / math.sqrt(self.size)'

/**
 * A GPT in PyTorch, and changes that show first at another rung of the ladder each.
 *
 * @throws {Error} where there is no PyTorch
 */
export function charGpt(): Scenario {
  return { example: 'char-gpt', path: folderOfPython(), prepare, changes: CHANGES }
}

/** That of REPRISE_TORCH_PYTHON or of the test tools; undefined where the `python3` on PATH has PyTorch. */
function folderOfPython(): string | undefined {
  const python = torchPython()
  if (python !== undefined) return dirname(python)
  if (versionsOf('python3', ['torch']) !== undefined) return undefined
  throw new Error(
    'char-gpt needs PyTorch: install it for the python3 on your PATH, name another python3 in REPRISE_TORCH_PYTHON, or run scripts/install-test-tools.sh',
  )
}

/**
 * Far less work, on one thread, so that a dozen runs take about two minutes; and a base that wants equal bits, for which no
 * noise has to be measured first.
 */
function prepare(scene: Scene): void {
  const wanted = 'require: identical\nenv: {OMP_NUM_THREADS: "1"}\nexpect:'
  scene.edit('reprise.yml', 'expect:', wanted)
  scene.set('configs/mini.json', {
    layers: 3,
    heads: 2,
    width: 64,
    batch_size: 8,
    steps: 48,
    warmup_steps: 6,
    log_every: 2,
  })
}

const CHANGES: Scenario['changes'] = [
  {
    title: 'Another learning rate',
    expect: 'changed',
    apply: (scene) => scene.set('configs/mini.json', { learning_rate: 0.002 }),
  },
  {
    title: 'The same data in another order',
    expect: 'changed',
    apply: (scene) =>
      scene.edit(
        'train.py',
        'torch.Generator().manual_seed(config["seed"])',
        'torch.Generator().manual_seed(config["seed"] + 1)',
      ),
  },
  {
    title: 'Another scale in the attention',
    expect: 'changed',
    apply: (scene) => scene.edit('gpt/model.py', 'math.sqrt(self.size)', 'self.size'),
  },
  {
    title: 'A refactoring that only rounds otherwise, where the base tolerates 1 %',
    expect: 'reproduced',
    apply: (scene) => {
      scene.edit('reprise.yml', 'require: identical', 'require: reproduced')
      scene.edit('reprise.yml', '{better: lower}', '{better: lower, within: 1%}')
      scene.git('commit', '-qam', 'Tolerate 1 %')
      scene.edit('gpt/model.py', SCORES, '(query / math.sqrt(self.size)) @ key.transpose(-2, -1)')
    },
  },
]
