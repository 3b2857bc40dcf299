import { UserError } from '../../record/error.ts'
import type { Source } from '../source.ts'
import { Collector } from './collect.ts'
import { Malformed } from './fields.ts'
import { headerOf, lineOf } from './lines.ts'
import type { Trace } from './trace.ts'
import { MOST_TRACE_BYTES, unpack, type TraceText } from './unpack.ts'

/** Longest line, in UTF-16 units: that of a batch tensor with 65 536 rows is shorter. */
const LONGEST_LINE = 8 * 1024 * 1024

/** Reads a trace that the run wrote. @throws {UserError} `trace-invalid`: see {@link parseTrace} */
export function readTrace(source: Source): Trace {
  if (source.size > MOST_TRACE_BYTES) throw invalid(source.name, undefined, 'it is over 64 MiB')
  return parseTrace(source.read(0, source.size), source.name)
}

/**
 * A trace, plain or gzipped, that may be hostile. One whose process was killed gives what it holds up to there, and no
 * `end`: a gzip stream or a last line that breaks off is no error.
 *
 * @throws {UserError} `trace-invalid`, with the line: for anything else that is not as `docs/trace.md` says
 */
export function parseTrace(bytes: Uint8Array, name: string): Trace {
  const { lines, rest } = at(name, undefined, () => unpack(bytes))
  const [first, ...others] = withRest({ lines, rest })
  const header = at(name, 1, () => headerOf(parse(first ?? '')))
  const collector = new Collector()
  others.forEach((line, index) => at(name, index + 2, () => collector.add(lineOf(parse(line)))))
  return { header, steps: collector.steps(), end: collector.end }
}

/** The last line counts where it is whole: an object that is cut is never JSON. */
function withRest({ lines, rest }: TraceText): readonly string[] {
  return isJson(rest) ? [...lines, rest] : lines
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
