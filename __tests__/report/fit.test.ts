import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Change } from '../../src/explain/explanation.ts'
import { markdownLine } from '../../src/report/markdown/escape.ts'
import { COMMENT_CHARACTERS, renderMarkdown } from '../../src/report/markdown/markdown.ts'
import type { ModelReport } from '../../src/report/report.ts'
import { sentence } from '../../src/report/words/sentence.ts'
import {
  codeChange,
  exampleModel,
  explanationOf,
  metric,
  reportOf,
  rowChange,
  verdictOf,
} from './example.ts'
import { hostileText } from './hostile.ts'
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

  test('has an end: nothing but the sentence is refused rather than cut', () => {
    expect(() => renderMarkdown(reportOf(exampleModel()), 40)).toThrow(RangeError)
  })
})
