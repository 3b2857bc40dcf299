import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { renderHtml } from '../../src/report/html/html.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import { applyBlocks, patchLines } from '../../src/report/view/patch.ts'
import type { ModelReport } from '../../src/report/report.ts'
import { exampleChange, exampleModel, reportOf, verdictOf } from './example.ts'
import { hostileText } from './baits.ts'

const LOCK = `version: 1
baselines:
  digits @ x86-64-v3:
    because: "it's $(touch gone) \`touch gone\` \\"first\\" $HOME"
`
const PATCH = `--- a/reprise.lock
+++ b/reprise.lock
@@ -0,0 +1,4 @@
${LOCK.trimEnd()
  .split('\n')
  .map((line) => `+${line}`)
  .join('\n')}
`

const first = (overrides: Partial<ModelReport> = {}): ModelReport =>
  exampleModel({
    isNew: true,
    lockPatch: PATCH,
    explanation: undefined,
    baseline: undefined,
    verdict: verdictOf('reproduced', { kind: 'self-repeats' }, { basis: 'self' }),
    ...overrides,
  })

const RECORDED =
  '<details open><summary>What is recorded of this training, and what is not</summary>'

describe('the first report of a model', () => {
  const text = renderMarkdown(reportOf(first()))

  test('shows every factor, recorded or unknown, by whom, and what to do', () => {
    expect(text).toContain(RECORDED)
    expect(text).toContain('| code | recorded | `git` | – |')
    expect(text).toMatch(
      /\| seed \| \*\*unknown\*\* \| not recorded \| Leave `deterministic: true` in `reprise\.yml`, .* how the seed reaches the program: `seed: \{env: NAME\}` or/,
    )
    for (const factor of [
      'code',
      'configuration',
      'data',
      'environment',
      'hardware',
      'determinism',
    ])
      expect(text.split(`\n| ${factor} |`)).toHaveLength(2)
  })

  test('and does so in HTML, also of a project that is new as a whole', () => {
    const report = {
      ...reportOf(first({ isNew: false })),
      change: exampleChange({ addsReprise: true }),
    }
    for (const shown of [renderMarkdown(report), renderHtml(report, { script: '', style: '' })])
      expect(shown).toContain(RECORDED)
    expect(renderMarkdown(reportOf(first({ isNew: false })))).not.toContain(RECORDED)
  })

  test('keeps that and the patch where other parts have to go', () => {
    const crash = Array.from({ length: 200 }, (_, at) => `${at} ${'x'.repeat(300)}`)
    const cut = renderMarkdown(reportOf(first({ crash })), 6000)
    expect(cut).toContain('Parts of this report were left out')
    expect(cut).toContain(RECORDED)
    expect(cut).toContain(`\`\`\`diff\n${PATCH}\`\`\``)
    expect(cut).not.toContain('<summary>Environment</summary>')
  })

  test('a patch is shown whole or not at all', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `+  metric-${at}: 1`).join('\n')
    const long = renderMarkdown(reportOf(first({ lockPatch: `${PATCH}${lines}\n` })))
    expect(long).toContain('It is too long to be shown here: run `reprise accept`.')
    expect(long).not.toContain('metric-7:')
  })
})

describe('the command that applies the patch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-patch-'))
  const sh = (script: string): string =>
    execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  const command = (): string =>
    /```sh\n([^]*?)\n```/.exec(renderMarkdown(reportOf(first())))?.[1] ?? 'false'

  test('does so as it stands in the comment, and nothing else', () => {
    sh('git init -q .')
    sh(command())
    expect(readFileSync(join(folder, 'reprise.lock'), 'utf8')).toBe(LOCK)
    expect(sh('ls -A')).toBe('.git\nreprise.lock\n')
    rmSync(folder, { recursive: true })
  })

  test('is not given where the patch could not be shown as it is', () => {
    for (const lockPatch of [PATCH.replace('first', 'fi\u200brst'), PATCH.replace('first', '\t')])
      expect(renderMarkdown(reportOf(first({ lockPatch })))).not.toContain('git apply')
  })

  test('hands any text that it shows to git apply, unread by the shell', () => {
    const place = mkdtempSync(join(tmpdir(), 'reprise-heredoc-'))
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (texts) => {
        const lines = patchLines([...texts, 'REPRISE', 'REPRISE_'].join('\n'))
        const [block] = applyBlocks(lines)
        fc.pre(block?.kind === 'whole')
        const script = block?.kind === 'whole' ? block.lines.join('\n') : ''
        writeFileSync(join(place, 'script'), script.replace(/^git apply/, 'cat'))
        expect(execFileSync('sh', ['script'], { cwd: place, encoding: 'utf8' })).toBe(
          `${lines.join('\n')}\n`,
        )
      }),
      { numRuns: 40 },
    )
    rmSync(place, { recursive: true })
  })
})
