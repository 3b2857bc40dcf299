import { UserError } from './error.ts'

/** A JSON value as JavaScript holds it. Objects made by {@link parseJson} have no prototype. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** What {@link parseJson} lets through. The defaults suit our own files, which may be hostile. */
export interface JsonLimits {
  /** Longest text, in UTF-16 units. */
  readonly length?: number
  /** Deepest nesting of arrays and objects. */
  readonly depth?: number
  /** `accept`: bare `NaN`, `Infinity`, `-Infinity` (Python's json.dump) and overflowing numbers become those numbers. */
  readonly nonFinite?: 'accept' | 'refuse'
  /** Called with the text of each number, to learn how many digits a source wrote. */
  readonly onNumber?: (text: string) => void
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WHITESPACE = /[ \t\n\r]*/y
const WORDS: ReadonlyArray<readonly [string, Json]> = [
  ['true', true],
  ['false', false],
  ['null', null],
]
const NON_FINITE: ReadonlyArray<readonly [string, number]> = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]

/**
 * Parses JSON (RFC 8259) that somebody else wrote. Unlike `JSON.parse` it refuses duplicate keys,
 * `__proto__`, numbers beyond float64, lone surrogates and more depth or length than the limits.
 *
 * @throws {UserError} `json-syntax`, `json-length`, `json-depth`, `json-duplicate-key`, `json-key`,
 *   `json-number` or `json-string`, with line and column
 */
export function parseJson(text: string, file: string, limits: JsonLimits = {}): Json {
  const { length = 16 * 1024 * 1024, depth = 64, nonFinite = 'refuse', onNumber } = limits
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0

  if (text.length > length) {
    throw new UserError(
      'json-length',
      `${file} has ${text.length} characters; at most ${length} are read`,
      'A smaller file is needed here.',
      { file },
    )
  }
  const value = readValue(0)
  skip(WHITESPACE)
  if (at < text.length) fail('json-syntax', 'text after the end of the value')
  return value

  function fail(code: string, what: string): never {
    const before = text.slice(0, at).split('\n')
    const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    throw new UserError(
      code,
      `${file} is not valid JSON: ${what}`,
      'Mend the file or remove it.',
      place,
    )
  }

  function skip(pattern: RegExp): string {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }

  function take(character: string): boolean {
    skip(WHITESPACE)
    if (text[at] !== character) return false
    at++
    return true
  }

  function readValue(level: number): Json {
    if (level > depth) fail('json-depth', `nested more than ${depth} deep`)
    skip(WHITESPACE)
    if (take('{')) return readObject(level)
    if (take('[')) return readArray(level)
    if (text[at] === '"') return readString()
    const word = WORDS.find(([spelling]) => text.startsWith(spelling, at))
    if (word !== undefined) {
      at += word[0].length
      return word[1]
    }
    return readNumber()
  }

  function readNumber(): number {
    const special = NON_FINITE.find(([spelling]) => text.startsWith(spelling, at))
    if (special !== undefined && nonFinite === 'accept') {
      at += special[0].length
      return special[1]
    }
    if (special !== undefined) fail('json-number', `${special[0]} is no JSON number`)
    const digits = skip(NUMBER)
    if (digits === '')
      fail(
        'json-syntax',
        at < text.length ? `unexpected ${JSON.stringify(text[at])}` : 'the text ends too early',
      )
    onNumber?.(digits)
    const number = Number(digits)
    if (!Number.isFinite(number) && nonFinite === 'refuse')
      fail('json-number', `${digits} is beyond float64`)
    return number
  }

  function readString(): string {
    let end = at + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    const value = unquote(text.slice(at, end + 1))
    if (value === undefined)
      fail('json-syntax', 'a string that does not end, or holds what no string may hold')
    at = end + 1
    if (!value.isWellFormed()) fail('json-string', 'half of a surrogate pair')
    return value
  }

  function readArray(level: number): Json {
    const items: Json[] = []
    if (take(']')) return items
    do items.push(readValue(level + 1))
    while (take(','))
    if (!take(']')) fail('json-syntax', 'expected , or ]')
    return items
  }

  function readObject(level: number): Json {
    const object = Object.create(null) as Record<string, Json>
    if (take('}')) return object
    do {
      skip(WHITESPACE)
      if (text[at] !== '"') fail('json-syntax', 'expected a key in quotes')
      const key = readString()
      if (key === '__proto__') fail('json-key', 'the key __proto__ is refused')
      if (Object.hasOwn(object, key))
        fail('json-duplicate-key', `the key ${JSON.stringify(key)} stands twice`)
      if (!take(':')) fail('json-syntax', 'expected :')
      object[key] = readValue(level + 1)
    } while (take(','))
    if (!take('}')) fail('json-syntax', 'expected , or }')
    return object
  }
}

/** The text of a quoted string: the platform's parser knows the escapes, and refuses control characters. */
function unquote(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return undefined
  }
}
