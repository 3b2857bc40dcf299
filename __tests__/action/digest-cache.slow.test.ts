import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile, execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { FILES, TRAIN } from '../flows/lab.ts'
import { makeWorld, type Ran, type Unusual, type World } from './world.ts'

/** A volume that outlives the machines which it is shown to. */
const volume = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-volume-')))
const rows = join(volume, 'data.csv')
const OTHERS = 1199
writeFileSync(rows, FILES['data.csv'])
for (let n = 0; n < OTHERS; n++) writeFileSync(join(volume, `${n}.txt`), `file ${n}\n`)

const PROJECT = {
  'train.py': TRAIN.replace('"data.csv"', JSON.stringify(rows)).replace(
    'json.load(open("config.json"))["seed"]',
    'json.load(open("config.json"))["seed"] + int(__import__("os").environ["SEED"])',
  ),
  'reprise.yml': `${FILES['reprise.yml'].replace('[data.csv]', `[${volume}]`)}seed: {env: SEED}\n`,
}

/** Only what has lain there for a while is believed on other machines, and no program sets a file's ctime back. */
const AN_HOUR_LATER = 'const now = Date.now; Date.now = () => now() + 3_600_000'
const LATER: Unusual = {
  options: {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(AN_HOUR_LATER)}`,
    },
  },
}

let world: World
let before: string
beforeAll(async () => {
  world = await makeWorld({ files: PROJECT })
  before = world.repo.head('main')
  await world.onDispatch({ mode: 'accept' }, 'main', LATER)
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
  rmSync(volume, { recursive: true })
})

/** What a job asked of the cache service. */
async function asking(run: () => Promise<Ran>): Promise<Ran & { readonly asked: string[] }> {
  const from = world.github.requests.length
  const ran = await run()
  const operations = world.github.requests.slice(from).map(({ operation }) => operation)
  return { ...ran, asked: operations.filter((name) => name.startsWith('CacheService/')) }
}

const [LOOK, SAVE, SAVED] = [
  'GetCacheEntryDownloadURL',
  'CreateCacheEntry',
  'FinalizeCacheEntryUpload',
].map((method) => `CacheService/${method}`)

function vouchers(): string[] {
  const args = ['ls-tree', '-r', '--name-only', 'reprise', '--', 'digests']
  const listed = execFileSync('git', args, { cwd: world.repo.folder, encoding: 'utf8' })
  return listed.split('\n').filter((name) => name !== '')
}

/** A job of each of these begins on a machine that knows nothing, with the same volume. */
describe('digests of large data', () => {
  let first: string

  test('where nothing vouches for any, none are asked for; a protected run keeps its own and vouches for them', async () => {
    const ran = await asking(() => world.onPush(before, LATER))
    expect(ran.conclusion).toBe('success')
    // Whether these very digests are kept already.
    expect(ran.asked).toEqual([LOOK, SAVE, SAVED])
    expect(ran.log).not.toMatch(/brought/)
    expect(ran.log).not.toMatch(/files known/)
    const [path = '', ...others] = vouchers()
    expect(others).toEqual([])
    first = /^digests\/([0-9a-f]{64})\.json$/.exec(path)?.[1] ?? ''
    expect(ran.log).toContain(`digests ${first.slice(0, 12)}: kept for later runs`)
    expect(ran.log).toContain(`ledger: vouches for the digests ${first.slice(0, 12)}`)
    expect(JSON.parse(world.repo.file('reprise', path) ?? '')).toEqual({
      schema: 'reprise/voucher/v1',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      config: 'reprise.yml',
      run: ran.runId,
    })
  })

  test('the next machine reads no file of the data, and keeps nothing that is known', async () => {
    const ran = await asking(() => world.onSchedule(LATER))
    expect(ran.log).toMatch(/ledger: kept [0-9a-f]{12} of main, seed index 2/)
    expect(ran.log).toContain(`digests ${first.slice(0, 12)}: brought from an earlier run`)
    expect(ran.log).toContain('digests: 1200 files known, 0 read')
    expect(ran.asked).toEqual([LOOK])
    expect(vouchers()).toHaveLength(1)
  })

  test('a pull request reads no file either, and is judged by the same digests', async () => {
    const pull = world.open('tidy', { 'train.py': `${PROJECT['train.py']}# tidied\n` })
    const ran = await asking(() => world.onPull(pull.number, LATER))
    expect(ran.outputs).toMatchObject({ verdict: 'identical', basis: 'bitwise' })
    expect(ran.log).toContain('digests: 1200 files known, 0 read')
    expect(ran.asked).toEqual([LOOK])
  })

  test('a file that was changed and given its old time is read; a pull request keeps nothing of it', async () => {
    const { atime, mtime, size } = statSync(rows)
    writeFileSync(rows, FILES['data.csv'].replace('\n7.5\n', '\n9.5\n'))
    utimesSync(rows, atime, mtime)
    expect(statSync(rows)).toMatchObject({ mtime, size })
    const pull = world.open('data', { 'notes.txt': 'nothing\n' })
    const ran = await asking(() => world.onPull(pull.number, LATER))
    expect(ran.log).toContain('digests: 1200 files known, 1 read')
    expect(ran.outputs['verdict']).toBe('changed')
    expect(world.said(pull.number)[0]?.body).toContain('data.csv')
    expect(ran.asked).toEqual([LOOK])
    expect(vouchers()).toHaveLength(1)
  })

  test('a protected run keeps what it read, beside the old; the newest is brought first', async () => {
    const ran = await asking(() => world.onSchedule(LATER))
    expect(ran.log).toContain('digests: 1200 files known, 1 read')
    expect(ran.asked).toEqual([LOOK, LOOK, SAVE, SAVED])
    expect(vouchers()).toHaveLength(2)
    const next = await asking(() => world.onSchedule(LATER))
    expect(next.log).toContain('digests: 1200 files known, 0 read')
    expect(next.asked).toEqual([LOOK])
  })

  test('other rows under the key of what is vouched for are not used', async () => {
    const pull = world.open('hostile', { 'notes.txt': 'hostile\n' })
    for (const path of vouchers()) await plant(pull.number, hexIn(path))
    const ran = await asking(() => world.onPull(pull.number, LATER))
    expect(ran.log).toContain('is not used: it is not what a trusted run wrote')
    expect(ran.log).not.toMatch(/files known/)
    expect(ran.outputs['verdict']).toBe('changed')
    expect(ran.asked).toEqual([LOOK, LOOK])
  })

  test('what is kept but not vouched for is not asked for', async () => {
    const gone = vouchers().map((path) => [path, null] as const)
    world.repo.push('reprise', Object.fromEntries(gone))
    const pull = world.open('unvouched', { 'notes.txt': 'unvouched\n' })
    const ran = await asking(() => world.onPull(pull.number, LATER))
    expect(ran.log).not.toMatch(/digests/)
    expect(ran.asked).toEqual([])
  })

  test('what was kept but never vouched for is vouched for by the next protected run', async () => {
    const ran = await asking(() => world.onSchedule(LATER))
    expect(ran.log).toMatch(/digests [0-9a-f]{12}: kept for later runs/)
    expect(vouchers()).toHaveLength(1)
  })
})

