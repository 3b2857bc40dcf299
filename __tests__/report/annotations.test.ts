import { describe, expect, test } from '@jest/globals'
import type { Reason } from '../../src/compare/verdict.ts'
import type { Change } from '../../src/explain/explanation.ts'
import { annotationsOf } from '../../src/report/log/annotations.ts'
import type { ModelReport, Report, Setting } from '../../src/report/report.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import {
  codeChange,
  exampleChange,
  exampleModel,
  explanationOf,
  packageChange,
  paramChange,
  reportOf,
  rowChange,
  verdictOf,
} from './example.ts'
import { REASONS } from './reasons.ts'

const places = (report: Report): string[] =>
  annotationsOf(report).map(
    ({ level, title, file, line, endLine }) =>
      `${level} ${title} ${file ?? '-'}:${line ?? '-'}${endLine === undefined ? '' : `-${endLine}`}`,
  )

const withReason = (verdict: VerdictKind, reason: Reason): ModelReport =>
  exampleModel({ verdict: verdictOf(verdict, reason), explanation: undefined })

const tolerance: Setting = {
  field: 'expect.eval_loss',
  base: '{"within":{"kind":"relative","value":0.01}}',
  head: '{"within":{"kind":"relative","value":0.05}}',
  counted: 'base',
  line: 12,
}
const accepts = { cause: 'code', because: 'longer warm-up', moved: [] } as const

