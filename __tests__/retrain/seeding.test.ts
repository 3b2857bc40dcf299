import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { cleanUp, retrained, type Case, type Harvested } from './harvested.ts'

afterAll(cleanUp)

const WRITES =
  'import json, random\njson.dump({"loss": random.random()}, open("metrics.json", "w"))\n'

/** A training of which the launcher said what it says under `deterministic` and `seed: auto`. */
function trained(
  train: string,
  { deterministic = true, index = 0 }: { deterministic?: boolean; index?: number } = {},
): Promise<Harvested> {
  return retrained({
    files: { 'train.py': train },
    model: { deterministic },
    env: {
      REPRISE_SEED_INDEX: String(index),
      ...(deterministic && { REPRISE_DETERMINISTIC: '1' }),
    },
    outcome: { seed: { index, how: 'auto' } },
  })
}

describe('the seed of a program that seeds itself', () => {
  test('is what its calls gave, and what took its place', async () => {
    const { record } = await trained(`import random\nrandom.seed(42)\n${WRITES}`, { index: 1 })
    expect(record.config.seed).toEqual({
      index: 1,
      how: 'auto',
      calls: [
        { call: 'random.seed', given: 42, used: (42 + 2654435761) % 2 ** 32, at: 'train.py:2' },
      ],
    })
    expect(record.facts.seed).toEqual({ state: 'recorded', source: 'probe' })
    expect(record.findings.map(({ kind }) => kind)).not.toContain('unseeded')
  })

  test('is known where everything was seeded for it, and that it set none is a finding', async () => {
    const { record, of } = await trained(WRITES)
    expect(record.facts.seed).toEqual({ state: 'recorded', source: 'probe' })
    expect(record.config.seed).not.toHaveProperty('calls')
    expect(of('unseeded')).toEqual([{ kind: 'unseeded', generators: ['python'] }])
  })

  test.each([
    ['nobody gave one', WRITES],
    ['the system gave it', `import random\nrandom.seed()\n${WRITES}`],
  ])('is unknown where %s', async (_, train) => {
    const { record } = await trained(train, { deterministic: false })
    expect(record.facts.seed).toEqual({ state: 'unknown', source: 'program' })
  })

  test('is unknown where the system gave it, though everything was seeded before', async () => {
    const { record } = await trained(`import random\nrandom.seed()\n${WRITES}`)
    expect(record.facts.seed.state).toBe('unknown')
    expect(record.config.seed.calls).toMatchObject([
      { call: 'random.seed', given: null, used: null },
    ])
  })

  test('is unknown without the probe', async () => {
    const { record } = await retrained({
      files: { 'train.sh': 'echo 1 > out.txt\n' },
      model: { train: 'sh train.sh' },
    })
    expect(record.facts.seed).toEqual({ state: 'unknown', source: 'program' })
  })
})

test('a seed that the launcher gave is the launcher’s', async () => {
  const seed = { index: 2, how: 'env', name: 'SEED', value: 7 } as const
  const { record } = await retrained({
    files: { 'train.py': WRITES },
    model: { seed: { how: 'env', name: 'SEED', values: undefined }, deterministic: false },
    outcome: { seed },
  })
  expect(record.config.seed).toMatchObject(seed)
  expect(record.facts.seed).toEqual({ state: 'recorded', source: 'launcher' })
})

test('a weight that was to be moved, and of which nobody says that it was, is not said to be', async () => {
  const { record } = await retrained({
    files: { 'train.py': WRITES },
    env: { REPRISE_TWIN: '1' },
    outcome: { seed: { index: 0, how: 'auto', twin: true } },
  })
  expect(record.config.seed).not.toHaveProperty('twin')
})

describe('a report that the training wrote itself', () => {
  const report = (parts: object): string =>
    JSON.stringify({
      schema: 'reprise/probe/v1',
      pid: 7,
      ppid: 6,
      started: 1,
      argv: ['python3', 'train.py'],
      python: {
        implementation: 'cpython',
        version: '3.11.2',
        executable: '/usr/bin/python3',
        prefix: '/usr',
        base_prefix: '/usr',
      },
      ended: true,
      seconds: 1,
      forked: false,
      tree: '/t',
      errors: [],
      ...parts,
    })
  const withReport = (parts: object, outcome: Case['outcome'] = {}): Promise<Harvested> =>
    retrained({
      outcome,
      files: { 'train.sh': 'echo "{\\"loss\\": 1}" > metrics.json\n' },
      model: { train: 'sh train.sh' },
      spoil: ({ output }) => writeFileSync(join(output, 'python-7-1.json'), report(parts)),
    })

  test('names operators and generators, and why the tracing was given up', async () => {
    const { of } = await withReport({
      unseeded: ['numpy'],
      nondeterministic: ['scatter_add_cuda_kernel'],
      tracing: { state: 'disabled', mode: 'modules', steps: 3, why: 'KeyError: 3' },
    })
    expect(of('unseeded')).toEqual([{ kind: 'unseeded', generators: ['numpy'] }])
    expect(of('nondeterministic-operators')).toEqual([
      { kind: 'nondeterministic-operators', names: ['scatter_add_cuda_kernel'] },
    ])
    expect(of('trace-disabled')).toEqual([{ kind: 'trace-disabled', why: 'KeyError: 3' }])
  })

  test.each([
    [{ twin: true } as const, true],
    [{}, undefined],
  ])('counts for a moved weight only where one was asked for: %j', async (asked, twin) => {
    const tracing = { state: 'on', mode: 'modules', steps: 3, twin: true }
    const seed = { index: 0, how: 'auto', ...asked } as const
    const { record } = await withReport({ tracing }, { seed })
    expect(record.config.seed.twin).toBe(twin)
  })

  test('fits into a record, however long its places are, and gives away no home', async () => {
    const call = (at: string, number: number) => ({
      call: `c${'\u{1f600}'.repeat(200)}`,
      given: number,
      used: number,
      at,
    })
    const calls = [
      ...Array.from({ length: 18 }, (_, number) => call('x'.repeat(4000), number)),
      call('/home/somebody/train.py:3', 18),
    ]
    const { record } = await withReport({
      seeded: { index: 0, deterministic: true, base: {}, calls },
      unseeded: [],
    })
    expect(record.config.seed.calls).toHaveLength(19)
    expect(record.config.seed.calls?.[0]).not.toHaveProperty('at')
    expect(record.config.seed.calls?.[18]?.at).toBe('~/train.py:3')
  })

  test('with as many calls as are noted leaves the rest unknown', async () => {
    const calls = Array.from({ length: 20 }, (_, given) => ({ call: 'c', given, used: given }))
    const { record } = await withReport({
      seeded: { index: 0, deterministic: true, base: {}, calls },
      unseeded: [],
    })
    expect(record.facts.seed.state).toBe('unknown')
  })
})
