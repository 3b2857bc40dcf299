import { hexOf } from '../record/digest.ts'
import { queueFolder } from './accelerators.ts'
import { removeTree } from './folders.ts'
import { takeInventory } from './inventory.ts'
import type { Mount } from './mounts.ts'
import { takeTurn } from './queue.ts'
import { setupKey, whyNoKey, type SetupKey, type SetupStart } from './setup-key.ts'
import { whyNotKept } from './setup-result.ts'
import { copyKept, findKept, keep, touchKept } from './setup-store.ts'

/** What a `setup` made, kept between jobs. */
export interface SetupCache {
  /** Puts a kept environment in place. Says whether it did. */
  take(): Promise<boolean>
  /** Keeps the environment that `setup`, which saw these data, has made in its place, where that is allowed and right. */
  keep(dataMounts: readonly Mount[]): Promise<void>
}

/**
 * Where a `setup` left nothing but its environment, and all that is in it is pinned, the environment stands in for
 * running it again: a run from it cannot be told from one after `setup`. Whatever fails here is a note, never an
 * error: `setup` is then run.
 *
 * @param note is told why nothing was taken, or kept
 */
export function openSetupCache(
  start: Omit<SetupStart, 'tree'>,
  note: (text: string) => void,
): SetupCache {
  const { request, place } = start
  const { setupCache, signal } = request
  if (setupCache === undefined) return { take: async () => false, keep: async () => undefined }
  const { folder, write } = setupCache
  let found: { readonly start: SetupStart; readonly key: SetupKey } | undefined
  let isDamaged = false

  const attempt = <T>(what: string, step: () => Promise<T>): Promise<T | undefined> =>
    attempted(step, (why) => note(`${what}: ${why}`), signal)
  const findKey = async (): Promise<void> => {
    const why = whyNoKey(start)
    if (why !== undefined) return note(`this setup is not cached: ${why}`)
    const whole = { ...start, tree: await takeInventory(place.folders.tree, signal) }
    const key = setupKey(whole)
    if ('why' in key) note(`this setup is not cached: ${key.why}`)
    else found = { start: whole, key }
  }
  const copy = async (kept: string, { digest }: SetupKey): Promise<boolean> => {
    const why = await copyKept(kept, digest, place.environment, signal)
    if (why !== undefined) note(`the cached environment is not used: ${why}`)
    return why === undefined
  }
  return {
    async take() {
      await attempt('the setup cache is not used', findKey)
      if (found === undefined) return false
      const { key } = found
      const kept = await attempt('the setup cache is not used', async () => {
        const entry = await findKept(folder, key.digest)
        if (entry === undefined)
          note('nothing is cached of this setup with these pins on this machine')
        return entry
      })
      if (kept === undefined) return false
      const taken = await attempt('the cached environment is not used', () => copy(kept, key))
      isDamaged = taken !== true
      if (isDamaged) await removeTree(place.environment)
      else if (write) await attempt('its last use is not noted', async () => touchKept(kept))
      return !isDamaged
    },
    async keep(dataMounts) {
      if (found === undefined || !write) return
      const { start: from, key } = found
      await attempt('the environment is not cached', async () => {
        const why = await whyNotKept({ ...from, place: { ...place, dataMounts } }, key)
        if (why !== undefined) return note(`this setup is not cached: ${why}`)
        await keepAlone(from, key, isDamaged)
      })
    },
  }
}

/** Runs one step; says why it failed, but lets a cancellation through. */
async function attempted<T>(
  step: () => Promise<T>,
  tell: (why: string) => void,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    return await step()
  } catch (error) {
    signal?.throwIfAborted()
    tell(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** One at a time: the library empties a folder and fills it, and two would fill it with both. */
async function keepAlone(
  { request, place }: SetupStart,
  { digest }: SetupKey,
  replace: boolean,
): Promise<void> {
  const { setupCache, signal, model } = request
  const folder = setupCache?.folder ?? ''
  const release = await takeTurn({
    folder: queueFolder(place.workplace.caller),
    names: [`setup-${hexOf(digest).slice(0, 16)}`],
    what: `caching what the setup of ${model.name} made`,
    onWait: () => undefined,
    signal,
  })
  try {
    // Somebody else may have been quicker.
    if (!replace && (await findKept(folder, digest)) !== undefined) return
    await keep(folder, digest, place.environment, place.folders.own, signal)
  } finally {
    release()
  }
}
