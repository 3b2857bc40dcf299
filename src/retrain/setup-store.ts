import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { hexOf, type Digest } from '../record/digest.ts'
import { parseJson } from '../record/json.ts'
import { copyTree, removeTree } from './folders.ts'
import { firstChange, Inventory, restoreTimes, takeInventory } from './inventory.ts'

/** An environment's list of contents, kept beside it: what is not exactly as listed is not used. */
const Manifest = z.strictObject({
  schema: z.literal('reprise/environment/v1'),
  key: z.string(),
  entries: Inventory,
})

/** The tool's name in the runner's tool cache. */
const TOOL = 'reprise-setup'
const CONTENT = 'environment'
const MANIFEST = 'manifest.json'
const LONGEST_MANIFEST = 256 * 1024 * 1024
/** Milliseconds after which an environment that nobody used is removed. */
const KEPT = 30 * 24 * 60 * 60 * 1000

/** The folder of all that is kept in a tool cache. */
export function keptIn(toolCache: string): string {
  return join(toolCache, TOOL)
}

/** Tools are found by a semantic version: the digest is its pre-release part. */
function versionOf(key: Digest): string {
  return `1.0.0-k${hexOf(key)}`
}

type ToolCache = typeof import('@actions/tool-cache')

/** The library knows the tool cache by the runner's variable alone, and takes a while to load. */
async function withToolCache<T>(
  folder: string,
  use: (library: ToolCache) => T,
): Promise<Awaited<T>> {
  const library = await import('@actions/tool-cache')
  const before = process.env['RUNNER_TOOL_CACHE']
  process.env['RUNNER_TOOL_CACHE'] = folder
  try {
    return await use(library)
  } finally {
    if (before === undefined) delete process.env['RUNNER_TOOL_CACHE']
    else process.env['RUNNER_TOOL_CACHE'] = before
  }
}

/** The folder of what is kept under a key; undefined where nothing whole is. */
export async function findKept(toolCache: string, key: Digest): Promise<string | undefined> {
  const found = await withToolCache(toolCache, ({ find }) => find(TOOL, versionOf(key)))
  return found === '' ? undefined : found
}

/**
 * Copies a kept environment to `into`, and looks at the copy: what is used is what was looked at, whoever may change
 * the original meanwhile.
 *
 * @returns why it is not what was kept; undefined where it is
 * @throws if it cannot be read, or not be copied; the signal's reason
 */
export async function copyKept(
  kept: string,
  key: Digest,
  into: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const text = readFileSync(join(kept, MANIFEST), 'utf8')
  const manifest = Manifest.parse(parseJson(text, MANIFEST, { length: LONGEST_MANIFEST }))
  if (manifest.key !== key) return 'its list is that of another one'
  await copyTree(join(kept, CONTENT), into, signal)
  const change = firstChange(manifest.entries, await takeInventory(into, signal))
  if (change === undefined) restoreTimes(into, manifest.entries)
  return change
}

/**
 * Keeps an environment. What was there under its key is replaced, what nobody used for a month is removed.
 *
 * @param scratch a folder of ours, in which a link and a file are made
 * @throws if there is no room, or it cannot be written: then nothing of it stays; the signal's reason
 */
export async function keep(
  toolCache: string,
  key: Digest,
  environment: string,
  scratch: string,
  signal?: AbortSignal,
): Promise<void> {
  const entries = await takeInventory(environment, signal)
  mkdirSync(toolCache, { recursive: true })
  requireRoom(
    toolCache,
    entries.reduce((sum, { size = 0 }) => sum + size, 0),
  )
  await removeOld(toolCache)
  const staging = join(scratch, 'kept')
  mkdirSync(staging)
  symlinkSync(environment, join(staging, CONTENT))
  const manifest = { schema: 'reprise/environment/v1', key, entries }
  writeFileSync(join(staging, MANIFEST), JSON.stringify(manifest))
  try {
    await withToolCache(toolCache, ({ cacheDir }) => cacheDir(staging, TOOL, versionOf(key)))
  } catch (error) {
    await removeTree(join(keptIn(toolCache), versionOf(key)))
    throw error
  } finally {
    await removeTree(staging)
  }
}

/** Half of what is free is for others. */
function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < 2 * bytes) throw new Error(`${folder} has no room for ${bytes} bytes`)
}

/** Remembers that a kept environment was used: its library's mark has that time. */
export function touchKept(kept: string): void {
  const now = new Date()
  utimesSync(`${kept}.complete`, now, now)
}

async function removeOld(toolCache: string): Promise<void> {
  const folder = keptIn(toolCache)
  const versions = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  for (const { name } of versions.filter((entry) => entry.isDirectory())) {
    const version = join(folder, name)
    const marks = readdirSync(version)
      .filter((mark) => mark.endsWith('.complete'))
      .map((mark) => join(version, mark))
    const used = Math.max(...[...marks, version].map((path) => statSync(path).mtimeMs))
    if (Date.now() - used > KEPT) await removeTree(version)
  }
}
