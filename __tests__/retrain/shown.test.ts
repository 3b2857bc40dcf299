import { afterAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import {
  LEVELS,
  cleanUp,
  makeRepository,
  temporaryFolder,
  trainOnce,
  write,
  type Attempt,
} from './repository.ts'

const describeSandbox = LEVELS.includes(4) ? describe : describe.skip
const SECRET = 'the-secret'
const servers: Server[] = []

afterAll(() => {
  for (const server of servers) server.close()
  cleanUp()
})

async function daemonIn(folder: string): Promise<string> {
  const path = join(folder, 'daemon.sock')
  const { promise, resolve } = Promise.withResolvers<void>()
  servers.push(createServer((socket) => socket.end(SECRET)).listen(path, resolve))
  await promise
  return path
}

const bind = (...paths: string[]): Array<{ path: string; mode: 'bind' }> =>
  paths.map((path) => ({ path, mode: 'bind' }))

const CONNECT = `
import socket, sys
s = socket.socket(socket.AF_UNIX)
try:
    s.connect(sys.argv[1]); print(s.recv(99).decode())
except OSError as error:
    print("refused")
`

/** A home with a secret, beside a checkout. */
function lay(files: Record<string, string> = {}): {
  home: string
  checkout: string
  attempt: Attempt
} {
  const home = temporaryFolder()
  write(home, { '.ssh/id': SECRET })
  const checkout = makeRepository({ 'train.py': '', ...files }, join(home, 'work/project'))
  return { home, checkout, attempt: { isolation: 4, caller: { ...process.env, HOME: home } } }
}

describeSandbox('what `data:` shows', () => {
  test.each([
    ['a file', 'data/x', '.ssh/id'],
    ['a folder', 'data', '.ssh'],
    ['home', 'data', ''],
    ['what covers home', 'data', '..'],
    ['a daemon’s folder', 'data', 'run'],
    ['a daemon’s socket', 'data/s', 'run/daemon.sock'],
    ['the checkout’s own .git', 'data', 'work/project/.git'],
    ['a file of it', 'data/x', 'work/project/.git/objects'],
  ])('a link of the change does not open %s', async (_, link, target) => {
    const { home, checkout, attempt } = lay({ 'data.txt': '' })
    mkdirSync(join(home, 'run'))
    await daemonIn(join(home, 'run'))
    const leaf = target.endsWith('objects') ? join(target, 'info/x') : target
    if (leaf !== target) write(home, { [leaf]: SECRET })
    write(checkout, { [link]: `-> ${join(home, leaf)}` })
    execFileSync('git', ['-C', checkout, 'add', '-A'])
    const opened = trainOnce(
      checkout,
      { ...attempt, model: { train: 'find data/ -type f | xargs cat', data: bind('data') } },
      ({ out }) => out,
    )
    await expect(opened).rejects.toMatchObject({ code: 'data-refused' })
  })

  test('a path through a link of the change opens nothing either', async () => {
    const { home, checkout, attempt } = lay()
    write(checkout, { l: `-> ${home}/.ssh` })
    execFileSync('git', ['-C', checkout, 'add', '-A'])
    const model = { train: 'cat l/id', data: bind('l/id') }
    await expect(trainOnce(checkout, { ...attempt, model }, () => 0)).rejects.toMatchObject({
      code: 'data-refused',
      message: expect.stringContaining(`${home}/.ssh/id is named nowhere in \`data:\``),
    })
  })

  test('a tracked link beside ignored data in a folder that `ignore:` takes out of the tree', async () => {
    const { home, checkout, attempt } = lay({ '.gitignore': '*.bin\n' })
    write(checkout, { 'data/evil': `-> ${home}/.ssh/id`, 'data/x.bin': 'x' })
    execFileSync('git', ['-C', checkout, 'add', '-A'])
    const model = { train: 'cat data/evil', ignore: ['data/evil'], data: bind('data') }
    await expect(trainOnce(checkout, { ...attempt, model }, () => 0)).rejects.toMatchObject({
      code: 'data-refused',
    })
  })

  test('links that `setup` makes open nothing', async () => {
    const { home, checkout, attempt } = lay({
      'data/real.csv': 'real',
      'more/x': 'x',
      '.gitignore': 'made\n',
    })
    const setup = `ln -s ${home}/.ssh/id data/x; rm -r more; ln -s ${home}/.ssh more; ln -s ${home}/.ssh made`
    const model = {
      setup,
      train: 'cat data/real.csv data/x more/id made/id; true',
      data: bind('data', 'more', 'made'),
    }
    await trainOnce(checkout, { ...attempt, model }, (run) => expect(run.out).toBe('real'))
  })

  test('a link that `setup` puts in the place of a mount makes nothing outside', async () => {
    const { checkout, attempt } = lay({ '.gitignore': 'sets\n' })
    write(checkout, { 'sets/x.csv': 'x' })
    const victim = temporaryFolder()
    for (const target of [`/oldroot${victim}`, `../../../../../../../../oldroot${victim}`]) {
      const setup = `mv sets old; ln -s ${target} sets`
      const model = { setup, train: 'true', data: bind('sets/x.csv') }
      await expect(trainOnce(checkout, { ...attempt, model }, () => 0)).rejects.toMatchObject({
        code: 'mount-refused',
        message: expect.stringContaining('sets/x.csv'),
      })
    }
    expect(readdirSync(victim)).toEqual([])
  })

  test('a link that git does not track is this machine’s own: its folder is shown, without sockets and .git', async () => {
    const { checkout, attempt } = lay({ '.gitignore': 'data\n', 'connect.py': CONNECT })
    const elsewhere = temporaryFolder()
    write(elsewhere, { 'x.csv': 'x', '.git/config': SECRET, 'deep/.reprise/records/r': SECRET })
    const socket = await daemonIn(elsewhere)
    symlinkSync(elsewhere, join(checkout, 'data'))
    const model = {
      train: 'python3 connect.py data/daemon.sock; find data/ | sort; cat data/x.csv',
      data: bind('data'),
    }
    await trainOnce(checkout, { ...attempt, model }, (run) =>
      expect(run.out.split('\n')).toEqual([
        'refused',
        'data/',
        'data/.git',
        'data/daemon.sock',
        'data/deep',
        'data/deep/.reprise',
        'data/x.csv',
        'x',
      ]),
    )
    expect(existsSync(socket)).toBe(true)
  })

  test('a link into a store leads to its content', async () => {
    const { home, checkout, attempt } = lay()
    const blob = '.dvc-cache/files/md5/ab/0123456789abcdef0123456789abcd'
    write(home, { [blob]: 'stored' })
    write(checkout, { 'data/x': `-> ${join(home, blob)}` })
    const model = { train: 'cat data/x', data: bind('data') }
    await trainOnce(checkout, { ...attempt, model }, (run) =>
      expect([run.out, run.data[0]!.after]).toEqual(['stored', undefined]),
    )
  })

  test.each([
    '.git/config',
    '.git/**',
    '.reprise/records',
    '/proc',
    '/proc/self',
    '/var/run',
    '/run/lock',
    '/dev',
    '/dev/*',
    '/tmp',
    '/var',
    '~/*',
    '~/work',
    '~/system',
    '~/runner/_work/_temp',
    '~/runner',
    '/etc/shadow',
  ])('%s is refused', async (path) => {
    const home = temporaryFolder()
    const checkout = makeRepository({ '.gitignore': '.reprise\n' }, join(home, 'runner/_work/r/r'))
    write(checkout, { '.reprise/records/r.json': SECRET })
    write(home, { 'runner/_work/_temp/x': SECRET, system: '-> /proc', work: `-> ${checkout}/..` })
    const caller = { ...process.env, HOME: home }
    const model = { train: 'true', data: bind(path) }
    await expect(
      trainOnce(checkout, { isolation: 4, caller, model }, () => 0),
    ).rejects.toMatchObject({
      code: 'data-refused',
      message: expect.stringContaining(path),
    })
  })

  test('ignored files of git and of ours are not taken along', async () => {
    const { checkout, attempt } = lay({ 'p/a.txt': 'a', '.gitignore': '.reprise\n*.bin\n' })
    write(checkout, { 'p/.reprise/records/r': SECRET, 'p/x.bin': 'x' })
    const model = { train: 'find p -type f | sort', data: bind('p') }
    await trainOnce(checkout, { ...attempt, model }, ({ out }) =>
      expect(out).toBe('p/a.txt\np/x.bin\n'),
    )
  })
})

describeSandbox('what `caches:` shows', () => {
  test.each([
    '/proc',
    '/dev',
    '/run',
    '/var/run',
    '/etc/ssl',
    '/',
    '~/system',
    '~/work/project/.git',
    '~',
  ])('%s is refused', async (path) => {
    const { home, checkout, attempt } = lay()
    write(home, { system: '-> /proc' })
    const model = { train: 'true', caches: [path] }
    await expect(trainOnce(checkout, { ...attempt, model }, () => 0)).rejects.toMatchObject({
      code: 'caches-refused',
    })
  })

  test('no socket in them', async () => {
    const { home, checkout, attempt } = lay({ 'connect.py': CONNECT })
    write(home, { 'cache/x': 'x' })
    const socket = await daemonIn(join(home, 'cache'))
    const model = { train: `python3 connect.py ${socket}; cat ~/cache/x`, caches: ['~/cache'] }
    await trainOnce(checkout, { ...attempt, model }, ({ out }) => expect(out).toBe('refused\nx'))
  })
})

describeSandbox('after a run', () => {
  const swap = (folder: string, target: string): string =>
    `python3 -c 'import os; os.rename("${folder}", "moved"); os.symlink("${target}", "${folder}")'`

  test('nothing outside of the copy is removed', async () => {
    const { checkout, attempt } = lay({ '.gitignore': 'cache\n' })
    write(checkout, { 'cache/x.bin': 'x', 'cache/sub/y.bin': 'y' })
    const victim = temporaryFolder()
    write(victim, { 'x.bin': '' })
    mkdirSync(join(victim, 'sub/deep'), { recursive: true })
    const model = { train: swap('cache', victim), data: bind('cache/x.bin', 'cache/sub') }
    await trainOnce(checkout, { ...attempt, model }, ({ exit }) =>
      expect(exit.how).toBe('finished'),
    )
    expect(readdirSync(victim, { recursive: true }).toSorted()).toEqual([
      'sub',
      'sub/deep',
      'x.bin',
    ])
  })

  test('nothing outside of the copy is read: the set is gone', async () => {
    const { checkout, attempt } = lay({ 'data/d/x.csv': 'x' })
    const victim = temporaryFolder()
    write(victim, { 'd/x.csv': SECRET })
    const model = { train: swap('data', victim), data: bind('data/d') }
    await trainOnce(checkout, { ...attempt, model }, ({ exit, data }) => {
      expect(exit.how).toBe('finished')
      expect(data[0]!.after?.entries).toEqual([])
    })
  })
})

const testAsRoot = LEVELS.includes(4) && process.getuid?.() === 0 ? test : test.skip

testAsRoot(
  'what only root may read in /opt, and another runner’s folder there, is not shown',
  () => {
    // In a mount namespace of its own: other tests see /opt, too.
    const lay = `mount -t tmpfs none /opt && cd /opt && mkdir -p runner plain/closed tools/bin &&
      for file in runner/.credentials runner/x plain/key plain/closed/key; do echo secret > $file; done &&
      echo public > plain/public && echo tool > tools/bin/tool && chmod 600 plain/key && chmod 700 plain/closed tools &&
      exec "$@"`
    const repository = JSON.stringify(join(import.meta.dirname, 'repository.ts'))
    const script = `const { makeRepository, trainOnce, cleanUp } = await import(${repository})
      const model = { train: 'find /opt -type f | xargs cat' }
      const caller = { ...process.env, PATH: '/opt/tools/bin:/usr/bin:/bin' }
      await trainOnce(makeRepository({ a: '' }), { isolation: 4, caller, model }, ({ out }) => console.log(out))
      cleanUp()`
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module']
    const words = ['-m', 'sh', '-c', lay, 'sh', ...node, '-e', script]
    const out = execFileSync('unshare', words, { encoding: 'utf8' })
    expect(out.trim().split('\n').toSorted()).toEqual(['public', 'tool'])
  },
)

testAsRoot('a user whom the machine does not know has a folder for locks', () => {
  const module = join(import.meta.dirname, '../../src/retrain/accelerators.ts')
  const script = `const { queueFolder } = await import(${JSON.stringify(module)}); console.log(queueFolder({}))`
  const options = { uid: 54_321, gid: 54_321, encoding: 'utf8', cwd: '/' } as const
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
  expect(execFileSync(process.execPath, words, options)).toMatch(/reprise-54321\n$/)
})
