import { describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { FINDING_KINDS, findingWords } from '../../src/report/findings/texts.ts'
import { renderFindings } from '../../src/report/terminal/terminal.ts'
import { plain } from '../../src/report/text/line.ts'
import { SELF_CAUSES } from '../../src/report/words/parting-advice.ts'
import { FINDINGS } from './reasons.ts'

const page = (kind: string): string => `docs/findings/${kind}.md`

describe.each(Object.values(FINDINGS))('$kind', (finding) => {
  const words = findingWords(finding)

  test('has a title, a text and what to do', () => {
    expect(words.title).toMatch(/^[a-z].{10,}$/i)
    expect(plain(words.text)).toMatch(/\.$/)
    expect(plain(words.todo)).toMatch(/^[A-Z].*\.$/)
    expect(plain(words.text)).not.toMatch(/undefined|\[object|\.\.$/)
  })

  test('has a page that says what it means, why it matters and what to do', () => {
    expect(words.page).toBe(page(finding.kind))
    expect(existsSync(words.page)).toBe(true)
    const text = readFileSync(words.page, 'utf8')
    expect(text).toContain(`\`${finding.kind}\``)
    expect(text.match(/^#+ .*$/gm)?.slice(1)).toEqual([
      '## What it means',
      '## Why it matters',
      '## What to do',
    ])
  })
})

test.each([
  ['reprise.yml', true],
  ['app/reprise.lock', true],
  ['uv.lock', true],
  ['requirements-dev.txt', true],
  ['package-lock.json', true],
  ['conda-lock.yml', true],
  ['runs/metrics.json', false],
  ['out/clock.json', false],
])('an unreadable %s is mended: %p', (path, mended) => {
  const { todo } = findingWords({ kind: 'source-unreadable', path, why: 'it ends too early' })
  expect(plain(todo).startsWith('Mend it')).toBe(mended)
  expect(plain(todo).includes(`reprise read ${path}`)).toBe(!mended)
})

test('nobody is told to run git where there is none', () => {
  const todo = (why: string): string => plain(findingWords({ kind: 'no-git', why }).todo)
  expect(todo('git was not found on PATH. Install git 2.31 or newer')).not.toContain('git init')
  expect(todo('not a git repository')).toContain('git init')
})

test('no page is left without its finding', () => {
  expect(readdirSync('docs/findings').toSorted()).toEqual(
    [...FINDING_KINDS, ...SELF_CAUSES].map((kind) => `${kind}.md`).toSorted(),
  )
})

test('a terminal lists them with their pages, and says when there are none', () => {
  const text = renderFindings([FINDINGS['left-out'], FINDINGS['no-pins']], {
    color: false,
    columns: 80,
  })
  expect(text).toMatch(
    /^what git does not hold was left out\n {2}The training asked for `data\/vocab\.json`\./,
  )
  expect(text).toContain('docs/findings/no-pins.md')
  expect(text).toMatch(/2 findings\n$/)
  expect(renderFindings([], { color: false, columns: 80 })).toBe('✓ nothing found\n')
})
