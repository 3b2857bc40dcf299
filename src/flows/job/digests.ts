import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openStatCache, type StatCache } from '../../digest/stat-cache.ts'
import { exportStatCache, importStatCache } from '../../digest/travel.ts'
import { messageOf, readStored } from '../../ledger/store.ts'
import { hexOf, type Digest } from '../../record/digest.ts'
import type { JobPlan } from './plan.ts'

/*
 * Digests of large data, from one machine to the next: *prepare* names the caches that the ledger's branch vouches for,
 * the first step of *retrain* brings one of them, the launcher takes it up, and after a protected event leaves its own for
 * the last step to keep. Without any of this the data are read again: whatever fails is a line of the log.
 */

/** The most bytes of a cache that are taken up. */
export const MOST_BYTES = 512 * 1024 * 1024

/**
 * From when on a cache is kept: to bring one back takes about a second (the library's start, two or three requests), in
 * which a network volume gives about 100 MB, or opens a thousand files. A project with less never asks for any.
 */
const WORTH = { files: 1000, bytes: 100_000_000 }

/** Where a cache is put that was brought for a plan's file. */
export function broughtFile(plan: string, digest: Digest): string {
  return join(dirname(plan), 'digests', hexOf(digest))
}

/** Where the launcher leaves its own. */
export function leftFile(plan: string): string {
  return join(dirname(plan), 'digests', 'left')
}

/** Whether a job may tell others what data are: only the trees of protected branches decide what it looked at. */
export function mayLeave({ task, trust }: JobPlan): boolean {
  return task.do === 'keep' && trust === 'protected'
}

/** What is known of data when a job begins to train. */
export interface Known {
  readonly cache: StatCache
  /** The digest of the cache that was brought; undefined: nothing is known yet. */
  readonly from: Digest | undefined
}

/** Takes up what was brought beside a plan's file, if the plan vouches for it. */
export async function openDigests(
  { digestCaches }: Pick<JobPlan, 'digestCaches'>,
  file: string,
): Promise<Known> {
  const own = join(dirname(file), '..', 'stat-cache')
  for (const from of digestCaches) {
    const found = await readStored(broughtFile(file, from), MOST_BYTES)
    const cache = found.state === 'found' ? importStatCache(own, found.value, from) : undefined
    if (cache !== undefined) return { cache, from }
  }
  return { cache: await openStatCache(own), from: undefined }
}

/** Leaves what is known now beside a plan's file, where that is worth it and new. @returns lines for the log */
export function leaveDigests(plan: JobPlan, file: string, { cache, from }: Known): string[] {
  if (!mayLeave(plan)) return []
  const { bytes, digest, covers } = exportStatCache(cache)
  if (digest === from || bytes.length > MOST_BYTES) return []
  if (covers.files < WORTH.files && covers.bytes < WORTH.bytes) return []
  try {
    mkdirSync(dirname(leftFile(file)), { recursive: true })
    writeFileSync(leftFile(file), bytes)
    return []
  } catch (error) {
    return [`digests: not kept: ${messageOf(error)}`]
  }
}
