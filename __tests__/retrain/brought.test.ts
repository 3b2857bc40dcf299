import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { doctor } from '../../src/flows/doctor.ts'
import { machineFor } from '../../src/flows/planning.ts'
import { parseSpec } from '../../src/spec/parse.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import {
  cleanUp,
  git,
  LEVELS,
  makeRepository,
  temporaryFolder,
  trainOnce,
  write,
} from './repository.ts'

// A change brings programs along; none of them may be run outside of its sandbox.

const before = { folder: process.cwd(), path: process.env['PATH'] }
afterAll(cleanUp)
afterEach(() => {
  process.chdir(before.folder)
  process.env['PATH'] = before.path
})

/** A script that leaves a mark where only a process outside of the sandbox can. */
function evil(): { mark: string; script: string } {
  const mark = join(temporaryFolder(), 'ran')
  return { mark, script: `#!/bin/sh\ntouch ${mark}\n` }
}

const isolation = LEVELS[0]!
const testSandbox = isolation === 4 ? test : test.skip

describe('an interpreter is not asked', () => {
  testSandbox.each([
    ['relative', () => 'bin/python3'],
    ['absolute', (checkout: string) => `${checkout}/bin/python3`],
    ['through a process', () => '/proc/self/cwd/bin/python3'],
    [
      'through a link outside',
      (checkout: string) => {
        const link = join(temporaryFolder(), 'link')
        symlinkSync(checkout, link)
        return `${link}/bin/python3`
      },
    ],
    ['at the top', (checkout: string) => `${checkout}/python3`],
    ['through a link of the change', () => 'link/python3'],
  ])('that the change brings: %s', async (_, spell) => {
    const { mark, script } = evil()
    const files = { 'bin/python3': script, python3: script, link: '-> bin', 'train.py': '' }
    const checkout = makeRepository(files)
    process.chdir(checkout)
    const train = `${spell(checkout)} train.py; true`
    await trainOnce(checkout, { isolation, model: { train } }, () => 0)
    expect(existsSync(mark)).toBe(false)
    await doctor(checkout, undefined, process.env)
    expect(existsSync(mark)).toBe(false)
  })

  testSandbox('in a way that runs the change’s modules', async () => {
    const { mark } = evil()
    const code = `import os\nos.system("touch ${mark}")\n`
    const checkout = makeRepository({ 'src/sitecustomize.py': code, '.gitignore': '.venv\n' })
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(checkout, '.venv')])
    const [version = ''] = readdirSync(join(checkout, '.venv/lib'))
    const site = `.venv/lib/${version}/site-packages`
    // As an editable installation does.
    write(checkout, { [`${site}/editable.pth`]: `${checkout}/src\n` })
    await trainOnce(checkout, { isolation, model: { train: '.venv/bin/python -c 0' } }, (run) =>
      expect([run.exit.how, run.err]).toEqual(['finished', '']),
    )
    expect(existsSync(mark)).toBe(false)

    write(checkout, { [`${site}/more.pth`]: `import os; os.system("touch ${mark}")\n` })
    git(checkout, 'add', '--force', `${site}/more.pth`)
    await trainOnce(
      checkout,
      { isolation, model: { train: '.venv/bin/python -c 0; true' } },
      () => 0,
    )
    expect(existsSync(mark)).toBe(false)
  })

  testSandbox('with the caller’s environment, or libraries of the checkout', async () => {
    const home = temporaryFolder()
    write(home, {
      'shims/python3': `#!/bin/sh\nenv > ${home}/asked\nexec /usr/bin/python3 "$@"\n`,
    })
    const checkout = makeRepository({ 'train.py': 'print("trained")\n' })
    const caller = {
      HOME: home,
      PATH: `${home}/shims:/usr/bin:/bin`,
      CALLER_SECRET: 'x',
      LD_LIBRARY_PATH: `:lib:${home}`,
    }
    await trainOnce(checkout, { isolation, caller }, ({ out }) => expect(out).toBe('trained\n'))
    const asked = readFileSync(join(home, 'asked'), 'utf8')
    expect(asked).not.toContain('CALLER_SECRET')
    expect(asked).toContain(`LD_LIBRARY_PATH=${home}\n`)
  })
})

test('nvidia-smi is never one that `env:` or the checkout names; the devices are those of `env:`', async () => {
  const { mark, script } = evil()
  const checkout = makeRepository({
    'bin/nvidia-smi': script,
    'reprise.yml':
      'train: python3 train.py\nenv: {PATH: "bin:/usr/bin:/bin", CUDA_VISIBLE_DEVICES: "1,2"}\n',
  })
  const tools = temporaryFolder()
  const gpus = [0, 1, 2, 3].map(
    (index) =>
      `<gpu id="0000000${index}:00:00.0"><product_name>NVIDIA T4</product_name><uuid>GPU-${index}</uuid></gpu>`,
  )
  const log = `<nvidia_smi_log><driver_version>1</driver_version><cuda_version>1</cuda_version><attached_gpus>4</attached_gpus>${gpus.join('')}</nvidia_smi_log>`
  write(tools, { 'nvidia-smi': `#!/bin/sh\n[ "$1" = -q ] && echo '${log}'\nexit 0\n` })
  process.chdir(checkout)
  process.env['PATH'] = `bin:${checkout}/bin:${tools}:${before.path}`
  const spec = parseSpec(readFileSync('reprise.yml', 'utf8'), 'reprise.yml')
  const [model] = Object.values(spec.models)
  const { hardware } = await machineFor(model as ModelSpec)
  await doctor(checkout, undefined, process.env)
  expect(existsSync(mark)).toBe(false)
  expect(hardware.accelerators).toHaveLength(2)
})

test.each(LEVELS)('at level %i no tool of ours is the checkout’s', async (level) => {
  const { mark, script } = evil()
  const tools = ['git', 'mkfifo', 'bwrap', 'setpriv', 'nvidia-smi', 'git-lfs', 'chmod', 'rm']
  const checkout = makeRepository(
    Object.fromEntries([...tools.map((name) => [`bin/${name}`, script]), ['train.py', '']]),
  )
  mkdirSync(join(checkout, 'sub'))
  process.chdir(checkout)
  const alias = join(temporaryFolder(), 'alias')
  symlinkSync(join(checkout, 'bin'), alias)
  process.env['PATH'] = `bin:${checkout}/bin:${alias}:${checkout}/sub/../bin:${before.path}`
  await trainOnce(checkout, { isolation: level, model: { train: 'exit 0' } }, (run) =>
    expect(run.exit.how).toBe('finished'),
  )
  expect(existsSync(mark)).toBe(false)
})
