import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { rowsChange, type KnownRows } from '../../../src/explain/divergence/rows.ts'
import type { TracedTensor } from '../../../src/readers/trace/trace.ts'

const NOTHING: KnownRows = { before: new Set(), baseline: new Set(), run: new Set() }

function batch(rows: string | undefined, shape = [rows?.length ?? 4, 3]): TracedTensor {
  return {
    phase: 'batch',
    name: '0',
    part: 'value',
    call: 0,
    shape,
    dtype: 'float32',
    digest: 'a',
    sketch: undefined,
    rows: rows === undefined ? undefined : [...rows],
  }
}

function known(baseline: string, run: string, before = ''): KnownRows {
  return { before: new Set(before), baseline: new Set(baseline), run: new Set(run) }
}

describe('the rows of a batch', () => {
  test.each<[string, string, string, KnownRows, object | undefined]>([
    ['in another order', 'abcd', 'bacd', NOTHING, { kind: 'permuted' }],
    ['one changed', 'abcd', 'abXd', NOTHING, { kind: 'some-rows', changed: 1, of: 4 }],
    ['one changed, one twice', 'abca', 'abXa', NOTHING, { kind: 'some-rows', changed: 1, of: 4 }],
    ['all changed', 'abcd', 'WXYZ', NOTHING, { kind: 'every-row' }],
    ['other ones', 'abcd', 'efgh', known('abcdefgh', 'efgh'), { kind: 'other-samples' }],
    [
      'other ones, one by chance in its place',
      'abcd',
      'efch',
      known('abcdefgh', 'abcdefgh'),
      { kind: 'other-samples' },
    ],
    [
      'one changed that is known from elsewhere as well',
      'abcd',
      'abXd',
      known('abcd', 'abXdc'),
      { kind: 'other-samples' },
    ],
    [
      'those of an earlier epoch',
      'abcd',
      'efgh',
      known('abcd', 'efgh', 'abcdefgh'),
      { kind: 'other-samples' },
    ],
    [
      'those of an earlier epoch, changed',
      'abcd',
      'WXYZ',
      known('abcd', 'WXYZ', 'abcd'),
      { kind: 'every-row' },
    ],
    ['one left out', 'abcdef', 'abdefg', NOTHING, { kind: 'some-rows', changed: 1, of: 6 }],
    ['one put in', 'abcdef', 'abXcde', NOTHING, { kind: 'some-rows', changed: 1, of: 6 }],
    ['more of them', 'abcd', 'abcde', NOTHING, { kind: 'other-shape' }],
  ])('%s', (_, before, after, samples, expected) => {
    expect(rowsChange(batch(before), batch(after), samples)).toEqual(expected)
  })

  test('that nobody recorded tell nothing', () => {
    expect(rowsChange(batch(undefined), batch('abcd'), NOTHING)).toBeUndefined()
    expect(rowsChange(batch('abcd'), batch('abc', [4, 3]), NOTHING)).toBeUndefined()
  })

  test('of another width', () => {
    expect(rowsChange(batch('abcd'), batch('abcd', [4, 5]), NOTHING)).toEqual({
      kind: 'other-shape',
    })
  })

  test('in any other order are permuted', () => {
    const rows = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{1,4}$/), {
      minLength: 2,
      maxLength: 9,
    })
    fc.assert(
      fc.property(rows, fc.nat(7), (before, turn) => {
        const at = 1 + (turn % (before.length - 1))
        const after = [...before.slice(at), ...before.slice(0, at)]
        const tensors = [before, after].map((rows) => ({
          ...batch(undefined, [rows.length]),
          rows,
        }))
        expect(rowsChange(tensors[0] as TracedTensor, tensors[1] as TracedTensor, NOTHING)).toEqual(
          {
            kind: 'permuted',
          },
        )
      }),
    )
  })
})
