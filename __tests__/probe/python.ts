import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  readProbe,
  type EndedReport,
  type ProbeReport,
} from '../../src/readers/environment/probe.ts'
import { memorySource } from '../../src/readers/memory.ts'
import { parseTrace } from '../../src/readers/trace/parse.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'

export const PROBE = fileURLToPath(new URL('../../probe', import.meta.url))

const CANDIDATES = [
  '/usr/bin/python3',
  'python3',
  ...[9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`),
]

const WHERE =
  'import os, sys; print(os.path.realpath(sys.executable) if sys.version_info >= (3, 9) else "")'

/** Every Python on PATH that the probe supports. A shim that has no version behind it is none. */
export const PYTHONS: readonly string[] = [...new Set(CANDIDATES.map(executableOf))].filter(
  (path) => path !== '',
)

function executableOf(python: string): string {
  const { stdout } = spawnSync(python, ['-c', WHERE], { encoding: 'utf8' })
  return (stdout ?? '').trim()
}

export interface Ran {
  readonly status: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  /** What the probe left: reports, and start files without one. */
  readonly left: readonly ProbeReport[]
}

/** A work tree in a temporary folder, with a folder for the probe beside it. */
export interface Tree {
  readonly root: string
  run(
    python: string,
    args: readonly string[],
    options?: { readonly probe?: boolean; readonly env?: Record<string, string> },
  ): Ran
  /** What the last run left of traces. */
  traces(): readonly Trace[]
  write(files: Readonly<Record<string, string>>): void
  dispose(): void
}

export function makeTree(files: Readonly<Record<string, string>>): Tree {
  const base = mkdtempSync(join(tmpdir(), 'reprise-probe-'))
  const root = join(base, 'tree')
  let latest: string | undefined
  const tree: Tree = {
    root,
    write(more) {
      for (const [name, content] of Object.entries(more)) {
        mkdirSync(dirname(join(root, name)), { recursive: true })
        writeFileSync(join(root, name), content)
      }
    },
    run(python, args, { probe = true, env = {} } = {}) {
      const out = mkdtempSync(join(base, 'out-'))
      latest = out
      const path = [
        ...(probe ? [PROBE] : []),
        ...(env.PYTHONPATH === undefined ? [] : [env.PYTHONPATH]),
      ].join(':')
      const { status, signal, stdout, stderr } = spawnSync(python, args, {
        cwd: root,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          PYTHONDONTWRITEBYTECODE: '1',
          REPRISE_OUT: out,
          ...env,
          PYTHONPATH: path,
        },
      })
      return { status, signal, stdout, stderr, left: readFolder(out) }
    },
    traces: () => (latest === undefined ? [] : readTraces(latest)),
    dispose: () => rmSync(base, { recursive: true }),
  }
  tree.write({ '.git/HEAD': '', ...files })
  return tree
}

function readFolder(folder: string): ProbeReport[] {
  return readdirSync(folder)
    .filter((name) => !isTrace(name))
    .map((name) => readProbe(memorySource(name, readFileSync(join(folder, name)))))
}

/** Of one folder that a probe or another writer wrote into. */
export function readTraces(folder: string): Trace[] {
  return readdirSync(folder)
    .filter(isTrace)
    .map((name) => parseTrace(readFileSync(join(folder, name)), name))
}

const isTrace = (name: string) => /^trace-.*\.ndjson(\.gz)?$/.test(name)

export function ended(left: readonly ProbeReport[]): EndedReport[] {
  return left.filter((report): report is EndedReport => report.ended)
}
