import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EndedReport } from '../../src/readers/environment/probe.ts'
import { ended, makeTree, PYTHONS, type Tree } from './python.ts'
import { describeWith, jaxPython, oldTorchPython, otherNumpy, torchPython } from './pythons.ts'

const STRIDE = 2654435761

let tree: Tree
beforeAll(() => {
  tree = makeTree({
    'plain.py': `
import random
for _ in range(3):
    random.seed(42)
    print(random.random(), random.Random(7).random(), random.Random("text").random())
print(random.Random(b"bytes").random(), random.Random(1.5).random(), random.Random(2**40).random())
random.seed(a=5, version=1)
print(random.random())
class Mine(random.Random):
    def seed(self, a=None):
        super().seed(a)
print(Mine(8).random())
`,
    'arrays.py': `
import numpy as np
for _ in range(3):
    np.random.seed(42)
    print(np.random.rand())
print(np.random.RandomState(3).rand(), np.random.RandomState(np.uint32(3)).rand())
print(np.random.RandomState([5, 6]).rand(), np.random.RandomState(np.array([5, 6])).rand())
state = np.random.RandomState()
state.seed(4)
print(state.rand())
print(np.random.default_rng(5).random(), np.random.default_rng([5, 6]).random(), np.random.Generator(np.random.PCG64(5)).random())
print([np.random.default_rng(child).random() for child in np.random.SeedSequence(9).spawn(2)])
for wrong in (-1, 2**32, "text"):
    try:
        np.random.seed(wrong)
    except Exception as error:
        print(type(error).__name__, error)
`,
    'tensors.py': `
import torch
for _ in range(3):
    print(torch.manual_seed(42) is torch.default_generator, torch.rand(1).item(), torch.initial_seed())
print(torch.rand(1, generator=torch.Generator().manual_seed(9)).item())
generator = torch.Generator()
print(generator.manual_seed(-1).initial_seed(), torch.random.manual_seed(6).initial_seed())
torch.cuda.manual_seed(1); torch.cuda.manual_seed_all(1)
for wrong in ("text", 2**70):
    try:
        generator.manual_seed(wrong)
    except Exception as error:
        print(type(error).__name__, str(error)[:40])
`,
    'loaded.py': `
import random, tempfile, uuid
import torch
from torch.utils.data import DataLoader, DistributedSampler
torch.manual_seed(1)
own = torch.Generator().manual_seed(2**60 + 3)
tempfile.mkdtemp(), uuid.uuid4()
# In it the program's own seed is used, not one that was drawn.
print(list(DistributedSampler(list(range(6)), num_replicas=1, rank=0, seed=2**40)))
for epoch in range(3):
    print([int(x) for x in DataLoader(list(range(6)), shuffle=True)])
print([int(x) for x in DataLoader(list(range(6)), shuffle=True, generator=own)])
`,
    'looks.py': `
import inspect, pickle, random
print(random.seed, random.seed.__name__, random.seed.__qualname__, random.seed.__module__, inspect.signature(random.seed))
print(inspect.signature(random.Random.seed), random.Random.seed.__doc__ == random.Random().seed.__doc__, "return" in inspect.getsource(random.Random))
print(pickle.loads(pickle.dumps(random.Random(1))).random(), random.seed.__self__ is random.random.__self__)
`,
    'identities.py': `
import copy, inspect, pickle
import numpy as np, torch
print(type(np.random.RandomState(1)) is np.random.RandomState, isinstance(np.random.mtrand._rand, np.random.RandomState))
print(type(np.random.seed), np.random.seed.__name__, type(np.random.default_rng), np.random.SeedSequence(1).entropy)
for one in (np.random.RandomState(1), np.random.default_rng(1), np.random.MT19937(1), np.random.SeedSequence(1)):
    print(type(one), type(pickle.loads(pickle.dumps(one))) is type(one), type(copy.deepcopy(one)) is type(one))
print(pickle.loads(pickle.dumps(np.random.seed)) is np.random.seed, pickle.loads(pickle.dumps(torch.manual_seed)) is torch.manual_seed)
print(type(torch.Generator()) is torch.Generator, type(torch.default_generator), torch.manual_seed.__code__.co_name)
print(torch.Generator.manual_seed.__name__, torch.Generator.manual_seed.__qualname__, torch.Generator.manual_seed.__doc__ == torch.Generator().manual_seed.__doc__)
class Sub(np.random.RandomState): pass
print(type(Sub(3)).__name__, Sub(3).rand())
`,
    'keys.py': `
import inspect, pickle
import jax
print(jax.random.normal(jax.random.key(3), (2,)), jax.random.normal(jax.random.PRNGKey(3), (2,)))
print(jax.random.key(seed=3).dtype, pickle.loads(pickle.dumps(jax.random.key)) is jax.random.key)
print(inspect.signature(jax.random.key), jax.random.key.__name__, jax.random.PRNGKey.__doc__[:20])
print(jax.jit(lambda seed: jax.random.normal(jax.random.key(seed), (1,)))(5))
`,
  })
})
afterAll(() => tree.dispose())

