import { describe, expect, test } from '@jest/globals'
import type { ModelReport, ReportedChange } from '../../src/report/report.ts'
import { worthSaying } from '../../src/report/worth.ts'
import type { VerdictKind } from '../../src/spec/spec.ts'
import { exampleChange, exampleModel, reportOf, verdictOf } from './example.ts'
import { REASONS } from './reasons.ts'

const identical = (overrides: Partial<ModelReport> = {}): ModelReport =>
  exampleModel({ verdict: verdictOf('identical', REASONS['bits-equal'][1]), ...overrides })

describe('worth saying', () => {
  test('is nothing while all is identical and nothing is edited', () => {
    expect(worthSaying(reportOf(identical(), identical()))).toBe(false)
    expect(worthSaying({ ...reportOf(identical()), change: exampleChange() })).toBe(false)
  })

  test.each<[VerdictKind, keyof typeof REASONS]>([
    ['reproduced', 'values-equal'],
    ['improved', 'better'],
    ['changed', 'beyond'],
    ['failed', 'crashed'],
    ['incomparable', 'evidence-lost'],
    ['incomparable', 'draft'],
  ])('is one model that is %s (%s)', (verdict, kind) => {
    const other = exampleModel({ verdict: verdictOf(verdict, REASONS[kind][1]) })
    expect(worthSaying(reportOf(identical(), other))).toBe(true)
    expect(worthSaying({ ...reportOf(other), green: true, exitCode: 0 })).toBe(true)
  })

  test('is identical, where the policy does not take that for green', () => {
    expect(worthSaying({ ...reportOf(identical()), green: false, exitCode: 1 })).toBe(true)
  })

  test.each<[string, Partial<ModelReport>]>([
    ['accepts a baseline', { accepts: { cause: 'code', because: 'x', moved: [] } }],
    ['is new', { isNew: true }],
    [
      'has another setting',
      { settings: [{ field: 'timeout', base: '60', head: '90', counted: 'head' }] },
    ],
  ])('is a model that %s', (_, overrides) => {
    expect(worthSaying(reportOf(identical(overrides)))).toBe(true)
  })

  test.each<[string, Partial<ReportedChange>]>([
    ['is stale', { stale: 'ab'.repeat(20) }],
    ['adds Reprise', { addsReprise: true }],
    ['takes a model out', { removes: ['old'] }],
    ['edits another baseline', { lock: [{ key: 'a @ arm64', how: 'changed' }] }],
    ['was not retrained', { skipped: 'nothing' }],
  ])('is a change that %s', (_, overrides) => {
    const change = exampleChange(overrides)
    expect(worthSaying({ ...reportOf(identical()), change })).toBe(true)
  })

  test('is that nothing was judged at all', () => {
    expect(worthSaying({ ...reportOf(), green: false, exitCode: 3 })).toBe(true)
  })
})
