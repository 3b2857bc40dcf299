import type { Traced } from '../explain/partings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { Allowance } from '../readers/trace/allowance.ts'
import { parseTrace } from '../readers/trace/parse.ts'
import type { Trace } from '../readers/trace/trace.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import { MOST_BYTES } from '../retrain/harvest/traces.ts'

const MOST_RANKS = 256

/**
 * The traces that a record has in the ledger. They may come from anybody: what is not whole, or larger than what a run of
 * ours would leave, is no evidence.
 */
export async function tracesOf(ledger: Ledger, record: RunRecord): Promise<Traced> {
  const listed = record.attachments.filter(({ kind }) => kind === 'trace')
  if (listed.length === 0) return unknown('no-trace', undefined)
  if (listed.length > MOST_RANKS || listed.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES)
    return unknown('unreadable', TOO_LARGE)
  const traces: Trace[] = []
  const allowance = new Allowance()
  for (const { digest } of listed) {
    const found = await ledger.attachment(digest)
    if (found.state === 'absent') return unknown('not-at-hand', digest)
    const trace = found.state === 'found' ? read(found.value, digest, allowance) : found.why
    if (typeof trace === 'string') return unknown('unreadable', trace)
    traces.push(trace)
  }
  return { state: 'found', traces }
}

const TOO_LARGE = 'the traces are too large together'

/** A trace, or why it is none. */
function read(bytes: Uint8Array, name: string, allowance: Allowance): Trace | string {
  try {
    return parseTrace(bytes, name, allowance)
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

function unknown(
  why: Extract<Traced, { state: 'unknown' }>['why'],
  detail: string | undefined,
): Traced {
  return { state: 'unknown', why, detail }
}
