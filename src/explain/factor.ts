import type { Factor } from '../record/record.ts'
import type { Change, FactorReport } from './explanation.ts'
import type { Pair, Side } from './material.ts'
import { ADVICE, TEXTS } from './texts.ts'

/** A part that could not be compared, and what would make it known. */
export interface Gap {
  readonly what: string
  readonly advice: string
}

/** What a factor's comparison found. Anything that is in neither list was compared and is the same. */
export interface Compared {
  readonly changes: readonly Change[]
  readonly gaps: readonly Gap[]
}

/** The report of a factor: a side that did not record it is a gap, so its equal values prove nothing. */
export function factorReport(factor: Factor, pair: Pair, compared: Compared): FactorReport {
  const sides: readonly Side[] = ['baseline', 'run']
  const silent = sides
    .filter((side) => pair[side].record.facts[factor].state === 'unknown')
    .map((side) => gap(factor, TEXTS.factor(factor, side)))
  const gaps = [...silent, ...compared.gaps]
  return {
    factor,
    status: compared.changes.length > 0 ? 'different' : gaps.length > 0 ? 'unknown' : 'same',
    changes: compared.changes,
    unknown: gaps.map(({ what }) => what),
    advice: [...new Set(gaps.map(({ advice }) => advice))].join(' ') || undefined,
  }
}

/** A gap with the factor's own advice, or another. */
export function gap(factor: Factor, what: string, advice: string = ADVICE[factor]): Gap {
  return { what, advice }
}
