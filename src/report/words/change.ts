import type { Change, Hunk, RowChange } from '../../explain/explanation.ts'
import type { Scalar } from '../../record/record.ts'
import { clip } from '../text/clean.ts'
import { code, join, say, type Line } from '../text/line.ts'
import { count } from '../text/quantity.ts'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>
type Words = { readonly [K in Change['kind']]: (change: Of<K>) => Line }

const WORDS: Words = {
  code: (change) =>
    say`${code(change.path)} ${change.how === 'changed' ? inLines(change.hunks) : HOW[change.how]}`,
  param: ({ file, key, before, after }) =>
    say`${code(key)} in ${code(file)} ${move(spellScalar(before), spellScalar(after))}`,
  setting: ({ name, before, after }) => say`${code(name)} ${move(before, after)}`,
  data: (change) =>
    say`${code(change.path)} ${change.how === 'changed' ? inRows(change) : HOW[change.how]}`,
  package: ({ name, before, after }) => say`package ${code(name)} ${move(before, after)}`,
}

const HOW = { added: 'is new', removed: 'is gone' } as const

/** A change as a clause of a sentence: "`data/train.csv` row 212 differs". */
export function changeWords(change: Change): Line {
  return (WORDS[change.kind] as (change: Change) => Line)(change)
}

/** `0.1 → 0.12`, or what it means that a side has none. */
function move(before: string | undefined, after: string | undefined): Line {
  if (before === undefined) return after === undefined ? say`differs` : say`${value(after)} is new`
  return after === undefined
    ? say`${value(before)} is gone`
    : say`${value(before)} → ${value(after)}`
}

function value(text: string): Line {
  return text === '' ? say`(empty)` : say`${clip(text, 60)}`
}

function spellScalar(scalar: Scalar | undefined): string | undefined {
  return scalar === undefined ? undefined : String(scalar)
}

function inLines(hunks: readonly Hunk[] | undefined): string {
  const places = (hunks ?? []).flatMap(changedLines)
  const [first] = places
  if (first === undefined) return 'differs'
  if (places.length > 1) return `differs in ${places.length} places, first at line ${first.from}`
  return first.from === first.to
    ? `line ${first.from} differs`
    : `lines ${first.from}–${first.to} differ`
}

interface Span {
  readonly from: number
  readonly to: number
}

/** The places in a hunk where lines differ, in line numbers of the new file. */
export function changedLines(hunk: Hunk): Span[] {
  const spans: { from: number; to: number; open: boolean }[] = []
  let line = hunk.afterLine
  for (const text of hunk.lines) {
    const span = spans.at(-1)
    if (text.startsWith(' ')) {
      if (span !== undefined) span.open = false
    } else if (span?.open === true) {
      if (text.startsWith('+')) span.to = Math.max(span.to, line)
    } else {
      spans.push({ from: line, to: line, open: true })
    }
    if (!text.startsWith('-')) line += 1
  }
  return spans.map(({ from, to }) => ({ from, to }))
}

function inRows({ rows, total, reordered }: Of<'data'>): string {
  if (reordered === true) return 'has the same rows in another order'
  const [first, ...rest] = rows ?? []
  if (first === undefined)
    return total === undefined || total === 0 ? 'differs' : `${count(total, 'row')} differ`
  const all = Math.max(total ?? 0, 1 + rest.length)
  if (all === 1) return `${spot(first)} ${ROW[first.how]}`
  if (all === 2 && rest[0]?.how === first.how)
    return `rows ${first.row} and ${rest[0].row} ${ROWS[first.how]}`
  return `differs in ${all} rows, first in ${spot(first)}`
}

const ROW = { added: 'is new', removed: 'is gone', changed: 'differs' } as const
const ROWS = { added: 'are new', removed: 'are gone', changed: 'differ' } as const

function spot({ row }: RowChange): string {
  return row === 0 ? 'the header' : `row ${row}`
}

/** "a, b and 3 more", each as code. */
export function codes(names: readonly string[], most: number = 3): Line {
  const shown = names.slice(0, most).map((name) => say`${code(name)}`)
  const more = names.length - shown.length
  return more > 0 ? say`${join(shown, ', ')} and ${more} more` : join(shown, ', ', ' and ')
}
