import { expect, test } from '@jest/globals'
import { seededCommand } from '../../src/retrain/seed.ts'
import { modelOf } from './repository.ts'

test('seeds: too few values are an error, not a repeated seed', () => {
  const seed = { how: 'env', name: 'SEED', values: [5] } as const
  expect(seededCommand(modelOf({ seed }), { seed: 0 })).toEqual({
    seed: { index: 0, how: 'env', name: 'SEED', value: 5 },
    command: 'python3 train.py',
    environment: { SEED: '5' },
  })
  expect(() => seededCommand(modelOf({ seed }), { seed: 1 })).toThrow(
    expect.objectContaining({ code: 'seed-values' }),
  )
})
