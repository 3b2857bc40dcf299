import { parse } from 'csv-parse/sync'
import { parseJson } from '../record/json.ts'
import { linesOf, suffixOf } from './content.ts'
import { excerpt } from './excerpt.ts'

const CELLS_LENGTH = 64 * 1024
const NAMES = 100
const NAME_LENGTH = 80
/** A record over more lines is a stray quote, not a cell with line breaks. */
const RECORD_LINES = 1000

/** The rows of a data file. Rows are compared as texts; cells are read only of those that differ. */
export interface Table {
  readonly format: 'separated' | 'json' | 'lines'
  /** Between cells, of `separated`. */
  readonly delimiter: string
  readonly header: string | undefined
  readonly rows: readonly string[]
  /** The file's line at which each row begins, from 1. */
  readonly lines: readonly number[]
}

/** Both versions of a file as tables: the first line is a header only if it looks like one in both. */
export function tablesOf(path: string, before: string, after: string): [Table, Table] {
  const [a, b] = [tableOf(path, before), tableOf(path, after)]
  const headed = a.format === 'separated' && isHeader(a) && isHeader(b)
  return headed ? [withHeader(a), withHeader({ ...b, delimiter: a.delimiter })] : [a, b]
}

function tableOf(path: string, text: string): Table {
  const suffix = suffixOf(path)
  const lines = linesOf(text)
  const plain = {
    delimiter: '',
    header: undefined,
    rows: lines,
    lines: lines.map((_, index) => index + 1),
  }
  if (suffix === 'jsonl' || suffix === 'ndjson') return withoutBlanks({ ...plain, format: 'json' })
  if (suffix !== 'csv' && suffix !== 'tsv') return { ...plain, format: 'lines' }
  const delimiter = suffix === 'tsv' ? '\t' : delimiterOf(lines[0] ?? '')
  return withoutBlanks({ ...plain, ...recordsOf(lines), delimiter, format: 'separated' })
}

function withoutBlanks(table: Table): Table {
  const kept = table.rows.flatMap((row, index) => (row.trim() === '' ? [] : [index]))
  if (kept.length === table.rows.length) return table
  return {
    ...table,
    rows: kept.map((index) => table.rows[index]!),
    lines: kept.map((index) => table.lines[index]!),
  }
}

/** Lines joined where a quoted cell holds a line break (RFC 4180); undefined where quotes do not pair up. */
function recordsOf(physical: readonly string[]): Pick<Table, 'rows' | 'lines'> | undefined {
  const rows: string[] = []
  const lines: number[] = []
  let open: string[] = []
  for (const [index, line] of physical.entries()) {
    const odd = (line.split('"').length - 1) % 2 === 1
    if (open.length === 0 && !odd) {
      rows.push(line)
      lines.push(index + 1)
    } else {
      const first = open.length === 0
      open.push(line)
      if (odd && !first) {
        rows.push(open.join('\n'))
        lines.push(index + 2 - open.length)
        open = []
      } else if (open.length > RECORD_LINES) return undefined
    }
  }
  return open.length === 0 ? { rows, lines } : undefined
}

function delimiterOf(line: string): string {
  const counts = [',', ';', '\t', '|'].map((mark): [string, number] => [
    mark,
    line.split(mark).length,
  ])
  return counts.reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

/** A first line of distinct words, none of them a number or empty. */
function isHeader(table: Table): boolean {
  const names = cellsOf(table, table.rows[0] ?? '') ?? []
  const isName = (name: string): boolean => name.trim() !== '' && Number.isNaN(Number(name))
  return names.length > 0 && new Set(names).size === names.length && names.every(isName)
}

function withHeader(table: Table): Table {
  return { ...table, header: table.rows[0], rows: table.rows.slice(1), lines: table.lines.slice(1) }
}

function cellsOf(table: Table, row: string): string[] | undefined {
  if (row.length > CELLS_LENGTH) return undefined
  try {
    const [cells] = parse(row.replace(/^\ufeff/, ''), {
      delimiter: table.delimiter,
      relax_quotes: true,
    })
    return cells
  } catch {
    // A malformed row still differs; only its columns cannot be named.
    return undefined
  }
}

/** The columns in which a row differs: by the header's names, or by a JSON row's keys. */
export function columnsThatDiffer(
  tables: readonly [Table, Table],
  before: string,
  after: string,
): string[] {
  const [old, young] = tables
  const [a, b] = [fieldsOf(old, before), fieldsOf(young, after)]
  if (a === undefined || b === undefined) return []
  return differingKeys(a, b)
}

/** The names that one header has and the other has not. */
export function headerNamesThatDiffer([old, young]: readonly [Table, Table]): string[] {
  return differingKeys(
    fieldsOf(old, old.header ?? '') ?? new Map(),
    fieldsOf(young, young.header ?? '') ?? new Map(),
  )
}

function differingKeys(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .slice(0, NAMES)
    .map((name) => excerpt(name, NAME_LENGTH))
}

function fieldsOf(table: Table, row: string): ReadonlyMap<string, string> | undefined {
  if (table.format === 'json') return keysOf(row)
  if (table.header === undefined) return undefined
  const names = cellsOf(table, table.header)
  const cells = cellsOf(table, row)
  if (names === undefined || cells === undefined) return undefined
  return new Map(cells.map((cell, index) => [names[index] ?? `column ${index + 1}`, cell]))
}

function keysOf(row: string): ReadonlyMap<string, string> | undefined {
  try {
    const value = parseJson(row, 'row', { length: CELLS_LENGTH, nonFinite: 'accept' })
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    return new Map(Object.entries(value).map(([key, item]) => [key, spell(item)]))
  } catch {
    return undefined
  }
}

function spell(value: unknown): string {
  // JSON.stringify writes NaN and the infinities as null: keep them apart.
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0))
      ? `number ${Object.is(item, -0) ? '-0' : item}`
      : item,
  )
}
