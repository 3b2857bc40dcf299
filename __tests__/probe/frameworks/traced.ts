import { expect } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Trace, TracedTensor, TraceStep } from '../../../src/readers/trace/trace.ts'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import { PROBE } from '../python.ts'

/** A text of a training and what takes its place. */
export type Edit = readonly [before: string, after: string]

export interface Order {
  /** One of `trainings/`, without `.py`. */
  readonly training: string
  /** Between the interpreter and the script. */
  readonly launcher?: readonly string[]
  readonly args?: readonly string[]
  /** REPRISE_TRACE; null: without the probe at all. */
  readonly trace?: string | null
  readonly env?: Readonly<Record<string, string>>
  readonly edits?: readonly Edit[]
}

export interface Trained {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** By rank. */
  readonly traces: readonly Trace[]
}

/** Runs a training in a folder of its own, and reads the traces that it left. */
export function train(python: string, order: Order): Trained {
  const base = mkdtempSync(join(tmpdir(), 'reprise-traced-'))
  try {
    const [root, out] = [join(base, 'tree'), join(base, 'out')]
    cpSync(join(import.meta.dirname, 'trainings'), root, { recursive: true })
    mkdirSync(out)
    const script = join(root, `${order.training}.py`)
    for (const edit of order.edits ?? []) editFile(script, edit)
    const args = [...(order.launcher ?? []), `${order.training}.py`, ...(order.args ?? [])]
    const { status, stdout, stderr } = spawnSync(python, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...environment(base), ...probed(out, order.trace), ...order.env },
    })
    return { status, stdout, stderr, traces: readTraces(out) }
  } finally {
    rmSync(base, { recursive: true })
  }
}

/** The same, where it must end well. */
export function trained(python: string, order: Order): Trained {
  const ran = train(python, order)
  expect({ status: ran.status, stderr: ran.status === 0 ? '' : ran.stderr }).toEqual({
    status: 0,
    stderr: '',
  })
  return ran
}

function editFile(file: string, [before, after]: Edit): void {
  const text = readFileSync(file, 'utf8')
  expect(text.split(before)).toHaveLength(2)
  writeFileSync(
    file,
    text.replace(before, () => after),
  )
}

/** The same for each run; one thread, for several tests run at a time. */
function environment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    TORCHINDUCTOR_CACHE_DIR: join(home, 'inductor'),
    OMP_NUM_THREADS: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONHASHSEED: '0',
    HF_HUB_OFFLINE: '1',
  }
}

function probed(out: string, trace: string | null = 'standard'): NodeJS.ProcessEnv {
  return trace === null ? {} : { PYTHONPATH: PROBE, REPRISE_OUT: out, REPRISE_TRACE: trace }
}

function readTraces(folder: string): readonly Trace[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('trace-'))
    .map((name) => parseTrace(readFileSync(join(folder, name)), name))
    .sort((a, b) => a.header.rank - b.header.rank)
}

/** The only trace of a run that finished. */
export function onlyTrace({ traces }: Trained): Trace {
  expect(traces.map(({ header, end }) => [header.rank, end?.reason, end?.why])).toEqual([
    [0, 'finished', undefined],
  ])
  return traces[0] as Trace
}

export function stepOf(trace: Trace, step: number): TraceStep {
  const found = trace.steps.find((each) => each.step === step)
  if (found === undefined) throw new Error(`the trace has no step ${step}`)
  return found
}

/** A tensor as one word: `forward first in.0`, and from the second call of a module in a step on `… #1`. */
export function wordOf({
  phase,
  name,
  part,
  call,
}: Pick<TracedTensor, 'phase' | 'name' | 'part' | 'call'>): string {
  return `${phase} ${name} ${part}${call === 0 ? '' : ` #${call}`}`
}

/** The tensors of a step, in the order in which they were computed. */
export function words(trace: Trace, step: number, phase?: string): readonly string[] {
  return stepOf(trace, step)
    .tensors.filter((tensor) => phase === undefined || tensor.phase === phase)
    .map(wordOf)
}
