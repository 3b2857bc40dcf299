import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../src/record/digest.ts'
import { takeInventory } from '../../src/retrain/inventory.ts'
import { copyKept, findKept, keep, keptIn, touchKept } from '../../src/retrain/setup-store.ts'
import { cleanUp, temporaryFolder, write } from './repository.ts'

afterAll(cleanUp)

const KEY = sha256('a setup')
const OTHER = sha256('another')

/** An environment as installers leave it: links, modes, an old compiled file, a closed folder. */
function makeEnvironment(): string {
  const folder = join(temporaryFolder(), 'environment')
  write(folder, {
    'lib/site/a.py': 'a = 1\n',
    'lib/site/a.pyc': 'compiled',
    'bin/tool': '#!/bin/sh\n',
    lib64: '-> lib',
    'bin/python': '-> /usr/bin/python3',
  })
  mkdirSync(join(folder, 'closed'))
  chmodSync(join(folder, 'closed'), 0o555)
  utimesSync(join(folder, 'lib/site/a.pyc'), 1_000_000_000, 1_000_000_000.5)
  return folder
}

async function keepOne(toolCache: string, key = KEY): Promise<string> {
  await keep(toolCache, key, makeEnvironment(), temporaryFolder())
  return (await findKept(toolCache, key)) ?? ''
}

function copy(kept: string, key = KEY): Promise<string | undefined> {
  return copyKept(kept, key, join(temporaryFolder(), 'copy'))
}

test('what is kept comes back as it was: contents, modes, links and times', async () => {
  const [toolCache, into] = [temporaryFolder(), join(temporaryFolder(), 'copy')]
  const environment = makeEnvironment()
  const was = await takeInventory(environment)
  await keep(toolCache, KEY, environment, temporaryFolder())
  rmSync(environment, { recursive: true })
  expect(await copyKept((await findKept(toolCache, KEY)) ?? '', KEY, into)).toBeUndefined()
  expect(await takeInventory(into)).toEqual(was)
  expect(await findKept(toolCache, OTHER)).toBeUndefined()
})

describe('what is kept is not used where', () => {
  let kept = ''
  beforeEach(async () => {
    kept = await keepOne(temporaryFolder())
  })

  test.each<[string, string, (environment: string) => void]>([
    [
      'a byte is another',
      'lib/site/a.py has another content',
      (at) => writeFileSync(join(at, 'lib/site/a.py'), 'a = 2\n'),
    ],
    [
      'a file is longer',
      'lib/site/a.py has another content',
      (at) => appendFileSync(join(at, 'lib/site/a.py'), '#'),
    ],
    [
      'a file was added',
      'lib/site/sitecustomize.py is new',
      (at) => writeFileSync(join(at, 'lib/site/sitecustomize.py'), ''),
    ],
    ['a folder was added', 'lib/more is new', (at) => mkdirSync(join(at, 'lib/more'))],
    ['a file is gone', 'lib/site/a.py is gone', (at) => rmSync(join(at, 'lib/site/a.py'))],
    [
      'a link leads elsewhere',
      'bin/python has another target',
      (at) => {
        rmSync(join(at, 'bin/python'))
        symlinkSync('/tmp/python', join(at, 'bin/python'))
      },
    ],
    [
      'a link became what it led to',
      'lib64 has another kind',
      (at) => {
        rmSync(join(at, 'lib64'))
        cpSync(join(at, 'lib'), join(at, 'lib64'), { recursive: true })
      },
    ],
    [
      'a file may be executed now',
      'lib/site/a.py has another',
      (at) => chmodSync(join(at, 'lib/site/a.py'), 0o755),
    ],
    [
      'a mode is another',
      'bin/tool has another mode',
      (at) => chmodSync(join(at, 'bin/tool'), 0o4755),
    ],
    [
      "a folder's mode is another",
      'lib/site has another mode',
      (at) => chmodSync(join(at, 'lib/site'), 0o777),
    ],
  ])('%s', async (_, why, change) => {
    change(join(kept, 'environment'))
    expect(await copy(kept)).toContain(why)
  })

  test('its list is that of another key', async () => {
    expect(await copy(kept, OTHER)).toBe('its list is that of another one')
  })

  test.each(['', '{', '[]', '{"schema":"reprise/environment/v1"}'])(
    'its list says %j',
    async (text) => {
      writeFileSync(join(kept, 'manifest.json'), text)
      await expect(copy(kept)).rejects.toThrow()
    },
  )

  test('its list cannot be read, or the environment is gone', async () => {
    renameSync(join(kept, 'environment'), join(kept, 'elsewhere'))
    await expect(copy(kept)).rejects.toThrow('environment')
    rmSync(join(kept, 'manifest.json'))
    await expect(copy(kept)).rejects.toThrow('ENOENT')
  })

  test('writing it was not finished', async () => {
    rmSync(`${kept}.complete`)
    const toolCache = join(kept, '../../..')
    expect(await findKept(toolCache, KEY)).toBeUndefined()
    await keep(toolCache, KEY, makeEnvironment(), temporaryFolder())
    expect(await copy((await findKept(toolCache, KEY)) ?? '')).toBeUndefined()
  })
})

