import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readProbe, type EndedReport } from '../../../src/readers/environment/probe.ts'
import { memorySource } from '../../../src/readers/memory.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { PROBE } from '../python.ts'

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** The files as they were written. */
  readonly files: readonly Buffer[]
  readonly traces: readonly Trace[]
  readonly reports: readonly EndedReport[]
}

/** Runs a script of `scripts/`, with the probe unless `trace` is null. */
export async function run(
  python: string,
  script: string,
  trace: string | null,
  { args = [], env = {} }: { args?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Ran> {
  const out = mkdtempSync(join(tmpdir(), 'reprise-trace-'))
  const probe = trace === null ? {} : { PYTHONPATH: PROBE, REPRISE_OUT: out, REPRISE_TRACE: trace }
  const child = spawn(python, [join(import.meta.dirname, 'scripts', script), ...args], {
    cwd: out,
    env: {
      PATH: process.env.PATH,
      OMP_NUM_THREADS: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      PROBE,
      ...probe,
      ...env,
    },
  })
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ])
  const left = { status, stdout, stderr, ...readLeft(out) }
  rmSync(out, { recursive: true })
  return left
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const part of stream) text += String(part)
  return text
}

function readLeft(folder: string): Pick<Ran, 'files' | 'traces' | 'reports'> {
  const names = readdirSync(folder).toSorted()
  const files = names
    .filter((name) => name.startsWith('trace-'))
    .map((name) => readFileSync(join(folder, name)))
  const reports = names
    .filter((name) => name.startsWith('python-'))
    .map((name) => readProbe(memorySource(name, readFileSync(join(folder, name)))))
    .filter((report): report is EndedReport => report.ended)
  return { files, traces: files.map((bytes) => parseTrace(bytes, 'trace')), reports }
}

/** The only trace of a run that went as it should. */
export function onlyTrace({ status, stderr, traces }: Ran): Trace {
  const [trace] = traces
  if (trace === undefined || traces.length > 1 || status !== 0) {
    throw new Error(`${traces.length} traces, exit code ${status}: ${stderr}`)
  }
  return trace
}

/** `forward fc1 out` of each tensor of a step, in order; the how many-th call where it is not the first. */
export function tensorsOf(trace: Trace, step: number): string[] {
  const found = trace.steps.find((each) => each.step === step)
  return (found?.tensors ?? []).map(({ phase, name, part, call }) =>
    [phase, name, part, ...(call > 0 ? [call] : [])].join(' '),
  )
}
