import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { zipSync, type Zippable } from 'fflate'
import { openZip, type ZipLimits } from '../../src/github/zip.ts'

const LIMITS: ZipLimits = { files: 20, file: 10_000, total: 30_000, depth: 4 }
const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const open = (files: Zippable, limits: Partial<ZipLimits> = {}) =>
  openZip(zipSync(files), { ...LIMITS, ...limits })

/** Writes into each of the two headers of the only file: offsets from the local one and from the directory's. */
function patched(
  zip: Uint8Array,
  local: number,
  central: number,
  bytes: readonly number[],
): Uint8Array {
  const copy = Buffer.from(zip)
  const directory = copy.readUInt32LE(copy.byteLength - 22 + 16)
  if (local >= 0) copy.set(bytes, local)
  copy.set(bytes, directory + central)
  return copy
}

describe('a zip', () => {
  test('gives its files, packed or not, and no folders', () => {
    const files = open({
      'bundle.json': text('{}'),
      'records/a.json': [text('x'.repeat(5000)), { level: 9 }],
      'records/b.json': [text('y'.repeat(5000)), { level: 0 }],
      empty: text(''),
      'folder/': text(''),
      'übung/ß.txt': text('ü'),
    })
    expect(files).toBeInstanceOf(Map)
    expect(
      [...(files as Map<string, Uint8Array>)].map(([name, bytes]) => [name, bytes.byteLength]),
    ).toEqual([
      ['bundle.json', 2],
      ['records/a.json', 5000],
      ['records/b.json', 5000],
      ['empty', 0],
      ['übung/ß.txt', 2],
    ])
  })

  test('may be empty', () => {
    expect(open({})).toEqual(new Map())
  })

  test('gives a file that is called as what objects inherit', () => {
    const files = open({ ['constructor']: text('a'), toString: text('b') })
    expect([...(files as Map<string, Uint8Array>).keys()]).toEqual(['constructor', 'toString'])
  })

  test('may have a comment behind it', () => {
    const zip = Buffer.concat([zipSync({ a: text('b') }), Buffer.from('hello')])
    zip.writeUInt16LE(5, zip.byteLength - 5 - 2)
    expect(openZip(zip, LIMITS)).toEqual(new Map([['a', Buffer.from('b')]]))
  })
})

const NAMES = [
  '/etc/passwd',
  '../up',
  'a/../../up',
  'a/./b',
  'a//b',
  '..',
  '.',
  String.raw`a\..\..\up`,
  String.raw`C:\x`,
  'C:x',
  'a\u0000b',
  'a\nb',
  'a/b ',
  'nul.',
  'x'.repeat(201),
  'a/b/c/d/e',
  '/',
  '',
]

