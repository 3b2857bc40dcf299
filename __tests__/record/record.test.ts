import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { digestOf, sha256 } from '../../src/record/digest.ts'
import { UserError } from '../../src/record/error.ts'
import { inputDigest, type Inputs } from '../../src/record/input.ts'
import type { Json } from '../../src/record/json.ts'
import { decodeNumber } from '../../src/record/number.ts'
import { parseRecord, RECORD_BYTES, recordId, RunRecord, seal } from '../../src/record/record.ts'
import { summarise } from '../../src/record/series.ts'
import { exampleLoss, exampleRecord, exampleSeries } from './example.ts'

function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
  return 'accepted'
}

test('the id is the digest of the canonical JSON without the id', () => {
  const record = exampleRecord()
  const { id, ...rest } = record
  expect(id).toBe(digestOf(rest as unknown as Json))
  expect(recordId(record)).toBe(id)
})

test('a sealed record comes back from its text, indented or not', () => {
  const record = exampleRecord()
  expect(parseRecord(JSON.stringify(record), 'r.json')).toEqual(record)
  expect(parseRecord(Buffer.from(JSON.stringify(record, null, 2)), 'r.json')).toEqual(record)
})

test('what was traced, the seeding calls and a window come back', () => {
  const { config, run } = exampleRecord()
  const calls = [{ call: 'random.seed', given: 42, used: null, at: 'train.py:12' }]
  const record = exampleRecord({
    config: { ...config, seed: { index: 3, how: 'auto', calls, twin: true } },
    run: { ...run, window: { from: 0, to: 0 } },
    traced: { mode: 'borders', because: 'torch.compile', ranks: 2, steps: 0 },
    trace: sha256('states'),
  })
  expect(parseRecord(JSON.stringify(record), 'r.json')).toEqual(record)
})

test('the order of keys does not matter, every value does', () => {
  const record = exampleRecord()
  const reversed = Object.fromEntries(Object.entries(record).toReversed())
  expect(parseRecord(JSON.stringify(reversed), 'r.json').id).toBe(record.id)
  const ids = [
    record,
    exampleRecord({ model: 'other' }),
    exampleRecord({ key: { accelerator: 'x86-64-v3', count: 1 } }),
    exampleRecord({ parents: [record.id] }),
    exampleRecord({ series: [summarise({ ...exampleLoss, source: 'reader:csv m.csv' })] }),
  ].map(({ id }) => id)
  expect(new Set(ids).size).toBe(5)
})

test('numbers that JSON has no spelling for survive in finals and parameters', () => {
  const special = [
    Number.NaN,
    Infinity,
    -Infinity,
    -0,
    0,
    5e-324,
    -5e-324,
    2 ** 53,
    2 ** 60,
    0.1 + 0.2,
  ]
  const record = exampleRecord({
    series: special.map((value, index) => summarise(exampleSeries(`m${index}`, [1, value]))),
  })
  const back = parseRecord(JSON.stringify(record), 'r.json')
  back.series.forEach(({ final }, index) => {
    expect(Object.is(decodeNumber(final), special[index])).toBe(true)
  })
  const params = {
    'a.yaml': { nan: 'NaN', huge: '18446744073709551616', minus: '-0', nothing: null },
  }
  const config = { ...record.config, params }
  expect(parseRecord(JSON.stringify(exampleRecord({ config })), 'r.json').config.params).toEqual(
    params,
  )
})

test('any record that the schema holds survives a round trip', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
  )
  const table = fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    scalar,
    { maxKeys: 5, noNullPrototype: true },
  )
  const values = fc.array(fc.double(), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      table,
      values,
      fc.string({ minLength: 1 }),
      fc.string(),
      (params, points, name, train) => {
        const { config } = exampleRecord()
        const record = exampleRecord({
          config: { ...config, train, params: { 'p.json': params } },
          series: [summarise(exampleSeries(name, points))],
        })
        expect(parseRecord(JSON.stringify(record), 'r.json')).toEqual(record)
      },
    ),
  )
})

