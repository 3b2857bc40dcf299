import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parseTrace } from '../../src/readers/trace/parse.ts'
import { largeTraces } from '../flows/large-traces.ts'
import { cleanUp, retrained, type Case, type Harvested } from './harvested.ts'

afterAll(cleanUp)

interface Shape {
  readonly rank?: number
  readonly world?: number
  readonly steps?: number
  readonly mode?: 'modules' | 'borders' | 'told'
  readonly because?: string
  /** The last line; `null`: none. */
  readonly end?: object | null
  /** What is written of a step besides its number. */
  readonly state?: (step: number) => object
}

/** A trace as a program of any language may write it. */
function traceOf({
  rank = 0,
  world = 1,
  steps = 3,
  mode = 'told',
  because,
  end,
  state,
}: Shape = {}) {
  const header = {
    schema: 'reprise/trace/v1',
    writer: 'by hand',
    rank,
    world,
    digest: 'sha256',
    mode,
    ...(because !== undefined && { because }),
    schedule: 'standard',
  }
  const stateOf = state ?? ((step: number) => ({ loss: `a${step}`, update: `b${step}` }))
  const lines: object[] = Array.from({ length: steps }, (_, step) => ({
    t: 'step',
    step,
    ...stateOf(step),
  }))
  const last = end === undefined ? { t: 'end', steps, reason: 'finished' } : end
  return [header, ...lines, ...(last === null ? [] : [last])]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
}

const TRAIN = 'print("trained")\nopen("metrics.csv", "w").write("step,loss\\n0,0.5\\n1,0.25\\n")\n'

/** Trains, then finds these files in the folder of the probe. */
function withTraces(
  traces: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<Case> = {},
): Promise<Harvested> {
  return retrained({
    files: { 'train.py': TRAIN },
    ...more,
    spoil: ({ output }) => {
      for (const [name, content] of Object.entries(traces))
        writeFileSync(join(output, name), content)
    },
  })
}

/** The traces that a record keeps, in the order of their ranks. */
function keptOf({ record, attachments }: Harvested) {
  return record.attachments
    .filter(({ kind }) => kind === 'trace')
    .map(({ digest }) => parseTrace(attachments.get(digest) ?? new Uint8Array(), digest))
    .sort((a, b) => a.header.rank - b.header.rank)
}

const whyOf = (run: Harvested): string[] => run.of('trace-incomplete').map(({ why }) => why)

describe('a trace that the training wrote', () => {
  test('by a shell command is an attachment, evidence and a summary', async () => {
    const run = await retrained({
      files: { 'trace.txt': traceOf() },
      model: {
        train:
          'cat trace.txt > "$REPRISE_OUT/trace-sh.ndjson"; echo "{\\"loss\\": 1}" > metrics.json',
      },
    })
    expect(run.record.traced).toEqual({ mode: 'told', ranks: 1, steps: 3 })
    expect(run.record.trace).toMatch(/^sha256:/)
    expect(keptOf(run)).toMatchObject([
      { header: { writer: 'by hand' }, steps: [{ step: 0 }, { step: 1 }, { step: 2 }] },
    ])
    expect(run.record.findings.map(({ kind }) => kind)).not.toContain('trace-incomplete')
  })

  test('gives equal bytes and evidence, gzipped or not, whatever else its writer put into it', async () => {
    const spaced = traceOf().replaceAll(',"', ' , "')
    const [plain, other, packed] = await Promise.all([
      withTraces({ 'trace-0.ndjson': traceOf() }),
      withTraces({ 'trace-other.ndjson': spaced }),
      withTraces({ 'trace-0.ndjson.gz': gzipSync(traceOf()) }),
    ])
    const traceIn = ({ record }: Harvested) =>
      record.attachments.filter(({ kind }) => kind === 'trace')
    expect(traceIn(other)).toEqual(traceIn(plain))
    expect(traceIn(packed)).toEqual(traceIn(plain))
    expect([other.record.trace, packed.record.trace]).toEqual([
      plain.record.trace,
      plain.record.trace,
    ])
  })

  test('of another computation is other evidence', async () => {
    const [one, other] = await Promise.all([
      withTraces({ 'trace-0.ndjson': traceOf() }),
      withTraces({
        'trace-0.ndjson': traceOf({ state: (step) => ({ loss: `a${step}`, update: 'ff' }) }),
      }),
    ])
    expect(one.record.trace).toBeDefined()
    expect(other.record.trace).not.toBe(one.record.trace)
  })

  test('of several ranks is an attachment each, and the coarsest mode with its reason', async () => {
    const run = await withTraces({
      'trace-1.ndjson': traceOf({ rank: 1, world: 2, mode: 'borders', because: 'torch.compile' }),
      'trace-0.ndjson': traceOf({ rank: 0, world: 2, mode: 'modules' }),
    })
    expect(run.record.traced).toEqual({
      mode: 'borders',
      because: 'torch.compile',
      ranks: 2,
      steps: 3,
    })
    expect(run.record.trace).toBeDefined()
    expect(keptOf(run).map(({ header }) => header.rank)).toEqual([0, 1])
    expect(whyOf(run)).toEqual([])
  })

  test('none is no finding: it may be no training of a kind that is traced', async () => {
    const { record } = await withTraces({})
    expect(record).not.toHaveProperty('trace')
    expect(record).not.toHaveProperty('traced')
    expect(
      record.findings.map(({ kind }) => kind).filter((kind) => kind.startsWith('trace')),
    ).toEqual([])
  })
})

