import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { codeSpan, escapeText, fence, markdownLine } from '../../src/report/markdown/escape.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import { clean } from '../../src/report/text/clean.ts'
import { em, say, strong } from '../../src/report/text/line.ts'
import { hostileText } from './baits.ts'
import { harmlessReport, hostileCase, hostileReport, RUNS, unseen } from './hostile.ts'

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

const parse = (text: string): Node =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node

function nodes(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodes)]
}

const ALLOWED = new Set([
  'root',
  'paragraph',
  'heading',
  'text',
  'strong',
  'emphasis',
  'inlineCode',
  'code',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
])
const OUR_HTML = /^(<details( open)?><summary>[A-Za-z0-9 ,.:]+<\/summary>|<\/details>)$/
/** What GitHub makes links, mentions, references, emoji or mathematics of, in text that is no code. */
const LIVE = /@[\w-]|#\d|\bgh-\d|:\/\/|\bwww\.|\b[0-9a-f]{7,}\b|:[\w+-]+:|\$|[a-z]-\d|<|&/i

/** The address of the job, which comes from GitHub. */
const OUR_LINK = /^https:\/\/github\.example\/o\/r\/actions\/runs\/9017\/attempts\/2$/

/** What of a text is not inert; gathered first, for one report has thousands of nodes. */
function dangers(root: Node): string[] {
  return nodes(root).flatMap(({ type, value = '', url = '' }) => {
    if (type === 'link') return OUR_LINK.test(url) ? [] : [url]
    if (!ALLOWED.has(type)) return [`${type} ${value}`]
    if (type === 'html') return OUR_HTML.test(value) ? [] : [value]
    return type === 'text' && LIVE.test(value) ? [value] : []
  })
}

/** Blocks and cells, without what is in them. */
function shape(node: Node): unknown {
  const inline = ['paragraph', 'heading', 'tableCell', 'code'].includes(node.type)
  if (inline) return node.type
  return node.type === 'html' ? node.value : [node.type, (node.children ?? []).map(shape)]
}

test('reports full of hostile names are inert', () => {
  fc.assert(
    fc.property(hostileCase, (one) => {
      const text = renderMarkdown(hostileReport(one))
      expect(dangers(parse(text))).toEqual([])
      expect(unseen(text)).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('and have the same parts as harmless ones', () => {
  fc.assert(
    fc.property(hostileCase, (one) => {
      const [hostile, harmless] = [hostileReport(one), harmlessReport(one)].map((report) =>
        shape(parse(renderMarkdown(report))),
      )
      expect(hostile).toEqual(harmless)
    }),
    { numRuns: RUNS / 10 },
  )
})

/** All that a reader sees, code or not. */
function seen(node: Node): string {
  return nodes(node)
    .map(({ type, value }) => (type === 'text' || type === 'inlineCode' ? value : ''))
    .join('')
}

const squeeze = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()

test('nothing of a name is lost, in text and in a cell', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      fc.pre(squeeze(text) !== '')
      expect(squeeze(seen(parse(escapeText(text, 'flow'))))).toBe(squeeze(text))
      const table = parse(
        `| a | b |\n| --- | --- |\n| ${codeSpan(text, 'cell')} | ${escapeText(text, 'cell')} |`,
      )
      const cells = nodes(table)
        .filter(({ type }) => type === 'tableCell')
        .slice(2)
      expect(cells).toHaveLength(2)
      for (const cell of cells)
        expect(squeeze(seen(cell)).replaceAll('｜', '|')).toBe(squeeze(text).replaceAll('｜', '|'))
    }),
    { numRuns: RUNS },
  )
})

test('a fence holds any lines', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 5 }), (lines) => {
      const [block, ...rest] = parse(fence(lines, 'diff')).children ?? []
      expect(rest).toEqual([])
      expect(block?.type).toBe('code')
      expect(block?.value?.split('\n')).toHaveLength(lines.length)
    }),
    { numRuns: RUNS },
  )
})

test('our own emphasis is emphasis, and falls away where data would break it', () => {
  expect(markdownLine(say`${strong('changed')}: ${em('longer warm-up')}`)).toBe(
    '**changed**: *longer warm-up*',
  )
  expect(markdownLine(say`${em('fixes #12')}, ${em('*')}`)).toBe('fixes `#12`, `*`')
  expect(markdownLine(say`thanks to @bob, see eval_loss`)).toBe('thanks to `@bob,` see `eval_loss`')
})
