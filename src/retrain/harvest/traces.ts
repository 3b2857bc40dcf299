import { readdirSync, realpathSync } from 'node:fs'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { RunRecord } from '../../record/record.ts'
import { Allowance } from '../../readers/trace/allowance.ts'
import { encodeTrace } from '../../readers/trace/encode.ts'
import { evidenceOf } from '../../readers/trace/evidence.ts'
import { readTrace } from '../../readers/trace/parse.ts'
import { summaryOf } from '../../readers/trace/summary.ts'
import type { Trace } from '../../readers/trace/trace.ts'
import { fileSource } from '../file-source.ts'
import { makeReadable } from '../folders.ts'
import type { RunOutcome } from '../outcome.ts'
import { gapsIn } from './trace-gaps.ts'

export interface TracesRead {
  /** Encoded, one for each rank. */
  readonly attachments: readonly Uint8Array[]
  readonly evidence: RunRecord['trace']
  readonly summary: RunRecord['traced']
  readonly findings: readonly Finding[]
}

const NAME = /^trace-[^/]{0,200}\.ndjson(?:\.gz)?$/
/** One a rank. */
const MOST_FILES = 256
/** Bytes of all attachments: an artifact holds the records of several runs. */
export const MOST_BYTES = 40 * 1024 * 1024
const SHOWN = 20

/**
 * What the run's processes wrote of their steps (docs/trace.md), encoded anew, so that what is kept is only what was
 * understood. A training of another kind wrote nothing, which is no finding.
 */
export function harvestTraces(outcome: RunOutcome): TracesRead {
  const names = namesIn(outcome.output)
  const { traces, attachments, problems } = readAll(outcome.output, names.slice(0, MOST_FILES))
  const evidence = problems.length === 0 ? evidenceOf(traces) : undefined
  const over =
    names.length > MOST_FILES ? [`${names.length} files are more than ${MOST_FILES}`] : []
  const gaps = evidence === undefined ? gapsIn(traces, outcome) : { disabled: [], incomplete: [] }
  return {
    attachments,
    evidence: over.length === 0 ? evidence : undefined,
    summary: summaryOf(traces),
    findings: [
      ...gaps.disabled.map((why): Finding => ({ kind: 'trace-disabled', why })),
      ...[...problems, ...over, ...gaps.incomplete].map((why): Finding => ({
        kind: 'trace-incomplete',
        why,
      })),
    ].slice(0, SHOWN),
  }
}

function namesIn(folder: string): string[] {
  try {
    makeReadable(folder)
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort()
  } catch {
    // That the folder cannot be listed is told where the probe's reports are sought.
    return []
  }
}

interface Read {
  readonly traces: Trace[]
  readonly attachments: Uint8Array[]
  readonly problems: string[]
}

function readAll(folder: string, names: readonly string[]): Read {
  const read: Read = { traces: [], attachments: [], problems: [] }
  const allowance = new Allowance()
  let bytes = 0
  for (const name of names) {
    try {
      const trace = readTrace(fileSource(realpathSync(folder), name), allowance)
      const attachment = encodeTrace(trace)
      bytes += attachment.length
      if (bytes > MOST_BYTES) return withProblem(read, name, TOO_MUCH)
      read.traces.push(trace)
      read.attachments.push(attachment)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (error.code === 'trace-large') return withProblem(read, name, error.message)
      read.problems.push(error.message)
    }
  }
  return read
}

const TOO_MUCH = 'the traces are too large together'

/** Of this file and all that come after it. */
function withProblem(read: Read, name: string, problem: string): Read {
  return { ...read, problems: [...read.problems, `${name} and later files: ${problem}`] }
}
