import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTrace } from '../../src/readers/trace/parse.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'
import type { Training, Variant } from './mutation.ts'
import { runPython } from './python.ts'
import { inCopy } from './workspace.ts'

const PROBE = join(import.meta.dirname, '../../probe')

export interface Window {
  readonly from: number
  readonly to: number
}

/** Runs a training with the real probe, as the launcher does, and reads what it traced. */
export function probed(
  tools: Tools,
  training: Training,
  { edits, numpy }: Pick<Variant, 'edits' | 'numpy'>,
  window?: Window,
): Promise<readonly Trace[]> {
  return inCopy(training, edits, async (folder) => {
    const out = join(folder, 'reprise-out')
    mkdirSync(out)
    await runPython(tools.python, ['train.py'], folder, {
      PYTHONPATH: numpy === 'other' ? `${PROBE}:${tools.numpy ?? ''}` : PROBE,
      REPRISE_OUT: out,
      REPRISE_TREE: folder,
      REPRISE_TRACE: window === undefined ? 'standard' : `window:${window.from}-${window.to}`,
      REPRISE_SEED_INDEX: '0',
      REPRISE_DETERMINISTIC: '1',
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
    })
    return readdirSync(out)
      .filter((name) => name.startsWith('trace-'))
      .map((name) => parseTrace(readFileSync(join(out, name)), name))
  })
}

/** The interpreter with torch, and the folder of another numpy. */
export interface Tools {
  readonly python: string
  readonly numpy: string | undefined
}
