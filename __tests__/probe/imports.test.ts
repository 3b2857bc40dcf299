import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ended, makeTree, PYTHONS, type Tree } from './python.ts'

let tree: Tree
beforeAll(() => {
  tree = makeTree({
    'raises.py': 'def load():\n    raise RuntimeError("in the module")\nload()\n',
    'misses.py': 'import not_there\n',
    'misspelt.py': 'def (:\n',
    'inner/__init__.py': 'from . import raises\n',
    'inner/raises.py': '1 / 0\n',
    'circle.py': 'from circle import absent\n',
    'exits.py': 'raise SystemExit(4)\n',
    'plain.py': 'value = 1\n',
    'torch.py': '__version__ = "9"\n',
    'jax.py': 'raise OSError("no device")\n',
    'tensorflow/__init__.py':
      'import sys\nsys.modules[__name__] = None or sys.modules[__name__]\nfrom . import random\n',
    'tensorflow/random.py': 'def set_seed(seed): pass\n',
    'again.py':
      'import importlib, plain, sys\nprint(importlib.reload(plain) is plain, plain.__spec__, plain.__loader__)\ndel sys.modules["plain"]\nimport plain as other\nprint(other is plain, other.__spec__.loader_state)\n',
    'lazily.py': `
import importlib.util, sys
class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "torch":
            sys.meta_path.remove(Finder)
            spec = importlib.util.find_spec(name)
            spec.loader = importlib.util.LazyLoader(spec.loader)
            return spec
sys.meta_path.insert(0, Finder)
import torch
print(type(torch).__name__)
print(torch.__version__, type(torch).__name__)
`,
    'threads.py': `
import threading
seen = []
def load():
    import tensorflow
    seen.append(tensorflow.random.set_seed)
threads = [threading.Thread(target=load) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(set(seen)))
`,
    'finders.py':
      'import sys, importlib.util\nprint(len(sys.meta_path), sys.meta_path, importlib.util.find_spec("torch"))\nimport torch\nprint(torch.__spec__, torch.__loader__.__class__)\n',
  })
})
afterAll(() => tree.dispose())

describe.each(PYTHONS)('%s', (python) => {
  test.each([
    'import raises',
    'import misses',
    'import misspelt',
    'import inner',
    'import circle',
    'import exits',
    'import importlib; importlib.import_module("inner.raises")',
    'import jax',
    'try:\n    import jax\nexcept OSError:\n    pass\nimport jax',
    'from plain import nothing',
    '__import__("raises")',
    'import again',
    'import finders',
    'import threads',
  ])('%j: the same output, trace and exit code with the probe and without', (code) => {
    const mask = (text: string) => text.replaceAll(/0x[0-9a-f]+/g, '0x…')
    const { left, ...watched } = tree.run(python, ['-c', code])
    const { left: _, ...alone } = tree.run(python, ['-c', code], { probe: false })
    expect({ ...watched, stdout: mask(watched.stdout), stderr: mask(watched.stderr) }).toEqual({
      ...alone,
      stdout: mask(alone.stdout),
      stderr: mask(alone.stderr),
    })
    expect(watched.stderr).not.toContain('reprise_probe')
    expect(left.length).toBeGreaterThan(0)
  })

  test('a module that is loaded lazily is not woken, and the report says that it was not watched', () => {
    const lazily = tree.run(python, ['lazily.py'], { probe: false })
    const { stdout, stderr, left } = tree.run(python, ['lazily.py'])
    expect({ stdout, stderr }).toEqual({ stdout: lazily.stdout, stderr: '' })
    expect(stdout).toBe('_LazyModule\n9 module\n')
    const errors = ended(left)[0]?.errors ?? []
    expect(new Set(errors)).toEqual(new Set(['torch: RuntimeError: it is loaded lazily']))
  })

  test('what cannot be watched is named, once, and imported all the same', () => {
    const { stdout, left } = tree.run(python, ['-c', 'import torch; print(torch.__version__)'])
    expect(stdout).toBe('9\n')
    const errors = ended(left)[0]?.errors ?? []
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.every((error) => error.startsWith('torch: '))).toBe(true)
  })
})

describe('programs that were started', () => {
  test.each(PYTHONS)('%s: by name, without folder and arguments', (python) => {
    tree.write({
      'starts.py': `
import os, subprocess, pathlib
subprocess.run(["/bin/echo", "--token=secret"], stdout=subprocess.DEVNULL)
subprocess.run("true secret", shell=True)
subprocess.run([pathlib.Path("/bin/true"), "secret"])
subprocess.run([b"/bin/true", b"secret"])
os.system("PASSWORD=secret true")
os.waitpid(os.posix_spawn("/bin/sleep", ["sleep", "0"], {}), 0)
os.spawnv(os.P_WAIT, "/bin/true", ["true", "secret"])
try:
    os.execv("/absent/secretly", ["secret"])
except OSError:
    pass
`,
    })
    const [report] = ended(tree.run(python, ['starts.py']).left).filter(({ forked }) => !forked)
    const names = ['echo', 'sh', 'true', 'sleep', 'secretly']
    expect(report?.programs).toEqual(expect.arrayContaining(names))
    expect(new Set(report?.programs).difference(new Set([...names, '?']))).toEqual(new Set())
  })

  test('no more than fifty', () => {
    const code =
      'import subprocess\nfor n in range(70):\n    try: subprocess.run([f"/absent/p{n}"])\n    except OSError: pass'
    expect(ended(tree.run('python3', ['-c', code]).left)[0]?.programs).toHaveLength(50)
  })
})
