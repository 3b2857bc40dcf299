import { clean } from '../text/clean.ts'
import { shownText, type Line, type Piece } from '../text/line.ts'

/** The styles we use; nothing else of a terminal's language is ever written. */
const CODES = {
  bold: 1,
  dim: 2,
  italic: 3,
  red: 31,
  green: 32,
  amber: 33,
  blue: 34,
  cyan: 36,
} as const
export type Style = keyof typeof CODES

/** Text in one style; data is cleaned here, so that no escape sequence of it survives. */
export function paint(text: string, style: Style | undefined, color: boolean): string {
  const shown = clean(text)
  return style === undefined || !color || shown === ''
    ? shown
    : `\u001b[${CODES[style]}m${shown}\u001b[0m`
}

interface Word {
  readonly text: string
  readonly style: Style | undefined
}

/** A sentence for a terminal, broken at spaces so that no line is wider than `columns` where words allow it. */
export function wrap(line: Line, columns: number, color: boolean, tone?: Style): string[] {
  const rows: Word[][] = [[]]
  let used = 0
  for (const chunk of chunksOf(line, color, tone)) {
    const width = chunk.reduce((sum, { text }) => sum + displayWidth(text), 0)
    const isSpace = chunk.every(({ text }) => text === ' ')
    if (used + width > columns && used > 0 && !isSpace) {
      rows.push([])
      used = 0
    }
    if (isSpace && used === 0) continue
    rows.at(-1)?.push(...chunk)
    used += width
  }
  return rows.map((row) =>
    row
      .map(({ text, style }) => paint(text, style, color))
      .join('')
      .trimEnd(),
  )
}

/** Words of one or more pieces that no space parts, and the spaces between them. */
function chunksOf(line: Line, color: boolean, tone: Style | undefined): Word[][] {
  const chunks: Word[][] = []
  let open = false
  for (const { text, style } of line.flatMap((piece) => styled(piece, color, tone))) {
    for (const part of text.split(/( +)/).filter((word) => word !== '')) {
      const isSpace = part.startsWith(' ')
      if (isSpace) chunks.push([{ text: ' ', style: undefined }])
      else if (open) chunks.at(-1)?.push({ text: part, style })
      else chunks.push([{ text: part, style }])
      open = !isSpace
    }
  }
  return chunks
}

function styled(piece: Piece, color: boolean, tone: Style | undefined): Word[] {
  const text = shownText(piece)
  if (piece.kind === 'code') return [{ text: color ? text : `\`${text}\``, style: 'cyan' }]
  if (piece.kind === 'link') return [{ text: `${text} (${piece.url})`, style: undefined }]
  if (piece.kind === 'em') return [{ text: color ? text : `*${text}*`, style: 'italic' }]
  if (piece.kind === 'strong') return [{ text, style: tone ?? 'bold' }]
  return [{ text, style: undefined }]
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u

/** Columns that a text takes: combining marks none, East Asian wide characters two. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const character of clean(text)) width += characterWidth(character)
  return width
}

/** As much of a text as fits, with an ellipsis where some is left out. */
export function fitWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let [shown, width] = ['', 0]
  for (const character of clean(text)) {
    width += characterWidth(character)
    if (width > columns - 1) break
    shown += character
  }
  return `${shown}…`
}

function characterWidth(character: string): number {
  return /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1
}
