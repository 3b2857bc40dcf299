import { verdictLook } from '../words/look.ts'
import type { VerdictKind } from '../../spec/spec.ts'
import { name, say } from '../text/line.ts'
import { align, thin } from '../view/curves.ts'
import type { MetricRow } from '../view/metrics.ts'
import { table } from './blocks.ts'
import { curvesSvg, gaugeSvg } from './drawing.ts'
import { escapeHtml, htmlLine } from './escape.ts'

/** A verdict as a coloured word with its sign. */
export function badge(verdict: VerdictKind): string {
  const { colour, sign } = verdictLook(verdict)
  return `<strong class="badge ${colour}"><span aria-hidden="true">${sign}</span> ${verdict}</strong>`
}

/** The table that decides, or one of metrics that are only shown. */
export function metricTable(rows: readonly MetricRow[], judged: boolean): string {
  if (rows.length === 0) return ''
  const head = [
    'metric',
    'baseline',
    'this run',
    'difference',
    ...(judged ? ['tolerance', 'verdict'] : []),
    'curve',
  ]
  return table(
    head,
    rows.map((row) => cells(row, judged)),
    judged ? 'metrics judged' : 'metrics',
  )
}

function cells(row: MetricRow, judged: boolean): string[] {
  const better = row.better === '' ? '' : ` <small>${row.better}</small>`
  const relative = row.relative === '–' ? '' : ` <small>${row.relative}</small>`
  const points = row.curve === undefined ? [] : thin(align(row.curve), 80)
  return [
    `${htmlLine(say`${name(row.metric)}`)}${better}`,
    escapeHtml(row.baseline),
    `<b>${escapeHtml(row.run)}</b>`,
    `${row.difference}${relative}`,
    ...(judged
      ? [
          `${row.tolerance} ${gaugeSvg(row.amount, row.band)}`,
          row.verdict === undefined ? '–' : badge(row.verdict),
        ]
      : []),
    curvesSvg(points, 96, 26, 'spark'),
  ]
}
