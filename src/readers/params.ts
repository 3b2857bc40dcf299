import { UserError } from '../record/error.ts'
import { parseJson } from '../record/json.ts'
import { encodeNumber } from '../record/number.ts'
import type { Scalar } from '../record/record.ts'
import { isObject } from './series/flatten.ts'
import { parseToml } from './series/toml.ts'
import type { Source } from './source.ts'
import { readText } from './text.ts'
import { parseYaml } from './yaml.ts'

export interface Param {
  readonly value: Scalar
  /** Where it stands, from 1; absent where that is not certain. */
  readonly line?: number
}

/** Dotted key → value, in the order of the file: `opt.lr`, `betas.0`. A key that holds a dot stands in quotes. */
export type Params = Readonly<Record<string, Param>>

/** A parsed file: its value, and the line of a dotted key. */
interface Parsed {
  readonly value: unknown
  readonly lineOf: (keys: readonly string[]) => number | undefined
}

const MOST_BYTES = 1024 * 1024
const MOST_KEYS = 10_000

const PARSERS: ReadonlyMap<string, (text: string, file: string) => Parsed> = new Map([
  ['yaml', parseYaml],
  ['yml', parseYaml],
  ['json', parseJsonParams],
  ['toml', parseTomlParams],
])

/**
 * The parameters in a YAML, JSON or TOML file, told by its ending. Anchors and merge keys are resolved, dates are
 * texts, an empty list or object is the text `[]` or `{}`, so that its coming and going is seen.
 *
 * @throws {UserError} `params-format` (another ending), `params-large` (more than 1 MiB or 10 000 keys),
 *   `params-shape` (no keys at the top), or the codes of the syntax: `yaml-syntax`, `toml-syntax`, `json-…`, `source-…`
 */
export function readParams(source: Source): Params {
  const file = source.name
  const parser = PARSERS.get(/\.([a-z]+)$/.exec(file.toLowerCase())?.[1] ?? '')
  if (parser === undefined) {
    throw new UserError(
      'params-format',
      `${file} is no YAML, JSON or TOML file`,
      'Name only such files under `params:`.',
      { file },
    )
  }
  if (source.size > MOST_BYTES) throw tooLarge(file)
  const { value, lineOf } = parser(readText(source, MOST_BYTES), file)
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object') {
    throw new UserError(
      'params-shape',
      `${file} holds no keys, only ${JSON.stringify(String(value))}`,
      'Write `name: value`.',
      { file },
    )
  }
  const params: Record<string, Param> = Object.create(null)
  for (const [keys, leaf] of scalarsOf(value, [], { left: MOST_KEYS, file })) {
    const line = lineOf(keys)
    params[keys.map(spellKey).join('.')] = { value: leaf, ...(line === undefined ? {} : { line }) }
  }
  return params
}

function* scalarsOf(
  value: unknown,
  keys: readonly string[],
  budget: { left: number; readonly file: string },
): Generator<[readonly string[], Scalar]> {
  const entries = Array.isArray(value) || isObject(value) ? Object.entries(value) : []
  if (entries.length === 0) {
    if (budget.left-- <= 0) throw tooLarge(budget.file)
    yield [keys, scalarOf(value)]
  }
  for (const [key, item] of entries) yield* scalarsOf(item, [...keys, key], budget)
}

function scalarOf(value: unknown): Scalar {
  if (typeof value === 'number' || typeof value === 'bigint') return encodeNumber(value)
  if (value === null || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return Array.isArray(value) ? '[]' : '{}'
  return String(value).toWellFormed()
}

function spellKey(key: string): string {
  return key === '' || key.includes('.') ? JSON.stringify(key) : key
}

function parseJsonParams(text: string, file: string): Parsed {
  // An integer beyond 2⁵³ would lose digits: kept by its text.
  const large = new Map<number, bigint>()
  const value = parseJson(text, file, {
    nonFinite: 'accept',
    onNumber: (spelled) => {
      if (/^-?\d+$/.test(spelled) && !Number.isSafeInteger(Number(spelled)))
        large.set(Number(spelled), BigInt(spelled))
    },
  })
  return { value: restore(value, large), lineOf: uniqueKeys(text, /"((?:[^"\\]|\\.)*)"\s*:/g) }
}

function restore(value: unknown, large: ReadonlyMap<number, bigint>): unknown {
  if (large.size === 0) return value
  if (typeof value === 'number') return large.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => restore(item, large))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, large)]))
}

function parseTomlParams(text: string, file: string): Parsed {
  return { value: parseToml(text, file), lineOf: uniqueKeys(text, /^\s*([\w-]+)\s*=/gm) }
}

/** Lines by the last part of a key, where that is written only once in the whole text. */
function uniqueKeys(
  text: string,
  pattern: RegExp,
): (keys: readonly string[]) => number | undefined {
  const lines = new Map<string, number | undefined>()
  let [line, from] = [1, 0]
  for (const match of text.matchAll(pattern)) {
    const [whole, key = ''] = match
    const at = match.index + whole.indexOf(key)
    line += text.slice(from, at).split('\n').length - 1
    from = at
    lines.set(key, lines.has(key) ? undefined : line)
  }
  return (keys) => lines.get(keys.findLast((key) => !/^\d+$/.test(key)) ?? '')
}

function tooLarge(file: string): UserError {
  return new UserError(
    'params-large',
    `${file} has more than ${MOST_BYTES} bytes or ${MOST_KEYS} keys`,
    'Name a file of parameters, not of data, under `params:`.',
    { file },
  )
}
