import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { sha256, type InputDigest, type RecordId } from '../../src/record/digest.ts'
import { encodeNumber } from '../../src/record/number.ts'
import { Cause, type Baseline, type Lock } from '../../src/spec/lock.ts'
import { parseLock, setBaseline, writeLock } from '../../src/spec/lock-file.ts'
import { refusalOf } from './problems.ts'

const baseline: Baseline = {
  record: sha256('record') as string as RecordId,
  input: sha256('input') as string as InputDigest,
  seed: 0,
  runs: 10,
  repeats: 'yes',
  metrics: { eval_loss: { mean: 1.48213, sd: 0.0041, better: 'lower', step: 1000 } },
  series: sha256('series'),
  weights: sha256('weights'),
  trace: sha256('trace'),
  cause: 'configuration',
  because: 'longer warm-up',
}
const KEY = 'char-gpt @ nvidia-h200 x1'
const lock = setBaseline(undefined, KEY, baseline)

test('a lock is written as its page shows it', () => {
  expect(writeLock(lock)).toBe(`# Written by \`reprise accept\`; reviewed and merged like code.
version: 1
baselines:
  char-gpt @ nvidia-h200 x1:
    record: ${sha256('record')}
    input: ${sha256('input')}
    seed: 0
    runs: 10
    repeats: yes
    metrics:
      eval_loss: {mean: 1.48213, sd: 0.0041, better: lower, step: 1000}
    series: ${sha256('series')}
    weights: ${sha256('weights')}
    trace: ${sha256('trace')}
    cause: configuration
    because: longer warm-up
`)
})

test('a lock without baselines is a lock', () => {
  const empty: Lock = { version: 1, baselines: {} }
  expect({ ...parseLock(writeLock(empty), 'reprise.lock').baselines }).toEqual({})
})

test('a long number stands beside one that can be read', () => {
  const metrics = {
    loss: { mean: 0.41230000000000006, sd: 0.004100000000000001, step: 5 },
    one: { mean: 1 / 3, step: 5 },
    short: { mean: 0.5, sd: 0, step: 5 },
    nan: { mean: 'NaN' as const, step: 5 },
  }
  const lines = writeLock(setBaseline(undefined, KEY, { ...baseline, metrics })).split('\n')
  expect(lines.filter((line) => line.includes('mean'))).toEqual([
    '      loss: {mean: 0.41230000000000006, sd: 0.004100000000000001, step: 5} # 0.4123 ± 0.0041',
    '      nan: {mean: "NaN", step: 5}',
    '      one: {mean: 0.3333333333333333, step: 5} # 0.333333',
    '      short: {mean: 0.5, sd: 0, step: 5}',
  ])
})

test('baselines are sorted, whatever the order in which they were set', () => {
  const other = { ...baseline, because: 'first', cause: 'first' as const }
  const one = setBaseline(setBaseline(undefined, KEY, baseline), 'a @ arm64', other)
  const two = setBaseline(setBaseline(undefined, 'a @ arm64', other), KEY, baseline)
  expect(writeLock(one)).toBe(writeLock(two))
  expect(writeLock(one).indexOf('a @ arm64')).toBeLessThan(writeLock(one).indexOf(KEY))
})

test('a change of one metric changes one line', () => {
  const metrics = { ...baseline.metrics, accuracy: { mean: 0.9, step: 1000 } }
  const before = setBaseline(lock, KEY, { ...baseline, metrics })
  const after = setBaseline(before, KEY, {
    ...baseline,
    metrics: { ...metrics, accuracy: { mean: 0.91, step: 1000 } },
  })
  const [old, young] = [before, after].map((one) => writeLock(one).split('\n'))
  const changed = (old ?? []).filter((line, index) => line !== young?.[index])
  expect(changed).toEqual(['      accuracy: {mean: 0.9, step: 1000}'])
  expect(young).toHaveLength(old?.length ?? 0)
})