describe('refused', () => {
  const record = exampleRecord()
  const edited = (change: object): string => JSON.stringify({ ...record, ...change })
  const seeded = (change: object): string =>
    edited({ config: { ...record.config, seed: { ...record.config.seed, ...change } } })
  const call = { call: 'random.seed', given: 1, used: null }

  test.each([
    ['an edited value', edited({ model: 'other' }), 'record-id'],
    ['an edited final', JSON.stringify(record).replace('"final":0.1', '"final":0.2'), 'record-id'],
    ['the id of another record', edited({ id: exampleRecord({ model: 'b' }).id }), 'record-id'],
    ['an unknown key', edited({ extra: 1 }), 'record-invalid'],
    ['an unknown key inside', edited({ code: { ...record.code, author: 'x' } }), 'record-invalid'],
    ['another schema version', edited({ schema: 'reprise/record/v2' }), 'record-invalid'],
    ['no schema', edited({ schema: undefined }), 'record-invalid'],
    ['a missing factor', edited({ facts: { ...record.facts, data: undefined } }), 'record-invalid'],
    [
      'an unknown factor',
      edited({ facts: { ...record.facts, luck: record.facts.code } }),
      'record-invalid',
    ],
    ['a digest that is none', edited({ input: 'sha256:abc' }), 'record-invalid'],
    [
      'an isolation level that is none',
      edited({ run: { ...record.run, isolation: 5 } }),
      'record-invalid',
    ],
    [
      'more seeding calls than are kept',
      seeded({ calls: Array.from({ length: 21 }, () => call) }),
      'record-invalid',
    ],
    ['a weight that was not moved', seeded({ twin: false }), 'record-invalid'],
    [
      'a configuration that does not say whether it is deterministic',
      edited({ config: { ...record.config, deterministic: undefined } }),
      'record-invalid',
    ],
    [
      'a window before the first step',
      edited({ run: { ...record.run, window: { from: -1, to: 3 } } }),
      'record-invalid',
    ],
    [
      'a trace of an unknown mode',
      edited({ traced: { mode: 'guessed', ranks: 1, steps: 1 } }),
      'record-invalid',
    ],
    ['a finding of an unknown kind', edited({ findings: [{ kind: 'fine' }] }), 'record-invalid'],
    ['a null', 'null', 'record-invalid'],
    ['a list', '[]', 'record-invalid'],
    ['nothing', '', 'json-syntax'],
    ['a cut text', JSON.stringify(record).slice(0, -20), 'json-syntax'],
    [
      'a key that stands twice',
      JSON.stringify(record).replace('{', '{"model":"main",'),
      'json-duplicate-key',
    ],
    ['__proto__', JSON.stringify(record).replace('{', '{"__proto__":{},'), 'json-key'],
    ['a bare NaN', JSON.stringify(record).replace('"final":', '"final":NaN,"f":'), 'json-number'],
    [
      'a number beyond float64',
      JSON.stringify(record).replace(/"seconds":[\d.]+/, '"seconds":1e400'),
      'json-number',
    ],
    ['a large text', ' '.repeat(3 * RECORD_BYTES), 'record-large'],
  ])('%s', (_, text, code) => {
    expect(codeOf(() => parseRecord(text, 'r.json'))).toBe(code)
  })

  test('a record above 64 KiB, however it is written', () => {
    const train = 'x'.repeat(RECORD_BYTES)
    const { id: _, ...rest } = { ...record, config: { ...record.config, train } }
    expect(codeOf(() => seal(rest))).toBe('record-large')
    const text = JSON.stringify({ ...rest, id: recordId(rest) })
    expect(Buffer.byteLength(text)).toBeLessThan(2 * RECORD_BYTES)
    expect(codeOf(() => parseRecord(text, 'r.json'))).toBe('record-large')
  })

  test('the message names the file and the field', () => {
    expect(() =>
      parseRecord(edited({ run: { ...record.run, isolation: 'high' } }), 'a/r.json'),
    ).toThrow(
      'a/r.json is no record of schema reprise/record/v1: run.isolation: Invalid input: expected number, received string',
    )
    expect(() => parseRecord(edited({ schema: 'reprise/record/v2' }), 'r.json')).toThrow(
      'r.json is no record of schema reprise/record/v1: schema: Invalid input: expected "reprise/record/v1"',
    )
  })

  test('arbitrary bytes and arbitrary edits end in a coded error', () => {
    const text = JSON.stringify(record)
    const edit = fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 10 }))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), edit), (hostile) => {
        const bytes = Array.isArray(hostile)
          ? Buffer.from(
              text.slice(0, hostile[0]) + hostile[2] + text.slice(hostile[0] + hostile[1]),
            )
          : hostile
        const code = codeOf(() => parseRecord(bytes, 'r.json'))
        const same = Buffer.from(bytes).toString() === text
        expect(code).toMatch(same ? /^accepted$/ : /^(?:record|json)-|^accepted$/)
        if (code === 'accepted') expect(parseRecord(bytes, 'r.json')).toEqual(record)
      }),
      { numRuns: 500 },
    )
  })
})

test('what could not be read back is not sealed', () => {
  const { config } = exampleRecord()
  const long = summarise(exampleSeries('m'.repeat(501), [1]))
  expect(codeOf(() => exampleRecord({ series: [long] }))).toBe('record-invalid')
  expect(codeOf(() => exampleRecord({ config: { ...config, train: '\uD800' } }))).toBe(
    'record-invalid',
  )
  expect(codeOf(() => exampleRecord({ model: '' }))).toBe('record-invalid')
})

test('a record names no unknown factor as known: every factor has a state and a source', () => {
  const { facts } = RunRecord.parse(exampleRecord())
  expect(Object.keys(facts).sort()).toEqual([
    'code',
    'config',
    'data',
    'determinism',
    'environment',
    'hardware',
    'seed',
  ])
})

test('the input digest changes with each input, and with nothing else', () => {
  const inputs: Inputs = {
    tree: sha256('tree'),
    train: 'python train.py',
    directory: '.',
    setup: null,
    env: { A: '1' },
    deterministic: false,
    network: 'off',
    data: { 'a.csv': sha256('a') },
    packages: { 'uv.lock': sha256('p') },
  }
  const changes: Partial<Inputs>[] = [
    { tree: sha256('other') },
    { train: 'python train.py ' },
    { directory: 'a' },
    { setup: '' },
    { env: { A: '2' } },
    { env: {} },
    { deterministic: true },
    { network: 'on' },
    { data: { 'b.csv': sha256('a') } },
    { data: { 'a.csv': sha256('b') } },
    { packages: {} },
  ]
  const digests = [inputs, ...changes.map((change) => ({ ...inputs, ...change }))].map(inputDigest)
  expect(new Set(digests).size).toBe(changes.length + 1)
  const reordered = Object.fromEntries(Object.entries(inputs).toReversed()) as unknown as Inputs
  expect(inputDigest(reordered)).toBe(digests[0])
})