describe('a trace that does not cover the run is no evidence, and says why', () => {
  test.each<[string, Record<string, Shape>, RegExp]>([
    ['broke off', { 0: { end: null } }, /rank 0 broke off after step 2/],
    [
      'a full one',
      { 0: { end: { t: 'end', steps: 3, reason: 'full', why: 'more than 60 MiB' } } },
      /full after step 2: more than 60 MiB/,
    ],
    [
      'a rank without a trace',
      { 0: { world: 3 }, 1: { rank: 1, world: 3 } },
      /of 3 ranks 2 wrote a trace/,
    ],
    [
      'two of one rank',
      { a: {}, b: { steps: 4 } },
      /2 processes wrote a trace, some as the same rank/,
    ],
    [
      'states of the parameters',
      { 0: { mode: 'modules', state: (step) => ({ loss: `a${step}` }) } },
      /states of the parameters/,
    ],
    ['no step', { 0: { mode: 'modules', steps: 0 } }, /no optimiser made a step/],
  ])('%s', async (_, shapes, why) => {
    const files = Object.entries(shapes).map(
      ([name, shape]) => [`trace-${name}.ndjson`, traceOf(shape)] as const,
    )
    const run = await withTraces(Object.fromEntries(files))
    expect(run.record.trace).toBeUndefined()
    expect(run.record.traced?.ranks).toBe(files.length)
    expect(whyOf(run)).toEqual([expect.stringMatching(why)])
  })

  test('a probe that gave up says why, once', async () => {
    const end = { t: 'end', steps: 2, reason: 'disabled', why: 'KeyError: grad' }
    const run = await withTraces({ 'trace-0.ndjson': traceOf({ steps: 2, end }) })
    expect(run.of('trace-disabled')).toEqual([
      { kind: 'trace-disabled', why: 'rank 0, step 2: KeyError: grad' },
    ])
    expect(whyOf(run)).toEqual([])
    expect(run.record.trace).toBeUndefined()
  })

  test('of a run that crashed its end is no news', async () => {
    const run = await withTraces(
      { 'trace-0.ndjson': traceOf({ end: null }) },
      { files: { 'train.py': 'raise SystemExit(3)\n' } },
    )
    expect(run.record.traced?.steps).toBe(3)
    expect(run.record.trace).toBeUndefined()
    expect(whyOf(run)).toEqual([])
  })
})

describe('a run that is stopped after a window', () => {
  const end = { t: 'end', steps: 3, reason: 'window' }

  test('keeps its trace, says so, and gives no results', async () => {
    const run = await withTraces(
      { 'trace-0.ndjson': traceOf({ end }) },
      {
        model: { weights: ['model.bin'], metrics: ['metrics.csv', 'more.csv'] },
        outcome: { window: { from: 1, to: 2 } },
      },
    )
    expect(run.record.run.window).toEqual({ from: 1, to: 2 })
    expect(run.record.series).toEqual([])
    expect(run.record.weights).toBeUndefined()
    expect(run.record.trace).toBeUndefined()
    expect(keptOf(run)).toHaveLength(1)
    const kinds = run.record.findings.map(({ kind }) => kind)
    for (const kind of ['no-metrics', 'metrics-unwritten', 'source-unreadable', 'trace-incomplete'])
      expect(kinds).not.toContain(kind)
  })

  test('a run that ends so without being asked to is told', async () => {
    const run = await withTraces({ 'trace-0.ndjson': traceOf({ end }) })
    expect(whyOf(run)).toEqual(['the trace of rank 0 is one of a window'])
  })
})

