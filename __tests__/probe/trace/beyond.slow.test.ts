import { expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { evidenceOf } from '../../../src/readers/trace/evidence.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { describeWith, oldTorchPython, torchPython } from '../pythons.ts'
import { onlyTrace, run } from './run.ts'

const PYTHONS = [
  ['torch', torchPython()],
  ['an old torch', oldTorchPython()],
] as const

for (const [name, found] of PYTHONS) {
  describeWith(
    found,
    `what ${name} trains beside the traced steps is no part of the proof`,
    (python) => {
      const play = async (way: string, seed: string): Promise<Trace> =>
        onlyTrace(await run(python, 'beyond.py', 'standard', { args: [way, seed] }))

      test.each(['thread', 'fork'])(
        'in a %s',
        async (way) => {
          const [one, other] = await Promise.all([play(way, '1'), play(way, '2')])
          expect(one.end).toEqual({
            steps: 10,
            reason: 'finished',
            partial: 'steps in another thread or a forked process',
          })
          expect(evidenceOf([one])).toBeUndefined()
          expect(divergenceOf([one], [other])).toEqual({
            state: 'unknown',
            why: 'too-short',
            detail: 'it does not hold steps in another thread or a forked process',
          })
        },
        60_000,
      )

      test('by hand after the last step', async () => {
        const [one, same, other, long] = await Promise.all([
          play('by hand', '1'),
          play('by hand', '1'),
          play('by hand', '2'),
          play('by hand, long', '1'),
        ])
        expect(evidenceOf([one])).toMatch(/^sha256:/)
        expect(evidenceOf([same])).toBe(evidenceOf([one]))
        expect(evidenceOf([other])).not.toBe(evidenceOf([one]))
        expect(divergenceOf([same], [one])).toMatchObject({ state: 'same', steps: 10 })
        expect(divergenceOf([other], [one])).toMatchObject({
          state: 'unknown',
          detail: 'what was computed after the last step differs',
        })
        expect(long.end?.partial).toBe('more than 4096 digests of one loss in a step')
        expect(evidenceOf([long])).toBeUndefined()
      }, 60_000)

      test('in a new constant: it changes nothing', async () => {
        const [one, other] = await Promise.all([play('constant', '1'), play('constant', '2')])
        const names = (trace: Trace): string[] =>
          trace.steps.flatMap(({ tensors }) => tensors.map(({ name }) => name))
        expect(names(other)).toContain('2.mask')
        expect(names(one)).not.toContain('2.mask')
        expect(evidenceOf([one])).toBe(evidenceOf([other]))
        expect(divergenceOf([one], [other])).toMatchObject({ state: 'same', steps: 10 })
      }, 60_000)

      test('in the running averages of a batch norm: they are a part', async () => {
        const [one, other] = await Promise.all([play('averages', '1'), play('averages', '2')])
        expect(evidenceOf([one])).not.toBe(evidenceOf([other]))
        expect(divergenceOf([one], [other])).toMatchObject({
          state: 'found',
          step: 0,
          rung: 'update',
          tensor: { name: '1.running_mean', part: 'buffer' },
          class: 'layer-code',
          sure: false,
        })
      }, 60_000)
    },
  )
}
