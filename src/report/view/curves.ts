import type { Curve, Points } from '../report.ts'

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** A curve in eighths of a line: `█▆▄▃▂▁▁▁`; a cell without a finite value is `·`. */
export function sparkline(points: Points | undefined, width: number = 12): string {
  const values = points === undefined ? [] : buckets(points.values, width)
  const finite = values.filter((value) => value !== undefined)
  if (finite.length < 2) return ''
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  return values.map((value) => (value === undefined ? '·' : bar(value, low, high))).join('')
}

function bar(value: number, low: number, high: number): string {
  // Divided first: high − low may overflow.
  const part = high === low ? 0 : (value / 2 - low / 2) / (high / 2 - low / 2)
  return BARS[Math.min(BARS.length - 1, Math.floor(part * BARS.length))] ?? '▁'
}

/** At most `width` values: of each stretch its last finite one, which keeps the final value. */
function buckets(values: readonly number[], width: number): (number | undefined)[] {
  const cells = Math.min(width, values.length)
  return Array.from({ length: cells }, (_, cell) => {
    const [from, to] = [cell, cell + 1].map((edge) => Math.round((edge * values.length) / cells))
    return values.slice(from, to).findLast((value) => Number.isFinite(value))
  })
}

/** The first step at which two curves differ, and the last common step before it; undefined where they never do. */
export function firstDifference(
  curve: Curve,
): { step: number; before: number | undefined } | undefined {
  if (curve.run === undefined || curve.baseline === undefined) return undefined
  const old = new Map(
    curve.baseline.steps.map((step, index) => [step, curve.baseline?.values[index]]),
  )
  let before: number | undefined
  for (const [index, step] of curve.run.steps.entries()) {
    if (!old.has(step)) continue
    if (!Object.is(old.get(step), curve.run.values[index])) return { step, before }
    before = step
  }
  return undefined
}

/** One row for each step of either curve, in order. */
export interface Row {
  readonly step: number
  readonly baseline: number | undefined
  readonly run: number | undefined
}

export function align(curve: Curve): Row[] {
  const rows = new Map<number, { baseline?: number; run?: number }>()
  for (const side of ['baseline', 'run'] as const) {
    for (const [index, step] of (curve[side]?.steps ?? []).entries()) {
      const value = curve[side]?.values[index]
      if (value !== undefined) rows.set(step, { ...rows.get(step), [side]: value })
    }
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([step, row]) => ({ step, baseline: row.baseline, run: row.run }))
}

/** At most about `most` rows: of each stretch the rows with the smallest and largest value, so that no spike is lost. */
export function thin(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows]
  const stretches = Math.max(1, Math.floor((most - 2) / 4))
  const kept = new Set([0, rows.length - 1])
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [from = 0, to = 0] = [stretch, stretch + 1].map((edge) =>
      Math.round((edge * rows.length) / stretches),
    )
    for (const side of ['baseline', 'run'] as const)
      extremes(rows, from, to, side).forEach((index) => kept.add(index))
  }
  return [...kept].sort((a, b) => a - b).flatMap((index) => rows[index] ?? [])
}

function extremes(
  rows: readonly Row[],
  from: number,
  to: number,
  side: 'baseline' | 'run',
): number[] {
  let [low, high] = [from, from]
  const at = (index: number): number => rows[index]?.[side] ?? Number.NaN
  for (let index = from; index < to; index++) {
    // The first comparison with NaN is false: anything finite replaces it.
    if (!(at(index) >= at(low))) low = Number.isFinite(at(index)) ? index : low
    if (!(at(index) <= at(high))) high = Number.isFinite(at(index)) ? index : high
  }
  return [low, high]
}