describe('the tool cache', () => {
  test('is made where it is not there, and the runner’s variable is left as it was', async () => {
    const toolCache = join(temporaryFolder(), 'new/_tool')
    const before = process.env['RUNNER_TOOL_CACHE']
    expect(existsSync(await keepOne(toolCache))).toBe(true)
    expect(process.env['RUNNER_TOOL_CACHE']).toBe(before)
  })

  test('that cannot be written is an error that says so', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(keepOne(file)).rejects.toThrow()
    expect(await findKept(file, KEY)).toBeUndefined()
  })

  test('holds nothing of what could not be copied whole', async () => {
    const [toolCache, environment] = [temporaryFolder(), makeEnvironment()]
    mkdirSync(join(keptIn(toolCache)), { recursive: true })
    // In the place of the version's folder stands a file.
    writeFileSync(join(keptIn(toolCache), `1.0.0-k${KEY.slice('sha256:'.length)}`), '')
    await expect(keep(toolCache, KEY, environment, temporaryFolder())).rejects.toThrow()
    expect(readdirSync(keptIn(toolCache))).toEqual([])
  })

  test('has what was there under a key replaced', async () => {
    const toolCache = temporaryFolder()
    const kept = await keepOne(toolCache)
    writeFileSync(join(kept, 'environment/extra'), '')
    expect(await keepOne(toolCache)).toBe(kept)
    expect(await copy(kept)).toBeUndefined()
  })

  test('loses what nobody used for a month', async () => {
    const toolCache = temporaryFolder()
    const [old, used] = [await keepOne(toolCache, OTHER), await keepOne(toolCache, sha256('used'))]
    const then = Date.now() / 1000 - 31 * 24 * 60 * 60
    for (const path of [old, used].flatMap((kept) => [`${kept}.complete`, join(kept, '..')]))
      utimesSync(path, then, then)
    touchKept(used)
    const kept = await keepOne(toolCache)
    expect([old, used, kept].map((path) => existsSync(path))).toEqual([false, true, true])
  })
})

test('what is neither file, folder nor link is not kept', async () => {
  const environment = makeEnvironment()
  const { createServer } = await import('node:net')
  const server = createServer().listen(join(environment, 'socket'))
  await new Promise((resolve) => server.once('listening', resolve))
  await expect(takeInventory(environment)).rejects.toThrow('socket is no file, folder or link')
  server.close()
  expect(lstatSync(environment).isDirectory()).toBe(true)
  expect(readFileSync(join(environment, 'bin/tool'), 'utf8')).toBe('#!/bin/sh\n')
})
