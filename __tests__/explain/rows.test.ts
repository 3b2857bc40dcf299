import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { TEXT_BYTES } from '../../src/explain/content.ts'
import type { RowChange } from '../../src/explain/explanation.ts'
import { compareRows } from '../../src/explain/rows.ts'

const compare = (path: string, before: string, after: string): ReturnType<typeof compareRows> =>
  compareRows(path, Buffer.from(before), Buffer.from(after))

const table = (rows: readonly string[], header = 'id,pixel,label'): string =>
  [header, ...rows, ''].join('\n')
const rows = Array.from({ length: 300 }, (_, index) => `${index},${index % 16},${index % 10}`)

describe('a changed table', () => {
  test('one changed cell names row, line and column', () => {
    const edited = rows.with(211, '211,3,9')
    expect(compare('data/train.csv', table(rows), table(edited))).toEqual({
      rows: [
        {
          how: 'changed',
          row: 212,
          line: 213,
          columns: ['label'],
          before: '211,3,1',
          after: '211,3,9',
        },
      ],
      total: 1,
    })
  })

  test('a row inserted at the top is one difference', () => {
    const result = compare('a.csv', table(rows), table(['900,1,1', ...rows]))
    expect(result).toMatchObject({
      total: 1,
      rows: [{ how: 'added', row: 1, line: 2, after: '900,1,1' }],
    })
  })

  test('a removed row has its number in the old file', () => {
    const result = compare('a.csv', table(rows), table(rows.toSpliced(4, 1)))
    expect(result).toMatchObject({
      total: 1,
      rows: [{ how: 'removed', row: 5, line: 6, before: '4,4,4' }],
    })
  })

  test('among equal neighbours the edited row is named', () => {
    const equal = ['1,0,0', '1,0,0', '1,0,0', '2,0,0', '2,0,0']
    const result = compare('a.csv', table(equal), table(equal.with(1, '7,0,0').with(4, '1,0,0')))
    expect(result.rows?.map(({ row, columns }) => [row, columns])).toEqual([
      [2, ['id']],
      [5, ['id']],
    ])
  })

  test('an inserted row beside a changed one is told from it by likeness', () => {
    const result = compare('a.csv', table(['alpha,1,1']), table(['zulu,9,9', 'alpha,1,2']))
    expect(result.rows).toMatchObject([
      { how: 'added', row: 1 },
      { how: 'changed', row: 2, columns: ['label'] },
    ])
  })

  test('the same rows in another order', () => {
    const result = compare('a.csv', table(rows), table(rows.toReversed()))
    expect(result).toMatchObject({ reordered: true, total: 300 })
  })

  test('a changed column in every row of a long file is compared in place', () => {
    const long = Array.from({ length: 5000 }, (_, index) => `${index},1,2`)
    const result = compare(
      'a.csv',
      table(long),
      table(long.map((row) => row.replace(',1,', ',0.5,'))),
    )
    expect(result).toMatchObject({ total: 5000, note: expect.stringContaining('in place') })
    expect(result.rows).toHaveLength(50)
    expect(result.rows?.at(-1)).toMatchObject({ row: 50, columns: ['pixel'] })
  })

  test('a wholly other file is counted', () => {
    const long = Array.from({ length: 3000 }, (_, index) => `a${index},1,2`)
    const other = Array.from({ length: 2500 }, (_, index) => `b${index},1,2`)
    const result = compare('a.csv', table(long), table(other))
    expect(result).toMatchObject({
      rows: undefined,
      total: 3000,
      note: expect.stringContaining('least'),
    })
  })

  test('a renamed column is the header, row 0', () => {
    const result = compare('a.csv', table(rows), table(rows, 'id,pixel,class'))
    expect(result.rows).toMatchObject([{ row: 0, line: 1, columns: ['label', 'class'] }])
    expect(result.total).toBe(1)
  })

  test('without a header the first row is row 1 and columns have no name', () => {
    const result = compare('a.csv', '1,2\n3,4\n', '1,2\n3,5\n')
    expect(result.rows).toMatchObject([{ row: 2, line: 2, columns: [] }])
  })

  test('a cell with a line break is one row', () => {
    const before = 'text,label\n"two\nlines",1\nb,2\n'
    const result = compare('a.csv', before, before.replace('b,2', 'b,3'))
    expect(result.rows).toMatchObject([{ row: 2, line: 4, columns: ['label'], after: 'b,3' }])
  })

  test('a stray quote does not swallow the file', () => {
    const many = Array.from({ length: 1500 }, (_, index) => `${index},x,y`).with(3, '3,5" pipe,y')
    const result = compare('a.csv', table(many), table(many.with(1400, '1400,x,z')))
    expect(result).toMatchObject({ total: 1, rows: [{ row: 1401, columns: ['label'] }] })
  })

  test.each([
    ['tabs', 'a.tsv', 'a\tb\n1\t2\n', 'a\tb\n1\t3\n'],
    ['semicolons', 'a.csv', 'a;b\n1;2,5\n', 'a;b\n1;3,5\n'],
  ])('%s', (_, path, before, after) => {
    expect(compare(path, before, after).rows).toMatchObject([{ row: 1, columns: ['b'] }])
  })

  test('only line endings differ', () => {
    expect(compare('a.csv', 'a,b\n1,2\n', 'a,b\r\n1,2\r\n')).toMatchObject({
      rows: [],
      total: 0,
      note: expect.stringContaining('line endings'),
    })
  })
})

