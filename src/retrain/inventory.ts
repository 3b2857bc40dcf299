import { lstatSync, lutimesSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { digestFiles } from '../digest/digest.ts'

/** One thing in a folder. */
const Entry = z.strictObject({
  path: z.string().check(z.minLength(1)),
  kind: z.enum(['folder', 'file', 'link']),
  /** Permissions. */
  mode: z.int(),
  /** Time of modification in milliseconds: Python compares it to know whether a compiled file is still good. */
  mtime: z.number(),
  /** Bytes of a file. */
  size: z.optional(z.int()),
  /** A file's digest, as manifests spell it. */
  digest: z.optional(z.string()),
  /** A link's target. */
  target: z.optional(z.string()),
})
export type Entry = z.infer<typeof Entry>

/** All that lies below a folder, sorted by path; without the folder itself. */
export const Inventory = z.array(Entry)
export type Inventory = readonly Entry[]

/**
 * Takes the inventory of a folder, following no link.
 *
 * @throws if something in it can neither be read nor described; the signal's reason
 */
export async function takeInventory(folder: string, signal?: AbortSignal): Promise<Inventory> {
  const entries = lookBelow(folder, '')
  const files = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path)
  const digests = await digestFiles(folder, files, signal && { signal })
  return entries
    .map((entry) => {
      const digest = digests.get(entry.path)
      return digest === undefined ? entry : { ...entry, digest: digest.value, size: digest.bytes }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function lookBelow(folder: string, under: string): Entry[] {
  return readdirSync(join(folder, under)).flatMap((name) => {
    const path = under === '' ? name : `${under}/${name}`
    const stats = lstatSync(join(folder, path))
    const common = { path, mode: stats.mode & 0o7777, mtime: stats.mtimeMs }
    if (stats.isDirectory())
      return [{ ...common, kind: 'folder' as const }, ...lookBelow(folder, path)]
    if (stats.isFile()) return [{ ...common, kind: 'file' as const }]
    if (!stats.isSymbolicLink()) throw new Error(`${path} is no file, folder or link`)
    return [{ ...common, kind: 'link' as const, target: readlinkSync(join(folder, path)) }]
  })
}

/** The first thing in which a folder is not as it was, times aside, in words; undefined where it is. */
export function firstChange(was: Inventory, is: Inventory): string | undefined {
  const now = new Map(is.map((entry) => [entry.path, entry]))
  for (const entry of was) {
    const other = now.get(entry.path)
    if (other === undefined) return `${entry.path} is gone`
    const change = changeOf(entry, other)
    if (change !== undefined) return `${entry.path} has another ${change}`
  }
  const known = new Set(was.map(({ path }) => path))
  const added = is.find(({ path }) => !known.has(path))
  return added === undefined ? undefined : `${added.path} is new`
}

function changeOf(was: Entry, is: Entry): string | undefined {
  if (was.kind !== is.kind) return 'kind'
  if (was.target !== is.target) return 'target'
  if (was.size !== is.size || was.digest !== is.digest) return 'content'
  // Nobody can choose a link's mode, and systems differ in what they say of it.
  return was.mode !== is.mode && was.kind !== 'link' ? 'mode' : undefined
}

/** Gives all things in a folder the times that an inventory says. */
export function restoreTimes(folder: string, inventory: Inventory): void {
  // What lies deeper first, though setting a time changes none above it: a folder may be closed.
  for (const { path, mtime } of inventory.toReversed())
    lutimesSync(join(folder, path), mtime / 1000, mtime / 1000)
}
