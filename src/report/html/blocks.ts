import type { Block, Moved, Section } from '../view/block.ts'
import { escapeHtml, htmlLine, htmlLines } from './escape.ts'

export function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'line':
      return `<p>${htmlLine(block.line)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${htmlLine(item)}</li>`).join('')}</ul>`
    case 'table':
      return table(
        block.head,
        block.rows.map((row) => row.map((cell) => htmlLine(cell))),
      )
    case 'diff':
      return `<pre class="diff" tabindex="0">${block.lines.map(diffLine).join('')}</pre>`
    case 'whole':
      return htmlBlock({ kind: block.as === 'diff' ? 'diff' : 'verbatim', lines: block.lines })
    case 'verbatim':
      return `<pre tabindex="0">${htmlLines(block.lines)}</pre>`
  }
}

/** A table whose rows become cards on a narrow screen. Heads are our own words; cells are HTML already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  name: string = 'facts',
): string {
  const cell = (html: string, at: number): string =>
    `<td data-label="${head[at] ?? ''}"><span>${html}</span></td>`
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')
  return `<table class="${name}"><thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>${body}</tbody></table>`
}

function diffLine(line: string): string {
  const kind = line.startsWith('@@')
    ? 'place'
    : line.startsWith('+')
      ? 'added'
      : line.startsWith('-')
        ? 'removed'
        : 'kept'
  return `<span class="${kind}">${htmlLines([line])}\n</span>`
}

/** A card for each factor that differs. */
export function movedCards(moved: readonly Moved[]): string {
  return moved
    .map(({ factor, items, unknown }) => {
      const list = items.map(
        ({ words, blocks }) =>
          `<li><p>${htmlLine(words)}</p>${blocks.map(htmlBlock).join('')}</li>`,
      )
      const gaps = unknown.map((line) => `<li class="unknown"><p>${htmlLine(line)}</p></li>`)
      return `<section class="card factor"><h3>${escapeHtml(factor)}</h3><ul>${[...list, ...gaps].join('')}</ul></section>`
    })
    .join('')
}

/** A folded part. */
export function foldedPart({ title, open }: Pick<Section, 'title' | 'open'>, html: string): string {
  return html === ''
    ? ''
    : `<details${open ? ' open' : ''}><summary>${escapeHtml(title)}</summary><div class="inside">${html}</div></details>`
}
