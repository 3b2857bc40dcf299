import type { Resolution } from '../record/series.ts'
import type { FileSeries } from './series/reading.ts'

/** A value and how finely it was written. */
interface Measured {
  readonly value: number
  readonly resolution: Resolution
}

/** Where two files of one run say different things. */
interface Conflict {
  readonly step: number | undefined
  readonly values: readonly [number, number]
}

/** Half of the last place that a source writes, as rounding leaves it; relative for float32. */
function grain({ value, resolution }: Measured): number {
  if (resolution === 'float32') return Math.abs(value) * 2 ** -24
  const decimals = /^decimal:(\d+)$/.exec(resolution)?.[1]
  return decimals === undefined ? 0 : 0.5 * 10 ** -Number(decimals)
}

/** Whether two files can mean the same number: NaN only NaN, an infinity only itself. */
export function agree(a: Measured, b: Measured): boolean {
  if (a.value === b.value || (Number.isNaN(a.value) && Number.isNaN(b.value))) return true
  if (!Number.isFinite(a.value) || !Number.isFinite(b.value)) return false
  // Two roundings of one number to as many decimals are the same text.
  if (a.resolution === b.resolution) return false
  const slack = Number.EPSILON * Math.max(Math.abs(a.value), Math.abs(b.value))
  return Math.abs(a.value - b.value) <= grain(a) + grain(b) + slack
}

/** How fine a resolution is, for choosing: the smaller the finer. */
export function coarseness(resolution: Resolution): number {
  if (resolution === 'exact') return -1000
  if (resolution === 'float32') return -900
  if (resolution === 'sampled') return 1000
  return -Number(resolution.slice('decimal:'.length))
}

/**
 * Where shorter histories of one metric disagree with the longest, or undefined. A shorter one that the longer begins
 * with agrees: a checkpoint's copy. Else the last values at common steps must agree, and where there is no common
 * step, or they count different things, the last values of both.
 */
export function conflictsOf(longer: FileSeries): (shorter: FileSeries) => Conflict | undefined {
  let known: ReadonlyMap<number, number> | undefined
  return (shorter) => {
    if (isPrefix(longer, shorter)) return undefined
    known ??= lastByStep(longer)
    return conflictOf(longer, longer.unit === shorter.unit ? known : new Map(), shorter)
  }
}

function conflictOf(
  longer: FileSeries,
  at: ReadonlyMap<number, number>,
  shorter: FileSeries,
): Conflict | undefined {
  const common = [...lastByStep(shorter)].filter(([step]) => at.has(step))
  for (const [step, value] of common) {
    const known = at.get(step) ?? Number.NaN
    if (!agree({ ...longer, value: known }, { ...shorter, value }))
      return { step, values: [known, value] }
  }
  if (common.length > 0) return undefined
  const [last = Number.NaN, other = Number.NaN] = [longer.values.at(-1), shorter.values.at(-1)]
  const same = agree({ ...longer, value: last }, { ...shorter, value: other })
  return same ? undefined : { step: undefined, values: [last, other] }
}

function isPrefix(longer: FileSeries, shorter: FileSeries): boolean {
  return (
    longer.unit === shorter.unit &&
    shorter.steps.every(
      (step, at) =>
        step === longer.steps[at] &&
        agree(
          { value: shorter.values[at] ?? Number.NaN, resolution: shorter.resolution },
          { value: longer.values[at] ?? Number.NaN, resolution: longer.resolution },
        ),
    )
  )
}

function lastByStep({ steps, values }: FileSeries): Map<number, number> {
  return new Map(steps.map((step, at) => [step, values[at] ?? Number.NaN]))
}
