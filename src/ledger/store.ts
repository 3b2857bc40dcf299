import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Found } from './ledger.ts'

/** Where half-written files lie until they are whole. */
export const SCRATCH = 'scratch'
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Milliseconds after which a half-written file belongs to a process that is dead. */
const DEAD = 24 * 60 * 60 * 1000

/** A file's bytes. Never waits for a pipe that lies in its place, and reads no file beyond `most` bytes. */
export async function readStored(path: string, most: number): Promise<Found<Buffer>> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stats = await file.stat()
      if (!stats.isFile()) return { state: 'unreadable', why: `${path} is not a regular file` }
      if (stats.size <= most) return { state: 'found', value: await file.readFile() }
      return { state: 'unreadable', why: `${path} has ${stats.size} bytes, more than ${most}` }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { state: 'absent' }
    return { state: 'unreadable', why: messageOf(error) }
  }
}

/**
 * Stores bytes under `<folder>/<path>` so that a reader sees all of them or none, also after a power failure.
 * What was there is replaced.
 */
export async function store(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await place(folder, path, bytes, rename)
}

/** As {@link store}, but what is there stays, whatever it is. */
export async function storeFirst(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  if ((await lstat(join(folder, path)).catch(ifAbsent)) !== undefined) return
  await place(folder, path, bytes, async (scratch, target) => {
    try {
      await link(scratch, target)
    } catch (error) {
      // Some file systems know no second names; there the last of two that come at the same moment wins.
      if (['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? ''))
        await rename(scratch, target)
      else if (codeOf(error) !== 'EEXIST') throw error
    }
    await rm(scratch, { force: true })
  })
}

async function place(
  folder: string,
  path: string,
  bytes: Uint8Array,
  move: (scratch: string, target: string) => Promise<void>,
): Promise<void> {
  const target = join(folder, path)
  const scratch = join(folder, SCRATCH, randomUUID())
  await mkdir(dirname(target), { recursive: true })
  await mkdir(dirname(scratch), { recursive: true })
  try {
    const file = await open(scratch, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await move(scratch, target)
  } catch (error) {
    await rm(scratch, { force: true })
    throw error
  }
  await syncFolder(dirname(target))
}

function ifAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

/** A new name lasts only when its folder does; some network file systems cannot promise that, and say so. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error) ?? '')) throw error
  } finally {
    await handle.close()
  }
}

/** Removes what processes left that were killed while they wrote. */
export async function sweep(folder: string): Promise<void> {
  const scratch = join(folder, SCRATCH)
  const names = await readdir(scratch).catch(() => [])
  for (const name of names) {
    // Only what `store` makes: a folder, a link or another name here is somebody else's.
    const stats = await lstat(join(scratch, name)).catch(() => undefined)
    const isOurs = stats?.isFile() === true && UUID.test(name)
    if (isOurs && Date.now() - stats.mtimeMs > DEAD) await rm(join(scratch, name), { force: true })
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

export function messageOf(error: unknown): string {
  return (error as Error | undefined)?.message ?? String(error)
}
