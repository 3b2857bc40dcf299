import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Hardware, parseKey, spellAccelerator, spellKey } from '../../src/record/key.ts'

test.each([
  [{ model: 'main', accelerator: 'x86-64-v3' }, 'main @ x86-64-v3'],
  [{ model: 'char-gpt', accelerator: 'nvidia-h200', count: 1 }, 'char-gpt @ nvidia-h200 x1'],
  [{ model: 'a @ b', accelerator: 'arm64' }, 'a @ b @ arm64'],
  [
    { model: 'a x2', accelerator: 'nvidia-a100-sxm4-80gb', count: 16 },
    'a x2 @ nvidia-a100-sxm4-80gb x16',
  ],
])('%p is spelled %s', (key, text) => {
  expect(spellKey(key)).toBe(text)
  expect(parseKey(text)).toEqual(key)
})

test('every key that can be spelled can be read', () => {
  const key = fc.record(
    {
      model: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/),
      accelerator: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/),
      count: fc.integer({ min: 1, max: 999_999 }),
    },
    { requiredKeys: ['model', 'accelerator'] },
  )
  fc.assert(fc.property(key, (one) => expect(parseKey(spellKey(one))).toEqual(one)))
})

test.each([
  '',
  'main',
  'main @',
  '@ arm64',
  ' @ arm64',
  'main @ ARM',
  'main @ arm64 x0',
  'main @ arm64 x01',
  'main @ arm64 x',
  'main @ arm64 x2 ',
  'main  @',
  'main\n @ arm64',
])('no key: %j', (text) => {
  expect(parseKey(text)).toBeUndefined()
})

test.each([
  ['NVIDIA A100-SXM4-80GB', 'nvidia-a100-sxm4-80gb'],
  ['NVIDIA H200', 'nvidia-h200'],
  ['NVIDIA H100 80GB HBM3 MIG 1g.10gb', 'nvidia-h100-80gb-hbm3-mig-1g.10gb'],
  ['  Tesla T4 (rev. 2) ', 'tesla-t4-rev.-2'],
])('an accelerator’s name: %s', (name, spelled) => {
  expect(spellAccelerator(name)).toBe(spelled)
})

test('an accelerator’s name, however odd, is spelled as keys want it, or is empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      const accelerator = spellAccelerator(name).slice(0, 100)
      expect(accelerator === '' || Hardware.safeParse({ accelerator }).success).toBe(true)
    }),
  )
})
