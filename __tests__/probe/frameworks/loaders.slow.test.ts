import { expect, test } from '@jest/globals'
import { divergenceOf } from '../../../src/explain/divergence/divergence-of.ts'
import { describeWith, torchPython } from '../pythons.ts'
import { onlyTrace, trained } from './traced.ts'

describeWith(torchPython(), 'loader workers', (python) => {
  test('leave no trace of their own, and the trace is as without them', () => {
    const none = onlyTrace(trained(python, { training: 'mlp' }))
    for (const start of ['fork', 'spawn']) {
      const with2 = onlyTrace(trained(python, { training: 'mlp', args: ['2', start] }))
      expect(divergenceOf([with2], [none])).toMatchObject({ state: 'same', steps: 20 })
    }
  }, 120_000)
})
