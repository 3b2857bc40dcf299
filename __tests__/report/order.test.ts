import { describe, expect, test } from '@jest/globals'
import { renderHtml } from '../../src/report/html/html.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import { displayWidth } from '../../src/report/terminal/style.ts'
import { renderTerminal } from '../../src/report/terminal/terminal.ts'
import { fullModel } from './hostile.ts'
import { codeChange, exampleModel, explanationOf, metric, reportOf, verdictOf } from './example.ts'
import { REASONS } from './reasons.ts'

const report = reportOf(fullModel('beyond'))

/** Each is found after the one before it. */
function expectOrder(text: string, parts: readonly string[]): void {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    expect([part, at >= from]).toEqual([part, true])
    from = at + part.length
  }
}

const FOLDED = [
  '1 other metric, not judged',
  'Speed and memory, not judged',
  'Worth knowing: 4 findings',
  'All factors',
  'Environment',
  'Records',
  'Cost',
  'The last lines of the crash',
  'Reproduce it here',
  'The baseline to accept, as a patch of reprise.lock',
]

describe('one sentence, one table, what moved, then the folded parts', () => {
  test('in markdown', () => {
    const text = renderMarkdown(report)
    expectOrder(text, [
      '🔴 **changed**: `eval_loss` 0.412 → 0.436',
      'What to do: ',
      '| metric | baseline | this run | difference | tolerance | verdict | curve |',
      '| `eval_loss` | 0.412 | 0.436 | +0.024 (+5.8%) | ±0.010 | **changed** |',
      '#### What moved',
      '**code**',
      '`digits/network.py` line 41 differs',
      '```diff',
      '**data**',
      ...FOLDED.map((title) => `<summary>${title}</summary>`),
    ])
    expect(text.split('\n')[0]).toMatch(/^🔴 \*\*changed\*\*: /)
  })

  test('in HTML', () => {
    const text = renderHtml(report, { script: '', style: '' })
    expectOrder(text, [
      'class="sentence"',
      '<h2>Metrics</h2>',
      '<h2>Curves</h2>',
      '<h2>What moved</h2>',
      '<h3>code</h3>',
      '<h3>data</h3>',
      '<h2>Details</h2>',
      ...FOLDED.map((title) => `<summary>${title}</summary>`),
    ])
  })

  test('in a terminal, where what cannot be folded is left out unless asked for', () => {
    const options = { color: false, columns: 200 }
    const parts = [
      '✗ changed: eval_loss 0.412 → 0.436',
      'What to do: ',
      'metric ',
      'what moved',
      '`digits/network.py` line 41 differs',
    ]
    const shown = [
      'worth knowing: 4 findings',
      'cost',
      'the last lines of the crash',
      'reproduce it here',
      'the baseline to accept',
      'not green (1 model): exit code 1',
    ]
    expectOrder(renderTerminal(report, options), [...parts, ...shown])
    expect(renderTerminal(report, options)).not.toMatch(/^(all factors|records)$/m)
    expectOrder(renderTerminal(report, { ...options, details: true }), [
      ...parts,
      ...FOLDED.map((title) => title.toLowerCase()),
    ])
  })
})

describe('in a terminal', () => {
  test('a table fits into the width, and keeps what decides', () => {
    for (const columns of [50, 60, 80, 120]) {
      const lines = renderTerminal(reportOf(exampleModel({ explanation: undefined })), {
        color: false,
        columns,
      }).split('\n')
      expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([])
      expect(lines.join('\n')).toMatch(/metric +baseline +this run +difference +verdict/)
    }
  })

  test('colour is added to the same text, and only then', () => {
    const [plain, coloured] = [false, true].map((color) =>
      renderTerminal(report, { color, columns: 100 }),
    )
    expect(plain).not.toContain('\u001b')
    expect(coloured).toContain('\u001b[31mchanged\u001b[0m')
  })

  test('a green end is said as such', () => {
    const green = exampleModel({ verdict: verdictOf('reproduced', REASONS.within[1]) })
    expect(renderTerminal(reportOf(green), { color: false, columns: 80 })).toMatch(
      /green \(1 model\): exit code 0\n$/,
    )
  })
})

describe('what stands beside the table', () => {
  const text = (model: Parameters<typeof exampleModel>[0]): string =>
    renderMarkdown(reportOf(exampleModel(model)))

  test('how wide the tolerance is, in what is known of the noise', () => {
    expect(text({})).toContain(
      'The tolerance is the one in `reprise.yml`; noise not measured (1 baseline run).',
    )
    expect(text({ baselineRuns: undefined })).toContain('noise not measured.')
  })

  test('where the curves part', () => {
    expect(text({})).toContain(
      '`eval_loss` is equal bit for bit up to step 60, and differs at step 61.',
    )
  })

  test('why another gated metric has its verdict', () => {
    const metrics = [
      metric(),
      metric({ metric: 'accuracy', verdict: 'incomparable', reason: REASONS['other-step'][1] }),
    ]
    expect(text({ verdict: verdictOf('changed', REASONS.beyond[1], { metrics }) })).toContain(
      '- `accuracy` **incomparable**: `accuracy` ended at step 800, the baseline at step 1000',
    )
  })

  test('a factor that is in part unknown says so', () => {
    const explanation = explanationOf({ code: [codeChange] }, ['code', 'seed'])
    expect(text({ explanation })).toContain('not known: code was not recorded')
    expect(text({ explanation })).toMatch(
      /\| seed \| \*\*unknown\*\* \| not recorded \| not known: seed was not recorded; run it under the probe \|/,
    )
  })

  test('nothing to compare with is not called the same', () => {
    expect(text({ explanation: undefined })).toContain(
      'There was no baseline’s record to compare the factors with.',
    )
    expect(text({ explanation: explanationOf({}, ['seed']) })).toContain(
      'As far as is known, no recorded factor differs, but not all is known of seed.',
    )
  })
})
