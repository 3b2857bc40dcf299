import { constants, gunzipSync } from 'node:zlib'
import { MOST_TRACE_BYTES, type Allowance } from './allowance.ts'
import { Malformed } from './fields.ts'

const TOO_LARGE = 'it has more than 64 MiB, unpacked'
const LINE_FEED = 0x0a

/** The text of a trace, and of a last line that no line feed ends: there the writer may have been killed. */
export interface TraceText {
  readonly lines: Iterable<string>
  readonly rest: string
}

/**
 * Text of plain or gzipped lines. A gzip stream that breaks off gives what can be read of it.
 *
 * @throws {Malformed} for more than 64 MiB, damaged gzip, or what is not UTF-8
 * @throws {TooLarge} for more than is left
 */
export function unpack(bytes: Uint8Array, allowance: Allowance): TraceText {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes, allowance) : bytes
  if (plain.length > MOST_TRACE_BYTES) throw new Malformed(TOO_LARGE)
  allowance.unpack(plain.length)
  const end = plain.lastIndexOf(LINE_FEED) + 1
  // A character may be cut in two at the end.
  const rest = new TextDecoder().decode(plain.subarray(end))
  return { lines: linesIn(decode(plain.subarray(0, end))), rest }
}

/** One by one: 64 MiB may be that many empty ones. */
function* linesIn(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start)
    yield text.slice(start, end)
    start = end + 1
  }
}

function gunzip(bytes: Uint8Array, allowance: Allowance): Uint8Array {
  const maxOutputLength = allowance.bytes
  try {
    return gunzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new Malformed('its gzip stream is damaged')
    allowance.unpack(maxOutputLength + 1)
    throw new Malformed(TOO_LARGE)
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Malformed('it is not UTF-8 text')
  }
}
