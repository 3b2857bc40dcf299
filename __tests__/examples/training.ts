import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Trace } from '../../src/readers/trace/trace.ts'
import { PROBE, readTraces } from '../probe/python.ts'

export interface Trained {
  readonly status: number | null
  readonly stderr: string
  /** What the program wrote into metrics.csv. */
  readonly metrics: string
  readonly traces: readonly Trace[]
}

export interface Training {
  /** Without `probe` it is started as a person would start it. */
  train(options?: {
    readonly probe?: boolean
    readonly env?: Readonly<Record<string, string>>
    /** Replaces text in a file of the copy first. */
    readonly edit?: readonly [file: string, text: string, by: string]
  }): Trained
  dispose(): void
}

/** The example in a folder of that name, started by a command in a fresh copy each time. */
export function trainingOf(example: string, command: readonly [string, ...string[]]): Training {
  const base = mkdtempSync(join(tmpdir(), 'reprise-example-'))
  const source = fileURLToPath(new URL(`../../examples/${example}`, import.meta.url))
  return {
    train({ probe = true, env = {}, edit } = {}) {
      const root = mkdtempSync(join(base, 'run-'))
      const [tree, out] = [join(root, 'tree'), join(root, 'out')]
      cpSync(source, tree, { recursive: true })
      mkdirSync(join(tree, '.git'))
      mkdirSync(out)
      if (edit !== undefined) replace(join(tree, edit[0]), edit[1], edit[2])
      const { status, stderr } = spawnSync(command[0], command.slice(1), {
        cwd: tree,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: root,
          OMP_NUM_THREADS: '1',
          PYTHONDONTWRITEBYTECODE: '1',
          PYTHONHASHSEED: '0',
          ...(probe && { PYTHONPATH: PROBE, REPRISE_OUT: out }),
          ...env,
        },
      })
      const metrics = join(tree, 'metrics.csv')
      return {
        status,
        stderr,
        metrics: existsSync(metrics) ? readFileSync(metrics, 'utf8') : '',
        traces: readTraces(out),
      }
    },
    dispose: () => rmSync(base, { recursive: true }),
  }
}

function replace(file: string, text: string, by: string): void {
  const content = readFileSync(file, 'utf8')
  if (!content.includes(text)) throw new Error(`${file} lacks ${text}`)
  writeFileSync(file, content.replace(text, by))
}
