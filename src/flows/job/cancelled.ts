import { setTimeout } from 'node:timers/promises'
import { UserError } from '../../record/error.ts'
import { bundlesFolder, sendBundles, sendingOf, type EndOptions } from './hand-over.ts'

/** Milliseconds: GitHub ends a cancelled job after five minutes whatever it does, and a newer push may wait for it. */
const PATIENCE = 60_000

/**
 * Keeps as artifacts what a cancelled job had measured, for no report does: the runs that ended are evidence for the next
 * push, and their expense counts. Whatever keeps it from that is a note.
 *
 * @param patience milliseconds
 * @returns lines for the log
 */
export async function keepCancelled(
  options: Pick<EndOptions, 'env' | 'config' | 'seed'>,
  patience: number = PATIENCE,
): Promise<string> {
  const stop = new AbortController()
  try {
    const sending = sendBundles(bundlesFolder(options.env, options.config), sendingOf(options))
    const names = await Promise.race([sending, tooLate(patience, stop.signal)])
    return names.map((name) => `artifact: ${name}`).join('\n')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return `artifact: ${error.message}`
  } finally {
    stop.abort()
  }
}

async function tooLate(patience: number, signal: AbortSignal): Promise<never> {
  // Stopped when the others have won: nobody hears of it then.
  await setTimeout(patience, undefined, { signal }).catch(() => {})
  throw new UserError(
    'artifact-not-stored',
    `what was measured was not stored within ${patience / 1000} seconds`,
    'Run the job again.',
  )
}
