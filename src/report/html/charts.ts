import type { Curve } from '../report.ts'
import { name, say } from '../text/line.ts'
import { spellNumber } from '../text/number.ts'
import { encodeNumber } from '../../record/number.ts'
import { align, firstDifference, thin, type Row } from '../view/curves.ts'
import type { ModelView } from '../view/view.ts'
import { foldedPart, table } from './blocks.ts'
import { curvesSvg } from './drawing.ts'
import { htmlLine } from './escape.ts'

/** The most points that a chart draws, and rows that its table has; extremes are kept. */
const MOST_POINTS = 1500
const MOST_ROWS = 60
const MOST_CHARTS = 24

/** What the chart script reads: one entry for each chart of the page, in order. */
export interface ChartData {
  readonly steps: readonly number[]
  readonly baseline: readonly (number | null)[]
  readonly run: readonly (number | null)[]
  /** The first step at which the two differ. */
  readonly parting: number | null
  /** Whether all values are above 0, so that a logarithmic axis can show them. */
  readonly positive: boolean
}

/** The curves worth a chart: of metrics that are judged first, then those only shown; at least two points. */
export function chartCurves({ metrics }: ModelView): Curve[] {
  return [...metrics.gated, ...metrics.shown]
    .flatMap(({ curve }) => (curve !== undefined && align(curve).length > 1 ? [curve] : []))
    .slice(0, MOST_CHARTS)
}

export function chartData(curve: Curve): ChartData {
  const rows = thin(align(curve), MOST_POINTS)
  const finite = (value: number | undefined): number | null =>
    value !== undefined && Number.isFinite(value) ? value : null
  const [baseline, run] = [
    rows.map((row) => finite(row.baseline)),
    rows.map((row) => finite(row.run)),
  ]
  const values = [...baseline, ...run].filter((value) => value !== null)
  return {
    steps: rows.map(({ step }) => step),
    baseline,
    run,
    parting: firstDifference(curve)?.step ?? null,
    positive: values.length > 0 && values.every((value) => value > 0),
  }
}

/** One chart's card; the script finds it by its number and replaces the drawing. */
export function chartCard(curve: Curve, at: number): string {
  const rows = align(curve)
  return `<figure class="card chart" id="chart-${at}"><figcaption>${htmlLine(say`${name(curve.metric)}`)}<span class="keys"><span class="key baseline">baseline</span><span class="key run">this run</span></span></figcaption><div class="plot">${curvesSvg(thin(rows, 300), 600, 200, 'still')}</div><p class="about">${about(curve, rows)}</p>${values(rows)}</figure>`
}

function about(curve: Curve, rows: readonly Row[]): string {
  const lost = rows.filter(({ baseline, run }) =>
    [baseline, run].some((value) => value !== undefined && !Number.isFinite(value)),
  )
  const parting = firstDifference(curve)
  return [
    ...(curve.baseline === undefined ? ['The baseline’s points are not at hand.'] : []),
    ...(curve.run === undefined ? ['This run has no points.'] : []),
    ...(curve.run !== undefined && curve.baseline !== undefined
      ? [
          parting === undefined
            ? 'Equal bit for bit at every common step.'
            : `First differs at step ${parting.step}.`,
        ]
      : []),
    ...(lost[0] === undefined
      ? []
      : [
          `Not finite at step ${lost[0].step}${lost.length > 1 ? ` and ${lost.length - 1} more` : ''}.`,
        ]),
  ].join(' ')
}

function values(rows: readonly Row[]): string {
  const shown = thin(rows, MOST_ROWS)
  const spell = (value: number | undefined): string =>
    value === undefined ? '–' : spellNumber(encodeNumber(value))
  const cells = shown.map(({ step, baseline, run }) => {
    const difference = baseline === undefined || run === undefined ? undefined : run - baseline
    return [String(step), spell(baseline), spell(run), spell(difference)]
  })
  const note =
    shown.length < rows.length
      ? `<p>${shown.length} of ${rows.length} steps, the extremes among them.</p>`
      : ''
  return foldedPart(
    { title: 'Values', open: false },
    `${note}<div class="scroll" tabindex="0">${table(['step', 'baseline', 'this run', 'difference'], cells, 'values')}</div>`,
  )
}
