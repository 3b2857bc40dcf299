import type { GitHub } from './client.ts'
import { isGitHubError } from './error.ts'
import { secondsBefore } from './refusal.ts'

/** How often one write is sent. */
const TRIES = 4
/** The longest that one write waits in all, in seconds. */
const PATIENCE = 15 * 60

/** A write that can be looked for. */
export interface VerifiedWrite<T> {
  readonly github: GitHub
  /** One request. */
  readonly send: () => Promise<T>
  /** The effect, where it is there already; undefined where it is not. */
  readonly lookUp: () => Promise<T | undefined>
}

/**
 * Sends a write so that it has exactly one effect. Where its outcome is unknown (no answer, half of one, a 5xx) or it was
 * put off by a limit, the effect is looked up before it is sent again.
 *
 * @throws {GitHubError} what the last request was refused with; `github-unreachable`: the effect is unknown still
 */
export async function verifiedWrite<T>({ github, send, lookUp }: VerifiedWrite<T>): Promise<T> {
  let waited = 0
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      const seconds = secondsBefore(error, attempt)
      if (seconds === undefined || waited + seconds > PATIENCE) throw error
      // Also after the last try: it may have had its effect. The wait lets a request end that GitHub still works on.
      waited += seconds
      await github.pause((error as Error).message, seconds)
      const found = await lookUp()
      if (found !== undefined) return found
      if (attempt === TRIES) throw error
    }
  }
}

/** For writes that may be repeated, as a deletion may: what is not there any more is done. */
export async function verifiedDelete(github: GitHub, send: () => Promise<unknown>): Promise<void> {
  const once = async (): Promise<true> => {
    try {
      await send()
    } catch (error) {
      if (!isGitHubError(error, 'github-not-found')) throw error
    }
    return true
  }
  await verifiedWrite({ github, send: once, lookUp: () => Promise.resolve(undefined) })
}
