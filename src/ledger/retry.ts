import { setTimeout as sleep } from 'node:timers/promises'
import { RemoteFailure } from './remote.ts'

export interface Patience {
  readonly signal?: AbortSignal
  /** Called before each wait, with its milliseconds and what it is for. */
  readonly onWait?: (milliseconds: number, why: string) => void
  /** How often another writer may be the faster one; 50 by default. */
  readonly tries?: number
}

/** Milliseconds: the first wait is at most twice this long, and none longer than `LONGEST`. */
const FIRST = 100
/** After a lost race the branch is in use, not in trouble: who waits long loses to who comes fresh. */
const LONGEST = { unknown: 5000, moved: 1000 }
/** How often a call is made whose outcome stays unknown. */
const UNKNOWN = 6
const MOVED = 50

/**
 * Makes a call until it succeeds, is refused, or has failed too often; between two calls it waits with full jitter.
 *
 * @throws {RemoteFailure} the last one
 */
export async function persist<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  const failures = { unknown: 0, moved: 0 }
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof RemoteFailure) || error.failure.kind === 'refused') throw error
      const { kind, why } = error.failure
      failures[kind]++
      const { tries = MOVED } = patience
      if (failures.unknown >= UNKNOWN || failures.moved >= tries) throw error
      const most = Math.min(LONGEST[kind], FIRST * 2 ** failures[kind])
      const wait = Math.round(Math.random() * most)
      patience.onWait?.(wait, why)
      await sleep(wait, undefined, patience.signal && { signal: patience.signal })
    }
  }
}