describe('a hostile zip is refused:', () => {
  test.each(NAMES)('the name %j', (name) => {
    const zip = zipSync({ good: text('x'), [name === '' ? ' ' : name]: text('x') })
    const opened = openZip(zip, LIMITS)
    expect(opened).toMatch(/is no plain relative name|lies more than 4 deep/)
  })

  test.each([
    ['A.txt', 'a.txt', 'stands twice'],
    ['é', 'e\u0301', 'stands twice'],
    ['a', 'a/b', 'lies in a file'],
    ['a/b', 'a', 'stands twice'],
    ['a/', 'a', 'stands twice'],
  ])('%j beside %j', (one, other, why) => {
    expect(open({ [one]: text('x'), [other]: text('y') })).toMatch(why)
  })

  test('one name twice', () => {
    const zip = Buffer.from(zipSync({ aaa: text('x'), bbb: text('y') }))
    const twice = Buffer.from(zip.toString('latin1').replaceAll('bbb', 'aaa'), 'latin1')
    expect(openZip(twice, LIMITS)).toBe('"aaa" stands twice')
  })

  test('a link', () => {
    const link = open({ link: [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })
    expect(link).toBe('"link" is a link, or no plain file')
    const device = open({ tty: [text(''), { os: 3, attrs: 0o020666 << 16 }] })
    expect(device).toBe('"tty" is a link, or no plain file')
    expect(open({ plain: [text('x'), { os: 3, attrs: 0o100644 << 16 }] })).toBeInstanceOf(Map)
  })

  test('a bomb that says what it is', () => {
    const zeros = new Uint8Array(5_000_000)
    expect(open({ zeros })).toBe('"zeros" is larger than 10000 bytes')
  })

  test('a bomb that says it is small', () => {
    const zip = zipSync({ zeros: new Uint8Array(5_000_000) })
    const lying = patched(zip, 22, 24, [100, 0, 0, 0])
    expect(openZip(lying, LIMITS)).toBe('"zeros" is damaged, or larger than 10000 bytes')
  })

  test('many that are too much together', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4].map((index) => [`f${index}`, new Uint8Array(9000)]),
    )
    expect(open(files)).toBe('"f4" is larger than 3000 bytes')
  })

  test('too many files', () => {
    const files = Object.fromEntries(
      Array.from({ length: 21 }, (_, index) => [`f${index}`, text('')]),
    )
    expect(open(files)).toBe('it has 21 files, more than 20')
  })

  test('content that is not what was packed', () => {
    const zip = zipSync({ a: [text('hello'), { level: 0 }] })
    const changed = Buffer.from(
      zip.map((byte) => (byte === 'h'.charCodeAt(0) ? 'j'.charCodeAt(0) : byte)),
    )
    expect(openZip(changed, LIMITS)).toBe(`"a" is not what the zip's directory says`)
  })

  test('encrypted', () => {
    const zip = patched(zipSync({ a: text('hello') }), 6, 8, [1, 0])
    expect(openZip(zip, LIMITS)).toBe('"a" is encrypted')
  })

  test('packed in an unknown way', () => {
    const zip = patched(zipSync({ a: text('hello') }), 8, 10, [93, 0])
    expect(openZip(zip, LIMITS)).toBe('"a" is packed in a way that is not read (93)')
  })

  test('a name that is not UTF-8', () => {
    const zip = patched(zipSync({ a: text('hello') }), 30, 46, [0xff])
    expect(openZip(zip, LIMITS)).toBe('it holds a name that is not UTF-8')
  })

  test('cut at any length, or with anything before or behind it', () => {
    const zip = zipSync({ 'a/b': text('hello'), c: text('world') })
    for (let length = 0; length < zip.byteLength; length += 1) {
      expect(openZip(zip.subarray(0, length), LIMITS)).toEqual(expect.any(String))
    }
    const extra = Buffer.from('x')
    expect(openZip(Buffer.concat([extra, zip]), LIMITS)).toBe('its directory is not where it says')
    expect(openZip(Buffer.concat([zip, extra]), LIMITS)).toBe('it is no zip, or cut short')
  })
})

describe('property:', () => {
  const name = fc.oneof(
    fc
      .array(fc.constantFrom('a', 'B', '..', '.', '', 'é', 'x\\y', 'c:'), {
        minLength: 1,
        maxLength: 6,
      })
      .map((parts) => parts.join('/')),
    fc.string({ minLength: 1, maxLength: 20 }),
  )
  // The packer of this test, not the reader, stumbles over a file of this name.
  const plain = name.filter((one) => !one.split('/').includes('__proto__'))
  const files = fc.dictionary(plain, fc.uint8Array({ maxLength: 300 }), {
    maxKeys: 6,
    noNullPrototype: true,
  })

  test('what comes out has plain names and the bytes that went in', () => {
    fc.assert(
      fc.property(files, (packed) => {
        const opened = openZip(zipSync(packed), LIMITS)
        if (typeof opened === 'string') return
        for (const [path, bytes] of opened) {
          expect(path).not.toMatch(/^\/|\\|(?:^|\/)\.{0,2}(?:\/|$)/)
          expect(Buffer.from(packed[path] ?? []).equals(bytes)).toBe(true)
        }
      }),
    )
  })

  test('bytes changed anywhere are noticed or harmless, within the limits', () => {
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(files, fc.array(change, { maxLength: 8 }), (packed, changes) => {
        const zip = Buffer.from(zipSync(packed))
        for (const { at, to } of changes) zip[at % zip.byteLength] = to
        const opened = openZip(zip, LIMITS)
        if (typeof opened === 'string') return
        const total = [...opened.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0)
        expect(total).toBeLessThanOrEqual(LIMITS.total)
        expect(opened.size).toBeLessThanOrEqual(LIMITS.files)
      }),
      { numRuns: 300 },
    )
  })
})
