import { constants, gunzipSync } from 'node:zlib'
import { Malformed } from './fields.ts'

/** The most bytes of a trace, unpacked (`docs/trace.md`). */
export const MOST_TRACE_BYTES = 64 * 1024 * 1024
const TOO_LARGE = 'it has more than 64 MiB, unpacked'
const LINE_FEED = 0x0a

/** The text of a trace, and of a last line that no line feed ends: there the writer may have been killed. */
export interface TraceText {
  readonly lines: readonly string[]
  readonly rest: string
}

/**
 * Text of plain or gzipped lines. A gzip stream that breaks off gives what can be read of it.
 *
 * @throws {Malformed} for more than 64 MiB, damaged gzip, or what is not UTF-8
 */
export function unpack(bytes: Uint8Array): TraceText {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes
  if (plain.length > MOST_TRACE_BYTES) throw new Malformed(TOO_LARGE)
  const end = plain.lastIndexOf(LINE_FEED) + 1
  const lines = decode(plain.subarray(0, end)).split('\n')
  lines.pop()
  // A character may be cut in two there.
  return { lines, rest: new TextDecoder().decode(plain.subarray(end)) }
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, {
      maxOutputLength: MOST_TRACE_BYTES,
      finishFlush: constants.Z_SYNC_FLUSH,
    })
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Malformed(large ? TOO_LARGE : 'its gzip stream is damaged')
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Malformed('it is not UTF-8 text')
  }
}
