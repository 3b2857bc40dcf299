import { describe, expect, test } from '@jest/globals'
import { renderHtml } from '../../src/report/html/html.ts'
import { renderJson } from '../../src/report/json/json.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import type { ModelReport, ReportedChange, Setting } from '../../src/report/report.ts'
import { renderTerminal } from '../../src/report/terminal/terminal.ts'
import { plain } from '../../src/report/text/line.ts'
import { headline, sentence, sentences } from '../../src/report/words/sentence.ts'
import { exampleChange, exampleModel, reportOf, verdictOf } from './example.ts'
import { REASONS } from './reasons.ts'

const expectation = (kind: string, value?: number): string =>
  JSON.stringify({ better: 'lower', within: { kind, value }, required: true, steps: 'same' })

const setting = (overrides: Partial<Setting>): Setting => ({
  field: 'expect.eval_loss',
  base: expectation('relative', 0.01),
  head: expectation('relative', 0.05),
  counted: 'base',
  ...overrides,
})

/** What stands before the verdict. */
function said(...settings: readonly Setting[]): string {
  return plain(sentence(exampleModel({ settings, explanation: undefined }))).split(
    '. changed: ',
  )[0]!
}

const green = exampleModel({ verdict: verdictOf('reproduced', REASONS.within[1]) })
const named = (name: string, overrides: Partial<ModelReport> = {}): ModelReport =>
  exampleModel({
    verdict: { ...green.verdict, model: name, key: { ...green.verdict.key, model: name } },
    explanation: undefined,
    ...overrides,
  })

describe('a change that writes otherwise by what it is judged', () => {
  const rows: readonly (readonly [string, Partial<Setting>, string])[] = [
    [
      'a wider tolerance',
      {},
      'changes within of eval_loss from `1%` to `5%`: the base’s `1%` counted here',
    ],
    [
      'an absolute one',
      { base: expectation('auto'), head: expectation('absolute', 0.25) },
      'changes within of eval_loss from `auto` to `0.25`: the base’s `auto` counted here',
    ],
    [
      'a metric that is taken out',
      { head: undefined },
      'takes out `expect.eval_loss`: what the base says counted here',
    ],
    ['a new one', { base: undefined }, 'adds `expect.eval_loss`: what the base says counted here'],
    [
      'what is ignored',
      { field: 'ignore', base: '["docs/**"]', head: '["docs/**","*.py"]' },
      'changes `ignore` from `[docs/**]` to `[docs/**, *.py]`: the base’s `[docs/**]` counted here',
    ],
    [
      'the policy',
      { field: 'policy.budget', base: '{"runs":8}', head: '{"runs":2}' },
      'changes `policy.budget` from `{runs: 8}` to `{runs: 2}`: the base’s `{runs: 8}` counted here',
    ],
    [
      'what is required',
      { field: 'require', base: '"identical"', head: '"reproduced"' },
      'changes `require` from `identical` to `reproduced`: the base’s `identical` counted here',
    ],
  ]

  test.each(rows)('says so first: %s', (_, overrides, words) => {
    expect(said(setting(overrides))).toBe(words)
  })

  test('says all of one metric, and of several as many as can be read', () => {
    const other = JSON.stringify({
      within: { kind: 'relative', value: 0.02 },
      required: false,
      steps: 'any',
    })
    expect(said(setting({ head: other }))).toBe(
      'takes out better of eval_loss, changes within of eval_loss from `1%` to `2%`, required of eval_loss from `true` to `false` and 1 more: what the base says counted here',
    )
  })

  test('but not of what the change’s own file decides', () => {
    const own = setting({ field: 'timeout', base: '60', head: '90', counted: 'head' })
    expect(plain(sentence(exampleModel({ settings: [own] })))).toMatch(/^changed: /)
  })

  test('and says the policy of a file once, over all models', () => {
    const policy = setting({ field: 'policy.green', base: '["identical"]', head: '["improved"]' })
    const report = reportOf(named('a', { settings: [policy] }), named('b', { settings: [policy] }))
    expect(plain(headline(report) ?? [])).toBe(
      'changes `policy.green` from `[identical]` to `[improved]`: the base’s `[identical]` counted here. 2 models: a and b reproduced',
    )
  })
})

