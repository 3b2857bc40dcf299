import { clean } from '../text/clean.ts'
import { shownText, type Line, type Piece } from '../text/line.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Data as text of an element or of a quoted attribute. */
export function escapeHtml(text: string): string {
  return escape(clean(text))
}

/** A sentence as HTML. */
export function htmlLine(line: Line): string {
  return line.map(htmlPiece).join('')
}

function htmlPiece(piece: Piece): string {
  const shown = escape(shownText(piece))
  switch (piece.kind) {
    case 'text':
      return shown
    case 'code':
      return `<code${titleOf(piece.full)}>${shown}</code>`
    case 'name':
      return `<code class="name">${shown}</code>`
    case 'strong':
      return `<strong>${shown}</strong>`
    case 'em':
      return `<em>${shown}</em>`
    case 'link':
      return `<a href="${escape(piece.url)}">${shown}</a>`
  }
}

function titleOf(full: string | undefined): string {
  return full !== undefined && /^(sha256:[0-9a-f]{64}|[0-9a-f]{40,64})$/.test(full)
    ? ` title="${full}"`
    : ''
}

/** Lines as they are, for `pre`. */
export function htmlLines(lines: readonly string[]): string {
  return lines.map((line) => escapeHtml(line.replaceAll('\t', '    '))).join('\n')
}

/** A value as JSON inside a script element: no character of it can end the element or begin a comment. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
