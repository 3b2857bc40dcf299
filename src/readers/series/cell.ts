/** What stands where a metric's value could stand. */
export type Cell =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  /** Nothing, `null`, or a word for "not available". */
  | { readonly kind: 'gap' }
  /** A text, a boolean, a list: no number. `shown` says it to a person; `word` is the text itself, if it is one. */
  | { readonly kind: 'other'; readonly shown: string; readonly word: string | undefined }

const GAP: Cell = { kind: 'gap' }
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/
const NON_FINITE: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
}
const MISSING = new Set(['', 'na', 'n/a', 'null', 'none', '-'])

/** A cell of a table of text: `0.5`, `nan`, `-inf`; `1e400` is Infinity; empty and `NA` (Keras) are gaps. */
export function cellOfText(raw: string): Cell {
  const text = raw.trim()
  if (NUMBER.test(text)) return { kind: 'number', value: Number(text), text }
  const special = nonFinite(text)
  if (special !== undefined) return { kind: 'number', value: special, text }
  return MISSING.has(text.toLowerCase()) ? GAP : { kind: 'other', shown: quote(text), word: text }
}

/**
 * A value of a parsed document. The texts `"inf"` (dvclive), `"NaN"` and `"Infinity"` are numbers, other texts are
 * none, even `"0.5"`; booleans are none either.
 *
 * @param textOf how the file spelled a number
 */
export function cellOfValue(value: unknown, textOf: (value: number) => string): Cell {
  if (typeof value === 'number') return { kind: 'number', value, text: textOf(value) }
  if (typeof value === 'bigint')
    return { kind: 'number', value: Number(value), text: String(value) }
  if (value === null || value === undefined) return GAP
  if (typeof value === 'string') {
    const special = nonFinite(value)
    if (special !== undefined) return { kind: 'number', value: special, text: value }
    return { kind: 'other', shown: `the text ${quote(value)}`, word: value }
  }
  if (typeof value === 'boolean') return other(String(value))
  return other(Array.isArray(value) ? 'a list' : `a ${typeof value}`)
}

function other(shown: string): Cell {
  return { kind: 'other', shown, word: undefined }
}

function nonFinite(text: string): number | undefined {
  const [, sign, word = ''] = /^([-+]?)(nan|inf|infinity)$/i.exec(text) ?? []
  const value = NON_FINITE[word.toLowerCase()]
  return value !== undefined && sign === '-' ? -value : value
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
}
