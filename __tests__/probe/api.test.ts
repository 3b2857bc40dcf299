import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { evidenceOf } from '../../src/readers/trace/evidence.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'
import { ended, makeTree, PYTHONS, type Tree } from './python.ts'
import { describeWith, jaxPython, torchPython } from './pythons.ts'

let tree: Tree
beforeAll(() => {
  tree = makeTree({
    'plain.py': `
from array import array
import reprise_probe
weights = [[0.5, -1.0], [2.0, 0.25]]
reprise_probe.step(-1, parameters={"layer": {"weights": weights, "bias": array("f", [1, 2])}})
for step in range(10):
    rate = 0.1 if step < 5 else 0.05
    weights = [[value - rate for value in row] for row in weights]
    reprise_probe.step(
        step, loss=1 / (step + 1), batch=[[1.0, 2.0], b"raw", 3], gradients=[weights, [True, False]],
        parameters={"layer": {"weights": weights}}, hyper={"lr": rate, "name": "sgd", "nesterov": False, "clip": None},
    )
`,
    'nothing.py': 'import reprise_probe\nprint(reprise_probe.step(0, loss=1.0))\n',
    'broken.py': `
import reprise_probe
reprise_probe.step(0, loss=1.0)
reprise_probe.step(1, loss=object())
reprise_probe.step(2, loss=1.0)
print("went on")
`,
    'early.py':
      'import reprise_probe\nreprise_probe.step(-1, parameters=[object()])\nreprise_probe.step(0, loss=1.0)\nprint("went on")\n',
    'crash.py': 'import reprise_probe\nreprise_probe.step(0, loss=1.0)\nraise ValueError("nan")\n',
    'fork.py': `
import os, reprise_probe
reprise_probe.step(0, loss=1.0)
if os.fork() == 0:
    reprise_probe.step(1, loss=2.0)
    os._exit(0)
os.wait()
reprise_probe.step(1, loss=1.5)
`,
    'handled.py': `
import signal, reprise_probe
class Late(Exception): pass
def late(*_): raise Late
class Slow:
    def __array__(self, *_, **__): signal.raise_signal(signal.SIGALRM)
    def __buffer__(self, flags): signal.raise_signal(signal.SIGALRM)
import numpy
signal.signal(signal.SIGALRM, late)
try:
    reprise_probe.step(0, loss=Slow())
except Late:
    print("on time")
`,
    'arrays.py': `
import random, warnings
import numpy as np
import reprise_probe
warnings.simplefilter("error")
np.seterr(all="raise")
rng, legacy, own = np.random.default_rng(1), np.random.RandomState(2), random.Random(3)
table = np.arange(12, dtype=np.float32).reshape(3, 4)
told = {
    "plain": table, "turned": np.asfortranarray(table), "strided": np.repeat(table, 2, 1)[:, ::2], "swapped": table.astype(">f4"),
    "double": table.astype(float), "flat": table.reshape(-1), "scalar": np.float32(3), "empty": np.zeros((0, 4)),
    "whole": np.arange(3), "odd": np.array([np.nan, np.inf] + 15 * [0] + [-np.inf]), "complex": np.array([1j]), "texts": np.array(["a", "bc"]),
}
reprise_probe.step(0, tensors=told, batch={"x": table, "again": table[[1, 0, 2]]}, random={"rng": rng, "legacy": legacy, "own": own}, parameters=[table])
rng.random()
reprise_probe.step(1, batch={"x": table}, random={"rng": rng, "legacy": legacy, "own": own}, hyper={"lr": np.float32(0.5), "k": np.int64(3), "size": (1, 2)}, parameters=[table])
`,
    'tensors.py': `
import sys
import numpy as np, torch
import reprise_probe
from reprise_probe.arrays import digest_of, read, rows_of, sketch_of
from reprise_probe.trace.digest import Digests
from reprise_probe.trace.mixing import spell
from reprise_probe.trace.rows import Rows, finish_rows
from reprise_probe.trace.sketch import Sketches, rounded
digests = Digests(torch)
def without_numpy(value, *functions):
    numpy = sys.modules.pop("numpy")
    try:
        return [function(read(value)) for function in functions]
    finally:
        sys.modules["numpy"] = numpy
def traced(tensor):
    total = digests.of(tensor)
    return spell(total.make(total.numbers))
def rows(tensor):
    totals, count = Rows(torch, digests).of(tensor)
    return [spell(number) for number in finish_rows(totals.tolist(), count)]
torch.manual_seed(1)
for size in (1, 15, 16, 17, 255, 256, 257, 1000, 16384, 70001, 140003):
    for dtype in (torch.float64, torch.float32, torch.float16, torch.int8, torch.bool, torch.complex64):
        tensor = (torch.randn(size) * 50).to(dtype)
        array = tensor.numpy()
        assert digest_of(read(array)) == traced(tensor), (size, dtype)
        if size < 20000 and dtype is not torch.complex64:
            assert without_numpy(array.data, digest_of) == [traced(tensor)], (size, dtype)
        if dtype is not torch.bool:
            assert np.allclose(sketch_of(read(array)), rounded(Sketches(torch).of(tensor).tolist()), rtol=1e-8, atol=1e-6), (size, dtype)
for shape in ((2, 1), (3, 5), (7, 300), (2, 70001)):
    for dtype in (torch.float64, torch.float32, torch.int8):
        tensor = (torch.randn(shape) * 50).to(dtype)
        assert rows_of(read(tensor.numpy())) == rows(tensor), (shape, dtype)
tensor = torch.randn(3, 300, dtype=torch.float64)
assert without_numpy(tensor.tolist(), digest_of, rows_of) == [traced(tensor), rows(tensor)]
assert np.allclose(without_numpy(tensor.tolist(), sketch_of)[0], rounded(Sketches(torch).of(tensor).tolist()))
half = torch.ones(2, requires_grad=True)
reprise_probe.step(0, loss=half.sum(), parameters={"half": half, "array": half.detach().numpy()})
`,
    'both.py': `
import torch
import reprise_probe
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), 0.1)
reprise_probe.step(-1, parameters=dict(model.named_parameters()))
for step in range(3):
    loss = model(torch.ones(1, 3)).sum()
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    reprise_probe.step(step, loss=loss, parameters=dict(model.named_parameters()))
`,
    'keys.py': `
import jax, jax.numpy as jnp, keras
import reprise_probe
parameters = {"dense": {"kernel": jnp.ones((2, 3)), "bias": jnp.zeros(3, jnp.bfloat16)}}
reprise_probe.step(0, loss=jnp.float32(2), parameters=parameters, random=jax.random.key(1), batch=(jnp.ones((4, 2)), jnp.arange(4)))
reprise_probe.step(1, parameters=[keras.Variable([1.0], name="scale")], random=jax.random.PRNGKey(1))
`,
  })
})
afterAll(() => tree.dispose())

