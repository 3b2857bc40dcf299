import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { memorySource } from '../../src/readers/memory.ts'
import { readParams } from '../../src/readers/params.ts'
import { readPins } from '../../src/readers/pins/read.ts'
import { readMetrics } from '../../src/readers/read.ts'
import { UserError } from '../../src/record/error.ts'
import { Finding } from '../../src/record/finding.ts'
import { SeriesSummary, summarise } from '../../src/record/series.ts'
import { bytesOf, seriesNamed } from './files.ts'

const METRICS = [
  'metrics.json',
  'metrics.jsonl',
  'metrics.csv',
  'metrics.tsv',
  'metrics.yaml',
  'metrics.toml',
  'trainer_state.json',
  'metrics',
]
const PARAMS = ['params.yaml', 'params.json', 'params.toml']
const LOCKS = [
  'uv.lock',
  'poetry.lock',
  'pylock.toml',
  'requirements.txt',
  'environment.yml',
  'conda-lock.yml',
  'Pipfile.lock',
]

/** Whatever comes in, a record can hold what comes out. */
function readsSafely(name: string, content: Uint8Array): void {
  const reading = readMetrics([memorySource(name, content)], { declared: true })
  for (const one of reading.series)
    expect(SeriesSummary.safeParse(summarise(one)).success).toBe(true)
  for (const one of reading.findings) expect(Finding.safeParse(one).success).toBe(true)
  expect(reading.series.length + reading.findings.length).toBeGreaterThan(0)
  expect(reading.files).toHaveLength(1)
}

function valueOrUserError(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
  }
}

/** Bytes that look a little like the formats. */
const snippets = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\n',
  '\r\n',
  '\t',
  ';',
  '0.5',
  '-0',
  'NaN',
  'nan',
  'inf',
  '1e400',
  'null',
  'true',
  'step',
  'loss',
  'epoch',
  '__proto__',
  '<<',
  '&a',
  '*a',
  '- ',
  '? ',
  '|',
  '=',
  '[[package]]',
  '==1.0',
  '"loss":',
  '\\',
  '#',
  '\uFEFF',
  '\ud83d\ude00',
]
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .array(fc.constantFrom(...snippets), { maxLength: 80 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)

/** A real file with a piece cut out, doubled, or overwritten. */
function mutated(path: string): fc.Arbitrary<Uint8Array> {
  const whole = bytesOf(path)
  const place = fc.nat({ max: whole.length })
  return fc
    .tuple(
      place,
      place,
      fc.constantFrom('cut', 'double', 'overwrite', 'end'),
      fc.uint8Array({ maxLength: 8 }),
    )
    .map(([a, b, how, piece]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      if (how === 'end') return whole.subarray(0, from)
      if (how === 'cut') return Buffer.concat([whole.subarray(0, from), whole.subarray(to)])
      if (how === 'double') return Buffer.concat([whole.subarray(0, to), whole.subarray(from)])
      return Buffer.concat([whole.subarray(0, from), piece, whole.subarray(from + piece.length)])
    })
}

describe('arbitrary bytes', () => {
  test.each(METRICS)('%s: a series or a finding', (name) => {
    fc.assert(
      fc.property(bytes, (content) => readsSafely(name, content)),
      { numRuns: 150 },
    )
  })
  test.each(PARAMS)('%s: a value or a coded error', (name) => {
    fc.assert(
      fc.property(bytes, (content) =>
        valueOrUserError(() => readParams(memorySource(name, content))),
      ),
      { numRuns: 150 },
    )
  })
  test.each(LOCKS)('%s: a value or a coded error', (name) => {
    fc.assert(
      fc.property(bytes, (content) =>
        valueOrUserError(() => readPins(memorySource(name, content))),
      ),
      { numRuns: 100 },
    )
  })
})

describe('mutated real files', () => {
  test.each([
    ['hf_tf4/trainer_state.json', 'trainer_state.json'],
    ['hf_tf5/all_results.json', 'metrics.json'],
    ['lightning_csv/metrics.csv', 'metrics.csv'],
    ['dvclive/plots/metrics/train/loss.tsv', 'plots/metrics/loss.tsv'],
    ['dvclive/params.yaml', 'metrics.yaml'],
  ])('%s', (path, name) => {
    fc.assert(
      fc.property(mutated(path), (content) => readsSafely(name, content)),
      { numRuns: 100 },
    )
  })
  test.each([
    'locks/uv.lock',
    'locks/pylock.toml',
    'locks/environment.yml',
    'locks/requirements.uv-export.txt',
  ])('%s', (path) => {
    const name = path.slice('locks/'.length)
    fc.assert(
      fc.property(mutated(path), (content) =>
        valueOrUserError(() => readPins(memorySource(name, content))),
      ),
      { numRuns: 60 },
    )
  })
})

describe('what was written is read back bit for bit', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(
      Number.NaN,
      Infinity,
      -Infinity,
      -0,
      5e-324,
      -2.225073858507201e-308,
      1.7976931348623157e308,
    ),
  )
  const values = fc.array(value, { minLength: 1, maxLength: 40 })
  /** As Python's repr spells it. */
  const python = (number: number): string => (Object.is(number, -0) ? '-0.0' : String(number))
  const sameBits = (name: string, text: string, wanted: readonly number[]): void => {
    const reading = readMetrics([memorySource(name, text)])
    expect(reading.findings).toEqual([])
    const { steps, values } = seriesNamed(reading, 'a/loss')
    expect(steps).toEqual(wanted.map((_, at) => at * 3))
    expect(values.every((one, at) => Object.is(one, wanted[at]))).toBe(true)
  }

  test('JSON lines', () => {
    const spell = (number: number): string => python(number)
    fc.assert(
      fc.property(values, (wanted) =>
        sameBits(
          'log.jsonl',
          wanted.map((one, at) => `{"step": ${at * 3}, "a": {"loss": ${spell(one)}}}\n`).join(''),
          wanted,
        ),
      ),
    )
  })
  test('CSV, with quotes and line ends of either kind', () => {
    const spell = (number: number): string =>
      python(number).replace('NaN', 'nan').replace('Infinity', 'inf')
    fc.assert(
      fc.property(values, fc.constantFrom('\n', '\r\n'), fc.boolean(), (wanted, end, quoted) => {
        const cell = (text: string): string => (quoted ? `"${text}"` : text)
        const rows = wanted.map((one, at) => `${at * 3},${cell(spell(one))}${end}`)
        sameBits('log.csv', `step,${cell('a/loss')}${end}${rows.join('')}`, wanted)
      }),
    )
  })
  test('rows across the borders of chunks and batches', () => {
    const wanted = Array.from({ length: 60_000 }, (_, at) => 1 / (at + 1))
    sameBits(
      'log.csv',
      `step,a/loss\n${wanted.map((one, at) => `${at * 3},${one}\n`).join('')}`,
      wanted,
    )
  })
})
