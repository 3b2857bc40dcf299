import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Alias,
  type Document,
  type Pair,
} from 'yaml'
import { UserError } from '../record/error.ts'

/** A YAML text as plain values, with what a reader may want to know of its scalars. */
interface YamlText {
  /** Objects, arrays and scalars; integers are bigint. */
  readonly value: unknown
  /** Spellings of the numbers, in order. */
  readonly numbers: ReadonlyArray<readonly [text: string, value: number]>
  /** Line, from 1, of a scalar without quotes that is the text's end, with no line end to say that it is whole. */
  readonly openLine: number | undefined
  /** Line, from 1, of the scalar at these keys; undefined where it came by an alias. */
  lineOf(keys: readonly string[]): number | undefined
}

/** Files of parameters and summaries are small; the parser needs many seconds for a hostile megabyte. */
const MOST_CHARACTERS = 256 * 1024
const DEEPEST = 64
const MOST_VALUES = 100_000

interface Walk {
  readonly fail: (code: string, why: string, offset?: number) => never
  readonly anchors: Map<string, unknown>
  readonly numbers: Array<[string, number]>
  readonly offsets: Map<string, number>
  /** Length of the text. */
  readonly length: number
  open: number | undefined
  left: number
}

/**
 * Reads YAML 1.2 that somebody else wrote: one document, at most 64 levels and 100 000 values, aliases and merge keys
 * resolved. Keys are texts.
 *
 * @param most longest text, in UTF-16 units
 * @throws {UserError} `yaml-syntax`, `yaml-duplicate-key`, `yaml-key` (a list as a key) or `yaml-large`, with line and column
 */
export function parseYaml(text: string, file: string, most: number = MOST_CHARACTERS): YamlText {
  const lines = new LineCounter()
  const fail = (code: string, why: string, offset = 0): never => {
    const { line, col } = lines.linePos(offset)
    const place = { file, line: Math.max(line, 1), column: Math.max(col, 1) }
    throw new UserError(
      code,
      `${file} is not valid YAML: ${why}`,
      'Mend the file or remove it.',
      place,
    )
  }
  if (text.length > most) fail('yaml-large', `more than ${most} characters`)
  const document = parse(text, lines) ?? fail('yaml-syntax', 'nested too deep')
  const [error] = document.errors
  if (error !== undefined) fail('yaml-syntax', error.message.split('\n')[0] ?? '', error.pos[0])
  const walk: Walk = {
    fail,
    anchors: new Map(),
    numbers: [],
    offsets: new Map(),
    length: text.length,
    open: undefined,
    left: MOST_VALUES,
  }
  const value = plain(document.contents, [], walk)
  return {
    value,
    numbers: walk.numbers,
    openLine: walk.open === undefined ? undefined : lines.linePos(walk.open).line,
    lineOf: (keys) => {
      const offset = walk.offsets.get(JSON.stringify(keys))
      return offset === undefined ? undefined : lines.linePos(offset).line
    },
  }
}

/** Undefined where the parser's stack does not suffice. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  const options = {
    uniqueKeys: false,
    prettyErrors: false,
    intAsBigInt: true,
    logLevel: 'error',
  } as const
  try {
    // Keys that stand twice are found below, in linear time. Not 'silent': that also hides a second document.
    return parseDocument(text, { ...options, lineCounter })
  } catch {
    return undefined
  }
}

/** `keys` is undefined below an alias: what it brings stands elsewhere. */
function plain(node: unknown, keys: readonly string[] | undefined, walk: Walk, level = 0): unknown {
  if (level > DEEPEST) walk.fail('yaml-large', `nested more than ${DEEPEST} deep`)
  if (walk.left-- <= 0) walk.fail('yaml-large', `more than ${MOST_VALUES} values`)
  if (isAlias(node)) return plain(target(node, walk), undefined, walk, level + 1)
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
    walk.anchors.set(node.anchor, node)
  if (isMap(node)) return plainMap(node.items, keys, walk, level)
  if (isSeq(node))
    return node.items.map((item, at) => plain(item, under(keys, String(at)), walk, level + 1))
  if (!isScalar(node)) return null
  if (typeof node.value === 'number') walk.numbers.push([node.source ?? '', node.value])
  if (typeof node.value === 'bigint') walk.numbers.push([node.source ?? '', Number(node.value)])
  if (node.type === 'PLAIN' && node.range?.[1] === walk.length) walk.open = node.range[0]
  if (keys !== undefined && node.range) walk.offsets.set(JSON.stringify(keys), node.range[0])
  return node.value
}

function plainMap(
  items: readonly Pair[],
  keys: readonly string[] | undefined,
  walk: Walk,
  level: number,
): object {
  const own: Record<string, unknown> = Object.create(null)
  let merged: object = {}
  for (const { key, value } of items) {
    if (!isScalar(key)) return walk.fail('yaml-key', 'a key that is no scalar')
    if (key.source === '<<' && key.type === 'PLAIN') {
      merged = mergedFrom(plain(value, undefined, walk, level + 1))
      continue
    }
    const name = String(key.value)
    if (Object.hasOwn(own, name))
      walk.fail(
        'yaml-duplicate-key',
        `the key ${JSON.stringify(name)} stands twice`,
        key.range?.[0],
      )
    own[name] = plain(value, under(keys, name), walk, level + 1)
  }
  return Object.assign(Object.create(null), merged, own)
}

/** `<<: *base` or `<<: [*a, *b]`, the first of which wins (YAML 1.1 merge keys, as PyYAML reads them). */
function mergedFrom(value: unknown): object {
  const parts = (Array.isArray(value) ? value : [value]).filter(
    (part) => typeof part === 'object' && part !== null,
  )
  return Object.assign(Object.create(null), ...parts.toReversed())
}

function under(keys: readonly string[] | undefined, key: string): readonly string[] | undefined {
  return keys === undefined ? undefined : [...keys, key]
}

function target({ source, range }: Alias, walk: Walk): unknown {
  const node = walk.anchors.get(source)
  return (
    node ?? walk.fail('yaml-syntax', `the alias *${source} has no anchor before it`, range?.[0])
  )
}
