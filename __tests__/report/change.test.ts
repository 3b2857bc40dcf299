import { describe, expect, test } from '@jest/globals'
import { renderHtml } from '../../src/report/html/html.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import type { ReportedChange } from '../../src/report/report.ts'
import { renderTerminal } from '../../src/report/terminal/terminal.ts'
import { link, plain, say } from '../../src/report/text/line.ts'
import { exampleChange, exampleModel, reportOf } from './example.ts'
import { fullModel } from './hostile.ts'

const RUN = 'https://github.example/o/r/actions/runs/9017'
const NEW_HEAD = '5ca1ab1e'.repeat(5)

function lines(change: Partial<ReportedChange>, models = [exampleModel()]): string[] {
  const report = { ...reportOf(...models), change: exampleChange(change) }
  return renderMarkdown(report)
    .split('\n')
    .filter((line) => line !== '')
}

describe('a report of a pull request', () => {
  test('says below its first sentence for which commit it is', () => {
    const [sentence, lead] = lines({})
    expect(sentence).toMatch(/^🔴 \*\*changed\*\*: /)
    expect(lead).toBe('For commit `91f3aa0791f3`, trained as the merge `c0ffee12c0ff`.')
    const head = exampleChange().head
    expect(lines({ trained: head })[1]).toBe('For commit `91f3aa0791f3`.')
  })

  test('names the project of a monorepo', () => {
    expect(lines({ config: 'speech/reprise.yml' })[1]).toMatch(
      /^For commit `91f3aa0791f3` \(`speech\/reprise\.yml`\)/,
    )
  })

  test('says there that it is stale, and for what', () => {
    const stale =
      '**stale**: this is for `91f3aa0791f3`; the pull request is at `5ca1ab1e5ca1` now.'
    expect(lines({ stale: NEW_HEAD })[1]).toBe(stale)
    const several = lines({ stale: NEW_HEAD }, [exampleModel(), fullModel('within')])
    expect(several[0]).toMatch(/2 models: /)
    expect(several[1]).toBe(stale)
    expect(several.filter((line) => line === stale)).toHaveLength(1)
  })

  test('ends with where it was made, and how far that may be trusted', () => {
    expect(lines({}).at(-1)).toBe(
      `[run 9017](${RUN}/attempts/2), attempt 2, on \`pull_request\` · trained \`c0ffee12c0ff\`, base \`4be1c0d24be1\` · isolation level 4 of 4 (bubblewrap sandbox) · from a branch of this repository`,
    )
  })

  test('of a fork says whose figures they are, and below level 4 that there was no wall', () => {
    const end = lines({ trust: 'fork', isolation: 2, base: undefined }).at(-1)
    expect(end).toContain('**from a fork**: these figures are what its own workflow reported')
    expect(end).toContain('level 2 of 4 (no new privileges, clean environment, no wall between')
    expect(end).not.toContain('base')
  })

  test('keeps the verdict, the commit and the trust when all else is cut', () => {
    const report = { ...reportOf(exampleModel()), change: exampleChange({ trust: 'fork' }) }
    const least = renderMarkdown(report, 1100)
    expect(least).toMatch(/^🔴 \*\*changed\*\*: `eval_loss` 0\.412 → 0\.436/)
    expect(least).toContain('Parts of this report were left out')
    expect(least).toContain('For commit `91f3aa0791f3`')
    expect(least).toContain('**from a fork**')
    expect(least).not.toContain('<details>')
  })

  test('says the same in HTML and in a terminal', () => {
    const change = exampleChange({ stale: NEW_HEAD, trust: 'fork' })
    const report = { ...reportOf(exampleModel()), change }
    const html = renderHtml(report, { script: '', style: '' })
    expect(html).toMatch(/<\/h1><p class="lead"><strong>stale<\/strong>: this is for <code title="/)
    expect(html).toContain(`<a href="${RUN}/attempts/2">`)
    const text = renderTerminal(report, { color: false, columns: 300 })
    expect(text).toMatch(
      /^✗ changed: .*\n {2}stale: this is for `91f3aa0791f3`; the pull request is/,
    )
    expect(text).toContain(`run 9017 (${RUN}/attempts/2), attempt 2`)
    expect(text).toContain('from a fork: these figures are what its own workflow reported')
  })

  test('of a draft says that nothing is known, and why', () => {
    const draft = { ...reportOf(), change: exampleChange({ skipped: 'draft' }) }
    expect(renderMarkdown(draft)).toMatch(
      /^\*\*draft\*\*: of a draft pull request nothing is retrained, so nothing is known\n/,
    )
    const nothing = { ...reportOf(), change: exampleChange({ skipped: 'nothing' }) }
    expect(renderMarkdown(nothing)).toMatch(/^\*\*no model\*\*: nothing was retrained/)
  })

  test('without one, on a researcher’s own machine, nothing of it is said', () => {
    const text = renderMarkdown(reportOf(exampleModel()))
    expect(text).not.toMatch(/For commit|trained `|run \d|from a branch/)
  })
})

describe('a link', () => {
  test('is one only to a plain address', () => {
    for (const url of [`${RUN}/artifacts/1`, 'http://ghes.local:8080/o/r_x/actions/runs/1'])
      expect(link('here', url)).toEqual({ kind: 'link', text: 'here', url })
  })

  test.each([
    'javascript:alert(1)',
    'https://user@evil.example/',
    'https://evil.example/a?b=c',
    'https://evil.example/a) [x](https://b',
    'https://evil.example/"onclick="x',
    'https://evil.example/a b',
    'https://evil.example/\u202e',
    '//evil.example',
    '',
    `https://evil.example/${'a'.repeat(400)}`,
  ])('%j stays words', (url) => {
    expect(plain(say`see ${link('the run', url)}`)).toBe('see the run')
  })
})
