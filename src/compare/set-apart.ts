import type { RunRecord } from '../record/record.ts'

/**
 * Why a run is none that a verdict may rest on, whatever it shows: it was not the training as it is, from its start to its
 * end. Undefined for any other, also for one that crashed.
 */
export function setApart({ run, config }: RunRecord): string | undefined {
  if (run.window !== undefined) {
    const { from, to } = run.window
    return `it was made to look at the steps ${from} to ${to} and stopped after them`
  }
  return config.seed.twin === true ? 'one of its initial weights was moved on purpose' : undefined
}

/** Whether a run came to its end, and was the training as it is. */
export function isWhole(record: RunRecord): boolean {
  return record.run.exit.how === 'finished' && setApart(record) === undefined
}
