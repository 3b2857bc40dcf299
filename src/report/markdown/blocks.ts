import type { Block, Moved, Section } from '../view/block.ts'
import type { MetricRow } from '../view/metrics.ts'
import { name, say, strong, type Line } from '../text/line.ts'
import type { Detail } from './detail.ts'
import { fence, markdownLine } from './escape.ts'

/** Paragraphs, tables and lists, to be joined by empty lines. */
export type Chunks = readonly string[]

export function markdownBlock(block: Block, detail: Detail): Chunks {
  switch (block.kind) {
    case 'line':
      return [markdownLine(block.line)]
    case 'list':
      return list(block.items, detail.items)
    case 'table':
      return table(
        block.head,
        block.rows,
        block.head.map(() => 'left'),
        detail.rows,
      )
    case 'diff':
      return lines(block.lines, 'diff', detail.lines)
    case 'verbatim':
      return lines(block.lines, 'text', detail.lines)
    case 'whole':
      return block.lines.length > LONGEST_WHOLE
        ? ['It is too long to be shown here: run `reprise accept`.']
        : [fence(block.lines, block.as)]
  }
}

/** What is of no use in part is shown up to so many lines, or not at all. */
const LONGEST_WHOLE = 200

export function list(items: readonly Line[], most: number): Chunks {
  if (items.length === 0 || most === 0) return []
  const shown = items.slice(0, most).map((item) => `- ${markdownLine(item)}`)
  const more = items.length - shown.length
  return [[...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')]
}

type Side = 'left' | 'right'
const RULES = { left: ':--', right: '--:' } as const

function table(
  head: readonly string[],
  rows: readonly (readonly Line[])[],
  sides: readonly Side[],
  most: number,
): Chunks {
  if (rows.length === 0 || most === 0) return []
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const shown = rows
    .slice(0, most)
    .map((cells) => row(cells.map((cell) => markdownLine(cell, 'cell'))))
  const more = rows.length - shown.length
  const whole = [row(head), row(sides.map((side) => RULES[side])), ...shown].join('\n')
  return more > 0 ? [whole, `… and ${more} more rows.`] : [whole]
}

function lines(all: readonly string[], language: string, most: number): Chunks {
  if (most === 0) return []
  const shown = all.length > most ? all.slice(-most) : all
  const note = all.length > most ? [`The last ${most} of ${all.length} lines:`] : []
  return [...note, fence(shown, language)]
}

/** The table that decides, or one of metrics that are only shown. */
export function metricTable(rows: readonly MetricRow[], detail: Detail, judged: boolean): Chunks {
  const sparks = detail.sparklines && rows.some(({ spark }) => spark !== '')
  const head = [
    'metric',
    'baseline',
    'this run',
    'difference',
    ...(judged ? ['tolerance', 'verdict'] : []),
    ...(sparks ? ['curve'] : []),
  ]
  const cells = rows.map((row) => [
    say`${name(row.metric)}`,
    say`${row.baseline}`,
    say`${row.run}`,
    row.relative === '–' ? say`${row.difference}` : say`${row.difference} (${row.relative})`,
    ...(judged
      ? [say`${row.tolerance}`, row.verdict === undefined ? say`–` : say`${strong(row.verdict)}`]
      : []),
    ...(sparks ? [say`${row.spark}`] : []),
  ])
  const sides = head.map((title): Side =>
    ['baseline', 'this run', 'difference', 'tolerance'].includes(title) ? 'right' : 'left',
  )
  return table(head, cells, sides, detail.rows)
}

export function movedChunks(moved: readonly Moved[], detail: Detail): Chunks {
  if (detail.items === 0) return []
  return moved.flatMap(({ factor, items, unknown }) => {
    const shown = items.slice(0, detail.items)
    const more = items.length - shown.length
    return [
      `**${factor}**`,
      ...groupItems(shown, detail),
      ...(more > 0 ? [`- and ${more} more`] : []),
      ...list(unknown, detail.items),
    ]
  })
}

/** Changes without lines share one list; a difference stands under its own. */
function groupItems(items: Moved['items'], detail: Detail): Chunks {
  const chunks: string[] = []
  let open: string[] = []
  for (const { words, blocks } of items) {
    open.push(`- ${markdownLine(words)}`)
    const details = blocks.flatMap((block) => markdownBlock(block, detail))
    if (details.length === 0) continue
    chunks.push(open.join('\n'), ...details)
    open = []
  }
  return open.length === 0 ? chunks : [...chunks, open.join('\n')]
}

/** A folded part; the empty lines make GitHub read what is inside as markdown. */
export function folded({ title, open }: Pick<Section, 'title' | 'open'>, chunks: Chunks): Chunks {
  if (chunks.length === 0) return []
  return [`<details${open ? ' open' : ''}><summary>${title}</summary>`, ...chunks, '</details>']
}
