import { describe, expect, test } from '@jest/globals'
import type { FoundDivergence } from '../../src/explain/divergence/divergence.ts'
import { takenAt } from '../../src/explain/place.ts'
import { agreesUpTo } from '../../src/explain/up-to.ts'
import { parseTrace } from '../../src/readers/trace/parse.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'
import { parted } from './cause/scene.ts'

interface What {
  readonly init?: string
  readonly module?: string
  readonly x?: string
  readonly y?: string
  readonly out?: string
  /** Of step 0, of step 1. */
  readonly losses?: readonly string[]
  readonly rate?: number
  readonly rank?: number
  readonly world?: number
  readonly training?: number
  readonly full?: boolean
  readonly end?: number
}

/** Two steps of a training, the second in full. */
function trace(what: What): Trace {
  const {
    init = '10',
    module = 'net',
    x = '20',
    y = '30',
    out = '40',
    rate = 0.1,
    full = true,
  } = what
  const { losses = ['50', '51'], rank = 0, world = 1, training = 0, end = 2 } = what
  const tensor = (
    step: number,
    phase: string,
    name: string,
    part: string,
    digest: string,
  ): object => ({
    t: 'tensor',
    step,
    phase,
    name,
    part,
    call: 0,
    shape: [1],
    dtype: 'float32',
    digest,
  })
  const lines: object[] = [
    {
      schema: 'reprise/trace/v1',
      writer: 'test',
      rank,
      world,
      training,
      digest: 'd',
      mode: 'modules',
      schedule: 'standard',
    },
    tensor(-1, 'init', `${module}.weight`, 'value', init),
    { t: 'hyper', step: 0, optimizer: 0, group: 0, values: { lr: rate } },
    { t: 'step', step: 0, loss: losses[0] },
    ...(full
      ? [
          tensor(1, 'batch', '0', 'value', x),
          tensor(1, 'batch', '1', 'value', y),
          tensor(1, 'forward', module, 'out', out),
        ]
      : []),
    ...(end > 1 ? [{ t: 'step', step: 1, loss: losses[1] }] : []),
    ...(end > 0 ? [{ t: 'end', steps: end, reason: 'finished' }] : []),
  ]
  return parseTrace(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')), 'test')
}

const tensorOf = (phase: 'batch' | 'forward', name: string, part: string) => ({
  tensor: { phase, name, part, call: 0, shape: [1], dtype: 'float32' },
})
const PLACE: FoundDivergence = parted('data-content', {
  ...tensorOf('batch', '0', 'value'),
  step: 1,
  rung: 'batch',
})
const agree = (tried: What, other: What, place = PLACE): string =>
  agreesUpTo(place, [[trace(tried)]], [[trace(other)]])

describe('whether a third training did all that another did, up to where two part', () => {
  test.each<[string, What]>([
    ['the same place, another tensor of its batch', { y: '31' }],
    ['what a module made of it', { out: '41' }],
    ['the loss of that step', { losses: ['50', '52'] }],
    ['the loss of a step before', { losses: ['59', '51'] }],
    ['a hyper-parameter in force', { rate: 0.2 }],
    ['initial values', { init: '11' }],
  ])('%s', (_, other) => {
    expect(agree({}, {})).toBe('same')
    expect(agree(other, {})).toBe('different')
    expect(takenAt(PLACE, [[trace(other)]], [[trace({ x: '21' })]], [[trace({})]])).toBe('baseline')
  })

  test('what ended before the step did, or is of other ranks, is not the same', () => {
    expect(agree({ end: 1 }, {})).toBe('unknown')
    expect(agree({ end: 0 }, {})).toBe('unknown')
    expect(agree({ y: '31', end: 1 }, {})).toBe('different')
    expect(agree({ world: 2 }, {})).toBe('unknown')
    expect(agreesUpTo(PLACE, [], [[trace({})]])).toBe('unknown')
    expect(agree({ training: 1 }, {})).toBe('unknown')
  })

  test('every rank counts', () => {
    const ranks = (second: What): Trace[][] => [
      [trace({ world: 2 }), trace({ ...second, world: 2, rank: 1 })],
    ]
    expect(agreesUpTo(PLACE, ranks({}), ranks({}))).toBe('same')
    expect(agreesUpTo(PLACE, ranks({ y: '31' }), ranks({}))).toBe('different')
    expect(agreesUpTo(PLACE, ranks({ end: 0 }), ranks({}))).toBe('unknown')
  })

  test('the training that is meant, of several', () => {
    const place: FoundDivergence = {
      ...PLACE,
      training: { number: 1, of: 2, program: undefined },
    }
    const both = (second: What): Trace[][] => [[trace({}), trace({ ...second, training: 1 })]]
    expect(agreesUpTo(place, both({}), both({}))).toBe('same')
    expect(agreesUpTo(place, both({ y: '31' }), both({}))).toBe('different')
  })

  test('a closer look at the step stands in where the run itself was traced in short', () => {
    const other = [[trace({ full: false })], [trace({})]]
    expect(agreesUpTo(PLACE, [[trace({})]], other)).toBe('same')
    expect(agreesUpTo(PLACE, [[trace({ y: '31' })]], other)).toBe('different')
  })

  test('before the first step the whole of the first one is looked at', () => {
    const place: FoundDivergence = { ...PLACE, step: -1, rung: 'init' }
    expect(agree({ losses: ['59', '51'] }, {}, place)).toBe('different')
    expect(agree({ losses: ['50', '59'] }, {}, place)).toBe('same')
  })

  test('a module under another name is the same module', () => {
    expect(agree({ module: 'other' }, {})).toBe('same')
    const place: FoundDivergence = {
      ...PLACE,
      ...tensorOf('forward', 'other', 'out'),
      rung: 'forward',
    }
    const run = [[trace({ module: 'other', out: '41' })]]
    const taken = (tried: What): string => takenAt(place, [[trace(tried)]], run, [[trace({})]])
    expect(taken({ out: '41' })).toBe('run')
    expect(taken({})).toBe('baseline')
    expect(taken({ out: '42' })).toBe('neither')
  })
})
