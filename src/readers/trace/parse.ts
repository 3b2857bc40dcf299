import { UserError } from '../../record/error.ts'
import type { Source } from '../source.ts'
import { Allowance, MOST_TRACE_BYTES, TooLarge } from './allowance.ts'
import { Collector } from './collect.ts'
import { Malformed } from './fields.ts'
import { headerOf, lineOf } from './lines.ts'
import type { Trace, TraceHeader } from './trace.ts'
import { unpack, type TraceText } from './unpack.ts'

/** Longest line, in UTF-16 units: that of a batch tensor with 65 536 rows is shorter. */
const LONGEST_LINE = 8 * 1024 * 1024

/** Reads a trace that the run wrote. @throws {UserError} as {@link parseTrace} */
export function readTrace(source: Source, allowance?: Allowance): Trace {
  if (source.size > MOST_TRACE_BYTES) throw invalid(source.name, undefined, 'it is over 64 MiB')
  return parseTrace(source.read(0, source.size), source.name, allowance)
}

/**
 * A trace, plain or gzipped, that may be hostile. One whose process was killed gives what it holds up to there, and no
 * `end`: a gzip stream or a last line that breaks off is no error.
 *
 * @param allowance what all traces of the run may still take
 * @throws {UserError} `trace-invalid`, with the line: for anything else that is not as `docs/trace.md` says;
 *   `trace-large`: for more than the allowance
 */
export function parseTrace(bytes: Uint8Array, name: string, allowance = new Allowance()): Trace {
  const text = at(name, undefined, () => unpack(bytes, allowance))
  const collector = new Collector(allowance)
  let header: TraceHeader | undefined
  let number = 0
  for (const line of withRest(text)) {
    number += 1
    if (header === undefined) header = at(name, number, () => headerOf(parse(line)))
    else at(name, number, () => collector.add(lineOf(parse(line))))
  }
  if (header === undefined) throw invalid(name, 1, 'not JSON')
  return { header, steps: collector.steps(), end: collector.end }
}

/** The last line counts where it is whole: an object that is cut is never JSON. */
function* withRest({ lines, rest }: TraceText): Generator<string> {
  yield* lines
  if (isJson(rest)) yield rest
}

function isJson(text: string): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

function parse(text: string): unknown {
  if (text.length > LONGEST_LINE) throw new Malformed('the line is too long')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Malformed('not JSON')
  }
}

function at<T>(file: string, line: number | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof TooLarge) {
      const hint = 'Give Reprise a shorter training, or one with fewer tensors in full.'
      throw new UserError('trace-large', error.message, hint, { file })
    }
    throw error instanceof Malformed ? invalid(file, line, error.message) : error
  }
}

function invalid(file: string, line: number | undefined, what: string): UserError {
  return new UserError(
    'trace-invalid',
    line === undefined
      ? `${file} is no trace: ${what}`
      : `${file} is no trace: line ${line}: ${what}`,
    'docs/trace.md has the format; where Reprise wrote the file itself, run again.',
    line === undefined ? { file } : { file, line },
  )
}
