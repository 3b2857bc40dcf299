import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { RunRecord } from '../../src/record/record.ts'
import { harvest } from '../../src/retrain/harvest/harvest.ts'
import type { Progress } from '../../src/retrain/progress.ts'
import { retrainOnce, type Template } from '../../src/retrain/retrain.ts'
import { PROBE } from './harvested.ts'
import { makeWheel, openIndex, type PackageIndex } from './package-index.ts'
import {
  cleanUp,
  LEVELS,
  makeRepository,
  temporaryFolder,
  withTemplate,
  write,
  type Attempt,
  type Files,
} from './repository.ts'

afterAll(cleanUp)

/** At level 4 alone an environment has one path; and the installer is needed. */
function isPossible(): boolean {
  const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0
  if (LEVELS.includes(4) && hasPip) return true
  if (process.env['CI'] === 'true') throw new Error('bubblewrap and pip are needed where CI=true')
  process.stderr.write('\nSKIPPED: without bubblewrap and pip the setup cache is not tested\n')
  return false
}

const inSandbox = isPossible() ? describe : describe.skip

const SETUP = 'pip install -q -r requirements.txt'
const TRAIN = 'import alpha, beta\nprint(alpha.version, beta.version, alpha.__file__)\n'

interface Made {
  readonly setup: Template['setup']
  readonly seconds: number | undefined
  readonly notes: readonly string[]
  readonly told: readonly (string | undefined)[]
}

async function make(
  checkout: string,
  attempt: Attempt,
  use: (template: Template) => Promise<void> = async () => undefined,
): Promise<Made> {
  const progress: Progress[] = []
  const onProgress = (one: Progress): void => void progress.push(one)
  return withTemplate(checkout, { isolation: 4, onProgress, ...attempt }, async (template) => {
    const { setup, setupSeconds, notes } = template
    await use(template)
    const told = progress.map(({ note }) => note).filter((note) => note !== undefined)
    return { setup, seconds: setupSeconds, notes, told }
  })
}

async function recordOf(template: Template, checkout: string): Promise<RunRecord> {
  const outcome = await retrainOnce(template, { seed: 0, accelerators: [] })
  expect(outcome.exit).toEqual({ how: 'finished', code: 0 })
  const { record } = await harvest(outcome, {
    model: template.request.model,
    key: { model: 'main', accelerator: 'x86-64-v3' },
    code: { dirty: false },
    checkout,
    hardware: { cpu: { level: 'x86-64-v3', cores: 2 }, accelerators: [] },
  })
  return record
}

