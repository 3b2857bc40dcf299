import type { Masks } from './masks.ts'
import type { Annotation } from './types.ts'

/** The runner forwards at most ten annotations of a level for a step of the job, nested steps included. */
const MAX_ANNOTATIONS = 10
const MAX_MESSAGE = 4096

export type Where = Omit<Annotation, 'level' | 'message'>

/** What one step shows: its log, which is part of its composite's, and its annotations. */
export interface StepLog {
  readonly lines: string[]
  readonly annotations: Annotation[]
  readonly write: (line: string) => void
  /** Shown only where ACTIONS_STEP_DEBUG is on. */
  readonly debug: (line: string) => void
  readonly issue: (level: Annotation['level'], message: string, where?: Where) => void
  readonly counts: Record<Annotation['level'], number>
}

export function openLog(masks: Masks, debugging: boolean, parent?: StepLog): StepLog {
  const lines: string[] = []
  const annotations: Annotation[] = []
  const counts = parent?.counts ?? { error: 0, warning: 0, notice: 0 }
  const write = (line: string) => {
    lines.push(masks.apply(line))
    parent?.write(line)
  }
  const debug = (line: string) => {
    if (debugging) for (const part of line.split('\n')) write(`##[debug]${part}`)
  }
  const issue: StepLog['issue'] = (level, message, where = {}) => {
    const masked = masks.apply(message).slice(0, MAX_MESSAGE)
    write(`##[${level}]${masked}`)
    counts[level] += 1
    if (counts[level] <= MAX_ANNOTATIONS) annotations.push({ level, message: masked, ...where })
  }
  return { lines, annotations, write, debug, issue, counts }
}
