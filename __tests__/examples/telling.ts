import { afterAll, expect, test } from '@jest/globals'
import { divergenceOf } from '../../src/explain/divergence/divergence-of.ts'
import { evidenceOf } from '../../src/readers/trace/evidence.ts'
import { describeWith } from '../probe/pythons.ts'
import { trainingOf, type Training } from './training.ts'

export interface Example {
  readonly name: string
  readonly program: string | undefined
  readonly args: readonly string[]
  readonly steps: number
  readonly framework: RegExp
  readonly config: string
  /** As the configuration writes it, and another. */
  readonly rate: readonly [string, string]
  readonly seed: readonly [string, string]
}

/** What holds for each example that tells its steps itself. */
export function testExample(example: Example): void {
  const { name, args, steps, config } = example
  describeWith(example.program, `examples/${name}`, (program) => {
    const training = trainingOf(name, [program, ...args])
    afterAll(() => training.dispose())
    const known = new Map<string, ReturnType<Training['train']>>()
    const train = (
      options: Parameters<Training['train']>[0] = {},
      key = JSON.stringify(options),
    ) => {
      const trained = known.get(key) ?? training.train(options)
      known.set(key, trained)
      if (trained.status !== 0) throw new Error(trained.stderr)
      return trained
    }

    test('trains alone, and gives the same numbers when it is traced', () => {
      const alone = train({ probe: false })
      expect(alone.traces).toEqual([])
      expect(alone.metrics.trim().split('\n').length).toBeGreaterThan(5)
      expect(train().metrics).toBe(alone.metrics)
    })

    test('two runs have equal traces, which cover them whole', () => {
      const [one, two] = [train(), train({}, 'again')]
      expect(one.traces).toHaveLength(1)
      expect(one.traces[0]).toMatchObject({
        header: { mode: 'told', rank: 0, world: 1, schedule: 'standard' },
        end: { steps, reason: 'finished' },
      })
      expect(one.traces[0]?.header.framework).toMatch(example.framework)
      expect(evidenceOf(one.traces)).toBeDefined()
      expect(evidenceOf(two.traces)).toBe(evidenceOf(one.traces))
      expect(divergenceOf(two.traces, one.traces)).toMatchObject({ state: 'same', steps })
    })

    test('another learning rate: the first thing that parts is that rate, in force from step 0', () => {
      const other = train({ edit: [config, ...example.rate] })
      expect(divergenceOf(other.traces, train().traces)).toMatchObject({
        state: 'found',
        step: 0,
        rung: 'hyper',
        class: 'hyper-parameter',
        hyper: [{ name: 'lr' }],
      })
    })

    test('another seed, by its own hand or by Reprise: another start', () => {
      const own = train({ edit: [config, ...example.seed] })
      const moved = train({ env: { REPRISE_SEED_INDEX: '1' } })
      for (const other of [own, moved])
        expect(divergenceOf(other.traces, train().traces)).toMatchObject({
          state: 'found',
          rung: 'init',
        })
      expect(evidenceOf(moved.traces)).not.toBe(evidenceOf(own.traces))
      expect(train({ env: { REPRISE_SEED_INDEX: '0' } }).metrics).toBe(train().metrics)
    })

    test('a window is recorded in full and ends the program; rolling records no tensor; off nothing', () => {
      const window = train({ env: { REPRISE_TRACE: 'window:9-10' } }).traces[0]
      expect(window?.end).toEqual({ steps: 11, reason: 'window', why: undefined })
      const dense = window?.steps.filter(({ step, tensors }) => step >= 0 && tensors.length > 0)
      expect(dense?.map(({ step }) => step)).toEqual([9, 10])
      const rolling = train({ env: { REPRISE_TRACE: 'rolling' } })
      expect(
        rolling.traces[0]?.steps.filter(({ step, tensors }) => step >= 0 && tensors.length),
      ).toEqual([])
      expect(evidenceOf(rolling.traces)).toBe(evidenceOf(train().traces))
      expect(train({ env: { REPRISE_TRACE: 'off' } }).traces).toEqual([])
    })
  })
}
