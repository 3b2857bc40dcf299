import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { renderJson } from '../../src/report/json/json.ts'
import { ReportJson } from '../../src/report/json/schema.ts'
import { curve, exampleModel, reportOf, verdictOf } from './example.ts'
import { fullModel, hostileCase, hostileReport } from './hostile.ts'
import { REASONS } from './reasons.ts'

const published = JSON.parse(readFileSync('docs/schema/report.schema.json', 'utf8'))
const validate = new Ajv({ strict: false, allErrors: true }).compile(published)

function expectValid(text: string): void {
  validate(JSON.parse(text))
  expect(validate.errors ?? []).toEqual([])
}

describe('the JSON report', () => {
  test.each(Object.keys(REASONS) as (keyof typeof REASONS)[])('is as documented for %s', (kind) => {
    expectValid(renderJson(reportOf(fullModel(kind))))
  })

  test('is as documented with least in it', () => {
    const verdict = verdictOf('incomparable', REASONS['no-baseline'][1], {
      basis: undefined,
      metrics: [],
      run: undefined,
      baseline: undefined,
    })
    expectValid(
      renderJson(
        reportOf(
          exampleModel({
            verdict,
            explanation: undefined,
            run: undefined,
            baseline: undefined,
            curves: [],
            baselineRuns: undefined,
          }),
        ),
      ),
    )
    expectValid(renderJson(reportOf()))
  })

  test('the schema refuses what is not documented', () => {
    const report = JSON.parse(renderJson(reportOf(exampleModel())))
    for (const broken of [
      { ...report, extra: 1 },
      { ...report, exitCode: 2 },
      { ...report, models: [{}] },
    ])
      expect(validate(broken)).toBe(false)
  })

  test('the published schema is the one that the code has', () => {
    expect(published).toEqual(z.toJSONSchema(ReportJson, { target: 'draft-7', io: 'input' }))
  })

  test('carries what JSON has no number for as records do', () => {
    const text = renderJson(
      reportOf(
        exampleModel({
          curves: [
            curve(
              'loss',
              { steps: [1, 2, 3], values: [Number.NaN, Number.POSITIVE_INFINITY, -0] },
              undefined,
            ),
          ],
        }),
      ),
    )
    expect(JSON.parse(text).models[0].curves).toEqual([
      { metric: 'loss', run: { steps: [1, 2, 3], values: ['NaN', 'Infinity', '-0'] } },
    ])
    expectValid(text)
  })

  test('has the sentence, the whole verdict, and findings in words', () => {
    const [model] = JSON.parse(renderJson(reportOf(fullModel('beyond')))).models
    expect(model.sentence).toMatch(/^changed: eval_loss 0\.412 → 0\.436/)
    expect(model.verdict).toMatchObject({ verdict: 'changed', run: exampleModel().verdict.run })
    expect(model.findings[0]).toMatchObject({
      title: expect.any(String),
      page: `docs/findings/${model.verdict.findings[0].kind}.md`,
    })
  })

  test('keeps hostile text as data', () => {
    fc.assert(
      fc.property(hostileCase, (one) => {
        const report = hostileReport(one)
        const parsed = JSON.parse(renderJson(report))
        expect(parsed.models[0].reproduce).toBe(report.models[0]?.reproduce)
        expect(parsed.green).toBe(report.green)
      }),
      { numRuns: 100 },
    )
  })
})
