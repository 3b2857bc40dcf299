import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { RunRequest } from '../../src/retrain/request.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import { cleanUp, LEVELS, makeRepository, train, trainOnce, type Attempt } from './repository.ts'

afterAll(cleanUp)

const NAMES = [
  'REPRISE_TRACE',
  'REPRISE_SEED_INDEX',
  'REPRISE_DETERMINISTIC',
  'REPRISE_TWIN',
  'PYTHONHASHSEED',
  'CUBLAS_WORKSPACE_CONFIG',
]
const SHOW = `import json, os\nprint(json.dumps({name: os.environ[name] for name in ${JSON.stringify(NAMES)} if name in os.environ}))\n`
const { PYTHONHASHSEED: _, CUBLAS_WORKSPACE_CONFIG: __, ...CALLER } = process.env

/** What each run is told. */
async function told(attempt: Attempt): Promise<Record<string, string>[]> {
  const checkout = makeRepository({ 'train.py': SHOW })
  const runs = await train(checkout, { caller: CALLER, ...attempt }, ({ out }) => out)
  return runs.map((out) => JSON.parse(out) as Record<string, string>)
}

describe.each(LEVELS)('what a run is told at isolation level %i', (isolation) => {
  test('by default: to trace, its index, and to repeat itself', async () => {
    const repeat = {
      REPRISE_DETERMINISTIC: '1',
      PYTHONHASHSEED: '0',
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
    }
    expect(await told({ isolation, runs: 2 })).toEqual([
      { REPRISE_TRACE: 'standard', REPRISE_SEED_INDEX: '0', ...repeat },
      { REPRISE_TRACE: 'standard', REPRISE_SEED_INDEX: '1', ...repeat },
    ])
  })

  test('with a seed from outside and `deterministic: false`: neither of them', async () => {
    const model = {
      seed: { how: 'env', name: 'S', values: undefined },
      deterministic: false,
    } as const
    expect(await told({ isolation, model })).toEqual([{ REPRISE_TRACE: 'standard' }])
  })

  test('what the caller or `env:` sets stays so', async () => {
    const caller = { ...CALLER, PYTHONHASHSEED: 'random' }
    const env = { CUBLAS_WORKSPACE_CONFIG: ':16:8' }
    expect(await told({ isolation, caller, model: { env } })).toMatchObject([
      { PYTHONHASHSEED: 'random', CUBLAS_WORKSPACE_CONFIG: ':16:8' },
    ])
    const passed = { PYTHONHASHSEED: null }
    expect(await told({ isolation, caller: CALLER, model: { env: passed } })).toMatchObject([
      { PYTHONHASHSEED: '0' },
    ])
  })
})

describe('what is asked of one run', () => {
  test.each<[RunRequest['trace'], string]>([
    ['off', 'off'],
    ['rolling', 'rolling'],
    ['dense', 'dense'],
    [{ from: 16, to: 31 }, 'window:16-31'],
  ])('the schedule %j', async (trace, said) => {
    const checkout = makeRepository({ 'train.py': SHOW })
    const run = await trainOnce(
      checkout,
      { isolation: 1, caller: CALLER, ask: { trace } },
      (seen) => ({
        out: JSON.parse(seen.out) as Record<string, string>,
        window: seen.window,
      }),
    )
    expect(run.out['REPRISE_TRACE']).toBe(said)
    expect(run.window).toEqual(typeof trace === 'object' ? trace : undefined)
  })

  test('that a weight is moved', async () => {
    const checkout = makeRepository({ 'train.py': SHOW })
    const run = await trainOnce(
      checkout,
      { isolation: 1, caller: CALLER, ask: { twin: true } },
      ({ out, seed }) => ({
        out,
        seed,
      }),
    )
    expect(run.out).toContain('"REPRISE_TWIN": "1"')
    expect(run.seed).toEqual({ index: 0, how: 'auto', twin: true })
  })
})

test('setup is told nothing of it', async () => {
  const checkout = makeRepository({ 'train.py': SHOW, 'show.py': SHOW })
  const model = { setup: 'python3 show.py > told.json' }
  await trainOnce(checkout, { isolation: 1, caller: CALLER, model }, (run) =>
    expect(JSON.parse(readFileSync(join(run.copy, 'told.json'), 'utf8'))).toEqual({}),
  )
})

test('a program that is no Python runs as ever', async () => {
  const checkout = makeRepository({ 'train.sh': 'echo trained\n' })
  await trainOnce(checkout, { isolation: 1, model: { train: 'sh train.sh' } }, (run) =>
    expect([run.out, run.err]).toEqual(['trained\n', '']),
  )
})

test.each<[string, Partial<ModelSpec>]>([
  ['by `env:`', { env: { REPRISE_TRACE: 'off' } }],
  ['as the name of the seed', { seed: { how: 'env', name: 'REPRISE_TWIN', values: undefined } }],
])('nobody else sets what the probe is told, %s', async (_, model) => {
  const checkout = makeRepository({ 'train.py': SHOW })
  await expect(trainOnce(checkout, { isolation: 1, model }, () => 0)).rejects.toMatchObject({
    code: 'env-refused',
    message: expect.stringMatching(/^REPRISE_\w+ of main cannot be set/),
  })
})
