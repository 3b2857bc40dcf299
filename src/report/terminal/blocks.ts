import type { Look } from '../words/look.ts'
import { clean } from '../text/clean.ts'
import type { Line } from '../text/line.ts'
import type { Block, Moved } from '../view/block.ts'
import type { MetricRow } from '../view/metrics.ts'
import { verdictLook } from '../words/look.ts'
import { paint, wrap, type Style } from './style.ts'
import { terminalTable, type Cell } from './table.ts'

/** How a terminal is written to. `columns` is its width in characters. */
export interface TerminalOptions {
  readonly color: boolean
  readonly columns: number
  /** Also what is folded elsewhere: all factors, environment, records. */
  readonly details?: boolean
}

export const TONES = {
  green: 'green',
  blue: 'blue',
  amber: 'amber',
  red: 'red',
} as const satisfies Record<Look['colour'], Style>

/** Lines moved to the right under what they belong to. */
export function indent(lines: readonly string[], by: number = 2): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`))
}

export function terminalBlock(block: Block, options: TerminalOptions): string[] {
  const { color, columns } = options
  switch (block.kind) {
    case 'line':
      return wrap(block.line, columns, color)
    case 'list':
      return block.items.flatMap((item) => bullet(item, options))
    case 'table':
      return terminalTable(
        block.head,
        block.rows.map((row) => row.map((cell) => ({ text: bare(cell) }))),
        columns,
        color,
        block.head.length,
      )
    case 'whole':
      return terminalBlock(
        { kind: block.as === 'diff' ? 'diff' : 'verbatim', lines: block.lines },
        options,
      )
    case 'diff':
      return block.lines.map((line) => diffLine(line, color))
    case 'verbatim':
      return block.lines.map((line) => paint(line.replaceAll('\t', '    '), undefined, color))
  }
}

/** A list item: its further lines stand under its first. */
export function bullet(item: Line, { color, columns }: TerminalOptions): string[] {
  const [first = '', ...rest] = wrap(item, columns - 2, color)
  return [`· ${first}`, ...indent(rest)]
}

/** A cell's text; what sets code apart in a sentence would only take room here. */
function bare(line: Line): string {
  return line.map((piece) => clean(piece.text)).join('')
}

function diffLine(line: string, color: boolean): string {
  const style: Style | undefined = line.startsWith('@@')
    ? 'cyan'
    : line.startsWith('+')
      ? 'green'
      : line.startsWith('-')
        ? 'red'
        : 'dim'
  return paint(line.replaceAll('\t', '    '), style, color)
}

/** The table of metrics; the verdict stands before the tolerance, so that a narrow terminal keeps it. */
export function metricLines(
  rows: readonly MetricRow[],
  judged: boolean,
  { color, columns }: TerminalOptions,
): string[] {
  if (rows.length === 0) return []
  const head = [
    'metric',
    'baseline',
    'this run',
    'difference',
    ...(judged ? ['verdict', 'tolerance'] : []),
    'relative',
    'curve',
  ]
  const cells = rows.map((row): Cell[] => [
    { text: row.metric },
    { text: row.baseline, right: true },
    { text: row.run, right: true },
    { text: row.difference, right: true },
    ...(judged
      ? [
          {
            text: row.verdict ?? '–',
            style: row.verdict && TONES[verdictLook(row.verdict).colour],
          },
          { text: row.tolerance, right: true },
        ]
      : []),
    { text: row.relative, right: true },
    { text: row.spark, style: 'dim' },
  ])
  const empty = rows.every(({ spark }) => spark === '') ? 1 : 0
  return terminalTable(head.slice(0, head.length - empty), cells, columns, color, judged ? 5 : 4)
}

export function movedLines(moved: readonly Moved[], options: TerminalOptions): string[] {
  const inner = { ...options, columns: options.columns - 2 }
  return moved.flatMap(({ factor, items, unknown }) => [
    paint(factor, 'bold', options.color),
    ...indent([
      ...items.flatMap(({ words, blocks }) => [
        ...bullet(words, inner),
        ...indent(blocks.flatMap((block) => terminalBlock(block, inner))),
      ]),
      ...unknown.flatMap((line) => bullet(line, inner)),
    ]),
  ])
}
