import { RUNGS, type DivergenceClass, type FoundDivergence } from '../divergence/divergence.ts'
import { pathOf, type Change, type FactorReport } from '../explanation.ts'
import type { Candidate } from './cause.ts'
import { isEcho } from './echoes.ts'
import { isAmongHyper, isBeside } from './matching.ts'
import { SOURCES } from './sources.ts'

/** What the candidates are weighed by. */
export interface Scene {
  readonly kind: DivergenceClass
  /** Undefined where the two do not part while they train. */
  readonly parted: FoundDivergence | undefined
  /** Of the files that differ those that the change itself touches; undefined: not known. */
  readonly touched: readonly string[] | undefined
}

/** A candidate for each factor that differs, the likeliest first. */
export function candidatesOf(factors: readonly FactorReport[], scene: Scene): Candidate[] {
  const all = factors.flatMap(({ changes }) => changes)
  return factors
    .filter(({ status }) => status === 'different')
    .map((report) => candidateOf(report, all, scene))
    .map((candidate) => ({ candidate, rank: rankOf(candidate, scene) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate)
}

function candidateOf(
  { factor, changes }: FactorReport,
  all: readonly Change[],
  scene: Scene,
): Candidate {
  const able = (change: Change): boolean =>
    !isBeside(change) && !isEcho(change, all) && !isAccounted(change, scene)
  const [first, ...rest] = changes.toSorted(
    (a, b) => loudness(a, able, scene) - loudness(b, able, scene),
  )
  const fits = SOURCES[scene.kind].includes(factor) && (first === undefined || able(first))
  const before = first !== undefined && isBefore(first, scene)
  return {
    factor,
    change: first,
    others: rest.filter(able).length,
    weight: fits ? 'fits' : 'possible',
    ...(before ? { before } : {}),
  }
}

/** The value in force first, then code that was imported; what cannot have done it last. */
function loudness(change: Change, able: (change: Change) => boolean, scene: Scene): number {
  const { parted } = scene
  if (!able(change)) return 9
  const late = isBefore(change, scene) ? 4 : 0
  if (parted !== undefined && isAmongHyper(change, parted)) return late
  return late + (change.kind === 'code' && change.imported === true ? 1 : 2)
}

/** A file that differs from the baseline's, though this change does not touch it. */
function isBefore(change: Change, { touched }: Scene): boolean {
  const path = pathOf(change)
  return touched !== undefined && path !== undefined && !touched.includes(path)
}

/**
 * Whether a change is known to act later than where the two part: it is the hyper-parameter in force, which no batch and no
 * module sees before the optimiser does.
 */
function isAccounted(change: Change, { parted }: Scene): boolean {
  if (parted === undefined || !isAmongHyper(change, parted)) return false
  return RUNGS.indexOf(parted.rung) < RUNGS.indexOf('hyper')
}

function rankOf({ change, factor, weight, before }: Candidate, { kind, parted }: Scene): number {
  const place = factor === undefined ? -1 : SOURCES[kind].indexOf(factor)
  const late = (weight === 'fits' ? 0 : 100) + (before === true ? 50 : 0)
  if (change !== undefined && parted !== undefined && weight === 'fits')
    if (isAmongHyper(change, parted)) return late - 1
  return late + (place < 0 ? 40 : place)
}
