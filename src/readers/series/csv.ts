import { CsvError, parse } from 'csv-parse/sync'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { Source } from '../source.ts'
import { readLines } from '../text.ts'
import { cellOfText, type Cell } from './cell.ts'
import { endsInValue, lastCells } from './last-cell.ts'
import { MOST_NAMES, MOST_TABLE_BYTES, tooManyMetrics, type Reading } from './reading.ts'
import { emptyTable } from './table.ts'

/** Records that are parsed at once. */
const BATCH = 2000
/** The most lines of one record, whose cells may hold line ends. */
const MOST_LINES = 1000

/** One record: its lines joined, where it begins, whether a line end followed it. */
interface CsvRecord {
  readonly text: string
  readonly line: number
  readonly ended: boolean
}

/**
 * A table of text with a header: CSV, or with `;` or tabs, whichever the header has most of. Lightning, Keras,
 * dvclive's plots and plain ones differ only in their columns.
 *
 * A cut file is never silently fine. Reading stops, and that is found, at a row that has not as many cells as the header;
 * a last row without a line end is found too, unless its last cell shows that it is whole ({@link lastCells}).
 *
 * @throws {UserError} where the file as a whole cannot be read
 */
export function readCsv(source: Source): Reading {
  const table = emptyTable(source.name)
  const ends = lastCells()
  const findings: Finding[] = []
  let header: readonly string[] | undefined
  for (const { cells, line, ended } of rows(source)) {
    if (header === undefined) {
      header = checkedHeader(cells, source.name)
      continue
    }
    if (cells.length !== header.length) {
      findings.push(ragged(source.name, line, cells, header))
      break
    }
    const last = cells.at(-1) ?? ''
    if (!ended && !ends.isWhole(last)) findings.push(endsInValue(source.name, line))
    ends.add(last)
    table.add(rowOf(header, cells), `line ${line}`)
  }
  return { ...table.finish(), summary: [], position: undefined, findings }
}

function ragged(
  path: string,
  line: number,
  cells: readonly string[],
  header: readonly string[],
): Finding {
  const where = `line ${line}, which has ${cells.length} cells, the header ${header.length}`
  return { kind: 'source-truncated', path, where }
}

/** The cells of each record, with the line where it begins and whether a line end followed it. */
function* rows(
  source: Source,
): Generator<{ cells: readonly string[]; line: number; ended: boolean }> {
  let delimiter: string | undefined
  for (const batch of batches(source)) {
    delimiter ??= delimiterOf(batch[0]?.text ?? '')
    for (const [at, cells] of parseBatch(batch, delimiter, source.name).entries()) {
      const record = batch[at]
      if (record !== undefined) yield { cells, line: record.line, ended: record.ended }
    }
  }
}

/** The names in a header, without the spaces around them. @throws {UserError} `csv-syntax` */
export function readHeader(text: string, file: string): string[] {
  const [cells = []] = parseBatch([{ text, line: 1, ended: true }], delimiterOf(text), file)
  return cells.map((name) => name.trim())
}

function rowOf(
  header: readonly string[],
  cells: readonly string[],
): Array<readonly [string, Cell]> {
  return header.flatMap((name, at) =>
    name === '' ? [] : [[name, cellOfText(cells[at] ?? '')] as const],
  )
}

function delimiterOf(line: string): string {
  const counts = [',', '\t', ';'].map((mark) => [mark, line.split(mark).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

function* batches(source: Source): Generator<CsvRecord[]> {
  let batch: CsvRecord[] = []
  for (const record of records(source)) {
    if (batch.push(record) < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** A line with an odd number of quotes goes on in the next (RFC 4180). */
function* records(source: Source): Generator<CsvRecord> {
  let open: { lines: string[]; line: number } | undefined
  for (const { text, number, ended } of readLines(source, MOST_TABLE_BYTES)) {
    const odd = text.includes('"') && text.split('"').length % 2 === 0
    const { lines, line } = open ?? { lines: [], line: number }
    lines.push(text)
    open = odd === (open === undefined) ? { lines, line } : undefined
    if (open !== undefined && lines.length >= MOST_LINES) break
    if (open === undefined && text.trim() !== '') yield { text: lines.join('\n'), line, ended }
  }
  if (open !== undefined) throw badCsv(source.name, 'a quote that does not end', open.line)
}

function parseBatch(batch: readonly CsvRecord[], delimiter: string, file: string): string[][] {
  // Most tables have no quotes: splitting is then the same, and much cheaper.
  if (!batch.some(({ text }) => text.includes('"')))
    return batch.map(({ text }) => text.split(delimiter))
  const line = batch[0]?.line ?? 1
  try {
    const rows = parse(batch.map(({ text }) => text).join('\n'), {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: '\n',
    })
    if (rows.length === batch.length) return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw badCsv(file, error.message, line)
  }
  throw badCsv(file, `stray quotes after line ${line}`, line)
}

function badCsv(file: string, why: string, line: number): UserError {
  return new UserError(
    'csv-syntax',
    `${file} is not valid CSV: ${why}`,
    'Mend the file or remove it.',
    { file, line },
  )
}

function checkedHeader(cells: readonly string[], file: string): string[] {
  const names = cells.map((name) => name.trim())
  if (names.length > MOST_NAMES) throw tooManyMetrics(file)
  const seen = new Set<string>()
  const twice = names.find((name) => name !== '' && seen.size === seen.add(name).size)
  const problem = twice === undefined ? undefined : `two columns are named ${JSON.stringify(twice)}`
  const numbers = names.every((name) => cellOfText(name).kind !== 'other')
  const why = numbers ? 'its first row is no header: it holds only numbers' : problem
  if (why === undefined) return names
  throw new UserError(
    'csv-header',
    `${file}: ${why}`,
    'Write a first row that names each column once.',
    { file, line: 1 },
  )
}
