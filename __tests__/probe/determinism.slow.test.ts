import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ended, makeTree, PYTHONS, type Tree } from './python.ts'
import { describeWith, oldTorchPython, torchPython } from './pythons.ts'

const ASKED = { REPRISE_DETERMINISTIC: '1', REPRISE_TRACE: 'off', OMP_NUM_THREADS: '1' }

let tree: Tree
beforeAll(() => {
  tree = makeTree({
    'plain.py': 'import random\nprint(random.random())\n',
    'model.py': `
import random, sys
import numpy as np
import torch
print(random.random(), np.random.rand(), torch.nn.Linear(4, 2).weight.sum().item())
print(torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled(), torch.backends.cudnn.deterministic)
print(sorted(name for name in sys.modules if name in ("torch._inductor.config", "torch._dynamo")))
def put():
    torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
put(); put()
`,
    'seeded.py': `
import random
import numpy as np, torch
random.seed(1); np.random.seed(2); torch.manual_seed(3)
print(random.random(), np.random.rand(), torch.rand(1).item())
`,
    'drawn.py': `
import random
import numpy as np, torch
np.random.seed(2)
print(len([random.random(), np.random.rand(), random.Random(4).random(), torch.rand(2, generator=torch.Generator().manual_seed(1))]))
`,
    'shows.py': `
import logging, sys, warnings
import torch
torch.use_deterministic_algorithms(True, warn_only=True)
def put():
    torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
def other():
    torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
warnings.warn("mine")
put(); put(); other()
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    put()
    print(len(seen), seen[0].category.__name__, str(seen[0].message)[:20], seen[0].lineno, type(seen).__name__)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        put()
    except UserWarning as error:
        print("raised", str(error)[:20])
logging.basicConfig(stream=sys.stdout)
logging.captureWarnings(True)
torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
print(warnings.filters, warnings.showwarning.__name__, warnings.formatwarning.__name__)
`,
    'hides.py': `
import warnings
import torch
warnings.filterwarnings("ignore")
torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
`,
    'refuses.py': `
import torch
torch.use_deterministic_algorithms(False)
torch.backends.cudnn.benchmark = True
torch.zeros(4).put_(torch.tensor([1]), torch.tensor([1.0]))
`,
    'compiled.py': `
import torch
import torch._inductor.config as config
print(getattr(config, "deterministic", None))
torch.use_deterministic_algorithms(False)
print(getattr(config, "deterministic", None))
`,
    'elsewhere.py': `
import tensorflow as tf
print(tf.log)
`,
    // The three functions of TensorFlow that are called, where that itself is not installed.
    'tensorflow.py': `
from types import SimpleNamespace as Names
log = []
__version__ = "2.99"
def set_seed(seed): log.append(seed)
random = Names(set_seed=set_seed)
config = Names(experimental=Names(enable_op_determinism=lambda: log.append("asked")))
`,
  })
})
afterAll(() => tree.dispose())

function run(python: string, script: string, env: Record<string, string> = ASKED) {
  const { status, stdout, stderr, left } = tree.run(python, [script], { env })
  const report = ended(left)[0]
  if (status !== 0 || report === undefined) throw new Error(stderr)
  return { stdout, stderr, report }
}

const without = { REPRISE_TRACE: 'off', OMP_NUM_THREADS: '1' }

describe.each(PYTHONS)('%s', (python) => {
  test('a program that seeds nothing repeats itself, is called unseeded all the same, and differs by its index', () => {
    const [one, two, other] = [{}, {}, { REPRISE_SEED_INDEX: '3' }].map((env) =>
      run(python, 'plain.py', { ...ASKED, ...env }),
    )
    expect(two?.stdout).toBe(one?.stdout)
    expect(other?.stdout).not.toBe(one?.stdout)
    expect(one?.report).toMatchObject({
      unseeded: ['python'],
      seeded: { index: null, deterministic: true, base: { python: 0 }, calls: [] },
      errors: [],
    })
    expect(other?.report.seeded?.base).toEqual({ python: (3 * 2654435761) % 2 ** 32 })
  })

  test('unless asked, nothing is seeded', () => {
    const { report, stdout } = run(python, 'plain.py', without)
    expect(report).toMatchObject({
      unseeded: ['python'],
      seeded: { deterministic: false, base: {} },
    })
    expect(run(python, 'plain.py', without).stdout).not.toBe(stdout)
  })
})

test('TensorFlow is seeded and asked before the program sees it', () => {
  const { stdout, report } = run('python3', 'elsewhere.py')
  expect(stdout).toBe("[0, 'asked']\n")
  expect(report).toMatchObject({ seeded: { base: { tensorflow: 0 } }, errors: [] })
})

describe.each([
  ['PyTorch', torchPython()],
  ['an old PyTorch', oldTorchPython()],
])('%s', (name, found) => {
  describeWith(found, 'as installed', (python) => {
    test('the model is seeded before it is built, algorithms are asked for, what has none is named', () => {
      const [one, two] = [run(python, 'model.py'), run(python, 'model.py')]
      expect(two.stdout).toBe(one.stdout)
      // Asking did not import the compiler.
      expect(one.stdout.split('\n').slice(1)).toEqual(['True True True', '[]', ''])
      expect(one.report).toMatchObject({
        nondeterministic: ['put_'],
        warnings_hidden: false,
        unseeded: ['python', 'numpy', 'torch'],
        seeded: { base: { python: 0, numpy: 0, torch: 0 } },
        frameworks: { torch: { flags: { deterministic: true, deterministic_warn_only: true } } },
        errors: [],
      })
      expect(one.stderr.match(/put_ does not have a deterministic implementation/g)).toHaveLength(1)
    })

    test('warnings go where they went: shown, recorded, raised, logged', () => {
      const alone = tree.run(python, ['shows.py'], { probe: false, env: without })
      const { stdout, stderr, report } = run(python, 'shows.py', without)
      const [own, ours] = [alone, { stdout, stderr }].map(({ stdout, stderr }) => ({
        stdout: stdout.replaceAll(tree.root, ''),
        stderr: stderr.replaceAll(tree.root, ''),
      }))
      expect(own?.stdout).toContain('1 UserWarning put_ does not have a')
      expect(ours).toEqual(own)
      expect(report.nondeterministic).toEqual(['put_'])
    })
  })
})

describeWith(torchPython(), 'a program', (python) => {
  test('a program that seeds everything gives what it gives alone', () => {
    const alone = tree.run(python, ['seeded.py'], { probe: false })
    const { stdout, report } = run(python, 'seeded.py')
    expect(stdout).toBe(alone.stdout)
    expect(report.unseeded).toEqual([])
  })

  test('generators of its own do not make a program unseeded; a shared one that it drew from does', () => {
    expect(run(python, 'drawn.py', without).report.unseeded).toEqual(['python'])
  })

  test('warnings that the program ignores stay ignored, and the report says that there may be more', () => {
    const { stderr, report } = run(python, 'hides.py')
    expect(stderr).toBe('')
    expect(report).toMatchObject({ nondeterministic: [], warnings_hidden: true })
  })

  test('what the program sets itself stays set', () => {
    expect(run(python, 'refuses.py').report).toMatchObject({
      nondeterministic: [],
      frameworks: { torch: { flags: { deterministic: false, cudnn_benchmark: true } } },
    })
  })
})

describeWith(torchPython(), 'the compiler of PyTorch', (python) => {
  test('is asked as well, when it is imported', () => {
    expect(run(python, 'compiled.py').stdout).toBe('True\nFalse\n')
    expect(run(python, 'compiled.py', without).stdout).toBe('False\nFalse\n')
  })
})
