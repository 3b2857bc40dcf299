/** A line of a trace that is not as `docs/trace.md` says; whoever knows the file and the line makes an error of it. */
export class Malformed extends Error {}

/** The fields of one line, none of them checked yet but their names. */
export type Fields = Readonly<Record<string, unknown>>

/** The longest name of a tensor, a device, a program, in UTF-16 units. */
const LONGEST_NAME = 300
/** The highest step, and the most of anything that is counted. */
export const MOST_STEPS = 5_000_000
const HEX = /^[0-9a-f]{1,64}$/

/** An object that has no other fields than these. */
export function fieldsOf(value: unknown, allowed: ReadonlySet<string>): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed('not a JSON object')
  for (const name of Object.keys(value)) {
    if (!allowed.has(name))
      throw new Malformed(`the field ${JSON.stringify(name.slice(0, 40))} is unknown there`)
  }
  return value as Fields
}

export function textOf(fields: Fields, name: string, longest = LONGEST_NAME): string {
  return checkedText(fields[name], name, longest)
}

export function checkedText(value: unknown, name: string, longest = LONGEST_NAME): string {
  if (typeof value !== 'string') throw new Malformed(`${name} is missing or no text`)
  if (value.length > longest) throw new Malformed(`${name} has more than ${longest} characters`)
  if (!value.isWellFormed()) throw new Malformed(`${name} holds half of a surrogate pair`)
  return value
}

export function integerOf(fields: Fields, name: string, least: number, most = MOST_STEPS): number {
  return checkedInteger(fields[name], name, least, most)
}

function checkedInteger(value: unknown, name: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new Malformed(`${name} is missing or no whole number from ${least} to ${most}`)
  // A written −0 is 0.
  return value + 0
}

export function wordOf<W extends string>(fields: Fields, name: string, words: readonly W[]): W {
  const value = fields[name]
  const word = words.find((one) => one === value)
  if (word === undefined) throw new Malformed(`${name} is none of ${words.join(', ')}`)
  return word
}

export function hexOf(fields: Fields, name: string): string {
  return checkedHex(fields[name], name)
}

function checkedHex(value: unknown, name: string): string {
  if (typeof value !== 'string' || !HEX.test(value))
    throw new Malformed(`${name} is missing or not 1 to 64 lower-case hexadecimal digits`)
  return value
}

/** A field that may be absent. */
export function optional<T>(
  fields: Fields,
  name: string,
  read: (fields: Fields, name: string) => T,
): T | undefined {
  return fields[name] === undefined ? undefined : read(fields, name)
}

export function trueOf(fields: Fields, name: string): true {
  if (fields[name] !== true) throw new Malformed(`${name} is not true`)
  return true
}

/** A list of at most `most`, each read by its own check. */
function listOf<T>(
  fields: Fields,
  name: string,
  most: number,
  read: (value: unknown, name: string) => T,
): readonly T[] {
  const value = fields[name]
  if (!Array.isArray(value)) throw new Malformed(`${name} is missing or no list`)
  if (value.length > most) throw new Malformed(`${name} has more than ${most} entries`)
  return value.map((item: unknown) => read(item, name))
}

const MOST_DIMENSIONS = 32
const MOST_ROWS = 65_536
const SKETCH_LENGTH = 16

export function shapeOf(fields: Fields, name: string): readonly number[] {
  return listOf(fields, name, MOST_DIMENSIONS, (value) =>
    checkedInteger(value, name, 0, Number.MAX_SAFE_INTEGER),
  )
}

export function rowsOf(fields: Fields, name: string): readonly string[] {
  return listOf(fields, name, MOST_ROWS, checkedHex)
}

export function sketchOf(fields: Fields, name: string): readonly number[] {
  return listOf(fields, name, SKETCH_LENGTH, checkedNumber)
}

const SPELLED: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])

function checkedNumber(value: unknown, name: string): number {
  const number = typeof value === 'number' ? value : SPELLED.get(value)
  if (number === undefined) throw new Malformed(`${name} holds something that is no number`)
  return number + 0
}
