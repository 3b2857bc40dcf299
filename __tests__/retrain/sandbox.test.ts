import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cleanUp, LEVELS, makeRepository, temporaryFolder, trainOnce, write } from './repository.ts'

const HERE = import.meta.dirname
const SECRET = 'the-secret-of-the-caller'
const describeSandbox = LEVELS.includes(4) ? describe : describe.skip
const isRoot = process.getuid?.() === 0

afterAll(cleanUp)

/** A caller with a terminal, and with a secret in its environment, in open descriptors and in its keyring. */
async function attack(
  level: number,
): Promise<{ found: Record<string, string>; transcript: string }> {
  const home = temporaryFolder()
  const checkout = makeRepository({ 'attack.py': readFileSync(join(HERE, 'attack.py'), 'utf8') })
  const command = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    join(HERE, 'driver.ts'),
    checkout,
    String(level),
  ]
  write(home, {
    'secret.txt': SECRET,
    '.ssh/id_secret': SECRET,
    'caller.sh': `exec 9<"$HOME/secret.txt" 57<"$HOME/secret.txt"\nexec python3 "$HOME/caller.py"`,
    'caller.py': [
      'import ctypes, os, platform',
      'add_key, keyctl = (248, 250) if platform.machine() == "x86_64" else (217, 219)',
      'libc = ctypes.CDLL(None)',
      'libc.syscall(keyctl, 1, None)',
      `libc.syscall(add_key, b"user", b"reprise-test", b"${SECRET}", ${SECRET.length}, -3)`,
      'for fd in (9, 57): os.set_inheritable(fd, True)',
      `os.execv(${JSON.stringify(process.execPath)}, ${JSON.stringify(command)})`,
    ].join('\n'),
  })
  const question = 'import sys; print(sys.executable)'
  const interpreter = dirname(
    (await promisify(execFile)('python3', ['-c', question])).stdout.trim(),
  )
  const secrets = Object.fromEntries(
    ['CALLER_SECRET', 'GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'RUNNER_TEMP', 'HF_TOKEN'].map(
      (name) => [name, SECRET],
    ),
  )
  const env = { ...secrets, PATH: `${interpreter}:${process.env['PATH']}`, HOME: home }
  const { stdout } = await promisify(execFile)(
    'script',
    ['-qec', `bash ${home}/caller.sh`, '/dev/null'],
    { env },
  )
  const line = /^FOUND (.*)$/m.exec(stdout)?.[1]
  if (line === undefined) throw new Error(stdout)
  return { found: JSON.parse(line) as Record<string, string>, transcript: stdout }
}

test.each(LEVELS)(
  'at level %i no terminal, no descriptor and no variable of the caller',
  async (level) => {
    const { found, transcript } = await attack(level)
    expect(found).toMatchObject({
      descriptors: '[]',
      names: level === 4 ? '[]' : "['REPRISE_RUN']",
    })
    for (const name of ['terminal', 'typing', 'typing into output']) {
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^refused/)])
    }
    expect(transcript).not.toMatch(/WRITTEN|TYPED/)
    expect(transcript).not.toContain(SECRET)
  },
)

describeSandbox('what a hostile training finds in the sandbox', () => {
  let found: Record<string, string>

  beforeAll(async () => {
    ;({ found } = await attack(4))
  })

  test('no environment of any process holds the caller’s secret', () => {
    expect(found['environments']).toBe('[]')
  })

  test('the keyring is out of reach', () => {
    expect(found).toMatchObject({
      add_key: 'refused: PermissionError',
      request_key: 'refused: PermissionError',
      keyctl: 'refused: PermissionError',
    })
  })

  test('no capability, and nothing that hides or protects can be unmounted or remounted', () => {
    expect(found['capabilities']).toBe("['NoNewPrivs 1']")
    for (const name of ['umount home', 'umount lazily', 'remount the system', 'remount the root']) {
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^([1-9]\d*|refused.*)$/)])
    }
  })

  test('no namespace in which it is root, no mount and no debugging of another process', () => {
    for (const name of [
      'user namespace',
      'user namespace of a child',
      'mount',
      'umount2',
      'pivot_root',
      'own namespaces again',
      'ptrace',
    ])
      expect([name, found[name]]).toEqual([name, 'refused: PermissionError'])
    for (const name of ['user namespace by clone3', 'new mounts'])
      expect([name, found[name]]).toEqual([name, 'refused: OSError'])
  })

  test('the machine cannot be changed, and what only root may read is not shown', () => {
    for (const name of ['core pattern', 'sysrq', 'system', 'root', 'network']) {
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^refused/)])
    }
    expect(found).toMatchObject({ home: '[]', run: "['reprise']" })
    expect(found['shadow']).toMatch(isRoot ? /^(''|refused.*)$/ : /^refused/)
    expect(existsSync('/usr/reprise-test')).toBe(false)
    expect(readFileSync('/proc/sys/kernel/core_pattern', 'utf8')).not.toContain('WRITTEN')
  })
})

