import { describe, expect, test } from '@jest/globals'
import type { Aligned } from '../../../src/explain/divergence/align.ts'
import { sizeOf, sketchesOf } from '../../../src/explain/divergence/size.ts'
import type { TracedTensor } from '../../../src/readers/trace/trace.ts'

function tensor(more: Partial<TracedTensor>): TracedTensor {
  return {
    phase: 'forward',
    name: 'fc',
    part: 'out',
    call: 0,
    shape: [4],
    dtype: 'float32',
    digest: 'a',
    sketch: undefined,
    rows: undefined,
    ...more,
  }
}

function size(
  baseline: Partial<TracedTensor>,
  run: Partial<TracedTensor>,
): ReturnType<typeof sizeOf> {
  const [a, b] = [tensor({ digest: 'a', ...baseline }), tensor({ digest: 'b', ...run })]
  const aligned: Aligned = { phase: 'forward', state: 'different', baseline: a, run: b }
  return sizeOf(aligned, { baseline: sketchesOf([a]), run: sketchesOf([b]) })
}

describe('the size of a difference', () => {
  test('is relative to the baseline', () => {
    expect(size({ sketch: [3, 4] }, { sketch: [3, 5] })).toEqual({
      relative: 0.2,
      meaning: 'meaning',
    })
    expect(size({ sketch: [0, 0] }, { sketch: [3, 4] })).toEqual({
      relative: 1,
      meaning: 'meaning',
    })
  })

  test.each<[string, number, string]>([
    ['float32', 1.8e-6, 'rounding'],
    ['float32', 2.1e-6, 'meaning'],
    ['torch.float32', 1e-7, 'rounding'],
    ['float64', 1e-10, 'rounding'],
    ['float64', 1e-8, 'meaning'],
    ['float16', 1e-2, 'rounding'],
    ['float16', 3e-2, 'meaning'],
    ['bfloat16', 0.1, 'rounding'],
    ['int64', 1e-12, 'meaning'],
  ])('of %s at %d is %s', (dtype, relative, meaning) => {
    const found = size({ dtype, sketch: [1, 0] }, { dtype, sketch: [1, relative] })
    expect(found?.meaning).toBe(meaning)
    expect(found?.relative).toBeCloseTo(relative, 14)
  })

  test('with other bits and the same sums is below what can be told', () => {
    expect(size({ sketch: [1, 2] }, { sketch: [1, 2] })).toEqual({
      relative: 2 ** -23,
      meaning: 'rounding',
    })
    expect(size({ sketch: [1], dtype: 'int64' }, { sketch: [1], dtype: 'int64' })).toBeUndefined()
  })

  test.each<[string, Partial<TracedTensor>, Partial<TracedTensor>]>([
    ['no sketch', {}, { sketch: [1] }],
    ['numbers that are none', { sketch: [1] }, { sketch: [Number.NaN] }],
    ['numbers beyond all bounds', { sketch: [1e300] }, { sketch: [-1e300] }],
    ['sums of another kind', { sketch: [1, 2] }, { sketch: [1] }],
    ['another count', { sketch: [1], shape: [3] }, { sketch: [2] }],
    ['nothing but zeros', { sketch: [] }, { sketch: [] }],
  ])('is unknown with %s', (_, baseline, run) => {
    expect(size(baseline, run)).toBeUndefined()
  })

  test('takes the sketch of the same numbers elsewhere in the step', () => {
    const bare = tensor({ digest: 'c', name: 'next', part: 'in.0' })
    const sketches = sketchesOf([tensor({ digest: 'c', sketch: [7] }), bare])
    expect(sketches(bare)).toEqual([7])
    expect(sketches(tensor({ digest: 'd' }))).toBeUndefined()
  })
})
