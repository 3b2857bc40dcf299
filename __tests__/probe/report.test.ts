import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { ended, makeTree, PYTHONS, type Tree } from './python.ts'

let tree: Tree
const width = 'width = 64\n'
beforeAll(() => {
  tree = makeTree({
    'src/model/__init__.py': 'import net\n',
    'src/net.py': width,
    'src/train.py': 'import model\nprint(model.net.width)\n',
    'data/a.csv': 'x\n',
    'data/b.csv': 'x\n',
  })
})
afterAll(() => tree.dispose())

const [python = 'python3'] = PYTHONS

describe.each(PYTHONS)('%s', (python) => {
  test.each([
    ['a script', ['src/train.py'], ['src/model/__init__.py', 'src/net.py', 'src/train.py']],
    ['a module', ['-m', 'train'], ['src/model/__init__.py', 'src/net.py', 'src/train.py']],
    ['a command', ['-c', 'import net'], ['src/net.py']],
  ])('%s: its sources with their digests, and the variables that count', (_, args, sources) => {
    const { left } = tree.run(python, args, {
      env: { OMP_NUM_THREADS: '1', SECRET: 'x', PYTHONPATH: 'src' },
    })
    const [report] = ended(left)
    expect(report).toMatchObject({
      errors: [],
      forked: false,
      tree: tree.root,
      variables: { OMP_NUM_THREADS: '1' },
    })
    expect(report?.variables).not.toHaveProperty('SECRET')
    expect(Object.keys(report?.modules?.tree ?? {})).toEqual(sources)
    expect(report?.modules?.tree['src/net.py']).toBe(sha256(width))
    expect(report?.modules?.foreign).toEqual([])
  })
})

test('files of the tree that were read, wherever the program went; outputs are none', () => {
  tree.write({
    'read.py':
      'import os\nopen("data/a.csv").read()\nos.chdir("data")\nopen("b.csv").read()\nopen("out.txt", "w").close()\nopen("out.txt").read()\nopen("/etc/hostname").read()\n',
  })
  const [report] = ended(tree.run(python, ['read.py']).left)
  expect(report?.opened).toEqual(['read.py', 'data/a.csv', 'data/b.csv'])
  const command = ended(tree.run(python, ['-c', 'import src.net']).left)[0]
  expect(command?.modules?.tree).toHaveProperty(['src/net.py'])
  expect(command?.opened).toEqual(['src/net.py'])
})

test('a module from elsewhere is foreign; the standard library and installed packages are not', () => {
  const other = makeTree({ 'helper.py': '', 'site-packages/installed.py': '', 'lib/sub.py': '' })
  symlinkSync(join(other.root, 'lib'), join(tree.root, 'linked'))
  const path = [other.root, join(other.root, 'site-packages'), join(tree.root, 'linked')].join(':')
  const { left } = tree.run(python, ['-c', 'import helper, installed, sub, json, email'], {
    env: { PYTHONPATH: path },
  })
  expect(ended(left)[0]?.modules).toEqual({
    tree: {},
    foreign: [join(other.root, 'helper.py'), join(other.root, 'lib/sub.py')],
  })
  other.dispose()
})

test('packages: the first of a name on the path counts, whatever form its metadata has', () => {
  const site = makeTree({
    'a/Foo_Bar-1.2+cu118.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.2+cu118\n\nVersion: 9\n',
    'b/foo_bar-0.9.dist-info/METADATA': 'Name: foo-bar\nVersion: 0.9\n',
    'b/old-2.0-py3.9.egg-info/PKG-INFO': 'Name: old\nVersion: 2.0\n',
    'b/PyYAML-6.0.egg-info': 'Metadata-Version: 1.1\nName: PyYAML\nVersion: 6.0\n',
    'b/here.egg-info/PKG-INFO': 'Name: Here\nVersion: 3\n',
    'b/empty.dist-info/METADATA': '',
  })
  const path = ['a', 'b'].map((name) => join(site.root, name)).join(':')
  const [report] = ended(
    tree.run(python, ['-c', 'import sys; sys.path.append(7)'], { env: { PYTHONPATH: path } }).left,
  )
  expect(report?.packages).toMatchObject({
    'foo-bar': '1.2+cu118',
    old: '2.0',
    pyyaml: '6.0',
    here: '3',
  })
  expect(report?.packages).not.toHaveProperty('empty')
  site.dispose()
})

