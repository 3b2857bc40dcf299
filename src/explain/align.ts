import { diffArrays } from 'diff'
import { mostEdits } from './content.ts'
import { commonPrefix } from './excerpt.ts'

/** Rows are likened by so many characters. */
const LIKENESS = 200

/** A row that differs: its place in each list, undefined where it was added or removed. Places count from 0. */
export interface Pairing {
  readonly before: number | undefined
  readonly after: number | undefined
}

export interface Alignment {
  /** The rows that differ, in order; undefined where they could not be lined up. */
  readonly pairings: readonly Pairing[] | undefined
  /** How many rows differ: where `pairings` is undefined, the least it can be. */
  readonly total: number
  /** `in-place`: too many differ to seek insertions, so rows are compared with those at the same place. */
  readonly how: 'aligned' | 'in-place' | 'counted'
  /** Whether both lists hold the same rows, in another order. */
  readonly reordered: boolean
}

/**
 * Lines up two lists of rows so that as few as possible count as different: in place, or by the shortest edit script
 * (Myers 1986) where that names fewer.
 */
export function align(before: readonly string[], after: readonly string[]): Alignment {
  const { start, end } = trim(before, after)
  const old = before.slice(start, before.length - end)
  const young = after.slice(start, after.length - end)
  const [a, b] = numbered(old, young)
  const reordered = a.length === b.length && a.length > 0 && surplus(a, b) === 0
  const placed = a.length === b.length ? inPlace(a, b) : undefined
  const edited = byEdits(a, b, old, young)
  const best = fewer(placed, edited)
  if (best === undefined) {
    return {
      pairings: undefined,
      total: Math.max(surplus(a, b), surplus(b, a)),
      how: 'counted',
      reordered,
    }
  }
  const shift = (place: number | undefined): number | undefined =>
    place === undefined ? undefined : place + start
  const pairings = best.map((pairing) => ({
    before: shift(pairing.before),
    after: shift(pairing.after),
  }))
  return {
    pairings,
    total: best.length,
    how: edited === undefined ? 'in-place' : 'aligned',
    reordered,
  }
}

function trim(a: readonly string[], b: readonly string[]): { start: number; end: number } {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start++
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return { start, end }
}

/** Equal rows as equal numbers: long rows are then compared once, not at each step of the search. */
function numbered(old: readonly string[], young: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (row: string): number => {
    const known = numbers.get(row) ?? numbers.size
    numbers.set(row, known)
    return known
  }
  return [old.map(numberOf), young.map(numberOf)]
}

/** How many rows of `a` are more than `b` has of them. */
function surplus(a: readonly number[], b: readonly number[]): number {
  const left = new Map<number, number>()
  for (const row of b) left.set(row, (left.get(row) ?? 0) + 1)
  let more = 0
  for (const row of a) {
    const count = left.get(row) ?? 0
    if (count === 0) more++
    else left.set(row, count - 1)
  }
  return more
}

function inPlace(a: readonly number[], b: readonly number[]): Pairing[] {
  return a.flatMap((row, place) => (row === b[place] ? [] : [{ before: place, after: place }]))
}

/** The shorter of two descriptions; of two equally long ones that which inserts and removes less; else the first. */
function fewer(a: Pairing[] | undefined, b: Pairing[] | undefined): Pairing[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  if (a.length !== b.length) return a.length < b.length ? a : b
  return edits(a) <= edits(b) ? a : b
}

function edits(pairings: readonly Pairing[]): number {
  return pairings
    .flatMap(({ before, after }) => [before, after])
    .filter((place) => place !== undefined).length
}

function byEdits(
  a: readonly number[],
  b: readonly number[],
  old: readonly string[],
  young: readonly string[],
): Pairing[] | undefined {
  const parts = diffArrays([...a], [...b], { maxEditLength: mostEdits(a.length + b.length) })
  if (parts === undefined) return undefined
  const pairings: Pairing[] = []
  const from = { before: 0, after: 0 }
  const at = { before: 0, after: 0 }
  const flush = (): void => {
    const removed = range(from.before, at.before)
    const added = range(from.after, at.after)
    pairings.push(...pairUp(removed, added, (i, j) => likeness(old[i]!, young[j]!)))
  }
  for (const { added, removed, count } of parts) {
    if (!added && !removed) flush()
    if (!added) at.before += count
    if (!removed) at.after += count
    if (!added && !removed) Object.assign(from, at)
  }
  flush()
  return pairings
}

/** Rows of one gap: as many as possible are changed rows; which of the longer side are left over, likeness decides. */
function pairUp(
  removed: readonly number[],
  added: readonly number[],
  like: (before: number, after: number) => number,
): Pairing[] {
  const [short, long] = removed.length <= added.length ? [removed, added] : [added, removed]
  const score = (i: number, j: number): number =>
    short === removed ? like(short[i]!, long[j]!) : like(long[j]!, short[i]!)
  const partners = bestPartners(short.length, long.length, score)
  const pairings: Pairing[] = []
  let next = 0
  for (const [j, place] of long.entries()) {
    const partner = partners[next] === j ? short[next++] : undefined
    pairings.push(
      short === removed ? { before: partner, after: place } : { before: place, after: partner },
    )
  }
  return pairings
}

/** For each of `short` places a place among `long`, in rising order, with the highest sum of scores. */
function bestPartners(
  short: number,
  long: number,
  score: (i: number, j: number) => number,
): number[] {
  if (short === long) return range(0, long)
  const slack = long - short
  // best[i][s]: the highest sum for the first i places, of which the last took place i - 1 + s or earlier.
  const best: number[][] = [Array.from({ length: slack + 1 }, () => 0)]
  for (let i = 1; i <= short; i++) {
    const row: number[] = []
    for (let s = 0; s <= slack; s++) {
      const taken = best[i - 1]![s]! + score(i - 1, i - 1 + s)
      row.push(s === 0 ? taken : Math.max(taken, row[s - 1]!))
    }
    best.push(row)
  }
  const partners: number[] = []
  for (let i = short, s = slack; i > 0; i--) {
    while (s > 0 && best[i]![s] === best[i]![s - 1]) s--
    partners.unshift(i - 1 + s)
  }
  return partners
}

/** From 0 to 1: the part of two rows that they begin and end with alike. */
function likeness(a: string, b: string): number {
  const [x, y] = [a.slice(0, LIKENESS), b.slice(0, LIKENESS)]
  const start = commonPrefix(x, y)
  const [p, q] = [x.slice(start), y.slice(start)]
  let end = 0
  while (end < Math.min(p.length, q.length) && p.at(-1 - end) === q.at(-1 - end)) end++
  return (start + end) / Math.max(x.length, y.length, 1)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