describeSandbox('what a training sees in the sandbox', () => {
  test('a self-hosted runner’s layout: checkout, virtual environment and tool cache inside the hidden folder', async () => {
    const home = temporaryFolder()
    const runner = join(home, 'actions-runner')
    const checkout = makeRepository(
      {
        'train.py':
          'import os, sys, tool_of_base, package_of_venv\nprint(os.getcwd(), sys.prefix)\nprint(open(os.path.expanduser("~/.cache/huggingface/hub/model.txt")).read())\nprint(os.path.exists(os.path.expanduser("~/.cache/huggingface/token")), os.listdir("../../.."), sorted(os.listdir("../..")))\n',
        '.gitignore': '.venv\n',
      },
      join(runner, '_work/r/r'),
    )
    const base = await copyOfPython(join(runner, '_work/_tool/Python/3/x64'))
    await promisify(execFile)(join(base, 'bin/python3'), [
      '-m',
      'venv',
      '--without-pip',
      join(checkout, '.venv'),
    ])
    const library = await libraryOf(join(checkout, '.venv/bin/python'))
    write(library, { 'package_of_venv.py': '' })
    write(await libraryOf(join(base, 'bin/python3')), { 'tool_of_base.py': '' })
    write(runner, { '.runner': '{}', '.credentials': SECRET, '_work/_temp/event.json': SECRET })
    write(home, {
      '.cache/huggingface/hub/model.txt': 'weights',
      '.cache/huggingface/token': SECRET,
    })
    write(library, { 'base.pth': `${await libraryOf(join(base, 'bin/python3'))}\n` })
    const caller = {
      HOME: home,
      PATH: `${join(checkout, '.venv/bin')}:${process.env['PATH']}`,
      VIRTUAL_ENV: join(checkout, '.venv'),
      RUNNER_TOOL_CACHE: join(runner, '_work/_tool'),
    }

    await trainOnce(
      checkout,
      { isolation: 4, caller, model: { train: 'python train.py' } },
      (run) => {
        expect(run.err).toBe('')
        expect(run.out.split('\n')).toEqual([
          `${checkout} ${checkout}/.venv`,
          'weights',
          "False ['_work'] ['_tool', 'r']",
          '',
        ])
        expect(existsSync(join(run.copy, '.venv'))).toBe(false)
      },
    )
  })

  test('an interpreter that a change brings along is not run outside', async () => {
    const mark = join(temporaryFolder(), 'ran')
    const evil = `#!/bin/sh\ntouch ${mark}\n`
    const checkout = makeRepository({
      '.venv/bin/bwrap': evil,
      '.venv/bin/setpriv': evil,
      '.venv/bin/python': evil,
      '.venv/bin/python3': evil,
      'train.py': '',
    })
    const caller = {
      ...process.env,
      PATH: `${join(checkout, '.venv/bin')}:${process.env['PATH']}`,
      VIRTUAL_ENV: join(checkout, '.venv'),
    }
    await trainOnce(
      checkout,
      { isolation: 4, caller, model: { train: '.venv/bin/python train.py; true' } },
      (run) => expect(run.exit.how).toBe('finished'),
    )
    expect(existsSync(mark)).toBe(false)
  })

  test('behind a version manager’s shim the real interpreter comes first on PATH', async () => {
    const home = temporaryFolder()
    const base = await copyOfPython(join(home, '.manager/versions/3'))
    write(home, {
      '.manager/shims/python3': `#!/bin/sh\nexec "$HOME/.manager/libexec/launch" "$@"\n`,
      '.manager/libexec/launch': `#!/bin/sh\nexec ${base}/bin/python3 "$@"\n`,
    })
    const checkout = makeRepository(
      { 'train.py': 'import sys\nprint(sys.executable)\n' },
      join(home, 'work/project'),
    )
    const caller = { HOME: home, PATH: `${join(home, '.manager/shims')}:/usr/bin:/bin` }
    await trainOnce(checkout, { isolation: 4, caller }, (run) =>
      expect([run.out, run.err]).toEqual([`${base}/bin/python3\n`, '']),
    )
  })

  test('absolute paths mean the copy; home is an empty one that can be written', async () => {
    const home = temporaryFolder()
    const checkout = makeRepository({ 'a.txt': 'old' }, join(home, 'project'))
    write(home, { 'notes.txt': 'private' })
    const train = `echo new > ${checkout}/a.txt; echo x > $HOME/y; ls $HOME; ls /tmp`
    await trainOnce(
      checkout,
      { isolation: 4, caller: { ...process.env, HOME: home }, model: { train } },
      (run) => {
        expect(run.seenAs).toBe(checkout)
        expect(run.file('a.txt')).toBe('new\n')
        expect(run.out).not.toContain('notes.txt')
      },
    )
    expect(readFileSync(join(checkout, 'a.txt'), 'utf8')).toBe('old')
    expect(existsSync(join(home, 'y'))).toBe(false)
  })

  test('a checkout that is home itself can be trained', async () => {
    const checkout = makeRepository({ 'a.txt': 'content' })
    await trainOnce(
      checkout,
      {
        isolation: 4,
        caller: { ...process.env, HOME: checkout },
        model: { train: 'cat a.txt; cd && pwd' },
      },
      (run) => {
        expect(run.out).toBe('content/run/reprise/home\n')
      },
    )
  })

  test('a sandbox that does not start is not taken for a crash of the training', async () => {
    const checkout = makeRepository({ 'a.txt': '' })
    const program = join(temporaryFolder(), 'bwrap')
    write(dirname(program), {
      bwrap:
        '#!/bin/sh\nfor last; do :; done\n[ "$last" = true ] && exit 0\necho "bwrap: no namespace for you" >&2; exit 1\n',
    })
    const caller = { ...process.env, PATH: `${dirname(program)}:${process.env['PATH']}` }
    await expect(
      trainOnce(checkout, { isolation: 4, caller, model: { train: 'echo ran' } }, () => 0),
    ).rejects.toMatchObject({
      code: 'sandbox-failed',
      message: expect.stringContaining('no namespace for you'),
    })
  })
})

/**
 * A Python installation of its own, as a tool cache holds one: its own program and prefix, its standard library
 * linked from the system's, file by file.
 */
async function copyOfPython(at: string): Promise<string> {
  const question =
    'import os, sys; print(os.path.realpath(sys.executable)); print(os.path.dirname(os.__file__))'
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', question])
  const [program = '', library = ''] = stdout.trim().split('\n')
  const lib = join(at, 'lib', basename(library))
  mkdirSync(join(at, 'bin'), { recursive: true })
  mkdirSync(lib, { recursive: true })
  copyFileSync(program, join(at, 'bin/python3'))
  // Debian's packages are the system's own, wherever the rest is copied to.
  const names = readdirSync(library).filter((name) => name !== 'dist-packages')
  for (const name of names) symlinkSync(join(library, name), join(lib, name))
  return at
}

async function libraryOf(python: string): Promise<string> {
  return (
    await promisify(execFile)(python, [
      '-c',
      'import sysconfig; print(sysconfig.get_path("purelib"))',
    ])
  ).stdout.trim()
}
