import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { artifactName, isArtifactOf } from '../../../src/flows/job/artifact.ts'
import { matrixOf } from '../../../src/flows/job/matrix.ts'
import type { Draws, JobPlan, ModelJob } from '../../../src/flows/job/plan.ts'
import { planArtifact, stageFolder } from '../../../src/flows/job/stage.ts'
import { sha256, type InputDigest } from '../../../src/record/digest.ts'
import { modelName } from '../../../src/spec/written.ts'
import { modelOf } from '../../compare/case.ts'

const input = (text: string): InputDigest => sha256(text) as string as InputDigest
const digits = fc.stringMatching(/^[0-9a-f]{12}$/)
const decimals = fc.stringMatching(/^[0-9]{12}$/)
/** Names that look like parts of an artifact's name. */
const parts = fc.oneof(
  fc.constantFrom('a', 'b', 'plan', 'report', 'seed', '1', '12', 'reprise', 'main'),
  digits,
  decimals,
  fc.stringMatching(/^[0-9a-f]{8}$/),
  fc.constantFrom('seed-1', 'seed-12', '000000000000'),
)
const models = fc.array(parts, { minLength: 1, maxLength: 4 }).map((all) => all.join('-'))
const inputs = fc.oneof(
  fc.string().map(input),
  fc.oneof(digits, decimals).map((hex) => `sha256:${hex}${'0'.repeat(52)}` as InputDigest),
)
const seeds = fc.option(fc.nat({ max: 999_999 }), { nil: undefined })
/** What an upload adds where a name is taken. */
const attempts = fc.option(fc.integer({ min: 2, max: 999 }), { nil: undefined })
const names = fc.tuple(models, inputs, seeds, attempts).map(([model, digest, seed, attempt]) => ({
  model,
  name: `${artifactName(model, digest, seed)}${attempt === undefined ? '' : `-${attempt}`}`,
}))

describe('the name of a bundle’s artifact', () => {
  test('is known again for its model, and for no other', () => {
    fc.assert(
      fc.property(names, models, ({ model, name }, other) => {
        expect(modelName.safeParse(model).success).toBe(true)
        expect(isArtifactOf(model, name)).toBe(true)
        if (other !== model) expect(isArtifactOf(other, name)).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })

  test('is no other model’s, where one model is named as an artifact of another', () => {
    fc.assert(
      fc.property(models, inputs, seeds, attempts, (model, digest, seed, attempt) => {
        const suffix = attempt === undefined ? '' : `-${attempt}`
        const longer = `${artifactName(model, digest, seed)}${suffix}`.slice('reprise-'.length)
        expect(isArtifactOf(model, artifactName(longer, digest, seed))).toBe(false)
        expect(isArtifactOf(longer, `reprise-${longer}`)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('is never that of a plan or of a report', () => {
    fc.assert(
      fc.property(fc.string(), models, (config, model) => {
        const plan = planArtifact(config)
        const report = plan.replace('reprise-plan-', 'reprise-report-')
        for (const one of [model, 'plan', 'report', plan.slice('reprise-'.length)]) {
          expect(isArtifactOf(one, plan)).toBe(false)
          expect(isArtifactOf(one, report)).toBe(false)
        }
      }),
    )
  })

  test.each([
    ['a', 'reprise-a-b-0123456789ab'],
    ['a', 'reprise-a-0123456789ab-0123456789ab'],
    ['a', 'reprise-a-0123456789AB'],
    ['a', 'reprise-a-0123456789'],
    ['a', 'reprise-a-0123456789ab-seed-'],
    ['a', 'reprise-a-0123456789ab\n'],
    ['a.b', 'reprise-axb-0123456789ab'],
  ])('%s does not own %j', (model, name) => expect(isArtifactOf(model, name)).toBe(false))
})

test('two configurations have two folders and two plans', () => {
  const env = { RUNNER_TEMP: '/tmp/runner' }
  expect(stageFolder(env, 'reprise.yml')).toMatch(/^\/tmp\/runner\/reprise-[0-9a-f]{8}$/)
  expect(stageFolder(env, 'a/reprise.yml')).not.toBe(stageFolder(env, 'b/reprise.yml'))
  expect(planArtifact('a/reprise.yml')).not.toBe(planArtifact('b/reprise.yml'))
  expect(() => stageFolder({}, 'reprise.yml')).toThrow('RUNNER_TEMP is not set')
})

describe('a matrix', () => {
  const jobOf = (draws?: Draws, runner?: readonly string[]): ModelJob =>
    ({
      draft: { model: modelOf({ name: 'a', runner }) },
      ...(draws && { draws }),
    }) as ModelJob
  const planOf = (task: JobPlan['task'], ...models: ModelJob[]): JobPlan =>
    ({ task, models }) as unknown as JobPlan
  const known = (...all: number[]): Draws['known'] =>
    all.map((seed) => ({ input: input('x'), key: 'a @ arm64', seed }))

  test('to judge: a cell for each model, with the labels that it names, and no seed', () => {
    const plan = planOf({ do: 'judge' }, jobOf(), jobOf(undefined, ['self-hosted', 'h100']))
    expect(matrixOf(plan).include).toEqual([
      { model: 'a' },
      { model: 'a', runner: ['self-hosted', 'h100'] },
    ])
  })

  test('to calibrate: a cell for each seed that nobody knows', () => {
    const plan = planOf(
      { do: 'keep', why: 'calibrate' },
      jobOf({ known: known(0, 2), first: false, below: 5 }),
    )
    expect(matrixOf(plan).include.map(({ seed }) => seed)).toEqual([1, 3, 4])
  })

  test('after a merge: one cell, whose machine chooses the seed', () => {
    const draws = { known: known(), first: true, below: 8 }
    expect(matrixOf(planOf({ do: 'keep', why: 'merged' }, jobOf(draws))).include).toEqual([
      { model: 'a' },
    ])
  })

  test('never names a known seed, one that is not wanted, or one twice; and never leaves a model out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 })),
        fc.boolean(),
        fc.nat({ max: 8 }),
        (all, first, below) => {
          const draws = { known: known(...all), first, below }
          const cells = matrixOf(planOf({ do: 'keep', why: 'calibrate' }, jobOf(draws))).include
          const named = cells.flatMap(({ seed }) => seed ?? [])
          expect(cells.length).toBeGreaterThan(0)
          expect(new Set(named).size).toBe(named.length)
          for (const seed of named) {
            expect(all).not.toContain(seed)
            expect(seed).toBeLessThan(below)
            if (!first) expect(seed).toBeGreaterThan(0)
          }
        },
      ),
    )
  })

  test('nothing to train is an empty matrix', () => {
    expect(matrixOf(planOf({ do: 'judge' }))).toEqual({ include: [] })
  })
})
