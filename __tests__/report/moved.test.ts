import { describe, expect, test } from '@jest/globals'
import type { Reason } from '../../src/compare/verdict.ts'
import type { Change } from '../../src/explain/explanation.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import { codeChange, explanationOf, packageChange, paramChange, rowChange } from './example.ts'
import { REASONS } from './reasons.ts'
import { SAME, said } from './said.ts'

const equal = { baseline: 0.412, run: 0.412 }

describe('what moved, in the sentence', () => {
  const beyond = (
    different: Parameters<typeof explanationOf>[0],
    unknown: Parameters<typeof explanationOf>[1] = [],
  ): string =>
    said('changed', { kind: 'beyond', tolerance: 0.01 }, explanationOf(different, unknown))
      .split('; ')
      .slice(1)
      .join('; ')
  const unwatched: Change = { ...codeChange, imported: undefined }

  test.each<readonly [string, Parameters<typeof explanationOf>[0], string]>([
    [
      'imported code before data',
      { data: [rowChange], code: [codeChange] },
      '`digits/network.py` line 41 differs, and 1 more change',
    ],
    [
      'data before code that nobody watched',
      { data: [rowChange], code: [unwatched] },
      '`data/train.csv` row 212 differs, and 1 more change',
    ],
    [
      'a file of the command before data',
      { data: [rowChange], code: [{ ...unwatched, path: 'train.py' }] },
      '`train.py` line 41 differs, and 1 more change',
    ],
    [
      'data before parameters',
      { config: [paramChange], data: [rowChange] },
      '`data/train.csv` row 212 differs, and 1 more change',
    ],
    [
      'parameters before packages',
      { config: [paramChange], environment: [packageChange] },
      '`optimizer.learning_rate` in `configs/mini.json` 0.05 → 0.0505, and 1 more change',
    ],
    [
      'packages before code that was not imported',
      {
        environment: [packageChange],
        code: [
          { ...codeChange, imported: false },
          { ...codeChange, imported: false },
        ],
      },
      'package `torch` 2.11.0 → 2.12.0, and 2 more changes',
    ],
    [
      'a new file',
      { code: [{ kind: 'code', path: 'a.py', how: 'added', imported: true, hunks: undefined }] },
      '`a.py` is new',
    ],
    [
      'a setting that is gone',
      { config: [{ kind: 'setting', name: 'env.OMP_NUM_THREADS', before: '2', after: undefined }] },
      '`env.OMP_NUM_THREADS` 2 is gone',
    ],
    [
      'many rows',
      {
        data: [
          {
            kind: 'data',
            path: 'd.csv',
            how: 'changed',
            total: 40,
            rows: [{ how: 'removed', row: 7, line: 8, columns: [], before: 'a', after: undefined }],
          },
        ],
      },
      '`d.csv` differs in 40 rows, first in row 7',
    ],
    [
      'two rows',
      {
        data: [
          {
            kind: 'data',
            path: 'd.csv',
            how: 'changed',
            total: 2,
            rows: [7, 9].map((row) => ({
              how: 'added',
              row,
              line: row,
              columns: [],
              before: undefined,
              after: 'a',
            })),
          },
        ],
      },
      '`d.csv` rows 7 and 9 are new',
    ],
    [
      'rows in another order',
      {
        data: [
          {
            kind: 'data',
            path: 'd.csv',
            how: 'changed',
            total: undefined,
            rows: undefined,
            reordered: true,
          },
        ],
      },
      '`d.csv` has the same rows in another order',
    ],
    [
      'contents that were not compared',
      {
        data: [{ kind: 'data', path: 'd.bin', how: 'changed', total: undefined, rows: undefined }],
      },
      '`d.bin` differs',
    ],
  ])('%s', (_, different, expected) => {
    expect(beyond(different)).toBe(expected)
  })

  test('says so when nothing is known to differ, and never that nothing differs', () => {
    expect(beyond({})).toBe('no recorded factor differs')
    expect(beyond({}, ['seed', 'hardware'])).toBe(
      'no recorded factor differs, but not all is known of hardware, seed',
    )
  })

  test.each<readonly [VerdictKind, Reason]>([
    ['identical', REASONS['bits-equal'][1]],
    ['reproduced', REASONS.within[1]],
  ])('%s names a changed input', (verdict, reason) => {
    expect(said(verdict, reason, explanationOf({ code: [codeChange] }), equal)).toMatch(
      /, though `digits\/network\.py` line 41 differs$/,
    )
    expect(said(verdict, reason, SAME, equal)).not.toMatch(/though/)
  })

  test('is left out where the comparison could not be made', () => {
    const moved = explanationOf({ data: [rowChange] })
    for (const kind of ['other-step', 'environment-moved', 'foreign-module'] as const) {
      const [verdict, reason] = REASONS[kind]
      expect(said(verdict, reason, moved)).not.toMatch(/train\.csv/)
    }
  })
})