test('a framework is asked for its flags only where the program imported it', () => {
  const torch = [
    'import sys, types, warnings',
    '__version__ = "2.11.0+cu130"',
    'version = types.SimpleNamespace(cuda="13.0")',
    'cuda = types.SimpleNamespace(is_initialized=lambda: False)',
    'def are_deterministic_algorithms_enabled():',
    '    warnings.warn("deprecated")',
    '    return True',
    'def get_num_threads(): return 4',
    'def get_default_dtype(): raise RuntimeError',
  ].join('\n')
  const own = makeTree({ 'torch.py': torch, 'uses.py': 'import torch', 'ignores.py': '' })
  const { left, stderr } = own.run(python, ['-W', 'always', 'uses.py'])
  expect(ended(left)[0]?.frameworks).toEqual({
    torch: {
      version: '2.11.0+cu130',
      flags: { cuda: '13.0', cudnn: null, cuda_used: false, deterministic: true, threads: 4 },
    },
  })
  expect(stderr).toBe('')
  expect(ended(own.run(python, ['ignores.py']).left)[0]?.frameworks).toEqual({})
  own.dispose()
})

test('addresses contacted: those of this machine apart, sockets of the file system not at all', () => {
  const script = [
    'import socket',
    'def go(family, address):',
    '    one = socket.socket(family)',
    '    one.setblocking(False)',
    '    try: one.connect_ex(address)',
    '    except OSError: pass',
    '    one.close()',
    'go(socket.AF_INET, ("127.0.0.1", 9))',
    'go(socket.AF_INET, ("localhost", 9))',
    'go(socket.AF_INET, ("192.0.2.1", 443))',
    'go(socket.AF_INET, ("192.0.2.1", 443))',
    'go(socket.AF_INET6, ("2001:db8::1", 443, 0, 0))',
    'go(socket.AF_UNIX, "/absent.sock")',
  ].join('\n')
  tree.write({ 'net.py': script })
  const [report] = ended(tree.run(python, ['net.py']).left)
  expect(report?.connected).toEqual({
    loopback: ['127.0.0.1:9', 'localhost:9'],
    remote: ['192.0.2.1:443', '[2001:db8::1]:443'],
  })
})

test('names that are no Unicode do not spoil the report', () => {
  tree.write({
    'names.py':
      'import os, sys\nos.mkdir(b"caf\\xe9")\nopen(b"caf\\xe9/m.py", "w").close()\nsys.path.insert(0, os.fsdecode(b"caf\\xe9"))\nimport m\nsys.orig_argv = ["\\ud800", "\\U0001f600", "\\x00\\"\\\\"]\n',
  })
  const [report] = ended(tree.run(python, ['names.py']).left)
  expect(Object.keys(report?.modules?.tree ?? {})).toEqual(['caf\ufffd/m.py', 'names.py'])
  expect(report?.argv).toEqual(['?', '😀', '\0"\\'])
})

describe('processes', () => {
  test.each([
    ['os._exit', 'import os; os._exit(4)'],
    ['SIGKILL', 'import os; os.kill(os.getpid(), 9)'],
    ['a crash below Python', 'import ctypes; ctypes.string_at(0)'],
  ])('%s leaves the start file alone', (_, code) => {
    expect(tree.run(python, ['-c', code]).left).toMatchObject([
      { ended: false, python: { implementation: 'cpython' } },
    ])
  })

  test('a forked child that ends by itself writes its own report, and the parent’s is whole', () => {
    const code = 'import os, sys\nif os.fork() == 0: sys.exit(0)\nos.wait()\nprint("parent")'
    const { left, stdout } = tree.run(python, ['-c', code])
    expect(stdout).toBe('parent\n')
    expect(left.every((report) => report.ended)).toBe(true)
    expect(
      ended(left)
        .map(({ forked }) => forked)
        .sort(),
    ).toEqual([false, true])
    expect(new Set(left.map(({ pid }) => pid)).size).toBe(2)
  })

  test.each([
    ['fork', 1],
    ['spawn', 2],
  ])(
    'multiprocessing by %s works and leaves no start file of a worker that ended',
    (method, least) => {
      tree.write({
        'pool.py': `import multiprocessing as mp\ndef double(x): return 2 * x\nif __name__ == "__main__":\n    with mp.get_context("${method}").Pool(2) as pool:\n        print(pool.map(double, range(4)))\n        pool.close()\n        pool.join()\n`,
      })
      const { left, stdout, stderr } = tree.run(python, ['pool.py'])
      expect({ stdout, stderr }).toEqual({ stdout: '[0, 2, 4, 6]\n', stderr: '' })
      expect(ended(left).length).toBeGreaterThanOrEqual(least)
      expect(left.filter((report) => !report.ended)).toEqual([])
    },
  )

  test('a Python that the training starts has a report of its own', () => {
    const code =
      'import subprocess, sys; subprocess.run([sys.executable, "-c", "print(1)"], check=True)'
    const { left } = tree.run(python, ['-c', code])
    const [child, parent] = ended(left).sort((a, b) => b.started - a.started)
    expect(ended(left)).toHaveLength(2)
    expect(child?.ppid).toBe(parent?.pid)
  })
})
