import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'

const project = fileURLToPath(new URL('..', import.meta.url))

/** How a training is watched: by nothing, by the probe under one of its schedules, or by PyTorch's DebugMode. */
export const WATCHES = ['off', 'rolling', 'standard', 'dense', 'DebugMode'] as const
export type Watch = (typeof WATCHES)[number]

export interface Timed {
  /** Seconds of each step, from 0. */
  readonly wall: readonly number[]
  /** The same in CPU time of the process. */
  readonly cpu: readonly number[]
  readonly parameters: number
  readonly device: 'cpu' | 'cuda'
  readonly torch: string
  /** Gzipped bytes of the trace; 0 where there is none. */
  readonly trace: number
}

/** Runs `bench/probe-training.py` once; its steps are timed by itself, not by the probe. */
export function runTraining(python: string, shape: string, steps: number, watch: Watch): Timed {
  const base = mkdtempSync(join(tmpdir(), 'reprise-bench-probe-'))
  try {
    const out = join(base, 'out')
    mkdirSync(out)
    const script = join(project, 'bench', 'probe-training.py')
    const { status, stdout, stderr } = spawnSync(python, [script, shape, String(steps)], {
      cwd: base,
      encoding: 'utf8',
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        HF_HUB_OFFLINE: '1',
        ...variables(watch, out),
      },
    })
    if (status !== 0) throw new Error(`${shape} under ${watch} ended with ${status}: ${stderr}`)
    const timed = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Timed
    return { ...timed, trace: traceBytes(out, watch) }
  } finally {
    rmSync(base, { recursive: true })
  }
}

function variables(watch: Watch, out: string): NodeJS.ProcessEnv {
  if (watch === 'off') return {}
  if (watch === 'DebugMode') return { BENCH_DEBUG_MODE: '1' }
  return { PYTHONPATH: join(project, 'probe'), REPRISE_OUT: out, REPRISE_TRACE: watch }
}

/** As the harvester packs it. A run that should have left a finished trace and did not has measured nothing. */
function traceBytes(out: string, watch: Watch): number {
  if (watch === 'off' || watch === 'DebugMode') return 0
  const files = readdirSync(out).filter((name) => name.startsWith('trace-'))
  if (files.length !== 1) throw new Error(`${files.length} traces instead of one under ${watch}`)
  const bytes = readFileSync(join(out, files[0] ?? ''))
  const text = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes
  if (!text.toString().includes('"reason":"finished"'))
    throw new Error(`the trace under ${watch} did not finish: ${text.toString().slice(-300)}`)
  return gzipSync(text, { level: 9 }).length
}