interface Seeded {
  readonly stdout: string
  readonly stderr: string
  readonly report: EndedReport
}

function run(python: string, script: string, index?: number, env: Record<string, string> = {}) {
  const told: Record<string, string> =
    index === undefined ? {} : { REPRISE_SEED_INDEX: String(index) }
  const { status, stdout, stderr, left } = tree.run(python, [script], {
    env: { OMP_NUM_THREADS: '1', REPRISE_TRACE: 'off', ...told, ...env },
  })
  const report = ended(left)[0]
  if (status !== 0 || report === undefined) throw new Error(stderr)
  return { stdout, stderr, report } satisfies Seeded
}

function alone(python: string, script: string, env: Record<string, string> = {}) {
  const { stdout } = tree.run(python, [script], {
    probe: false,
    env: { OMP_NUM_THREADS: '1', ...env },
  })
  return stdout
}

/** What holds for every library: index 0 is the program itself, another index another stream, the same every time. */
function streams(python: string, script: string, env: Record<string, string> = {}) {
  const itself = alone(python, script, env)
  const [zero, one, again] = [0, 1, 1].map((index) => run(python, script, index, env))
  expect(zero?.stdout).toBe(itself)
  expect(zero?.stderr).toBe('')
  expect(one?.stdout).not.toBe(itself)
  expect(again?.stdout).toBe(one?.stdout)
  expect([zero, one].map((ran) => ran?.report.errors)).toEqual([[], []])
  expect([zero, one].map((ran) => ran?.report.seeded?.index)).toEqual([0, 1])
  return { zero: lines(zero), one: lines(one), calls: one?.report.seeded?.calls }
}

const lines = (ran: Seeded | undefined) => (ran?.stdout ?? '').trimEnd().split('\n')

/** Every number of a line, so that each generator is seen to have moved. */
function allMoved(zero: readonly string[], one: readonly string[], which: readonly number[]) {
  for (const at of which) {
    const [before, after] = [zero[at], one[at]].map(
      (line) => line?.match(/\d+\.\d+(e-\d+)?/g) ?? [],
    )
    expect(before?.length).toBeGreaterThan(0)
    expect(after).toHaveLength(before?.length ?? 0)
    expect(before?.filter((number, place) => number === after?.[place])).toEqual([])
  }
}

