import type { Row } from '../view/curves.ts'

const round = (value: number): string => String(Number(value.toFixed(2)))

/** Both curves as lines of an SVG, baseline first: seen without JavaScript, and until the chart is drawn. */
export function curvesSvg(
  rows: readonly Row[],
  width: number,
  height: number,
  name: string,
): string {
  const values = rows
    .flatMap(({ baseline, run }) => [baseline, run])
    .filter((value) => value !== undefined && Number.isFinite(value)) as number[]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [from, to] = [rows[0]?.step ?? 0, rows.at(-1)?.step ?? 0]
  if (values.length < 2) return ''
  const x = (step: number): number => 2 + ((width - 4) * (step - from)) / Math.max(1, to - from)
  // Divided first: high − low may overflow.
  const y = (value: number): number =>
    2 + (height - 4) * (high === low ? 0.5 : (high / 2 - value / 2) / (high / 2 - low / 2))
  const line = (side: 'baseline' | 'run'): string => {
    const points = rows.flatMap(({ step, [side]: value }) =>
      value === undefined || !Number.isFinite(value)
        ? []
        : [`${round(x(step))},${round(y(value))}`],
    )
    return points.length < 2 ? '' : `<polyline class="${side}" points="${points.join(' ')}"/>`
  }
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${line('baseline')}${line('run')}</svg>`
}

/** Where this run stands beside the baseline: the band is the tolerance, the tick its middle. */
export function gaugeSvg(difference: number | undefined, tolerance: number | undefined): string {
  if (
    difference === undefined ||
    tolerance === undefined ||
    !(tolerance > 0) ||
    !Number.isFinite(difference)
  )
    return ''
  const part = Math.max(-2.6, Math.min(2.6, difference / tolerance))
  const inside = Math.abs(difference) <= tolerance
  const at = round(60 + part * 21)
  return `<svg class="gauge" viewBox="0 0 120 14" aria-hidden="true"><rect class="rail" x="2" y="6" width="116" height="2" rx="1"/><rect class="band" x="39" y="3" width="42" height="8" rx="4"/><rect class="middle" x="59.5" y="1" width="1" height="12"/><circle class="${inside ? 'inside' : 'outside'}" cx="${at}" cy="7" r="4.5"/></svg>`
}
