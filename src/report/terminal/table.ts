import { clean } from '../text/clean.ts'
import { displayWidth, fitWidth, paint, type Style } from './style.ts'

export interface Cell {
  readonly text: string
  readonly right?: boolean
  readonly style?: Style | undefined
}

const GAP = '  '

/**
 * Rows under their titles, each column as wide as its widest cell. Columns that do not fit are left out from the right,
 * but never the first `keep`; then the widest column is cut.
 */
export function terminalTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  columns: number,
  color: boolean,
  keep: number,
): string[] {
  const natural = head.map((title, at) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at]?.text ?? ''))),
  )
  const total = (widths: readonly number[]): number =>
    widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1)
  let shown = head.length
  while (shown > keep && total(natural.slice(0, shown)) > columns) shown--
  const widths = natural.slice(0, shown)
  while (total(widths) > columns && Math.max(...widths) > 8) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = Math.max(8, (widths[widest] ?? 0) - (total(widths) - columns))
  }
  const titles = head.map((text, at): Cell => ({
    text,
    right: rows[0]?.[at]?.right === true,
    style: 'dim',
  }))
  return [titles, ...rows].map((row) =>
    widths
      .map((width, at) => pad(row[at], width, color))
      .join(GAP)
      .trimEnd(),
  )
}

function pad(cell: Cell | undefined, width: number, color: boolean): string {
  const text = fitWidth(clean(cell?.text ?? ''), width)
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  const painted = paint(text, cell?.style, color)
  return cell?.right === true ? `${space}${painted}` : `${painted}${space}`
}