describe('round trip', () => {
  const number = fc
    .oneof(
      fc.double(),
      fc.constantFrom(-0, 5e-324, -5e-324, 2 ** 53, 1e21, -1e21, Number.MAX_VALUE, 1e20),
      fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
    )
    .map(encodeNumber)
  const digest = fc.string().map((text) => sha256(text))
  const metric = fc.record(
    {
      mean: number,
      sd: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((sd) => sd + 0),
      better: fc.constantFrom('lower' as const, 'higher' as const),
      step: fc.maxSafeInteger().map((step) => step + 0),
      resolution: fc.constantFrom('float32' as const, 'decimal:4' as const, 'sampled' as const),
    },
    { requiredKeys: ['mean', 'step'] },
  )
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }).filter((one) => !one.includes('\0')),
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '1',
      '0x1',
      '.inf',
      'a: b',
      'a #b',
      ' a ',
      '- a',
      'a\nb',
      '\u2028',
      '\u202E',
      '<<',
      "it's",
      '"',
      'a:',
      '…',
    ),
  )
  const name = text.filter((one) => one !== '__proto__')
  const any: fc.Arbitrary<Baseline> = fc.record(
    {
      record: digest.map((one) => one as string as RecordId),
      input: digest.map((one) => one as string as InputDigest),
      seed: fc.nat(),
      runs: fc.integer({ min: 1 }),
      repeats: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
      metrics: fc.dictionary(name, metric, { maxKeys: 4, noNullPrototype: true }),
      series: digest,
      weights: digest,
      trace: digest,
      cause: fc.constantFrom(...Cause.options),
      because: text,
      'noise-from': digest.map((one) => one as string as RecordId),
    },
    { requiredKeys: ['record', 'input', 'seed', 'runs', 'repeats', 'metrics', 'cause', 'because'] },
  )

  test('every bit and every character comes back', () => {
    fc.assert(
      fc.property(any, (one) => {
        const written = writeLock(setBaseline(undefined, 'main @ arm64', one))
        const { baselines } = parseLock(written, 'reprise.lock')
        expect(baselines['main @ arm64']).toEqual(one)
        expect(writeLock({ version: 1, baselines })).toBe(written)
        // Nothing invisible: what a reviewer sees is what is there.
        expect(written).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: process.env['REPRISE_LONG'] === '1' ? 3000 : 300 },
    )
  })
})

describe('refused', () => {
  const text = writeLock(lock)
  test.each([
    ['another digest', text.replace(/record: sha256:.{8}/, 'record: sha256:XXXXXXXX'), 5, 'record'],
    ['an unknown key', text.replace('seed: 0', 'seed: 0\n    sead: 1'), 8, 'unknown key "sead"'],
    [
      'a key that stands twice',
      text.replace('seed: 0', 'seed: 0\n    seed: 1'),
      8,
      'stands twice (first in line 7)',
    ],
    ['a bare NaN', text.replace('1.48213', '.nan'), 11, 'mean'],
    ['a bare -0', text.replace('1.48213', '-0'), 11, 'mean'],
    ['a negative spread', text.replace('0.0041', '-0.0041'), 11, 'sd'],
    ['a key that is none', text.replace(KEY, 'char-gpt on h200'), 4, 'is no comparison key'],
    ['a hostile model name', text.replace('char-gpt @', '../x @'), 4, 'is no comparison key'],
    ['no version', text.replace('version: 1\n', ''), 2, 'version'],
    ['a version that is text', text.replace('version: 1', 'version: "1"'), 2, 'version'],
    ['nothing', '', 1, 'expected object'],
    ['a list', '[]', 1, 'expected object'],
    ['a missing field', text.replace('    cause: configuration\n', ''), 4, 'cause'],
    ['a cut file', text.slice(0, text.indexOf('metrics')), 4, 'metrics'],
    ['an empty reason', text.replace('longer warm-up', '""'), 16, 'because'],
  ])('%s', (_, hostile, line, words) => {
    const error = refusalOf(() => parseLock(hostile, 'reprise.lock'))
    expect(error.code).toBe('lock-invalid')
    expect(error.message).toContain(words)
    expect(error.place).toMatchObject({ file: 'reprise.lock', line })
    expect(error.hint).toBe('Restore the file with git, or accept the baseline again.')
  })

  test('a merge conflict, with the way out', () => {
    const conflict = text.replace(
      '    seed: 0',
      '<<<<<<< HEAD\n    seed: 0\n=======\n    seed: 1\n>>>>>>> b',
    )
    expect(refusalOf(() => parseLock(conflict, 'reprise.lock')).hint).toBe(
      'The file holds the marks of a merge conflict: keep one side.',
    )
  })

  test('the lock of a newer version, with what to do', () => {
    expect(() => parseLock('version: 2\nbaselines: {new: things}', 'reprise.lock')).toThrow(
      expect.objectContaining({
        code: 'lock-version',
        message: 'reprise.lock has version 2; this Reprise reads version 1',
        hint: 'Update Reprise, or accept the baseline again with this one.',
        place: { file: 'reprise.lock', line: 1, column: 10 },
      }),
    )
  })

  test.each([
    ['no reason', KEY, { ...baseline, because: '' }],
    ['a long reason', KEY, { ...baseline, because: 'x'.repeat(501) }],
    ['a reason that YAML cannot carry', KEY, { ...baseline, because: 'a\0b' }],
    ['a key that is none', 'main', baseline],
  ])('a baseline that a lock cannot hold: %s', (_, key, one) => {
    expect(() => setBaseline(lock, key, one)).toThrow(
      expect.objectContaining({ code: 'baseline-invalid' }),
    )
  })
})
