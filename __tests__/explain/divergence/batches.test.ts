import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import type { FoundDivergence } from '../../../src/explain/divergence/divergence.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { textOf } from '../../readers/trace/traces.ts'
import { parted } from './labelled.ts'

/** One tensor of a batch: its shape, dtype and the digests of its rows. */
interface Entry {
  readonly shape: readonly number[]
  readonly dtype?: string
  readonly rows: readonly string[]
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

type Place = 'batch' | 'forward'

/** A training whose steps are all in full and hold one batch each; nobody drew other random numbers. */
function trace(steps: ReadonlyArray<readonly Entry[]>, place: Place): Trace {
  const lines = steps.flatMap((entries, step) => [
    ...['torch', 'numpy'].map((generator) => ({
      t: 'random',
      step,
      when: 'end',
      generator,
      digest: 'aa',
    })),
    ...(step > 0 ? [] : [{ t: 'random', step, when: 'start', generator: 'torch', digest: 'aa' }]),
    ...entries.map(({ shape, dtype = 'float32', rows }, at) => ({
      t: 'tensor',
      step,
      phase: place,
      call: 0,
      shape,
      dtype,
      rows,
      ...(place === 'batch'
        ? { name: `${at}`, part: 'value' }
        : { name: '(root)', part: `in.${at}` }),
      digest: digest(rows),
    })),
    {
      t: 'step',
      step,
      random: 'aa',
      loss: digest(entries),
      ...(place === 'batch' ? { batch: digest(entries) } : {}),
    },
  ])
  const end = { t: 'end', steps: steps.length, reason: 'finished' }
  return parseTrace(Buffer.from(textOf(...lines, end)), 'trace')
}

function between(
  baseline: ReadonlyArray<readonly Entry[]>,
  run: ReadonlyArray<readonly Entry[]>,
  place: Place = 'batch',
): FoundDivergence {
  const modules = (one: Trace): Trace => ({ ...one, header: { ...one.header, mode: 'modules' } })
  return parted(divergenceOf([modules(trace(run, place))], [modules(trace(baseline, place))]))
}

const X: Entry = { shape: [4, 8], rows: ['a1', 'a2', 'a3', 'a4'] }
const OTHER: Entry = { shape: [4, 8], rows: ['b1', 'b2', 'b3', 'b4'] }
const Y: Entry = { shape: [4], dtype: 'int64', rows: ['00', '01', '00', '01'] }

describe('samples that stayed in their places are in no other order', () => {
  test('though labels, which stand in every batch, changed in the middle of the tuple', () => {
    const lengths: Entry = { shape: [4], dtype: 'int64', rows: ['03', '05', '04', '07'] }
    const flipped = { ...Y, rows: ['01', '01', '00', '01'] }
    const rest = [OTHER, Y, lengths]
    expect(between([[X, Y, lengths], rest], [[X, flipped, lengths], rest])).toMatchObject({
      class: 'labels',
      sure: false,
    })
  })

  test('though targets of a model without a loader are found elsewhere', () => {
    const tokens = (rows: readonly string[]): Entry => ({ shape: [4, 8], dtype: 'int64', rows })
    const [before, after] = [tokens(['c1', 'c2', 'c3', 'c4']), tokens(['d1', 'd2', 'd3', 'd4'])]
    const next = tokens(['d4', 'e2', 'e3', 'e4'])
    expect(
      between(
        [
          [X, before],
          [OTHER, next],
        ],
        [
          [X, after],
          [OTHER, before],
        ],
        'forward',
      ),
    ).toMatchObject({ class: 'labels', sure: false })
  })

  test('and labels that were shuffled beside them are labels', () => {
    const shuffled = { ...Y, rows: ['01', '00', '00', '01'] }
    expect(between([[X, Y]], [[X, shuffled]])).toMatchObject({ class: 'labels', sure: true })
  })
})

test('a second view of a sample is no label', () => {
  const [view, changed] = [
    { ...X, rows: ['e1', 'e2', 'e3', 'e4'] },
    { ...X, rows: ['f1', 'f2', 'f3', 'f4'] },
  ]
  expect(between([[X, view]], [[X, changed]])).toMatchObject({
    class: 'preprocessing',
    sure: false,
  })
  const number: Entry = { shape: [4, 1], rows: ['11', '12', '13', '14'] }
  const other = { ...number, rows: ['21', '22', '23', '24'] }
  expect(between([[X, number]], [[X, other]])).toMatchObject({ class: 'labels', sure: true })
})

describe('the number of samples', () => {
  const sized = (shape: readonly number[], dtype = 'float32'): Entry => ({
    shape,
    dtype,
    rows: Array.from({ length: shape[0] ?? 0 }, (_, at) => `${shape.join('')}${at}`),
  })

  test('is another one where every tensor has another one', () => {
    const [old, young] = [
      [sized([4, 8]), sized([4], 'int64')],
      [sized([6, 8]), sized([6], 'int64')],
    ]
    expect(between([old], [young])).toMatchObject({ class: 'batch-size', sure: true })
  })

  test('may stand in the second dimension of some', () => {
    const [old, young] = [
      [sized([20, 4]), sized([4], 'int64')],
      [sized([22, 6]), sized([6], 'int64')],
    ]
    expect(between([old], [young])).toMatchObject({ class: 'batch-size', sure: true })
  })

  test('of one tensor alone may be a length', () => {
    expect(between([[sized([4, 8])]], [[sized([6, 8])]])).toMatchObject({
      class: 'batch-size',
      sure: false,
    })
  })

  test('is the same where only the samples are longer', () => {
    const labels = sized([4], 'int64')
    const [old, young] = [
      [sized([20, 4]), labels],
      [sized([9, 4]), labels],
    ]
    expect(between([old], [young])).toMatchObject({ class: 'preprocessing', sure: false })
    const later = [X, Y]
    expect(between([later, old], [later, young])).toMatchObject({
      step: 1,
      class: 'data-content',
      sure: false,
    })
  })
})
