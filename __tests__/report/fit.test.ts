import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Change } from '../../src/explain/explanation.ts'
import { markdownLine } from '../../src/report/markdown/escape.ts'
import {
  COMMENT_CHARACTERS,
  renderMarkdown,
  renderSummary,
  SUMMARY_BYTES,
} from '../../src/report/markdown/markdown.ts'
import type { ModelReport } from '../../src/report/report.ts'
import { sentence } from '../../src/report/words/sentence.ts'
import {
  codeChange,
  exampleChange,
  exampleModel,
  explanationOf,
  metric,
  reportOf,
  rowChange,
  verdictOf,
} from './example.ts'
import { hostileText } from './baits.ts'
import { REASONS } from './reasons.ts'

const CUT = 'Parts of this report were left out'

interface Size {
  readonly metrics: number
  readonly files: number
  readonly lines: number
  readonly crash: number
  readonly findings: number
}

function bigModel({ metrics, files, lines, crash, findings }: Size, text: string): ModelReport {
  const changes = Array.from({ length: files }, (_, at): Change => ({
    ...codeChange,
    path: `${text}${at}.py`,
    hunks: [
      { beforeLine: 1, afterLine: 1, lines: Array.from({ length: lines }, () => `+${text}`) },
    ],
  }))
  return exampleModel({
    verdict: verdictOf('changed', REASONS.beyond[1], {
      metrics: Array.from({ length: metrics }, (_, at) =>
        metric({ metric: `${text}${at}`, gated: at % 2 === 0 }),
      ),
      findings: Array.from({ length: findings }, () => ({ kind: 'left-out', path: text })),
    }),
    explanation: explanationOf({ code: changes, data: [rowChange] }),
    crash: Array.from({ length: crash }, () => text),
  })
}

describe('a report that is too long', () => {
  const size = fc.record({
    metrics: fc.nat(800),
    files: fc.nat(60),
    lines: fc.nat(300),
    crash: fc.nat(300),
    findings: fc.nat(100),
  })

  test('fits into a comment, with every model’s sentence whole', () => {
    fc.assert(
      fc.property(size, hostileText, fc.integer({ min: 1, max: 4 }), (size, text, models) => {
        const model = bigModel(size, text.slice(0, 40))
        const shown = renderMarkdown(reportOf(...Array.from({ length: models }, () => model)))
        expect(shown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
        expect(shown.split(markdownLine(sentence(model))).length - 1).toBe(models)
      }),
      { numRuns: 30 },
    )
  })

  test('of hundreds of models still says what became of them', () => {
    const report = reportOf(
      ...Array.from({ length: 600 }, () =>
        bigModel({ metrics: 3, files: 2, lines: 5, crash: 0, findings: 0 }, 'x'),
      ),
    )
    const shown = renderMarkdown(report)
    expect(shown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
    expect(shown).toMatch(/^600 models: /)
    expect(shown).toMatch(/… and \d+ more models\./)
  })

  test('loses curves first, then folded parts, then lines, then rows, and says so', () => {
    const report = reportOf(
      bigModel({ metrics: 60, files: 12, lines: 40, crash: 60, findings: 3 }, 'loss/part'),
    )
    const full = renderMarkdown(report)
    const steps: readonly (readonly [string, RegExp])[] = [
      ['all', /\| curve \|/],
      ['folded', /<summary>Environment<\/summary>/],
      ['records', /<summary>Records<\/summary>/],
      ['lines', /```diff/],
      ['rows', /\| `loss\/part50` \|/],
      ['table', /\| metric \|/],
    ]
    const lost = steps.map(([, pattern]) => {
      for (let most = full.length; most > 0; most -= 500) {
        try {
          if (!pattern.test(renderMarkdown(report, most))) return most
        } catch {
          return most
        }
      }
      return 0
    })
    expect(full).not.toContain(CUT)
    expect(renderMarkdown(report, full.length - 1)).toContain(CUT)
    expect(lost).toEqual(lost.toSorted((a, b) => b - a))
    expect(new Set(lost).size).toBeGreaterThan(3)
  })

  test('of many models keeps the worst', () => {
    const green = exampleModel({ verdict: verdictOf('reproduced', REASONS.within[1]) })
    const failed = exampleModel({
      verdict: { ...verdictOf('failed', REASONS.idle[1]), model: 'late' },
    })
    const report = reportOf(...Array.from({ length: 40 }, () => green), failed)
    const least = renderMarkdown(report, 1500)
    expect(least).toMatch(/^41 models: /)
    expect(least).toContain('### `late`')
    expect(least).toContain('🔴 **failed**: the training wrote nothing for 15 min')
  })

  test('still says what it is for, and how far that is to be trusted', () => {
    const change = exampleChange({ stale: 'ab'.repeat(20), trust: 'fork' })
    const model = bigModel({ metrics: 700, files: 50, lines: 200, crash: 200, findings: 90 }, 'x/y')
    const shown = renderMarkdown({ ...reportOf(model, model, model), change })
    expect(shown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
    expect(shown).toContain(CUT)
    expect(shown).toContain('**stale**: this is for `91f3aa0791f3`')
    expect(shown).toContain('**from a fork**')
  })

  test('has an end: nothing but the sentence is refused rather than cut', () => {
    expect(() => renderMarkdown(reportOf(exampleModel()), 40)).toThrow(RangeError)
  })
})

describe('a job summary', () => {
  const bytes = (text: string): number => Buffer.byteLength(text)
  const size = { metrics: 300, files: 40, lines: 200, crash: 250, findings: 60 }

  test('shows what a comment has no room for', () => {
    const models = Array.from({ length: 4 }, () => bigModel(size, 'loss/part'))
    expect(renderMarkdown(reportOf(...models))).toContain(CUT)
    const summary = renderSummary(reportOf(...models))
    expect(summary.includes(CUT)).toBe(false)
    expect(summary.split('| `loss/part298` |')).toHaveLength(5)
    expect(summary.length).toBeGreaterThan(COMMENT_CHARACTERS)
  })

  test('has at most a mebibyte, in bytes and not in characters', () => {
    const models = Array.from({ length: 40 }, () => bigModel(size, '漢字漢字漢字漢字'))
    const summary = renderSummary(reportOf(...models))
    expect(bytes(summary)).toBeLessThanOrEqual(SUMMARY_BYTES)
    expect(summary.includes(CUT)).toBe(true)
    expect(summary.split('🔴 **changed**: ')).toHaveLength(41)
  })

  test('fits into any room that a verdict fits into', () => {
    const report = { ...reportOf(bigModel(size, '漢')), change: exampleChange() }
    for (const most of [900_000, 200_000, 50_000, 10_000, 3000]) {
      const summary = renderSummary(report, most)
      expect(bytes(summary)).toBeLessThanOrEqual(most)
      expect(summary).toMatch(/^🔴 \*\*changed\*\*: /)
    }
    expect(() => renderSummary(report, 100)).toThrow(RangeError)
  })

  test('is the comment where that is whole', () => {
    const report = { ...reportOf(exampleModel()), change: exampleChange() }
    expect(renderSummary(report)).toBe(renderMarkdown(report))
  })
})