describe.each(PYTHONS)('%s: the standard library', (python) => {
  test('each seed is moved by the index; index 0 changes no bit', () => {
    const { zero, one, calls } = streams(python, 'plain.py')
    allMoved(zero, one, [0, 3, 4, 5])
    // A seed that is set again gives the same numbers again.
    expect(new Set(one.slice(0, 3)).size).toBe(1)
    expect(calls?.slice(0, 3)).toEqual([
      { call: 'random.seed', given: 42, used: 42 + STRIDE, at: 'plain.py:4' },
      { call: 'random.Random', given: 7, used: 7 + STRIDE, at: 'plain.py:5' },
      { call: 'random.Random', given: null, used: null, at: 'plain.py:5' },
    ])
    expect(calls).toContainEqual({
      call: 'random.Random',
      given: 2 ** 40,
      used: STRIDE,
      at: 'plain.py:6',
    })
  })

  test('what is replaced looks as it did', () => {
    const mask = (text: string) => text.replaceAll(/0x[0-9a-f]+/g, '0x…')
    expect(mask(run(python, 'looks.py', 0).stdout)).toBe(mask(alone(python, 'looks.py')))
  })

  test('without an index, or with one that is no number, nothing is moved; two indices are two streams', () => {
    const [none, odd] = [{}, { REPRISE_SEED_INDEX: '-1' }].map((env) =>
      run(python, 'plain.py', undefined, env),
    )
    expect([none?.stdout, odd?.stdout]).toEqual(Array(2).fill(alone(python, 'plain.py')))
    expect([none?.report.seeded?.index, odd?.report.seeded?.index]).toEqual([null, null])
    expect(none?.report.seeded?.calls).toHaveLength(7)
    expect(run(python, 'plain.py', 2).stdout).not.toBe(run(python, 'plain.py', 1).stdout)
  })
})

test('generators of a loop leave room for the calls that follow', () => {
  tree.write({
    'loop.py':
      'import random\nfor seed in range(1000):\n    random.Random(seed)\nrandom.seed(3)\nrandom.Random()\n',
  })
  const { calls } = run('python3', 'loop.py', 0).report.seeded ?? {}
  expect(calls?.map(({ given, at }) => [given, at])).toEqual([
    ...[0, 1, 2, 3].map((seed) => [seed, 'loop.py:3']),
    [3, 'loop.py:4'],
    [null, 'loop.py:5'],
  ])
})

test('a module of the tree that has the name of a library is left to itself', () => {
  tree.write({
    'same/jax.py': 'def random(): return 4\n',
    'same/own.py': 'import jax\nprint(jax.random())\n',
  })
  const { stdout, stderr, report } = run('python3', 'same/own.py', 1)
  expect({ stdout, stderr }).toEqual({ stdout: '4\n', stderr: '' })
  expect(report.errors).toEqual([expect.stringMatching(/^jax: AttributeError/)])
})

