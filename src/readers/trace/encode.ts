import { gzipSync } from 'node:zlib'
import { TRACE_SCHEMA } from './lines.ts'
import type { Trace, TracedTensor, TraceStep } from './trace.ts'

/** Byte of a gzip header that names the operating system, and its word for unknown (RFC 1952). */
const SYSTEM = 9
const UNKNOWN = 255

/** A parsed trace as it is kept: gzipped lines in one order, whatever order the writer had. */
export function encodeTrace(trace: Trace): Uint8Array {
  const lines = [
    { schema: TRACE_SCHEMA, ...trace.header },
    ...trace.steps.flatMap(linesOf),
    ...(trace.end === undefined ? [] : [{ t: 'end', ...trace.end }]),
  ]
  const bytes = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 })
  bytes[SYSTEM] = UNKNOWN
  return bytes
}

function linesOf({ step, rolling, tensors, hyper, random }: TraceStep): readonly object[] {
  return [
    ...hyper.map((one) => ({ t: 'hyper', step, ...one })),
    ...tensors.map((one) => ({ t: 'tensor', step, ...one, sketch: spelledSketch(one) })),
    ...random.map((one) => ({ t: 'random', step, ...one })),
    ...(rolling === undefined ? [] : [{ t: 'step', step, ...rolling }]),
  ]
}

/** JSON has no spelling for what is not finite. */
function spelledSketch({ sketch }: TracedTensor): ReadonlyArray<number | string> | undefined {
  return sketch?.map((value) => (Number.isFinite(value) ? value : String(value)))
}
