import { align, type Alignment, type Pairing } from './align.ts'
import { TEXT_BYTES, TEXT_LINES, textOf } from './content.ts'
import { excerpt, excerpts } from './excerpt.ts'
import type { Change, RowChange } from './explanation.ts'
import { columnsThatDiffer, headerNamesThatDiffer, tablesOf, type Table } from './table.ts'
import { TEXTS } from './texts.ts'

const ROWS = 50
const ROW_LENGTH = 200

/** What two versions of a data file differ in: the first rows, how many there are, and what else is to be said. */
export type RowDifferences = Pick<
  Extract<Change, { kind: 'data' }>,
  'rows' | 'total' | 'reordered' | 'note'
>

/**
 * Compares two versions of a data file row by row: CSV and TSV (cells may hold line breaks), JSON lines, else lines
 * of text. Rows are lined up, so that one inserted row is one difference.
 */
export function compareRows(path: string, before: Uint8Array, after: Uint8Array): RowDifferences {
  if (Math.max(before.length, after.length) > TEXT_BYTES) return none(TEXTS.large)
  const [old, young] = [textOf(before), textOf(after)]
  if (old === undefined || young === undefined) return none(TEXTS.binary)
  const tables = tablesOf(path, old, young)
  if (tables.some((table) => table.rows.length > TEXT_LINES)) return none(TEXTS.large)
  const alignment = align(tables[0].rows, tables[1].rows)
  const header = headerChange(tables)
  const total = alignment.total + header.length
  if (total === 0) return { rows: [], total, note: TEXTS.blanks }
  const rows = alignment.pairings
    ?.slice(0, ROWS - header.length)
    .map((pairing) => rowChange(tables, pairing))
  return {
    rows: rows === undefined ? undefined : [...header, ...rows],
    total,
    ...(alignment.reordered ? { reordered: true } : {}),
    ...noteOn(alignment),
  }
}

const NOTES = { aligned: undefined, 'in-place': TEXTS.inPlace, counted: TEXTS.atLeast } as const

function noteOn({ how }: Alignment): { note?: string } {
  const note = NOTES[how]
  return note === undefined ? {} : { note }
}

function headerChange(tables: readonly [Table, Table]): RowChange[] {
  const [old, young] = tables
  if (old.header === undefined || young.header === undefined || old.header === young.header)
    return []
  const [before, after] = excerpts(old.header, young.header, ROW_LENGTH)
  return [
    { how: 'changed', row: 0, line: 1, columns: headerNamesThatDiffer(tables), before, after },
  ]
}

function rowChange(tables: readonly [Table, Table], { before, after }: Pairing): RowChange {
  const [old, young] = tables
  const was = before === undefined ? undefined : old.rows[before]
  const is = after === undefined ? undefined : young.rows[after]
  const [table, place] = after === undefined ? [old, before ?? 0] : [young, after]
  const where = { row: place + 1, line: table.lines[place] ?? place + 1 }
  if (was === undefined)
    return {
      how: 'added',
      ...where,
      columns: [],
      before: undefined,
      after: excerpt(is ?? '', ROW_LENGTH),
    }
  if (is === undefined)
    return {
      how: 'removed',
      ...where,
      columns: [],
      before: excerpt(was, ROW_LENGTH),
      after: undefined,
    }
  const [from, to] = excerpts(was, is, ROW_LENGTH)
  return {
    how: 'changed',
    ...where,
    columns: columnsThatDiffer(tables, was, is),
    before: from,
    after: to,
  }
}

function none(note: string): RowDifferences {
  return { rows: undefined, total: undefined, note }
}
