import { isProgress } from '../naming.ts'
import type { Cell } from './cell.ts'
import { lostAtEnd } from './gaps.ts'
import { measurePrecision, type Precision } from './precision.ts'
import {
  cut,
  MOST_NAMES,
  nameProblem,
  tooManyMetrics,
  type FileSeries,
  type Skipped,
  type Unit,
} from './reading.ts'

/** Columns that say where a row stands; the first that a row has counts. None of them is a metric. */
const STEPS = ['global_step', 'trainer/global_step', '_step', 'step', 'iteration', 'iter']
const RANKS = [...STEPS, 'epoch']
/** Columns whose word says which part of the data a row is about: `val` makes `loss` into `val/loss`. */
const SPLITS = ['split', 'mode', 'phase', 'subset']

/** A row: what stands under each name. */
type Cells = ReadonlyArray<readonly [string, Cell]>

/** Gathers rows, which may come one by one from a large file, into one series a column. */
export interface Table {
  /** @param at where the row stands, for a person: `line 7` */
  add(row: Cells, at: string): void
  finish(): { series: FileSeries[]; skipped: Skipped[] }
}

interface Column {
  readonly name: string
  readonly rows: number[]
  readonly values: number[]
  readonly precision: Precision
  numbers: number
  problem: string | undefined
  widest: number
  trailing: number
  lastGap: number
}

interface Place {
  readonly step: number
  readonly unit: Unit
}

/** Where the rows stand, in two columns: there may be millions. */
interface Rows {
  readonly steps: number[]
  readonly units: Unit[]
}

/**
 * A table without rows yet. `epoch` is a metric and, where no step is given, the coordinate. In a column with numbers,
 * what is no number counts as NaN: the value is not there, and the one before it is not the last.
 *
 * @param file for messages
 */
export function emptyTable(file: string): Table {
  const rows: Rows = { steps: [], units: [] }
  const columns = new Map<string, Column>()
  const rankOf = ranks()

  function column(name: string): Column {
    const known = columns.get(name)
    if (known !== undefined) return known
    if (columns.size >= MOST_NAMES) throw tooManyMetrics(file)
    const fresh = emptyColumn(name)
    columns.set(name, fresh)
    return fresh
  }

  return {
    add(cells, at) {
      const row = rows.steps.length
      const { step, unit } = whereIs(cells, rankOf, row)
      rows.steps.push(step)
      rows.units.push(unit)
      const [splitKey, prefix] = splitOf(cells)
      for (const [key, cell] of cells) {
        const rank = rankOf(key)
        if (key === splitKey || (rank >= 0 && rank < STEPS.length)) continue
        put(column(isProgress(key) ? key : prefix + key), row, cell, at)
      }
    },
    finish: () => finish([...columns.values()], rows),
  }
}

function finish(all: readonly Column[], rows: Rows): ReturnType<Table['finish']> {
  const lost = new Set(all.filter((one) => one.numbers > 0 && lostAtEnd(one, all)))
  for (const one of lost) {
    one.rows.push(one.lastGap)
    one.values.push(Number.NaN)
  }
  return {
    series: all.filter(isMetric).map((one) => seriesOf(one, rows, lost.has(one))),
    skipped: all.flatMap((one) => skippedOf(one, lost.has(one))),
  }
}

/** Whether a column says where a row stands and is no metric. */
export function isCoordinate(key: string): boolean {
  return STEPS.includes(key.trim().toLowerCase())
}

function emptyColumn(name: string): Column {
  return {
    name,
    rows: [],
    values: [],
    precision: measurePrecision(),
    numbers: 0,
    problem: undefined,
    widest: 0,
    trailing: 0,
    lastGap: 0,
  }
}

function put(column: Column, row: number, cell: Cell, at: string): void {
  if (cell.kind === 'gap') {
    column.trailing++
    column.lastGap = row
    return
  }
  column.widest = Math.max(column.widest, column.trailing)
  column.trailing = 0
  column.rows.push(row)
  column.values.push(cell.kind === 'number' ? cell.value : Number.NaN)
  if (cell.kind === 'other') column.problem ??= `${at}: ${cell.shown} is no number`
  else column.numbers++
  if (cell.kind === 'number' && Number.isFinite(cell.value))
    column.precision.add(cell.text, cell.value)
}

/** The step a row stands at; a fractional epoch is no step, then the row's own number counts. */
function whereIs(cells: Cells, rankOf: (key: string) => number, row: number): Place {
  let [step, best] = [row, RANKS.length]
  for (const [key, cell] of cells) {
    const rank = rankOf(key)
    if (rank < 0 || rank >= best || cell.kind !== 'number') continue
    // +0: a step has no sign.
    if (Number.isSafeInteger(cell.value)) [step, best] = [cell.value + 0, rank]
  }
  return { step, unit: best < STEPS.length ? 'step' : best < RANKS.length ? 'epoch' : 'row' }
}

/** A key's place among those that say where a row stands, −1 for any other; each key is looked at once. */
function ranks(): (key: string) => number {
  const known = new Map<string, number>()
  return (key) => {
    const rank = known.get(key) ?? RANKS.indexOf(key.trim().toLowerCase())
    known.set(key, rank)
    return rank
  }
}

function splitOf(cells: Cells): readonly [key: string | undefined, prefix: string] {
  for (const [key, cell] of cells) {
    if (cell.kind !== 'other' || !SPLITS.includes(key.trim().toLowerCase())) continue
    if (/^[A-Za-z][\w-]{0,40}$/.test(cell.word ?? '')) return [key, `${cell.word}/`]
  }
  return [undefined, '']
}

function isMetric(column: Column): boolean {
  return column.numbers > 0 && nameProblem(column.name) === undefined
}

function skippedOf(column: Column, endsInNaN: boolean): Skipped[] {
  const name = cut(column.name)
  const problem = nameProblem(column.name)
  if (problem !== undefined) return [{ name, why: problem }]
  if (column.numbers === 0) return [{ name, why: column.problem ?? 'no value in it' }]
  if (column.problem !== undefined) return [{ name, why: `${column.problem}; it counts as NaN` }]
  return endsInNaN ? [{ name, why: 'its last cells are empty; they count as NaN' }] : []
}

/** Steps are the rows' where all of them count the same thing, else the numbers of the rows. */
function seriesOf(column: Column, rows: Rows, endsInNaN: boolean): FileSeries {
  const units = new Set(column.rows.map((row) => rows.units[row] ?? 'row'))
  const [only = 'row'] = units
  const unit = units.size === 1 ? only : 'row'
  return {
    name: column.name,
    steps: unit === 'row' ? column.rows : column.rows.map((row) => rows.steps[row] ?? row),
    values: column.values,
    unit,
    resolution: column.precision.resolution(),
    nonfinite: endsInNaN ? 'lost' : 'kept',
  }
}