describe('a change that edits models and baselines', () => {
  const alone = (change: Partial<ReportedChange>): string =>
    plain(sentences({ ...reportOf(named('digits')), change: exampleChange(change) })[0] ?? [])

  test('says which model it takes out', () => {
    expect(alone({ removes: ['old'] })).toMatch(/^removes the model old\. reproduced: /)
    expect(alone({ removes: ['a', 'b'] })).toMatch(/^removes the models a and b\. /)
    expect(alone({ removes: ['a', 'b', 'c', 'd', 'e'] })).toMatch(
      /^removes the models a, b, c and 2 more\. /,
    )
  })

  test('says it over all models also where the lock keeps the baseline', () => {
    const gone = named('old', { verdict: verdictOf('incomparable', { kind: 'model-removed' }) })
    expect(plain(headline(reportOf(gone, named('b'))) ?? [])).toMatch(
      /^removes the model digits\. 2 models: digits incomparable; b reproduced/,
    )
  })

  test('says which baselines it edits that no verdict speaks of', () => {
    expect(alone({ lock: [{ key: 'digits @ nvidia-h200 x1', how: 'changed' }] })).toMatch(
      /^edits the baseline of `digits @ nvidia-h200 x1`, which was not judged here\. /,
    )
    expect(alone({ lock: [{ key: 'new @ arm64', how: 'added' }] })).toMatch(
      /^adds the baseline of /,
    )
    expect(alone({ lock: [{ key: 'digits @ x86-64-v3', how: 'removed' }] })).toMatch(
      /^takes the baseline of `digits @ x86-64-v3` out of `reprise\.lock`\. /,
    )
  })

  test('and none twice: not that of a model that goes, nor one that is accepted', () => {
    const lock = [{ key: 'old @ x86-64-v3', how: 'removed' }] as const
    expect(alone({ removes: ['old'], lock })).toMatch(/^removes the model old\. reproduced: /)
    const accepts = { cause: 'code', because: 'longer warm-up', moved: [] } as const
    const report = {
      ...reportOf(named('digits', { accepts })),
      change: exampleChange({ lock: [{ key: 'digits @ x86-64-v3', how: 'changed' }] }),
    }
    expect(plain(sentences(report)[0] ?? [])).toMatch(
      /^accepts a new baseline: \*longer warm-up\* \(cause: code\)\. reproduced: /,
    )
  })

  test('one first sentence for every output', () => {
    const moved = [{ metric: 'eval_loss', before: 0.412, after: 0.443 }]
    const accepts = { cause: 'code', because: 'longer warm-up', moved } as const
    const report = {
      ...reportOf(named('digits', { accepts, settings: [setting({})] })),
      change: exampleChange({ removes: ['old'] }),
    }
    const words =
      'accepts eval_loss +0.031: *longer warm-up* (0.412 → 0.443; cause: code); changes within of eval_loss from `1%` to `5%`: the base’s `1%` counted here; removes the model old. reproduced: '
    const strip = (text: string): string => text.replace(/[`*]|<\/?(code|em)[^>]*>/g, '')
    expect(JSON.parse(renderJson(report)).models[0].sentence).toContain(words)
    for (const text of [
      renderMarkdown(report),
      renderTerminal(report, { color: false, columns: 1000 }),
    ])
      expect(strip(text.split('\n')[0] ?? '')).toContain(strip(words))
    expect(strip(renderHtml(report, { script: '', style: '' }))).toContain(
      strip(words).replace('reproduced: ', '<strong class="badge green">'),
    )
  })

  test('several accepted models are named', () => {
    const accepts = (because: string) => ({ cause: 'code', because, moved: [] }) as const
    const report = reportOf(
      ...['a', 'b', 'c', 'd'].map((name) => named(name, { accepts: accepts(name) })),
    )
    expect(plain(headline(report) ?? [])).toMatch(
      /^a accepts a new baseline: \*a\* \(cause: code\); b accepts .*; c accepts .*; and 1 more\. 4 models: /,
    )
  })
})
