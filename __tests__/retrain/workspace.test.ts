import { describe, expect, test } from '@jest/globals'
import { belongs } from '../../src/retrain/workspace.ts'
import { modelOf } from './repository.ts'

describe('the files of a tree', () => {
  test.each([
    ['train.py', true],
    ['reprise.yml', false],
    ['sub/reprise.lock', false],
    ['docs/a/b.md', false],
    ['.github/workflows/ci.yml', false],
    ['runs/x/events', false],
    ['out/model.bin', false],
    ['outline.txt', true],
  ])('%s: %s', (path, kept) => {
    const model = modelOf({
      ignore: ['docs/**', '.github/**'],
      metrics: ['./runs/'],
      weights: ['out'],
    })
    expect(belongs(model)(path)).toBe(kept)
  })

  test('without patterns all belong', () => expect(belongs(modelOf())('x')).toBe(true))
})