describe('digests of large data, each stage in a job of its own', () => {
  test('one cache for all jobs is kept once and vouched for; each of the next ones is brought it', async () => {
    const main = world
    const yml = PROJECT['reprise.yml'].replace('{env: SEED}', '{env: SEED, values: [0, 1, 2]}')
    const files = { ...PROJECT, 'reprise.yml': yml }
    world = await makeWorld({ files, facts: { threeJobs: true } })
    try {
      await world.onDispatch({ mode: 'accept' }, 'main', LATER)
      const matrix = { ...LATER, edit: () => MATRIX }
      const ran = await asking(() => world.onDispatch({ mode: 'calibrate' }, 'main', matrix))
      expect(ran.conclusion).toBe('success')
      expect(ran.jobs.filter(({ id }) => id === 'retrain')).toHaveLength(2)
      expect(ran.asked).toEqual([LOOK, SAVE, SAVED, LOOK])
      expect(vouchers()).toHaveLength(1)
      const pull = world.open('tidy', { 'notes.txt': 'tidy\n' })
      const next = await asking(() => world.onPull(pull.number, LATER))
      const trained = next.jobs.filter(({ id }) => id === 'retrain')
      expect(trained.length).toBeGreaterThan(0)
      for (const { log } of trained) expect(log).toContain('digests: 1200 files known, 0 read')
      expect(next.asked).toEqual(trained.map(() => LOOK))
      expect(vouchers()).toHaveLength(1)
      expect(world.github.problems).toEqual([])
    } finally {
      await world.close()
      world = main
    }
  })
})

/** A seed a job. */
const MATRIX = `name: Noise
on: {workflow_dispatch: {inputs: {mode: {type: string}}}}
permissions: {}
jobs:
  prepare:
    runs-on: ubuntu-24.04
    permissions: {contents: read, actions: read, pull-requests: read}
    outputs:
      plan-digest: \${{ steps.prepare.outputs.plan-digest }}
      matrix: \${{ steps.prepare.outputs.matrix }}
    steps:
      - {uses: actions/checkout@v7, with: {fetch-depth: 2}}
      - {id: prepare, uses: reprise/reprise/prepare@v1, with: {mode: calibrate}}
  retrain:
    needs: prepare
    strategy: {matrix: '\${{ fromJSON(needs.prepare.outputs.matrix) }}'}
    runs-on: gpu
    permissions: {contents: read}
    steps:
      - {uses: actions/checkout@v7, with: {fetch-depth: 2}}
      - uses: reprise/reprise/retrain@v1
        with: {seed: '\${{ matrix.seed }}', plan-digest: '\${{ needs.prepare.outputs.plan-digest }}'}
  report:
    needs: [prepare, retrain]
    runs-on: ubuntu-24.04
    permissions: {contents: write, actions: read, pull-requests: read}
    steps:
      - {uses: actions/checkout@v7, with: {fetch-depth: 2}}
      - uses: reprise/reprise/report@v1
        with: {plan-digest: '\${{ needs.prepare.outputs.plan-digest }}'}
`

function hexIn(path: string): string {
  return /([0-9a-f]{64})\.json$/.exec(path)?.[1] ?? ''
}

/** What a pull request's own workflow may do: its cache comes before that of the branch which it goes to. */
async function plant(number: number, hex: string): Promise<void> {
  const folder = join(world.folder, hex)
  mkdirSync(folder)
  writeFileSync(join(folder, 'reprise-digest-cache'), 'other rows')
  const { runtime, runId } = world.repo.startRun({ event: 'pull_request', pull: number })
  const script = `import { saveCache } from '@actions/cache'
    process.chdir(${JSON.stringify(folder)})
    if ((await saveCache(['reprise-digest-cache'], 'reprise-digests-${hex}')) < 0) process.exit(1)`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: runtime.resultsUrl,
      ACTIONS_RUNTIME_TOKEN: runtime.token,
    },
  })
  world.repo.finishRun(runId, 'success')
}