describe('annotations', () => {
  test('a verdict that is not green stands at its likeliest cause, with the sentence and what to do', () => {
    const [error, ...more] = annotationsOf(reportOf(exampleModel()))
    expect(more).toEqual([])
    expect(error).toEqual({
      level: 'error',
      title: 'digits: changed',
      message:
        'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010); `data/train.csv` row 212 differs. If the result is meant to move, say so with `reprise accept --because "…"` and commit `reprise.lock`.',
      file: 'data/train.csv',
      line: 213,
    })
  })

  test('what else moved stands at its own lines: code, a parameter, a row', () => {
    const explanation = explanationOf({
      code: [codeChange],
      config: [paramChange],
      data: [rowChange],
      environment: [packageChange],
    })
    expect(places(reportOf(exampleModel({ explanation })))).toEqual([
      'error digits: changed digits/network.py:41',
      'warning digits: moved data/train.csv:213',
      'warning digits: moved configs/mini.json:4',
    ])
  })

  test('several lines are marked as such', () => {
    const hunks = [{ beforeLine: 3, afterLine: 3, lines: [' a', '-b', '+c', '+d'] }]
    const explanation = explanationOf({ code: [{ ...codeChange, hunks }] })
    expect(places(reportOf(exampleModel({ explanation })))).toEqual([
      'error digits: changed digits/network.py:4-5',
    ])
  })

  test.each<[string, Change]>([
    ['a file that is gone', { ...codeChange, how: 'removed' }],
    ['data that is gone', { ...rowChange, how: 'removed' }],
    ['data outside of the repository', { ...rowChange, path: '/mnt/sets/a.csv' }],
    ['data at home', { ...rowChange, path: '~/a.csv' }],
    ['data above', { ...rowChange, path: 'a/../../b.csv' }],
    ['a set of data known by its pattern', { ...rowChange, path: 'data/*.csv' }],
    ['a package', packageChange],
  ])('%s has no place', (_, change) => {
    const explanation = explanationOf({ data: [change] })
    expect(places(reportOf(exampleModel({ explanation })))).toEqual(['error digits: changed -:-'])
  })

  test('a removed row’s line is not one of this change’s file', () => {
    const [row] = rowChange.rows ?? []
    const rows = row === undefined ? [] : [{ ...row, how: 'removed' as const }]
    const explanation = explanationOf({ data: [{ ...rowChange, rows }] })
    expect(places(reportOf(exampleModel({ explanation })))).toEqual([
      'error digits: changed data/train.csv:-',
    ])
  })

  test('a setting of reprise.yml stands in that file, at its line where it is known', () => {
    const explanation = explanationOf({
      config: [{ kind: 'setting', name: 'timeout', before: '60', after: '90' }],
    })
    const settings = [
      { field: 'timeout', base: '60', head: '90', counted: 'head', line: 5 },
    ] as const
    expect(places(reportOf(exampleModel({ explanation, settings })))).toEqual([
      'error digits: changed reprise.yml:5',
    ])
  })

  test.each<[VerdictKind, Reason, string]>([
    ['incomparable', REASONS['baseline-unreadable'][1], 'app/reprise.lock'],
    ['invalid', { kind: 'evidence-invalid', why: 'x', of: 'lock' }, 'app/reprise.lock'],
    ['invalid', { kind: 'evidence-invalid', why: 'x' }, '-'],
    ['incomparable', REASONS['no-metric'][1], 'app/reprise.yml'],
    ['incomparable', REASONS['model-removed'][1], 'app/reprise.yml'],
    ['incomparable', REASONS['evidence-lost'][1], '-'],
  ])('%s because of %j stands in the file that is to be mended', (verdict, reason, file) => {
    const change = exampleChange({ config: 'app/reprise.yml' })
    expect(places({ ...reportOf(withReason(verdict, reason)), change })).toEqual([
      `error digits: ${verdict} ${file}:-`,
    ])
  })

  test('what a change edits of its own judge is a warning, an edited baseline a notice', () => {
    const model = exampleModel({
      verdict: verdictOf('reproduced', REASONS.within[1]),
      settings: [tolerance],
      accepts,
    })
    const change = exampleChange({ config: 'app/reprise.yml', removes: ['old'] })
    const report = { ...reportOf(model), change }
    expect(places(report)).toEqual([
      'warning digits: settings app/reprise.yml:12',
      'warning baselines app/reprise.lock:-',
      'notice digits: baseline app/reprise.lock:-',
    ])
    expect(annotationsOf(report).map(({ message }) => message)).toEqual([
      'changes within of eval_loss from `1%` to `5%`: the base’s `1%` counted here',
      'removes the model old',
      'accepts a new baseline: *longer warm-up* (cause: code)',
    ])
  })

  test('a green report without edits has none', () => {
    const green = exampleModel({ verdict: verdictOf('identical', REASONS['bits-equal'][1]) })
    expect(annotationsOf(reportOf(green))).toEqual([])
  })

  test('errors only where a verdict is not green', () => {
    const models = [
      exampleModel({ verdict: verdictOf('identical', REASONS['bits-equal'][1]) }),
      exampleModel({ verdict: verdictOf('improved', REASONS.better[1]) }),
      exampleModel({ verdict: verdictOf('failed', REASONS.idle[1]) }),
    ]
    const errors = (report: Report): (string | undefined)[] =>
      annotationsOf(report).flatMap(({ level, title }) => (level === 'error' ? [title] : []))
    expect(errors(reportOf(...models))).toEqual(['digits: failed'])
    expect(errors(reportOf(...models.slice(0, 2)))).toEqual(['digits: improved'])
    expect(errors({ ...reportOf(...models.slice(0, 2)), green: true, exitCode: 0 })).toEqual([])
  })

  test('a verdict that only the policy refuses is an error too', () => {
    const model = exampleModel({ verdict: verdictOf('reproduced', REASONS.within[1]) })
    expect(places({ ...reportOf(model), green: false, exitCode: 1 })[0]).toBe(
      'error digits: reproduced data/train.csv:213',
    )
  })

  test('at most ten of a level, the worst first', () => {
    const named = (model: string, verdict: VerdictKind): ModelReport =>
      exampleModel({ verdict: { ...verdictOf(verdict, REASONS.beyond[1]), model }, accepts })
    const many = Array.from({ length: 12 }, (_, at) => named(`m${at}`, 'changed'))
    const all = annotationsOf(reportOf(...many, named('worst', 'invalid')))
    for (const level of ['error', 'notice'])
      expect(all.filter((one) => one.level === level)).toHaveLength(10)
    expect(all[0]?.title).toBe('worst: invalid')
  })
})
