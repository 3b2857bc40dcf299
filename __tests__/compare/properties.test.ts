import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isGreen } from '../../src/compare/job.ts'
import { judge } from '../../src/compare/judge.ts'
import { compareRecords } from '../../src/compare/records.ts'
import { isMeasured, isVolatile } from '../../src/record/measures.ts'
import type { Series } from '../../src/record/series.ts'
import { VERDICTS, type ModelSpec } from '../../src/spec/spec.ts'
import { entryOf, expectation, first, found, lossOf, modelOf, policy, runOf } from './case.ts'

const everything = { ...policy, green: VERDICTS }
const value = fc.double({ noNaN: true, noDefaultInfinity: true })
const points = fc.array(value, { minLength: 1, maxLength: 40 })
const name = fc.oneof(
  fc.constantFrom('accuracy', 'grad_norm', 'lr', 'constructor', '__proto__', 'train_runtime'),
  fc.string({ minLength: 1, maxLength: 20 }),
)
const resolution = fc.constantFrom<Series['resolution']>('exact', 'float32', 'decimal:3', 'sampled')

const within = fc.oneof(
  fc.constant({ kind: 'auto' } as const),
  fc.record({
    kind: fc.constantFrom('absolute' as const, 'relative' as const),
    value: fc.double({ noNaN: true, min: 0, max: 1e6 }),
  }),
)
const rule = fc.record({
  within,
  better: fc.constantFrom(undefined, 'lower' as const, 'higher' as const),
  steps: fc.constantFrom('same' as const, 'any' as const),
})
const required = fc.constantFrom('reproduced' as const, 'identical' as const)
const model = fc
  .tuple(rule, required, fc.boolean())
  .map(([one, require, expected]): ModelSpec =>
    modelOf({ require, expect: expected ? { eval_loss: expectation(one) } : {} }),
  )

/** An eval_loss beside others, whatever their names. */
const allSeries = fc
  .tuple(points, resolution, fc.uniqueArray(name, { maxLength: 3 }), points)
  .map(([values, fineness, names, others]): Series[] => [
    lossOf(values, { resolution: fineness }),
    ...names.filter((one) => one !== 'eval_loss').map((one) => ({ ...lossOf(others), name: one })),
  ])
const repeats = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const)

describe('a run against itself', () => {
  test('is identical, or reproduced where nothing proves identity', () => {
    fc.assert(
      fc.property(allSeries, model, repeats, (series, spec, lock) => {
        const record = runOf({ series })
        const proven = series.some(
          (one) =>
            one.resolution === 'exact' &&
            one.values.length >= 20 &&
            !isVolatile(one.name) &&
            (one.name === 'eval_loss' || isMeasured(one.name)) &&
            new Set(one.values.filter(hasAllDigits)).size >= 0.8 * one.values.length,
        )
        const unproven = spec.require === 'identical' ? 'incomparable' : 'reproduced'
        expect(judge(first(spec, found(record, spec, lock), record)).verdict).toBe(
          proven ? 'identical' : unproven,
        )
        expect(compareRecords([runOf({ series })], [record], spec).verdict).toBe(
          proven ? 'identical' : unproven,
        )
        expect(compareRecords([record], [record], spec).verdict).toBe('invalid')
      }),
    )
  })
})

describe('never green', () => {
  const notFinite = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)

  test('with a final that is not finite, on either side', () => {
    fc.assert(
      fc.property(
        allSeries,
        model,
        repeats,
        notFinite,
        fc.constantFrom('run', 'baseline', 'both'),
        (series, spec, lock, bad, side) => {
          const broken = series.map((one) =>
            one.name === 'eval_loss' ? { ...one, values: [...one.values.slice(1), bad] } : one,
          )
          const broke = series.map((one) =>
            one.name === 'eval_loss' ? { ...one, steps: one.values.map((_, at) => at + 1) } : one,
          )
          const [run, accepted] = [
            runOf({ series: side === 'baseline' ? broke : broken }),
            runOf({ series: side === 'run' ? broke : broken }),
          ]
          expect(
            isGreen(judge(first(spec, found(accepted, spec, lock), run)).verdict, everything),
          ).toBe(false)
          expect(isGreen(compareRecords([run], [accepted], spec).verdict, everything)).toBe(false)
        },
      ),
    )
  })

  test('with one ulp somewhere, where identity is required', () => {
    const place = fc.nat({ max: 1000 })
    fc.assert(
      fc.property(
        allSeries,
        repeats,
        place,
        place,
        fc.boolean(),
        (series, lock, which, at, known) => {
          const spec = modelOf({ require: 'identical' })
          const metrics = series.filter((one) => !isVolatile(one.name))
          const target = metrics[which % metrics.length]
          // A series that is not exact has no digest in the lock: only the record can tell.
          if (target === undefined || (!known && target.resolution !== 'exact')) return
          const index = at % target.values.length
          const moved = {
            ...target,
            values: target.values.map((one, position) => (position === index ? nextUp(one) : one)),
          }
          const [accepted, run] = [
            runOf({ series }),
            runOf({ series: series.map((one) => (one === target ? moved : one)) }),
          ]
          const entry = entryOf(accepted, spec, lock)
          const verdict = judge(
            first(spec, { state: 'found', entry, record: known ? accepted : undefined }, run),
          ).verdict
          expect(isGreen(verdict, everything)).toBe(false)
        },
      ),
    )
  })

  test('with a metric gone', () => {
    fc.assert(
      fc.property(allSeries, model, repeats, (series, spec, lock) => {
        const run = runOf({ series: series.filter((one) => one.name !== 'eval_loss') })
        expect(judge(first(spec, found(runOf({ series }), spec, lock), run)).verdict).toBe('failed')
      }),
    )
  })
})

function hasAllDigits(value: number): boolean {
  const digits = String(value)
    .replace(/e.*|\D/g, '')
    .replace(/^0+/, '')
  return !Number.isInteger(value) && digits.length >= 15
}

/** The next float64 above a finite one. */
function nextUp(from: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, from)
  const bits = view.getBigInt64(0)
  view.setBigInt64(0, bits >= 0n ? bits + 1n : bits === -(2n ** 63n) ? 1n : bits - 1n)
  return view.getFloat64(0)
}
