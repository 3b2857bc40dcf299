import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ended, makeTree, PYTHONS, type Ran, type Tree } from './python.ts'

let tree: Tree
beforeAll(() => {
  tree = makeTree({
    'pkg/__init__.py': '',
    'pkg/__main__.py':
      'import sys; print(sys.argv[1:], __name__, __file__.endswith("__main__.py"))',
    'plain.py':
      'import random, sys\nrandom.seed(1)\nprint([random.random() for _ in range(5)])\nsys.exit(3)\n',
    'crash.py': 'def train(step):\n    raise ValueError(f"loss is nan at {step}")\ntrain(7)\n',
    'syntax.py': 'def (:\n',
    'message.py': 'raise SystemExit("stopped: no data")',
    'interrupt.py': 'raise KeyboardInterrupt',
    'handlers.py':
      'import atexit\natexit.register(print, "first")\natexit.register(print, "last")\natexit.register(lambda: 1 / 0)\n',
    'open.py': 'open("absent.txt")\n',
    'threads.py':
      'import threading\nthread = threading.Thread(target=lambda: print("in a thread"))\nthread.start()\n',
    'paths.py': 'import sys\nprint(sys.path, sys.argv, sys.flags, sys.meta_path, sys.path_hooks)\n',
    'again.py':
      'try:\n    import sitecustomize\n    print(sitecustomize.__file__)\nexcept ModuleNotFoundError as error:\n    print(error, error.name)\n',
    'patched.py': [
      'import builtins, json, os, time',
      'def broken(*args, **kwargs): raise RuntimeError("patched")',
      'json.dumps = time.time = os.getpid = os.listdir = os.uname = os.stat = os.lstat = os.path.realpath = broken',
      'builtins.open = builtins.sorted = broken',
      'print("done")',
    ].join('\n'),
    'emptied.py': 'import sys\nsys.modules.clear()\n',
    'hostile.py': [
      'import sys',
      'class Lazy:',
      '    def __getattribute__(self, name):',
      '        print("woken by", name)',
      '        raise RuntimeError(name)',
      'sys.modules["lazy"] = Lazy()',
      'sys.modules["nothing"] = None',
      'sys.modules["torch"] = Lazy()',
    ].join('\n'),
    'alarm.py': [
      'import signal',
      'class Late(Exception): pass',
      'def late(*_): raise Late',
      'signal.signal(signal.SIGALRM, late)',
      'signal.setitimer(signal.ITIMER_REAL, 0.05)',
      'try:',
      '    while True:',
      '        try: open("absent.txt")',
      '        except FileNotFoundError: pass',
      'except Late:',
      '    print("on time")',
    ].join('\n'),
  })
})
afterAll(() => tree.dispose())

/** Where an object lies in memory differs in every run. */
function withoutAddresses({ stdout, stderr, ...rest }: Omit<Ran, 'left'>): Omit<Ran, 'left'> {
  const mask = (text: string) => text.replaceAll(/0x[0-9a-f]+/g, '0x…')
  return { ...rest, stdout: mask(stdout), stderr: mask(stderr) }
}

