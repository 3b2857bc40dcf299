import { cellOfValue } from './cell.ts'
import { isObject, leavesOf } from './flatten.ts'
import { resolutionOf } from './precision.ts'
import {
  cut,
  MOST_NAMES,
  nameProblem,
  tooManyMetrics,
  type Reading,
  type Skipped,
  type SummaryValue,
} from './reading.ts'
import { emptyTable, isCoordinate } from './table.ts'

/** A parsed document and how it spelled each number. */
export interface Document {
  readonly value: unknown
  readonly textOf: (value: number) => string
}

/** Remembers how numbers were spelled; of two spellings of one number the coarser counts. */
export function rememberTexts(): {
  add(text: string, value: number): void
  textOf(value: number): string
} {
  const texts = new Map<number, string>()
  return {
    add(text, value) {
      const known = texts.get(value)
      if (known === undefined || coarser(text, known)) texts.set(value, text)
    },
    textOf: (value) => texts.get(value) ?? String(value),
  }
}

/** A whole number may be exact, so a spelling with a point is the more cautious one. */
function coarser(text: string, known: string): boolean {
  const [point, knownPoint] = [text.includes('.'), known.includes('.')]
  return point === knownPoint ? text.length < known.length : point
}

/**
 * What a document says, whatever its syntax. A list of objects is a log, one row each. An object of nothing but lists
 * is a history as Keras keeps it (`{"loss": [3, 2, 1]}`). Any other object is a summary: nested names become `a/b`.
 */
export function readDocument(file: string, { value, textOf }: Document): Reading {
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return readRows(file, value, textOf)
  }
  if (!isObject(value)) return nothing([{ name: file, why: 'no names in it: expected an object' }])
  const lists = Object.values(value)
  if (lists.length > 0 && lists.every(isHistory)) return readRows(file, rowsOf(value), textOf)
  return readSummary(file, value, textOf)
}

/** Rows of a log: each an object whose nested names become `a/b`. */
export function readRows(
  file: string,
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  textOf: (value: number) => string,
): Reading {
  const table = emptyTable(file)
  rows.forEach((row, index) => {
    const cells = leavesOf(row).map(
      ({ keys, value }) => [keys.join('/'), cellOfValue(value, textOf)] as const,
    )
    table.add(cells, `entry ${index + 1}`)
  })
  return { ...nothing([]), ...table.finish() }
}

/** A list of at least one number, and nothing that is neither number, null nor text. */
function isHistory(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    value.some((item) => typeof item === 'number') &&
    value.every((item) => item === null || typeof item !== 'object')
  )
}

function rowsOf(lists: Readonly<Record<string, unknown>>): Array<Record<string, unknown>> {
  const columns = Object.entries(lists) as Array<[string, readonly unknown[]]>
  const length = columns.reduce((most, [, values]) => Math.max(most, values.length), 0)
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(
      columns
        .filter(([, values]) => row < values.length)
        .map(([key, values]) => [key, values[row]]),
    ),
  )
}

function readSummary(file: string, value: object, textOf: (value: number) => string): Reading {
  const summary: SummaryValue[] = []
  const skipped: Skipped[] = []
  let position: number | undefined
  for (const { keys, value: leaf } of leavesOf(value)) {
    const name = keys.join('/')
    const cell = cellOfValue(leaf, textOf)
    const problem = nameProblem(name)
    if (keys.length === 1 && isCoordinate(name)) {
      if (cell.kind === 'number' && Number.isSafeInteger(cell.value)) position ??= cell.value + 0
    } else if (problem !== undefined) skipped.push({ name: cut(name), why: problem })
    else if (cell.kind === 'other') skipped.push({ name, why: `${cell.shown} is no number` })
    else if (summary.push(summaryOf(name, cell)) > MOST_NAMES) throw tooManyMetrics(file)
  }
  return { ...nothing(skipped), summary, position }
}

function summaryOf(
  name: string,
  cell: { kind: 'gap' } | { kind: 'number'; value: number; text: string },
): SummaryValue {
  if (cell.kind === 'gap') return { name, value: Number.NaN, resolution: 'decimal:0', empty: true }
  return { name, value: cell.value, resolution: resolutionOf(cell.text, cell.value), empty: false }
}

function nothing(skipped: readonly Skipped[]): Reading {
  return { series: [], summary: [], position: undefined, skipped, findings: [] }
}
