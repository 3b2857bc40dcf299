import { UserError } from '../record/error.ts'
import type { Source } from './source.ts'

/** Bytes asked for at once. */
const CHUNK = 1024 * 1024
/** The longest line of a format that is read line by line, in UTF-16 units. */
const LONGEST_LINE = 4 * 1024 * 1024

/** One line without its end. `ended`: a line feed followed it; only the last line of a file can lack one. */
export interface Line {
  readonly text: string
  /** Counts from 1. */
  readonly number: number
  readonly ended: boolean
}

/**
 * The whole text of a small file, without a byte order mark.
 *
 * @throws {UserError} `source-large`, `source-encoding` (not UTF-8) or `source-short` (fewer bytes than promised)
 */
export function readText(source: Source, most: number): string {
  if (source.size > most) throw tooLarge(source, most)
  return [...decode(source)].join('')
}

/**
 * The lines of a file that may be large; never more than a chunk and a line of it are held.
 *
 * @throws {UserError} as {@link readText}, and `source-line` for a line of more than 4 Mi characters
 */
export function* readLines(source: Source, most: number): Generator<Line> {
  if (source.size > most) throw tooLarge(source, most)
  let number = 1
  let rest = ''
  for (const chunk of decode(source)) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const text of parts) yield { text: text.replace(/\r$/, ''), number: number++, ended: true }
    if (rest.length > LONGEST_LINE) throw longLine(source, number)
  }
  if (rest !== '') yield { text: rest, number, ended: false }
}

/** The first `length` bytes as text, for telling a format; what is not UTF-8 becomes U+FFFD. */
export function readHead(source: Source, length: number): string {
  return new TextDecoder().decode(source.read(0, Math.min(length, source.size)))
}

/** A size in the largest binary unit that keeps it whole or short: `256 MiB`. */
function spellBytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`
}

function* decode(source: Source): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let offset = 0; offset < source.size;) {
    const bytes = source.read(offset, Math.min(CHUNK, source.size - offset))
    if (bytes.length === 0) throw tooShort(source, offset)
    offset += bytes.length
    yield decoded(source, () => decoder.decode(bytes, { stream: offset < source.size }))
  }
}

function decoded(source: Source, decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new UserError(
      'source-encoding',
      `${source.name} is not UTF-8 text`,
      'Write the file as UTF-8.',
      { file: source.name },
    )
  }
}

function tooLarge(source: Source, most: number): UserError {
  return new UserError(
    'source-large',
    `${source.name} is larger than ${spellBytes(most)}`,
    'Write fewer rows, or name a smaller file.',
    { file: source.name },
  )
}

function tooShort(source: Source, offset: number): UserError {
  return new UserError(
    'source-short',
    `${source.name} ended at byte ${offset} of ${source.size}`,
    'Read it again when nothing writes to it.',
    { file: source.name },
  )
}

function longLine(source: Source, line: number): UserError {
  return new UserError(
    'source-line',
    `${source.name} has a line of more than ${LONGEST_LINE} characters`,
    'Write one row a line.',
    { file: source.name, line },
  )
}
