import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { explain } from '../../src/explain/explain.ts'
import { Factor, type RunRecord } from '../../src/record/record.ts'
import { exampleRecord } from '../record/example.ts'
import { explained, factor, known, nothing, scene } from './world.ts'

const state = fc.constantFrom('recorded' as const, 'declared' as const, 'unknown' as const)
const text = fc.string({ maxLength: 12 }).filter((value) => value !== '__proto__')
const facts = fc.record(
  Object.fromEntries(
    Factor.options.map((name) => [name, state.map((value) => ({ state: value, source: 'probe' }))]),
  ),
) as fc.Arbitrary<RunRecord['facts']>
const records = fc
  .record({
    facts,
    train: text,
    params: fc.dictionary(
      text,
      fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null))),
    ),
    variables: fc.dictionary(text, text),
    driver: fc.option(text, { nil: undefined }),
    flags: fc.option(fc.dictionary(text, fc.boolean()), { nil: undefined }),
  })
  .map((made) => {
    const base = exampleRecord()
    const framework =
      made.flags === undefined
        ? {}
        : { framework: { name: 'torch', version: '2', flags: made.flags } }
    return exampleRecord({
      facts: made.facts,
      config: { ...base.config, train: made.train, params: made.params },
      environment: { ...base.environment, variables: made.variables, ...framework },
      hardware: { ...base.hardware, ...(made.driver === undefined ? {} : { driver: made.driver }) },
    })
  })

test('reports stand in the order of the factors', () => {
  const record = exampleRecord()
  const { factors } = explain({ run: record, baseline: record, material: nothing })
  expect(factors.map((report) => report.factor)).toEqual(Factor.options)
})

test('a run never differs from itself, and what: not recorded is never the same', () => {
  fc.assert(
    fc.property(records, (record) => {
      for (const { factor: name, status, changes } of explain({
        run: record,
        baseline: record,
        material: nothing,
      }).factors) {
        expect(changes).toEqual([])
        if (record.facts[name].state === 'unknown') expect(status).toBe('unknown')
        else expect(['same', 'unknown']).toContain(status)
      }
    }),
  )
})

test('whatever two records hold, a factor is different if and only if a change is named', () => {
  fc.assert(
    fc.property(records, records, (run, baseline) => {
      for (const report of explain({ run, baseline, material: nothing }).factors) {
        expect(report.status === 'different').toBe(report.changes.length > 0)
        expect(report.status === 'same' && report.unknown.length > 0).toBe(false)
        expect(report.unknown.length > 0).toBe(report.advice !== undefined)
      }
    }),
  )
})

test('a factor that one side did not record is unknown, unless it is proven different', () => {
  const silent = { ...known(), hardware: { state: 'unknown' as const, source: 'launcher' } }
  const [before, after] = [scene({}), scene({ record: () => ({ facts: silent }) })]
  expect(factor(explained(before, after), 'hardware')).toMatchObject({
    status: 'unknown',
    unknown: ['hardware: not recorded in this run'],
  })
  const other = scene({
    record: ({ hardware }) => ({
      facts: silent,
      hardware: { ...hardware, cpu: { ...hardware.cpu, cores: 99 } },
    }),
  })
  expect(factor(explained(before, other), 'hardware')).toMatchObject({
    status: 'different',
    unknown: ['hardware: not recorded in this run'],
  })
})