inSandbox('a setup cache', () => {
  let index: PackageIndex
  /** What a protected run of {@link repository} kept. */
  let kept = ''
  beforeAll(async () => {
    index = await openIndex([
      ['alpha', '1.0', 'beta'],
      ['alpha', '2.0'],
      ['beta', '1.0'],
      ['beta', '3.0'],
    ])
    kept = temporaryFolder()
    await make(repository(), writing(kept))
  })
  const copyOfKept = (): string => {
    const folder = temporaryFolder()
    cpSync(kept, folder, { recursive: true, verbatimSymlinks: true })
    return folder
  }
  afterAll(() => index.close())

  const pinned = (alpha = '1.0'): string => `--index-url ${index.url}\nalpha==${alpha}\nbeta==1.0\n`
  /** Always at one place, for that is a part of the key. */
  const place = join(temporaryFolder(), 'repository')
  const repository = (more: Files = {}): string => {
    rmSync(place, { recursive: true, force: true })
    return makeRepository({ 'train.py': TRAIN, 'requirements.txt': pinned(), ...more }, place)
  }
  const writing = (folder: string, setup = SETUP): Attempt => ({
    setupCache: { folder, write: true },
    model: { setup },
  })
  const reading = (folder: string): Attempt => ({
    setupCache: { folder, write: false },
    model: { setup: SETUP },
  })
  const NOTHING = 'nothing is cached of this setup with these pins on this machine'

  test('keeps the environment of a protected run; the record of a run from it is the same', async () => {
    const [folder, checkout] = [temporaryFolder(), repository()]
    const records: RunRecord[] = []
    const look = async (template: Template): Promise<void> =>
      void records.push(await recordOf(template, checkout))
    const first = await make(checkout, { ...writing(folder), probe: PROBE }, look)
    const asked = index.asked()
    const second = await make(checkout, { ...reading(folder), probe: PROBE }, look)
    const seconds = expect.any(Number)
    expect(first).toEqual({ setup: 'ran', seconds, notes: [NOTHING], told: [NOTHING] })
    expect(second).toEqual({ setup: 'cached', seconds, notes: [], told: [] })
    expect([asked > 0, index.asked()]).toEqual([true, asked])
    const [one, other] = records.map(({ run, ...record }) => ({
      ...record,
      id: undefined,
      run: { ...run, segments: run.segments.length, setupSeconds: run.setupSeconds !== undefined },
    }))
    expect(one).toMatchObject({ run: { setupSeconds: true } })
    expect(one?.environment.packages).toBeDefined()
    expect(other).toEqual(one)
  })

  test('is only read by a run that is not protected', async () => {
    const empty = temporaryFolder()
    expect(await make(repository(), reading(empty))).toMatchObject({ setup: 'ran' })
    expect(readdirSync(empty)).toEqual([])
    const folder = copyOfKept()
    const [mark = ''] = globSync(join(folder, '*/*/*.complete'))
    utimesSync(mark, 1_700_000_000, 1_700_000_000)
    expect(await make(repository(), reading(folder))).toMatchObject({ setup: 'cached' })
    expect(statSync(mark).mtimeMs).toBe(1_700_000_000_000)
    expect(await make(repository(), writing(folder))).toMatchObject({ setup: 'cached' })
    expect(statSync(mark).mtimeMs).toBeGreaterThan(1_700_000_000_000)
  })

  test('has nothing for other pins, settings, names, commands, variables or another interpreter', async () => {
    const tools = temporaryFolder()
    const question = ['-c', 'import sys; print(sys.executable)']
    const real = spawnSync('python3', question, { encoding: 'utf8' }).stdout.trim()
    write(tools, { python3: `-> ${real}` })
    const PATH = `${tools}:${process.env['PATH']}`
    const others: ReadonlyArray<readonly [Files, Attempt]> = [
      [{ 'requirements.txt': pinned('2.0') }, {}],
      [{ 'pyproject.toml': '[tool.uv]\n' }, {}],
      [{ 'types.py': '' }, {}],
      [{}, { model: { setup: `${SETUP} --no-deps` } }],
      [{}, { model: { setup: SETUP, env: { SIZE: '1' } } }],
      [{}, { caller: { ...process.env, PATH } }],
    ]
    for (const [files, attempt] of others) {
      // What is said is enough here: the setup itself is not waited for.
      const stop = new AbortController()
      const { signal } = stop
      const onProgress = ({ note }: Progress): void =>
        note === undefined ? undefined : stop.abort(new Error(note))
      const made = make(repository(files), { ...reading(kept), ...attempt, signal, onProgress })
      await expect(made).rejects.toThrow(NOTHING)
    }
    expect(await make(repository(), reading(kept))).toMatchObject({ setup: 'cached' })
  })

  test('another file of the tree changes nothing where all that the command reads is pinned', async () => {
    const checkout = repository({ 'train.py': `${TRAIN}print("changed")\n` })
    await make(checkout, reading(kept), async (template) => {
      expect(template.setup).toBe('cached')
      const { exit, stdout } = await retrainOnce(template, { seed: 0, accelerators: [] })
      expect(exit.how).toBe('finished')
      expect(readFileSync(stdout, 'utf8')).toMatch(/^1\.0 1\.0 \/run\/.*changed\n$/s)
    })
  })

  test('where the command may read other files, all files count', async () => {
    const folder = temporaryFolder()
    const checkout = repository({ 'requirements.txt': 'gamma==1.0\n' })
    mkdirSync(join(checkout, 'wheels'))
    makeWheel(join(checkout, 'wheels'), 'gamma', '1.0')
    const setup = 'pip install -q --no-index --find-links wheels -r requirements.txt'
    const attempt = writing(folder, setup)
    expect(await make(checkout, attempt)).toMatchObject({ setup: 'ran', notes: [NOTHING] })
    expect(await make(checkout, attempt)).toMatchObject({ setup: 'cached', notes: [] })
    write(checkout, { 'train.py': 'import gamma\n' })
    expect(await make(checkout, attempt)).toMatchObject({ setup: 'ran', notes: [NOTHING] })
    const outside = temporaryFolder()
    write(outside, { x: '' })
    const data = [{ path: outside, mode: 'bind' as const }]
    const { notes } = await make(checkout, { ...attempt, model: { setup, data } })
    expect(notes).toEqual([expect.stringContaining('it may read `data:`')])
  })

  test('what was changed there is not used, but said, and made again by a protected run', async () => {
    const folder = copyOfKept()
    const [file = ''] = globSync(join(folder, '*/*/*/environment/lib/*/*/alpha/__init__.py'))
    writeFileSync(file, 'version = "evil"\n')
    const path = file.split('/environment/')[1]
    const notes = [`the cached environment is not used: ${path} has another content`]
    await make(repository(), reading(folder), async (template) => {
      expect(template).toMatchObject({ setup: 'ran', notes })
      const { stdout } = await retrainOnce(template, { seed: 0, accelerators: [] })
      expect(readFileSync(stdout, 'utf8')).toMatch(/^1\.0 1\.0 /)
    })
    expect(await make(repository(), writing(folder))).toMatchObject({ setup: 'ran', notes })
    expect(await make(repository(), reading(folder))).toMatchObject({ setup: 'cached' })
    const [list = ''] = globSync(join(folder, '*/*/*/manifest.json'))
    writeFileSync(list, '{}')
    expect(await make(repository(), reading(folder))).toMatchObject({
      setup: 'ran',
      notes: [expect.stringMatching(/^the cached environment is not used: /)],
    })
  })

  test('two that write at once leave one that is whole', async () => {
    const [folder, checkout] = [temporaryFolder(), repository()]
    const both = await Promise.all([1, 2].map(() => make(checkout, writing(folder))))
    expect(both).toMatchObject([{ setup: 'ran' }, { setup: 'ran' }])
    expect(await make(checkout, reading(folder))).toMatchObject({ setup: 'cached', notes: [] })
  })

  const home = process.env['HOME'] ?? ''
  test.each([
    ['it changes the tree: made is new', `${SETUP} --report made`, {}],
    ['it leaves ~/made', `${SETUP} --report ${home}/made`, {}],
    ['it installs beta 3.0, which no lock pins', 'pip install -q -r loose.txt', {}],
    ['it is not made of `pip install`, `uv pip`', `${SETUP}; true`, {}],
    ['it needs isolation level 4, and here it is 2', SETUP, { isolation: 2 as const }],
  ])('keeps nothing where %s', async (why, setup, attempt) => {
    const folder = temporaryFolder()
    const files = { 'loose.txt': `--index-url ${index.url}\nalpha==1.0\n` }
    const made = await make(repository(files), { ...writing(folder, setup), ...attempt })
    expect(made.setup).toBe('ran')
    expect(made.notes.at(-1)).toContain(`this setup is not cached: ${why}`)
    expect(readdirSync(folder)).toEqual([])
  })

  test('keeps nothing where a lock’s package comes from a file beside it', async () => {
    const [folder, tools] = [temporaryFolder(), temporaryFolder()]
    const lock = '[[package]]\nname = "gamma"\nversion = "1.0"\n'
    const checkout = repository({ 'poetry.lock': lock })
    const wheel = join(checkout, makeWheel(checkout, 'gamma', '1.0'))
    write(tools, { poetry: `#!/bin/sh\npip install -q --no-index ${wheel}\n` })
    const caller = { ...process.env, PATH: `${process.env['PATH']}:${tools}` }
    const made = await make(checkout, { ...writing(folder, 'poetry install --no-root'), caller })
    const why = 'it installs gamma from files that are not its lock'
    expect(made.notes).toEqual([NOTHING, `this setup is not cached: ${why}`])
    expect(readdirSync(folder)).toEqual([])
  })

  test('keeps nothing where it cannot, and says so', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { setup, notes } = await make(repository(), writing(file))
    expect(setup).toBe('ran')
    expect(notes).toEqual([NOTHING, expect.stringMatching(/^the environment is not cached: .+/)])
  })

  test('a model without setup has none', async () => {
    const attempt = { setupCache: { folder: kept, write: true } }
    expect(await make(repository(), attempt)).toMatchObject({ setup: 'none', notes: [] })
  })

  test('a cancelled job ends as one', async () => {
    const stop = new AbortController()
    const attempt = { ...reading(kept), signal: stop.signal }
    const cancelled = make(repository(), {
      ...attempt,
      onProgress: ({ phase }) => phase === 'copying' && stop.abort(new Error('cancelled')),
    })
    await expect(cancelled).rejects.toThrow('cancelled')
  })

  test('a training sees nothing of what other setups left there', async () => {
    const folder = copyOfKept()
    write(folder, { 'Python/x': '' })
    const look = 'import os, sys\nprint(*[sorted(os.listdir(path)) for path in sys.argv[1:]])\n'
    const train = `python3 train.py ${folder} ${folder}/reprise-setup`
    const caller = { ...process.env, RUNNER_TOOL_CACHE: folder }
    const attempt = { ...reading(folder), caller, model: { setup: SETUP, train } }
    await make(repository({ 'train.py': look }), attempt, async (template) => {
      expect(template.setup).toBe('cached')
      const { stdout } = await retrainOnce(template, { seed: 0, accelerators: [] })
      expect(readFileSync(stdout, 'utf8')).toBe("['Python', 'reprise-setup'] []\n")
    })
  })
})
