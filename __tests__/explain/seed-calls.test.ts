import { describe, expect, test } from '@jest/globals'
import { otherSeed } from '../../src/explain/seed-calls.ts'
import type { RunRecord } from '../../src/record/record.ts'
import { exampleRun } from '../report/example.ts'

type Told = readonly [call: string, given: number | null, at?: string]

function seeded(...calls: readonly Told[]): RunRecord {
  const { config } = exampleRun
  const told = calls.map(([call, given, at]) => ({ call, given, used: given, ...(at && { at }) }))
  return { ...exampleRun, config: { ...config, seed: { ...config.seed, calls: told } } }
}

describe('a seed that is another in each run', () => {
  test('is the first call that gave other numbers, with its line', () => {
    const one = seeded(['random.seed', 1, 'a.py:1'], ['torch.manual_seed', 42, 'train.py:7'])
    const other = seeded(['random.seed', 1, 'a.py:1'], ['torch.manual_seed', 713, 'train.py:7'])
    expect(otherSeed(one, other)).toEqual({
      call: 'torch.manual_seed',
      at: 'train.py:7',
      first: 42,
      second: 713,
    })
    expect(otherSeed(one, one)).toBeUndefined()
  })

  test('is looked for call by call of one line', () => {
    const one = seeded(['random.seed', 1, 'a.py:1'], ['random.seed', 5, 'b.py:2'])
    const moved = seeded(['random.seed', 5, 'b.py:2'], ['random.seed', 1, 'a.py:1'])
    expect(otherSeed(one, moved)).toBeUndefined()
    const again = seeded(['random.seed', 1, 'a.py:1'], ['random.seed', 2, 'a.py:1'])
    const third = seeded(['random.seed', 1, 'a.py:1'], ['random.seed', 3, 'a.py:1'])
    expect(otherSeed(again, third)).toMatchObject({ first: 2, second: 3 })
  })

  test('is not known of a number that was not recorded', () => {
    expect(otherSeed(seeded(['f', null]), seeded(['f', 3]))).toBeUndefined()
    expect(otherSeed(exampleRun, seeded(['f', 3]))).toBeUndefined()
    expect(otherSeed(seeded(['f', 2]), seeded(['f', 3]))).toMatchObject({ at: undefined })
  })
})