describe.each(PYTHONS)('%s', (python) => {
  const scripts = [
    'plain',
    'crash',
    'syntax',
    'message',
    'interrupt',
    'handlers',
    'open',
    'threads',
    'paths',
    'again',
    'patched',
    'emptied',
    'hostile',
    'alarm',
  ]
  test.each<readonly string[][]>([
    ...scripts.map((name) => [[`${name}.py`]]),
    [['-m', 'pkg', 'word']],
    [['-c', 'print(1 + 1)']],
    [['-c', 'import sys; print(sorted(sys.modules) == [], len(sys.argv))']],
    [['-W', 'error', '-X', 'dev', 'plain.py']],
    [['-O', '-B', '-u', 'crash.py']],
    [['absent.py']],
  ])('%j: the same output and exit code with the probe and without', (args) => {
    const { left, ...watched } = tree.run(python, args)
    const { left: _, ...alone } = tree.run(python, args, { probe: false })
    expect(withoutAddresses(watched)).toEqual(withoutAddresses(alone))
    expect(left.length).toBeGreaterThan(0)
  })

  test('what failed is named in the report, and the rest is there', () => {
    const { left } = tree.run(python, ['patched.py'])
    const [report] = ended(left)
    expect(report?.errors.length).toBeGreaterThan(0)
    expect(report?.errors).toEqual(
      expect.arrayContaining([expect.stringContaining('RuntimeError: patched')]),
    )
    expect(report?.frameworks).toEqual({})
  })

  test.each([
    ['a folder that does not exist', join('absent', 'folder')],
    ['a file in place of the folder', 'plain.py'],
    ['no folder', ''],
  ])('with %s it stays out of the way', (_, out) => {
    const { left, ...watched } = tree.run(python, ['plain.py'], { env: { REPRISE_OUT: out } })
    const { left: none, ...alone } = tree.run(python, ['plain.py'], { probe: false })
    expect(watched).toEqual(alone)
    expect([...left, ...none]).toEqual([])
  })

  test('only modules of its own are added', () => {
    const script = ['-c', 'import sys; print(*sorted(sys.modules), sep="\\n")']
    const names = (probe: boolean) =>
      new Set(tree.run(python, script, { probe }).stdout.trim().split('\n'))
    const added = [...names(true).difference(names(false))]
    expect(added).toContain('reprise_probe')
    const others = added.filter((name) => !/^reprise_probe(\.|$)/.test(name))
    // Part of every interpreter, and so of no tree.
    expect(['_operator', 'atexit', 'gc']).toEqual(expect.arrayContaining(others))
  })

  test.each(['-S', '-I', '-E'])('%s leaves nothing', (flag) => {
    expect(tree.run(python, [flag, 'plain.py'])).toMatchObject({ status: 3, left: [] })
  })
})

describe('the sitecustomize that it shadows', () => {
  const own = makeTree({
    'works/sitecustomize.py':
      'import sys\nprint("mine", __name__, __file__.endswith("works/sitecustomize.py"))\nsys.flag = 1\n',
    'fails/sitecustomize.py': 'raise RuntimeError("mine")\n',
    'lacks/sitecustomize.py': 'import not_there\n',
    'train.py':
      'import sys\nprint(getattr(sys, "flag", None))\nimport sitecustomize\nprint(sitecustomize.__file__)\n',
  })
  afterAll(() => own.dispose())

  test.each(PYTHONS.flatMap((python) => ['works', 'fails', 'lacks'].map((name) => [python, name])))(
    '%s: one that %s does so',
    (python, name) => {
      const env = { PYTHONPATH: join(own.root, name) }
      const { left, ...watched } = own.run(python, ['train.py'], { env })
      const { left: _, ...alone } = own.run(python, ['train.py'], { env, probe: false })
      expect(watched).toEqual(alone)
      expect(ended(left)).toHaveLength(1)
      expect(name === 'works' ? watched.stdout : watched.stderr).toContain(
        name === 'lacks' ? 'not_there' : 'mine',
      )
    },
  )
})

test('modules of the tree that are named like those of the standard library are never imported', () => {
  const names = [
    'json',
    'platform',
    'hashlib',
    'importlib',
    'email',
    'csv',
    'socket',
    'random',
    'warnings',
    'sysconfig',
    'zipfile',
    'subprocess',
  ]
  const shadows = makeTree({
    ...Object.fromEntries(
      names.map((name) => [`${name}.py`, `raise SystemExit("${name} of the tree was imported")`]),
    ),
    'train.py': 'print("trained")',
  })
  for (const python of PYTHONS) {
    const { status, stdout, stderr, left } = shadows.run(python, ['train.py'])
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'trained\n', stderr: '' })
    expect(ended(left)).toMatchObject([
      {
        errors: [],
        modules: { tree: { 'train.py': expect.stringMatching(/^sha256:/) }, foreign: [] },
      },
    ])
  }
  shadows.dispose()
})
