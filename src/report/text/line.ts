import { clean, clip } from './clean.ts'

/**
 * A part of a sentence. All of it may hold data: each output cleans and escapes it in its own way.
 * `name` is a metric's or model's name: bare in a terminal, code elsewhere. `full` is the whole of an id that is shown
 * shortened. `strong` and `em` are single styles, never nested. The words of a `link` are our own; make one with `link`,
 * which has looked at its address.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string; readonly full?: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'em'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

/** One sentence or table cell, independent of the output. */
export type Line = readonly Piece[]

/** The longest name, path or value in a sentence, in UTF-16 units. */
const LONGEST = 120

export const code = (text: string): Piece => ({ kind: 'code', text: clip(text, LONGEST) })
/** The first 12 hexadecimal digits of a digest or commit: enough to tell records apart, few enough to read. */
export const shortId = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12)
export const id = (digest: string): Piece => ({ kind: 'code', text: shortId(digest), full: digest })
export const name = (text: string): Piece => ({ kind: 'name', text: clip(text, LONGEST) })
export const strong = (text: string): Piece => ({ kind: 'strong', text: clip(text, LONGEST) })
export const em = (text: string): Piece => ({ kind: 'em', text: clip(text, 500) })

/** No credentials, no query, nothing that markdown, HTML or a terminal would read as an end. */
const ADDRESS = /^https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[\w.~-]+)*\/?$/i
const LONGEST_ADDRESS = 300

/** A link, or its words alone where the address is no plain one. */
export function link(words: string, url: string): Piece {
  return url.length <= LONGEST_ADDRESS && ADDRESS.test(url)
    ? { kind: 'link', text: words, url }
    : { kind: 'text', text: words }
}

type Part = string | number | Piece | Line

/** Template tag: ``say`${name('loss')} is ${code('NaN')}` ``. Strings become text, lines are spliced in. */
export function say(words: TemplateStringsArray, ...parts: readonly Part[]): Line {
  const pieces = words.flatMap((word, index) => {
    const part = parts[index]
    return [text(word), ...(part === undefined ? [] : piecesOf(part))]
  })
  return pieces.filter(({ kind, text }) => kind !== 'text' || text !== '')
}

/** Words in which what is typed stands between backticks. */
export function marked(words: string): Line {
  const parts = words.split('`')
  if (parts.length % 2 === 0) return [text(words)]
  return parts.flatMap((part, at) => (part === '' ? [] : at % 2 === 1 ? code(part) : text(part)))
}

/** Lines with something between them: `a, b and c` with `and('and')`. */
export function join(lines: readonly Line[], between: string, last: string = between): Line {
  return lines.flatMap((line, index) => {
    if (index === 0) return line
    return [text(index === lines.length - 1 ? last : between), ...line]
  })
}

/** What a piece shows of its data: clean, and never nothing where a name or value is expected. */
export function shownText({ kind, text }: Piece): string {
  const shown = clean(text)
  return (kind === 'code' || kind === 'name') && shown.trim() === '' ? '(empty)' : shown
}

/** A line as plain text: for JSON, tests, and wherever nothing is interpreted. */
export function plain(line: Line): string {
  return line.map(plainPiece).join('')
}

function plainPiece(piece: Piece): string {
  const shown = shownText(piece)
  if (piece.kind === 'code') return `\`${shown}\``
  if (piece.kind === 'link') return `${shown} (${piece.url})`
  return piece.kind === 'em' ? `*${shown}*` : shown
}

function text(text: string): Piece {
  return { kind: 'text', text: clip(text, 2000) }
}

function piecesOf(part: Part): Line {
  if (typeof part === 'object') return 'kind' in part ? [part] : part
  return [text(String(part))]
}