describe('other formats', () => {
  test('JSON lines name the keys that differ, NaN and null apart', () => {
    const before = '{"x": 1, "y": {"z": NaN}}\n{"x": 2, "y": 1}\n'
    const after = '{"x": 1, "y": {"z": null}}\n{"x": 2, "y": 1, "w": 0}\n'
    expect(compare('a.jsonl', before, after).rows).toMatchObject([
      { row: 1, columns: ['y'] },
      { row: 2, columns: ['w'] },
    ])
  })

  test('text names lines', () => {
    expect(compare('tiny.txt', 'a\n\nb\n', 'a\n\nc\n')).toEqual({
      rows: [{ how: 'changed', row: 3, line: 3, columns: [], before: 'b', after: 'c' }],
      total: 1,
    })
  })

  test('a difference far into a long line stays in sight', () => {
    const long = 'x'.repeat(100_000)
    const [change] = compare('a.txt', `${long}A${long}`, `${long}B${long}`).rows ?? []
    expect(change?.before).toMatch(/^…x+Ax+…$/)
    expect(change?.after).toMatch(/^…x+Bx+…$/)
    expect(change?.after?.length).toBeLessThan(210)
  })
})

describe('hostile content', () => {
  test('NUL bytes are not text', () => {
    expect(compare('a.csv', 'a\0b', 'a\0c')).toMatchObject({
      rows: undefined,
      note: expect.stringContaining('not text'),
    })
  })

  test('a file too large to be read line by line is not', () => {
    const large = Buffer.alloc(TEXT_BYTES + 1, 'a')
    const result = compareRows('a.csv', large, Buffer.from('a'))
    expect(result).toMatchObject({ rows: undefined, note: expect.stringContaining('too large') })
    const lines = compareRows('a.txt', Buffer.alloc(1_000_000, '\n'), Buffer.from('a'))
    expect(lines).toMatchObject({ rows: undefined, note: expect.stringContaining('too large') })
  })

  test('different invalid UTF-8 stays different', () => {
    const result = compareRows('a.txt', Uint8Array.of(0x61, 0xff), Uint8Array.of(0x61, 0xfe))
    expect(result).toMatchObject({ total: 1 })
  })

  test('any two contents end in a bounded answer', () => {
    const bytes = fc.uint8Array({ maxLength: 400 })
    const text = fc.string({
      unit: fc.constantFrom(',', '"', '\n', '\r', 'a', '{', '}', ':', '1', '\t', 'é'),
    })
    const content = fc.oneof(
      bytes,
      text.map((value) => Buffer.from(value)),
    )
    fc.assert(
      fc.property(
        content,
        content,
        fc.constantFrom('a.csv', 'a.tsv', 'a.jsonl', 'a.txt'),
        (before, after, path) => {
          const result = compareRows(path, before, after)
          expect((result.rows ?? []).length).toBeLessThanOrEqual(50)
          expect(result.total === undefined || result.total >= (result.rows?.length ?? 0)).toBe(
            true,
          )
          expect(result.rows?.length === 0 || result.rows === undefined).toBe(
            result.note !== undefined,
          )
          expect(compareRows(path, after, after).total ?? 0).toBe(0)
        },
      ),
    )
  })
})

const SEEN = { change: 'changed', remove: 'removed', insert: 'added' } as const

describe('an oracle', () => {
  const edit = fc.record({
    at: fc.nat({ max: 74 }).map((slot) => slot * 4 + 1),
    how: fc.constantFrom('change' as const, 'remove' as const, 'insert' as const),
  })
  // Edits that do not touch: where they do, several descriptions are right.
  const edits = fc
    .uniqueArray(edit, { maxLength: 12, selector: ({ at }) => at })
    .map((list) => list.toSorted((a, b) => a.at - b.at))

  test.each([
    ['a.csv', (text: string) => text, 'id,pixel,label\n', 1],
    ['a.jsonl', (text: string) => JSON.stringify({ text }), '', 0],
  ])('random edits of %s name exactly the edited rows', (path, spell, head, offset) => {
    fc.assert(
      fc.property(edits, (list) => {
        const after: string[] = []
        const expected: [RowChange['how'], number, number][] = []
        let shift = 0
        let next = 0
        for (const [index, row] of rows.entries()) {
          const due = list[next]?.at === index ? list[next++] : undefined
          if (due?.how === 'insert') {
            after.push(spell(`new ${index},0,0`))
            shift++
          }
          const place =
            due?.how === 'remove' ? index + 1 : index + 1 + shift - (due?.how === 'insert' ? 1 : 0)
          if (due !== undefined) expected.push([SEEN[due.how], place, place + offset])
          if (due?.how === 'remove') shift--
          else after.push(spell(due?.how === 'change' ? `${row}!` : row))
        }
        const result = compare(path, head + rows.map(spell).join('\n'), head + after.join('\n'))
        expect(result.rows?.map(({ how, row, line }) => [how, row, line])).toEqual(expected)
        expect(result.total).toBe(expected.length)
      }),
    )
  })
})
