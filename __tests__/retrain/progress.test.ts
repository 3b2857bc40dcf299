import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { progressOf, readLine, type Seen } from '../../src/retrain/progress.ts'

describe('progress', () => {
  test.each([
    ['step 120/1000 loss=0.41', { step: 120, total: 1000, loss: 0.41 }],
    ["{'loss': 1.5e-3, 'learning_rate': 5e-05, 'epoch': 0.5}", { loss: 0.0015 }],
    ['Epoch 3/10', { step: 3, total: 10 }],
    [' 45%|████▌     | 45/100 [00:12<00:15,  3.6it/s]', { step: 45, total: 100 }],
    ['iter 1,200: train loss 2.5', { step: 1200, loss: 2.5 }],
    ['[step 7 of 9]', { step: 7, total: 9 }],
    ['nothing here', {}],
  ])('%s', (line, expected) =>
    expect(readLine({}, line)).toEqual({ ...expected, line: line.trim() }),
  )

  test('what is left is told while the steps go up', () => {
    const first = readLine({}, 'step 10/40')
    expect(progressOf(first, 'training', 5)).toMatchObject({
      phase: 'training',
      seconds: 5,
      step: 10,
      total: 40,
      left: 15,
    })
    const again = readLine(first, 'step 1/40')
    expect(progressOf(again, 'training', 6)).not.toHaveProperty('left')
  })

  test('any line is taken in', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const seen = lines.reduce<Seen>(readLine, {})
        expect(seen.line === undefined || seen.line.length <= 200).toBe(true)
      }),
    )
  })
})