function tell(python: string, script: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr, left } = tree.run(python, [script], {
    env: { OMP_NUM_THREADS: '1', ...env },
  })
  const traces = tree.traces()
  return { status, stdout, stderr, report: ended(left)[0], traces, trace: traces[0] }
}

/** `phase name.part` → digest, of one step. */
function digests(trace: Trace | undefined, step: number): Map<string, string> {
  const tensors = trace?.steps.find((one) => one.step === step)?.tensors ?? []
  return new Map(tensors.map(({ phase, name, digest }) => [`${phase} ${name}`, digest]))
}

describe.each(PYTHONS)('%s, without numpy', (python) => {
  test('lists, numbers, buffers, nested by name; hyper-parameters when they change', () => {
    const { trace, report, stderr } = tell(python, 'plain.py')
    expect(stderr).toBe('')
    expect(trace?.header).toMatchObject({ mode: 'told', framework: undefined, sketch: 'signs16' })
    expect(trace?.end).toEqual({ steps: 10, reason: 'finished', why: undefined })
    expect([...digests(trace, -1).keys()]).toEqual(['init layer.weights', 'init layer.bias'])
    expect([...digests(trace, 0).keys()]).toEqual([
      'batch 0',
      'batch 1',
      'batch 2',
      'loss loss',
      'gradient 0',
      'gradient 1',
      'update layer.weights',
    ])
    const shapes = trace?.steps[0]?.tensors.map(({ shape, dtype }) => [shape, dtype])
    expect(shapes).toEqual([
      [[2, 2], 'float64'],
      [[2], 'float32'],
    ])
    // Steps 0 to 7 and the powers of two.
    const dense = trace?.steps.filter(({ step, tensors }) => step >= 0 && tensors.length > 0)
    expect(dense?.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    const hyper = trace?.steps.flatMap(({ step, hyper }) => hyper.map((one) => [step, one.values]))
    expect(hyper).toEqual([
      [0, { lr: 0.1, name: 'sgd', nesterov: false, clip: null }],
      [5, { lr: 0.05, name: 'sgd', nesterov: false, clip: null }],
    ])
    expect(evidenceOf(trace === undefined ? [] : [trace])).toBeDefined()
    expect(report?.tracing).toEqual({ state: 'on', mode: 'told', steps: 10 })
  })

  test('what cannot be read ends the trace and says so; the program goes on', () => {
    const { trace, stdout, stderr, report } = tell(python, 'broken.py')
    expect({ stdout, stderr }).toEqual({ stdout: 'went on\n', stderr: '' })
    expect(trace?.end).toMatchObject({
      steps: 1,
      reason: 'disabled',
      why: expect.stringContaining('TypeError'),
    })
    expect(report?.tracing).toMatchObject({ state: 'disabled', steps: 1 })
    const early = tell(python, 'early.py')
    expect(early.stdout).toBe('went on\n')
    expect(early.report?.tracing).toMatchObject({
      state: 'disabled',
      why: expect.stringContaining('TypeError'),
    })
  })

  test('a folder that cannot take the trace does not disturb', () => {
    const script = [
      'import os, reprise_probe',
      'os.environ["REPRISE_OUT"]',
      'reprise_probe._state.out = "/dev/null/nowhere"',
      'reprise_probe.step(0, loss=1.0)',
      'print("went on")',
    ].join('\n')
    const { stdout, stderr } = tree.run(python, ['-c', script])
    expect({ stdout, stderr }).toEqual({ stdout: 'went on\n', stderr: '' })
    expect(tree.traces()).toEqual([])
  })

  test('a program that breaks off leaves a trace without an end; a child tells nothing', () => {
    const { status, trace } = tell(python, 'crash.py')
    expect(status).toBe(1)
    expect(trace?.end).toBeUndefined()
    const forked = tell(python, 'fork.py')
    expect(forked.traces).toHaveLength(1)
    expect(forked.trace?.end).toMatchObject({ steps: 2, reason: 'finished' })
  })

  test('outside Reprise there is no such module', () => {
    const { status, stderr } = tree.run(python, ['nothing.py'], { probe: false })
    expect(status).toBe(1)
    expect(stderr).toContain("No module named 'reprise_probe'")
    expect(tell(python, 'nothing.py').stdout).toBe('None\n')
  })

  test('the rank is that of the variables', () => {
    const { trace } = tell(python, 'plain.py', { RANK: '3', WORLD_SIZE: '4' })
    expect(trace?.header).toMatchObject({ rank: 3, world: 4 })
  })
})

describeWith(torchPython(), 'numpy and torch', (python) => {
  test('a digest is that of the bits of the numbers in their order', () => {
    const { trace, report } = tell(python, 'arrays.py')
    expect(report?.tracing).toEqual({ state: 'on', mode: 'told', steps: 2 })
    const of = (name: string) => digests(trace, 0).get(`forward ${name}`)
    expect(of('plain')).toMatch(/^[0-9a-f]{16}$/)
    expect(of('turned')).toBe(of('plain'))
    expect(of('strided')).toBe(of('plain'))
    expect(of('swapped')).toBe(of('plain'))
    expect(of('flat')).toBe(of('plain'))
    for (const other of ['double', 'scalar', 'empty', 'whole'])
      expect(of(other)).not.toBe(of('plain'))
    const tensor = (name: string) =>
      trace?.steps[0]?.tensors.find((one) => one.name === name && one.phase !== 'update')
    expect(tensor('odd')?.sketch?.slice(0, 2).map(Number.isFinite)).toEqual([false, false])
    expect(tensor('texts')?.sketch).toBeUndefined()
    expect(tensor('empty')).toMatchObject({ shape: [0, 4], sketch: undefined })
    const [rows, again] = [tensor('x')?.rows, tensor('again')?.rows]
    expect(new Set(rows).size).toBe(3)
    expect(again).toEqual([rows?.[1], rows?.[0], rows?.[2]])
    expect(tensor('plain')?.rows).toBeUndefined()
  })

  test('generators of the program: the one that was drawn from differs, shared ones that nobody used are not told', () => {
    const { trace } = tell(python, 'arrays.py')
    const ends = [0, 1].map((step) =>
      trace?.steps
        .find((one) => one.step === step)
        ?.random.filter(({ when }) => when === 'end')
        .map(({ generator, digest }) => [generator, digest]),
    )
    expect(ends[0]?.map(([name]) => name)).toEqual(['rng', 'legacy', 'own'])
    expect(ends[1]?.[0]).not.toEqual(ends[0]?.[0])
    expect(ends[1]?.slice(1)).toEqual(ends[0]?.slice(1))
    const seeded = tell(python, 'arrays.py', { REPRISE_DETERMINISTIC: '1' }).trace
    const names = seeded?.steps.at(-1)?.random.map(({ generator }) => generator)
    expect(names).toEqual(expect.arrayContaining(['python', 'numpy', 'rng']))
    expect(trace?.steps.at(-1)?.hyper[0]?.values).toEqual({ lr: 0.5, k: 3, size: '(1, 2)' })
  })

  test('digests, rows and sketches are those of the tracer; tensors are taken off their graph', () => {
    const { status, stderr, trace } = tell(python, 'tensors.py')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(digests(trace, 0).get('update half')).toBe(digests(trace, 0).get('update array'))
  })

  test('an exception that the program’s own signal handler raised is the program’s', () => {
    expect(tell(python, 'handled.py').stdout).toBe('on time\n')
  })

  test('steps that the probe sees by itself need not be told: there is one trace', () => {
    const { traces, report } = tell(python, 'both.py')
    expect(traces.map(({ header, end }) => [header.mode, end?.steps])).toEqual([['modules', 3]])
    expect(report?.tracing).toMatchObject({ mode: 'modules', steps: 3 })
  })
})

describeWith(jaxPython(), 'JAX and Keras', (python) => {
  test('trees of arrays, half precision, keys, variables by their names', () => {
    const { trace, report } = tell(python, 'keys.py', { KERAS_BACKEND: 'jax' })
    expect(report?.tracing).toEqual({ state: 'on', mode: 'told', steps: 2 })
    expect([...digests(trace, 0).keys()]).toEqual([
      'batch 0',
      'batch 1',
      'loss loss',
      'update dense.kernel',
      'update dense.bias',
    ])
    const bias = trace?.steps[0]?.tensors.find(({ name }) => name === 'dense.bias')
    expect(bias).toMatchObject({ dtype: 'bfloat16', sketch: Array(16).fill(0) })
    expect([...digests(trace, 1).keys()]).toEqual(['update scale'])
    const key = trace?.steps.map(({ random }) => random.find(({ when }) => when === 'end')?.digest)
    expect(key?.[1]).toBe(key?.[0])
  })
})