describe('hostile files cost the trace, never the record', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['no trace at all', 'hello\n', /line 1: not JSON/],
    ['another schema', '{"schema":"reprise/trace/v9"}\n', /schema is not reprise\/trace\/v1/],
    ['an empty file', '', /no trace/],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), /not UTF-8/],
    ['a gzip bomb', gzipSync(Buffer.alloc(80 * 1024 * 1024, 'x')), /64 MiB/],
    [
      'a damaged gzip stream',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9]),
      /no trace|gzip/,
    ],
    ['an unknown key', `${traceOf({ end: null })}{"t":"step","step":9,"evil":1}\n`, /line 5/],
    ['a step before the first', `${traceOf({ end: null })}{"t":"step","step":-7}\n`, /line 5/],
  ])('%s', async (_, content, why) => {
    const run = await withTraces({ 'trace-0.ndjson': content })
    expect(whyOf(run)).toEqual([expect.stringMatching(why)])
    expect(run.record).not.toHaveProperty('trace')
    expect(keptOf(run)).toEqual([])
    expect(run.record.series.map(({ name }) => name)).toEqual(['loss'])
  })

  test('one that cannot be read takes the evidence of the others away, and nothing else of them', async () => {
    const run = await withTraces({ 'trace-0.ndjson': traceOf(), 'trace-1.ndjson': '{}\n' })
    expect(run.record.traced).toEqual({ mode: 'told', ranks: 1, steps: 3 })
    expect(run.record.trace).toBeUndefined()
    expect(whyOf(run)).toEqual([expect.stringMatching(/^trace-1\.ndjson is no trace/)])
  })

  test('links, folders and pipes in its place are not followed', async () => {
    const run = await retrained({
      files: { 'train.py': TRAIN },
      spoil: ({ output, base }) => {
        writeFileSync(join(base, 'outside'), traceOf())
        symlinkSync(join(base, 'outside'), join(output, 'trace-0.ndjson'))
        mkdirSync(join(output, 'trace-1.ndjson'))
        execFileSync('mkfifo', [join(output, 'trace-2.ndjson')])
      },
    })
    expect(whyOf(run)).toHaveLength(3)
    expect(keptOf(run)).toEqual([])
  })

  test('more files than there may be ranks are not all read', async () => {
    const files = Array.from({ length: 300 }, (_, rank) => [
      `trace-${String(rank).padStart(3, '0')}.ndjson`,
      traceOf({ rank, world: 300 }),
    ])
    const run = await withTraces(Object.fromEntries(files) as Record<string, string>)
    expect(run.record.traced?.ranks).toBe(256)
    expect(run.record.trace).toBeUndefined()
    expect(whyOf(run)).toContain('300 files are more than 256')
    expect(run.record.series.map(({ name }) => name)).toEqual(['loss'])
  })

  test('files that would fill the memory together are not all read', async () => {
    const files = largeTraces('hyper', 3).map((content, rank) => [
      `trace-${rank}.ndjson.gz`,
      content,
    ])
    const small = ['trace-9.ndjson', traceOf()] as const
    const run = await withTraces(
      Object.fromEntries([...files, small]) as Record<string, Uint8Array | string>,
    )
    expect(whyOf(run)).toEqual([
      expect.stringMatching(
        /^trace-[0-2]\.ndjson\.gz and later files: the run’s traces have more than 256 MiB together/,
      ),
    ])
    expect(run.record.trace).toBeUndefined()
    expect(keptOf(run).length).toBeLessThan(3)
  }, 60_000)

  test('names and reasons of any kind fit into a record', async () => {
    const because = '\u{1f4a9}'.repeat(140)
    const run = await withTraces({ 'trace-0.ndjson': traceOf({ mode: 'borders', because }) })
    expect(run.record.traced?.because?.length).toBeLessThanOrEqual(200)
    const [kept] = run.record.attachments.filter(({ kind }) => kind === 'trace')
    const bytes = kept && run.attachments.get(kept.digest)
    expect(gunzipSync(bytes ?? new Uint8Array()).toString()).toContain(because)
  })
})
