import { describe, expect, test } from '@jest/globals'
import type { FoundDivergence } from '../../src/explain/divergence/divergence.ts'
import { takenAt } from '../../src/explain/place.ts'
import { parseTrace } from '../../src/readers/trace/parse.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'

interface What {
  readonly out?: string | undefined
  readonly loss?: string
  readonly rate?: number
  readonly rank?: number
}

function tensor(name: string, digest: string): object {
  const place = { step: 3, phase: 'forward', name, part: 'out', call: 0 }
  return { t: 'tensor', ...place, shape: [1], dtype: 'float32', digest }
}

/** One step of a training of two ranks at most, in full where `out` is given. */
function trace({ out, loss = 'aa', rate = 0.1, rank = 0 }: What): Trace {
  const lines: object[] = [
    {
      schema: 'reprise/trace/v1',
      writer: 'test',
      rank,
      world: 2,
      digest: 'd',
      mode: 'modules',
      schedule: 'standard',
    },
    { t: 'hyper', step: 0, optimizer: 0, group: 0, values: { lr: rate } },
    ...(out === undefined ? [] : [tensor('other', '11')]),
    ...(out === undefined || out === '' ? [] : [tensor('net', out)]),
    { t: 'step', step: 3, loss },
    { t: 'end', steps: 4, reason: 'finished' },
  ]
  return parseTrace(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')), 'test')
}

const PLACE: FoundDivergence = {
  state: 'found',
  training: undefined,
  rank: 0,
  step: 3,
  rung: 'forward',
  tensor: {
    phase: 'forward',
    name: 'net',
    part: 'out',
    call: 0,
    shape: [1],
    dtype: 'float32',
  },
  class: 'layer-code',
  sure: true,
  size: undefined,
  ladder: [],
  growth: [],
  hyper: [],
  batch: undefined,
  mode: 'modules',
  because: undefined,
  window: undefined,
}

const taken = (place: FoundDivergence, tried: What, run: What, baseline: What): string =>
  takenAt(place, [[trace(tried)]], [[trace(run)]], [[trace(baseline)]])

describe('which of two trainings a third one follows', () => {
  const [run, baseline] = [{ out: 'b1' }, { out: 'a1' }]

  test.each([
    ['b1', 'run'],
    ['a1', 'baseline'],
    ['c1', 'neither'],
    ['', 'neither'],
  ])('the digest %p at the place: %s', (out, expected) => {
    expect(taken(PLACE, { out }, run, baseline)).toBe(expected)
  })

  test('a tensor that only one of the two has', () => {
    expect(taken(PLACE, { out: '' }, { out: 'b1' }, { out: '' })).toBe('baseline')
    expect(taken(PLACE, { out: 'b1' }, { out: 'b1' }, { out: '' })).toBe('run')
  })

  test('what was not looked at is never equal', () => {
    expect(taken(PLACE, {}, run, baseline)).toBe('unknown')
    expect(taken(PLACE, { out: 'b1' }, {}, baseline)).toBe('unknown')
    expect(taken(PLACE, { out: 'b1' }, run, run)).toBe('unknown')
    expect(takenAt(PLACE, [], [[trace(run)]], [[trace(baseline)]])).toBe('unknown')
    const elsewhere = { ...PLACE, rank: 1 }
    expect(taken(elsewhere, run, run, baseline)).toBe('unknown')
  })

  test('a look at the step stands in where the run itself was traced in short', () => {
    const runs = [[trace({})], [trace(run)]]
    expect(takenAt(PLACE, [[trace(run)]], runs, [[trace(baseline)]])).toBe('run')
  })

  test('without a tensor what the step recorded in short decides', () => {
    const place = { ...PLACE, tensor: undefined }
    expect(taken(place, { loss: 'bb' }, { loss: 'bb' }, { loss: 'aa' })).toBe('run')
    expect(taken({ ...place, rung: 'gradient' }, {}, {}, {})).toBe('unknown')
  })

  test('hyper-parameters by the values in force, those alone that changed', () => {
    const hyper = [{ optimizer: 0, group: 0, name: 'lr', before: 0.1, after: 0.2 }]
    const place: FoundDivergence = { ...PLACE, rung: 'hyper', hyper }
    expect(taken(place, { rate: 0.2 }, { rate: 0.2 }, {})).toBe('run')
    expect(taken(place, { loss: 'cc' }, { rate: 0.2 }, {})).toBe('baseline')
    expect(taken(place, { rate: 0.3 }, { rate: 0.2 }, {})).toBe('neither')
  })
})