describeWith(torchPython(), 'numpy and torch', (python) => {
  test.each([
    ['its own numpy', {}],
    ['numpy 1.26', { PYTHONPATH: otherNumpy() ?? '' }],
  ])('%s', (_, env) => {
    const { zero, one, calls } = streams(python, 'arrays.py', env)
    allMoved(zero, one, [0, 3, 4, 5, 6, 7])
    expect(new Set(one.slice(0, 3)).size).toBe(1)
    // A child of a seed sequence is told from its sister, and errors are numpy's own.
    expect(one.slice(8)).toEqual(zero.slice(8))
    expect(calls).toEqual(
      expect.arrayContaining([
        { call: 'numpy.random.seed', given: 42, used: 42 + STRIDE, at: 'arrays.py:4' },
        { call: 'numpy.random.RandomState', given: 3, used: 3 + STRIDE, at: 'arrays.py:6' },
        { call: 'numpy.random.RandomState', given: 5, used: 5 + STRIDE, at: 'arrays.py:7' },
        { call: 'numpy.random.SeedSequence', given: 5, used: 5 + STRIDE, at: 'arrays.py:11' },
        { call: 'numpy.random.SeedSequence', given: 9, used: 9 + STRIDE, at: 'arrays.py:12' },
      ]),
    )
  })

  test('torch', () => {
    const { zero, one, calls } = streams(python, 'tensors.py')
    allMoved(zero, one, [0, 3])
    expect(one[0]).toMatch(new RegExp(`^True 0\\.\\d+ ${42 + STRIDE}$`))
    expect(one[4]).toBe(`${STRIDE - 1} ${STRIDE + 6}`)
    expect(one.slice(5)).toEqual(zero.slice(5))
    expect(calls?.slice(0, 3)).toEqual([
      { call: 'torch.manual_seed', given: 42, used: 42 + STRIDE, at: 'tensors.py:4' },
      { call: 'torch.Generator.manual_seed', given: 9, used: 9 + STRIDE, at: 'tensors.py:5' },
      { call: 'torch.Generator.manual_seed', given: -1, used: STRIDE - 1, at: 'tensors.py:7' },
    ])
  })

  test('what a loader of torch draws for itself is no call of the program, and every seed is known', () => {
    const { zero, one, calls } = streams(python, 'loaded.py')
    // The program's own for the sampler of a distributed training, then the loader's: all follow the index.
    for (const line of [0, 1, 2, 3]) expect(one[line]).not.toBe(zero[line])
    expect(calls).toEqual([
      { call: 'torch.manual_seed', given: 1, used: 1 + STRIDE, at: 'loaded.py:5' },
      {
        call: 'torch.Generator.manual_seed',
        given: 3,
        used: STRIDE + 3,
        at: 'loaded.py:6',
      },
      {
        call: 'torch.Generator.manual_seed',
        given: 2 ** 40,
        used: (2 ** 40 + STRIDE) % 2 ** 32,
        at: 'loaded.py:9',
      },
    ])
  })

  test('a generator of torch that takes its seed from the system is noted without one', () => {
    tree.write({
      'system.py':
        'import torch\ntorch.manual_seed(1)\nprint(torch.seed() > 0)\nprint(torch.Generator().seed() > 0)\n',
    })
    const { stdout, report } = run(python, 'system.py', 1)
    expect(stdout).toBe('True\nTrue\n')
    expect(report.seeded?.calls.slice(1)).toEqual([
      { call: 'torch.seed', given: null, used: null, at: 'system.py:3' },
      { call: 'torch.Generator.seed', given: null, used: null, at: 'system.py:4' },
    ])
  })

  test('types, names, copies and pickles are what they were, whatever the index', () => {
    const itself = alone(python, 'identities.py')
    expect(itself).toContain("<class 'numpy.random.mtrand.RandomState'> True True")
    expect(run(python, 'identities.py', 0).stdout).toBe(itself)
    const moved = run(python, 'identities.py', 1).stdout.trimEnd().split('\n')
    expect(moved.slice(0, -1)).toEqual(itself.trimEnd().split('\n').slice(0, -1))
  })

  test('where a library cannot be watched the program goes on, and the report says so', () => {
    tree.write({
      'broken/numpy/__init__.py': '__version__ = "9"\nfrom . import random\n',
      'broken/numpy/random/__init__.py': 'def seed(n): return n\n',
      'broken.py': 'import numpy\nprint(numpy.random.seed(3))\n',
    })
    const other = run(python, 'broken.py', 1, { PYTHONPATH: `${tree.root}/broken` })
    expect({ stdout: other.stdout, stderr: other.stderr }).toEqual({ stdout: '3\n', stderr: '' })
    expect(other.report.errors).toEqual([expect.stringMatching(/^numpy\.random: AttributeError/)])
  })
})

describeWith(oldTorchPython(), 'an old numpy and torch', (python) => {
  test.each(['arrays.py', 'tensors.py'])('%s', (script) => {
    const { zero, one } = streams(python, script)
    allMoved(zero, one, [0, 3])
  })

  test('types, names, copies and pickles', () => {
    expect(run(python, 'identities.py', 0).stdout).toBe(alone(python, 'identities.py'))
  })
})

describeWith(jaxPython(), 'JAX', (python) => {
  test('keys are moved, traced seeds are left', () => {
    const { zero, one, calls } = streams(python, 'keys.py')
    allMoved(zero, one, [0])
    expect(one.slice(1)).toEqual(zero.slice(1))
    expect(calls?.slice(0, 3)).toEqual([
      { call: 'jax.random.key', given: 3, used: 3 + STRIDE, at: 'keys.py:4' },
      { call: 'jax.random.PRNGKey', given: 3, used: 3 + STRIDE, at: 'keys.py:4' },
      { call: 'jax.random.key', given: 3, used: 3 + STRIDE, at: 'keys.py:5' },
    ])
  })
})
