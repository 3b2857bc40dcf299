import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { canonicalJson } from '../../src/record/canonical.ts'
import { sha256 } from '../../src/record/digest.ts'
import {
  decodeManifest,
  diffManifests,
  encodeManifest,
  manifestDigest,
  manifestOf,
} from '../../src/record/manifest.ts'

const names = (entries: readonly (readonly [string, string])[]) =>
  manifestOf('code', entries).entries.map(([name]) => name)
const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('a', '/', '\uD7FF', '\uE000', '\uFFFD', '\u{10000}', '\u{1F600}'),
  }),
)

test('names stand in the order of their UTF-8 bytes, not of their UTF-16 units', () => {
  expect(['\uFFFD', '\u{1F600}'].toSorted()).toEqual(['\u{1F600}', '\uFFFD'])
  expect(
    names([
      ['\u{1F600}', ''],
      ['\uFFFD', ''],
      ['a/b', ''],
      ['a', ''],
      ['a-b', ''],
    ]),
  ).toEqual(['a', 'a-b', 'a/b', '\uFFFD', '\u{1F600}'])
  fc.assert(
    fc.property(fc.uniqueArray(name), (all) => {
      const byBytes = all.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(names(all.map((one) => [one, '']))).toEqual(byBytes)
    }),
    { numRuns: 500 },
  )
})

test('the digest does not depend on the order in which files were found', () => {
  const pairs = fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([one]) => one })
  fc.assert(
    fc.property(pairs, (entries) => {
      expect(manifestDigest(manifestOf('data', entries.toReversed()))).toBe(
        manifestDigest(manifestOf('data', entries)),
      )
    }),
  )
})

test('it comes back from its bytes, and its digest is theirs', () => {
  const manifest = manifestOf('packages', [
    ['torch', '2.9.1'],
    ['numpy', '2.3.0'],
  ])
  const bytes = encodeManifest(manifest)
  expect(decodeManifest(bytes, 'm')).toEqual(manifest)
  expect(manifestDigest(manifest)).toBe(sha256(bytes))
})

test('of equal names the last counts', () => {
  expect(
    manifestOf('packages', [
      ['a', '1'],
      ['a', '2'],
    ]).entries,
  ).toEqual([['a', '2']])
})

describe('refused', () => {
  const entries = (list: unknown) => ({ schema: 'reprise/manifest/v1', of: 'code', entries: list })
  test.each([
    ['another schema', { ...entries([]), schema: 'reprise/manifest/v2' }],
    ['another kind', { ...entries([]), of: 'secrets' }],
    ['an unknown key', { ...entries([]), more: 1 }],
    ['an entry without value', entries([['a']])],
    ['an entry of three', entries([['a', 'b', 'c']])],
    [
      'no order',
      entries([
        ['b', ''],
        ['a', ''],
      ]),
    ],
    [
      'a name that stands twice',
      entries([
        ['a', '1'],
        ['a', '2'],
      ]),
    ],
  ])('%s', (_, value) => {
    const bytes = Buffer.from(canonicalJson(value as never))
    expect(() => decodeManifest(bytes, 'm')).toThrow(
      expect.objectContaining({ code: 'manifest-invalid' }),
    )
  })

  test('what is no JSON', () => {
    expect(() => decodeManifest(Buffer.from('{'), 'm')).toThrow(
      expect.objectContaining({ code: 'json-syntax' }),
    )
  })
})

test('the difference names what was added, removed and changed', () => {
  const before = manifestOf('data', [
    ['gone', '1'],
    ['kept', '2'],
    ['moved', '3'],
  ])
  const after = manifestOf('data', [
    ['\u{1F600}', '5'],
    ['kept', '2'],
    ['moved', '4'],
    ['\uFFFD', '6'],
  ])
  expect(diffManifests(before, after)).toEqual([
    { name: 'gone', before: '1', after: undefined },
    { name: 'moved', before: '3', after: '4' },
    { name: '\uFFFD', before: undefined, after: '6' },
    { name: '\u{1F600}', before: undefined, after: '5' },
  ])
  expect(diffManifests(after, after)).toEqual([])
})
