import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { restoreDigestCache, saveDigestCache } from '../../github/digest-cache.ts'
import { messageOf, readStored } from '../../ledger/store.ts'
import { Digest, sha256 } from '../../record/digest.ts'
import { broughtFile, MOST_BYTES } from './digests.ts'
import { short } from './log.ts'
import type { JobPlan } from './plan.ts'

/** The file of a bundle's folder that names the digest cache which its job kept. */
export const KEPT = 'digest-cache'

/**
 * Brings the newest cache that the plan vouches for and that can be had, and puts it beside the plan's file. For JavaScript
 * actions.
 *
 * @param temporary the runner's folder for temporary files
 * @returns lines for the log; none where nothing is vouched for, and then nothing is asked for either
 */
export async function bringDigests(
  { digestCaches }: Pick<JobPlan, 'digestCaches'>,
  file: string,
  temporary: string | undefined,
): Promise<string[]> {
  const lines: string[] = []
  for (const digest of digestCaches) {
    const found = await restoreDigestCache(digest, temporary)
    if ('note' in found) {
      lines.push(`digests ${short(digest)}: ${found.note}`)
      continue
    }
    const why = put(broughtFile(file, digest), found.bytes)
    return [...lines, `digests ${short(digest)}: ${why ?? 'brought from an earlier run'}`]
  }
  return lines
}

/**
 * Gives the cache that a launcher left to GitHub's cache service, and names it in each of these folders of bundles. For
 * JavaScript actions of protected events.
 *
 * @param left its file; `''` where the job may not keep any
 * @returns lines for the log
 */
export async function keepDigests(
  left: string,
  bundles: readonly string[],
  temporary: string | undefined,
): Promise<string[]> {
  if (left === '') return []
  const found = await readStored(left, MOST_BYTES)
  if (found.state === 'absent') return []
  if (found.state === 'unreadable') return [`digests: not kept: ${found.why}`]
  const digest = sha256(found.value)
  const note = await saveDigestCache(found.value, temporary)
  if (note !== undefined) return [`digests ${short(digest)}: ${note}`]
  const failed = bundles.flatMap((folder) => put(join(folder, KEPT), Buffer.from(digest)) ?? [])
  return [`digests ${short(digest)}: ${failed[0] ?? 'kept for later runs'}`]
}

/** The caches that the jobs kept which these bundles come from. */
export async function keptDigests(bundles: readonly string[]): Promise<Digest[]> {
  const kept = new Set<Digest>()
  for (const folder of bundles) {
    const found = await readStored(join(folder, KEPT), 100)
    const digest = Digest.safeParse(found.state === 'found' ? found.value.toString() : undefined)
    if (digest.success) kept.add(digest.data)
  }
  return [...kept]
}

/** @returns why it could not be written */
function put(file: string, bytes: Uint8Array): string | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}
