import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { renderHtml } from '../../src/report/html/html.ts'
import { exampleModel, reportOf } from './example.ts'
import { harmlessReport, hostileCase, hostileReport, RUNS, unseen } from './hostile.ts'

const ASSETS = { script: 'globalThis.uPlot = 1', style: '.u { color: red }' }

const ELEMENTS = new Set(
  'html head meta title style body header main footer section article figure figcaption details summary div span b strong em small code pre p h1 h2 h3 ul ol li a table thead tbody tr th td svg polyline rect circle script'.split(
    ' ',
  ),
)
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  lang: /^en$/,
  charset: /^utf-8$/,
  'http-equiv': /^Content-Security-Policy$/,
  name: /^(viewport|color-scheme)$/,
  content:
    /^(width=device-width, initial-scale=1|light dark|default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none')$/,
  class: /^[a-z ]+$/,
  id: /^(curves|chart-\d+|model-\d+)$/,
  type: /^application\/json$/,
  href: /^(#model-\d+|https:\/\/github\.example\/o\/r\/actions\/runs\/9017\/attempts\/2)$/,
  title: /^(sha256:[0-9a-f]{64}|[0-9a-f]{40,64})$/,
  scope: /^col$/,
  tabindex: /^0$/,
  open: /^$/,
  'aria-hidden': /^true$/,
  'data-label': /^[a-z .-]*$/,
  viewbox: /^[\d ]+$/i,
  preserveaspectratio: /^none$/,
  points: /^[\d., -]+$/,
}
const NUMERIC = /^(x|y|width|height|rx|cx|cy|r)$/

function elements(node: Tree.Node): Tree.Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return [...('tagName' in node ? [node] : []), ...children.flatMap(elements)]
}

function textOf(node: Tree.Element): string {
  return node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
}

/** What of a page is not our own; gathered first, for one page has a thousand elements. */
function dangers(all: readonly Tree.Element[]): string[] {
  return all.flatMap(({ tagName, attrs }) => {
    const odd = attrs.filter(
      ({ name, value }) =>
        !(NUMERIC.test(name) ? /^-?[\d.]+$/ : ATTRIBUTES[name.toLowerCase()])?.test(value),
    )
    return [
      ...(ELEMENTS.has(tagName) ? [] : [tagName]),
      ...odd.map(({ name, value }) => `${tagName} ${name}=${value}`),
    ]
  })
}

/** How often each element occurs: data adds none. */
function census(all: readonly Tree.Element[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { tagName } of all) counts[tagName] = (counts[tagName] ?? 0) + 1
  return counts
}

test('no element, attribute or URL comes from data', () => {
  fc.assert(
    fc.property(hostileCase, (one) => {
      const html = renderHtml(hostileReport(one), ASSETS)
      expect(dangers(elements(parse(html)))).toEqual([])
      expect(unseen(html)).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('a page has as many elements of each kind as one with harmless names', () => {
  fc.assert(
    fc.property(hostileCase, (one) => {
      const [hostile, harmless] = [hostileReport(one), harmlessReport(one)].map((report) =>
        census(elements(parse(renderHtml(report, ASSETS)))),
      )
      expect(hostile).toEqual(harmless)
    }),
    { numRuns: RUNS / 10 },
  )
})

describe('the page', () => {
  const html = renderHtml(reportOf(exampleModel()), ASSETS)
  const all = elements(parse(html))

  test('allows exactly its own script and style, by their digests', () => {
    const policy = all
      .find(({ attrs }) => attrs.some(({ value }) => value === 'Content-Security-Policy'))
      ?.attrs.find(({ name }) => name === 'content')?.value
    expect(policy).toMatch(/^default-src 'none'; /)
    const source = (element: Tree.Element): string =>
      `'sha256-${createHash('sha256').update(textOf(element)).digest('base64')}'`
    const [script, ...scripts] = all.filter(
      ({ tagName, attrs }) => tagName === 'script' && attrs.length === 0,
    )
    const [style, ...styles] = all.filter(({ tagName }) => tagName === 'style')
    expect([scripts, styles]).toEqual([[], []])
    if (script === undefined || style === undefined)
      throw new Error('the page has no script or no style')
    expect(policy).toContain(`script-src ${source(script)};`)
    expect(policy).toContain(`style-src ${source(style)};`)
  })

  test('carries its curves as data, and a table of them for those without JavaScript', () => {
    const data = all.find(({ attrs }) => attrs.some(({ value }) => value === 'curves'))
    const [chart] = JSON.parse(data === undefined ? '[]' : textOf(data))
    expect(chart).toMatchObject({ parting: 61, positive: true })
    expect(chart.steps).toHaveLength(240)
    expect(chart.run.at(-1)).toBeCloseTo(0.436)
    expect(html).toContain('<table class="values">')
  })

  test('shows an id in short and whole', () => {
    const { verdict } = exampleModel()
    expect(html).toContain(`<code title="${verdict.run}">${verdict.run?.slice(7, 19)}</code>`)
  })

  test('refuses an asset that would end its own element', () => {
    expect(() =>
      renderHtml(reportOf(exampleModel()), { ...ASSETS, script: 'a("</script>")' }),
    ).toThrow(/asset/)
  })
})
