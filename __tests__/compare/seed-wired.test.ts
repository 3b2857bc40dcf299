import { expect, test } from '@jest/globals'
import { seedNotWired } from '../../src/compare/seed-wired.ts'
import { crash, losses, lossOf, modelOf, runOf, tolerant, type RunParts } from './case.ts'

const short: RunParts = { series: [lossOf([0.5, 0.4])] }
const clock = (seconds: number): RunParts => ({
  series: [lossOf(losses()), { ...lossOf([seconds]), name: 'seconds' }],
})

test.each<readonly [string, RunParts, RunParts, boolean]>([
  ['equal curves of two seeds', {}, { seed: 1 }, true],
  ['equal traces of two seeds', { ...short, trace: 'a' }, { ...short, trace: 'a', seed: 1 }, true],
  [
    'equal weights of two seeds',
    { ...short, weights: 'a' },
    { ...short, weights: 'a', seed: 1 },
    true,
  ],
  ['a clock beside equal curves', clock(1), { ...clock(2), seed: 1 }, true],
  ['by a variable', { how: 'env' }, { how: 'env', seed: 1 }, true],
  ['other curves', {}, { seed: 1, series: [lossOf(losses(0.41, 1e-9))] }, false],
  ['other traces', { trace: 'a' }, { trace: 'b', seed: 1 }, false],
  ['too few values to prove it', short, { ...short, seed: 1 }, false],
  ['a trace of one side alone', { ...short, trace: 'a' }, { ...short, seed: 1 }, false],
  ['the same seed', {}, {}, false],
  ['other inputs', {}, { seed: 1, input: 'others' }, false],
  ['other hardware', {}, { seed: 1, accelerator: 'arm64' }, false],
  ['one that crashed', {}, { seed: 1, exit: crash }, false],
  ['a nudged weight', {}, { seed: 1, twin: true }, false],
  ['one that was stopped', {}, { seed: 1, window: { from: 0, to: 3 } }, false],
  ['a program that nobody seeds', { how: 'program' }, { how: 'program', seed: 1 }, false],
])('%s', (_, one, other, expected) => {
  const [a, b] = [runOf(one), runOf(other)]
  for (const model of [tolerant, modelOf()]) {
    expect(seedNotWired(a, b, model)).toBe(expected)
    expect(seedNotWired(b, a, model)).toBe(expected)
  }
})
