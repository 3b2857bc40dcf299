import type {
  Change,
  Explanation,
  FactorReport,
  Hunk,
  RowChange,
} from '../../explain/explanation.ts'
import type { ModelReport } from '../report.ts'
import { clip } from '../text/clean.ts'
import { say, type Line } from '../text/line.ts'
import { changeWords } from '../words/change.ts'
import { FACTOR_NAMES, likeliestFirst, movedBefore, unmovedWords } from '../words/moved.ts'
import type { Block, Moved } from './block.ts'

const MOST_CHANGES = 20
const MOST_LINES = 60
const LONGEST_LINE = 240

/** The factors that differ, the likeliest cause first, each change with its lines. */
export function movedOf({ explanation, run }: ModelReport): Moved[] {
  if (explanation === undefined) return []
  const order = likeliestFirst(explanation, run?.config.train ?? '')
  const best = (factor: FactorReport): number =>
    Math.min(order.length, ...factor.changes.map((change) => order.indexOf(change)))
  return explanation.factors
    .filter(({ status }) => status === 'different')
    .sort((a, b) => best(a) - best(b))
    .map((factor) => ({
      factor: FACTOR_NAMES[factor.factor],
      items: itemsOf(
        [...factor.changes].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
        explanation,
      ),
      unknown: factor.unknown.map((what) => say`not known: ${what}`),
    }))
}

/** What stands under "what moved" where nothing did, or nothing is known. */
export function unmovedOf({ explanation }: ModelReport): Line {
  if (explanation === undefined)
    return say`There was no baseline’s record to compare the factors with.`
  return say`As far as is known, ${unmovedWords(explanation)}.`
}

function itemsOf(changes: readonly Change[], explanation: Explanation): Moved['items'] {
  const shown = changes.slice(0, MOST_CHANGES).map((change) => ({
    words: movedBefore(explanation, change)
      ? say`${changeLine(change)} (before this change)`
      : changeLine(change),
    blocks: blocksOf(change),
  }))
  const more = changes.length - shown.length
  return more > 0 ? [...shown, { words: say`and ${more} more`, blocks: [] }] : shown
}

function changeLine(change: Change): Line {
  const note = 'note' in change && change.note !== undefined ? say` (${change.note})` : []
  if (change.kind === 'param' && change.line !== undefined)
    return say`${changeWords(change)} (line ${change.line})`
  if (change.kind === 'code' && change.imported === false)
    return say`${changeWords(change)}${note}; the training did not import it`
  return say`${changeWords(change)}${note}`
}

function blocksOf(change: Change): Block[] {
  if (change.kind === 'code' && change.hunks !== undefined)
    return diff(change.hunks.flatMap(hunkLines))
  if (change.kind === 'data' && change.rows !== undefined) {
    const more = (change.total ?? 0) - change.rows.length
    return diff([
      ...change.rows.flatMap(rowLines),
      ...(more > 0 ? [`@@ and ${more} more rows @@`] : []),
    ])
  }
  return []
}

function diff(lines: readonly string[]): Block[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, MOST_LINES).map((line) => clip(line, LONGEST_LINE))
  const more = lines.length - shown.length
  return [{ kind: 'diff', lines: more > 0 ? [...shown, `@@ and ${more} more lines @@`] : shown }]
}

function hunkLines({ afterLine, lines }: Hunk): string[] {
  return [`@@ line ${afterLine} @@`, ...lines]
}

function rowLines({ row, line, columns, before, after }: RowChange): string[] {
  const where = row === 0 ? 'header' : row === line ? `row ${row}` : `row ${row} (line ${line})`
  const which =
    columns.length === 0
      ? ''
      : `: ${columns.slice(0, 8).join(', ')}${columns.length > 8 ? ', …' : ''}`
  return [
    `@@ ${where}${which} @@`,
    ...(before === undefined ? [] : [`-${before}`]),
    ...(after === undefined ? [] : [`+${after}`]),
  ]
}
