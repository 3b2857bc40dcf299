import { clean } from '../text/clean.ts'
import type { Line, Piece } from '../text/line.ts'

/** Where markdown stands: a table's cell splits at pipes, even inside code. */
export type Place = 'flow' | 'cell'

/** A word that no markdown, no GitHub reference and no emoji code can hide in. All others are shown as code. */
const SAFE = /^[\p{L}\p{N}\p{M},.;:'"’“”()%/+=?!–—−→×±·…✓✗-]+$/u
const RISKY = [
  /:\/\/|www\./i, // links that GitHub makes of bare text
  /:[\w+-]+:/, // emoji
  /[0-9a-f]{7}/i, // commit ids
  /[a-z]-\d|^ghsa-|^cve-/i, // issues and advisories: GH-12, JIRA-7
]
/** Lists, rulers and headings underlined: words that mean something where they begin a line. */
const MARKER = /^([-+=]+|\d+[.)])$/

/** Data as text of GitHub's markdown: never a mention, link, reference, image, element, emphasis or cell border. */
export function escapeText(text: string, place: Place): string {
  return assemble(tokens(text), place)
}

/** A sentence as markdown. */
export function markdownLine(line: Line, place: Place = 'flow'): string {
  return assemble(line.flatMap(pieceTokens), place)
}

type Token =
  | { readonly kind: 'words' | 'space' | 'code'; readonly text: string }
  | { readonly kind: 'marked'; readonly mark: string; readonly inner: readonly Token[] }
  | { readonly kind: 'link'; readonly url: string; readonly inner: readonly Token[] }

function pieceTokens(piece: Piece): Token[] {
  const text = clean(piece.text)
  if (piece.kind === 'text') return tokens(text)
  if (piece.kind === 'code' || piece.kind === 'name') return [{ kind: 'code', text }]
  const inner = tokens(text)
  if (piece.kind === 'link') return [{ kind: 'link', url: piece.url, inner }]
  const edges = [inner.at(0), inner.at(-1)]
  // Emphasis only where both its ends are letters or digits: otherwise its stars may be read as stars.
  const sound =
    edges.every((edge) => edge?.kind === 'words') &&
    /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u.test(text)
  return sound ? [{ kind: 'marked', mark: piece.kind === 'strong' ? '**' : '*', inner }] : inner
}

function tokens(text: string): Token[] {
  return clean(text)
    .split(/(\s+)/)
    .filter((word) => word !== '')
    .map((word) => (/^\s+$/.test(word) ? { kind: 'space', text: ' ' } : classify(word)))
}

function assemble(tokens: readonly Token[], place: Place): string {
  // Words side by side may make a risky one; code spans side by side would be read with other borders.
  const words = merge(tokens, 'words').map((token) =>
    token.kind === 'words' ? classify(token.text) : token,
  )
  return merge(guardStart(words), 'code')
    .map((token) => spell(token, place))
    .join('')
}

/** A line begins with no space, and with no word that makes it something else than text. */
function guardStart(tokens: readonly Token[]): readonly Token[] {
  const [first, ...rest] = tokens
  if (first?.kind === 'space') return guardStart(rest)
  return first?.kind === 'words' && MARKER.test(first.text)
    ? [{ kind: 'code', text: first.text }, ...rest]
    : tokens
}

/** Joins neighbours of one kind. */
function merge(tokens: readonly Token[], kind: 'words' | 'code'): Token[] {
  const merged: Token[] = []
  for (const token of tokens) {
    const last = merged.at(-1)
    if (token.kind === kind && last?.kind === kind)
      merged.splice(-1, 1, { kind, text: last.text + token.text })
    else merged.push(token)
  }
  return merged
}

function classify(word: string): Token {
  const safe = SAFE.test(word) && !RISKY.some((risk) => risk.test(word))
  return { kind: safe ? 'words' : 'code', text: word }
}

function spell(token: Token, place: Place): string {
  if (token.kind === 'marked') return `${token.mark}${assemble(token.inner, place)}${token.mark}`
  if (token.kind === 'link') return `[${assemble(token.inner, place)}](${token.url})`
  return token.kind === 'code' ? codeSpan(token.text, place) : token.text
}

/** A code span that holds any text (CommonMark 6.1); pipes are escaped for cells (GFM 4.10). */
export function codeSpan(text: string, place: Place): string {
  const shown = clean(text).trim()
  if (shown === '') return '(empty)'
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  const body = `${fence}${pad}${shown}${pad}${fence}`
  // A backslash before a pipe cannot be told from an escaped pipe: there a fullwidth pipe stands in.
  return place === 'cell' ? body.replace(/\\\|/g, '\\｜').replaceAll('|', '\\|') : body
}

/** A fenced block: its lines are shown as they are, and none of them can end it. */
export function fence(lines: readonly string[], language: string): string {
  const cleaned = lines.map((line) => cleanLine(line))
  const longest = Math.max(
    2,
    ...cleaned.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  )
  const ticks = '`'.repeat(longest + 1)
  return [`${ticks}${language}`, ...cleaned, ticks].join('\n')
}

/** Like `clean`, but what is indented stays so. */
function cleanLine(line: string): string {
  return clean(line.replaceAll('\t', '    '))
}
