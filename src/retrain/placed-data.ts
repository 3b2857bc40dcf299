import {
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { digestFiles } from '../digest/digest.ts'
import type { StatCache } from '../digest/stat-cache.ts'
import { diffManifests, manifestOf, type Manifest } from '../record/manifest.ts'
import { missing, nameOfFile, type DataSource } from './data.ts'
import { filesOf } from './data-limits.ts'
import { copyTree } from './folders.ts'
import { isWithin, type Location, type Mount } from './mounts.ts'
import type { IsolationLevel, RunData } from './outcome.ts'
import { toCover } from './shown.ts'
import { blank, locate } from './system.ts'

/** A file or folder of a data set in one run. */
interface PlacedRoot {
  /** Where its bytes lie on the host. */
  readonly host: string
  /** Where the training looks for it. */
  readonly seenAs: string
  /** As a manifest names it. */
  readonly name: string
}

/** One entry of `data:`, ready for one run. */
export interface PlacedData {
  readonly source: DataSource
  readonly roots: readonly PlacedRoot[]
}

/** Where a run's data go. */
export interface RunPlace {
  readonly level: IsolationLevel
  readonly checkout: string
  readonly callerHome: string
  /** Host folder of the run's tree. */
  readonly tree: string
  /** Host folder for copies. */
  readonly copies: string
}

/** Puts the data of one run in place: copies those of mode `copy`; below level 4 links what git ignores into the tree. */
export async function placeData(
  sources: readonly DataSource[],
  place: RunPlace,
  signal?: AbortSignal,
): Promise<PlacedData[]> {
  const placed: PlacedData[] = []
  for (const [index, source] of sources.entries()) {
    const roots: PlacedRoot[] = []
    for (const [number, root] of source.roots.entries()) {
      roots.push(
        await placeRoot(source, root, join(place.copies, `${index}-${number}`), place, signal),
      )
    }
    placed.push({ source, roots })
  }
  return placed
}

/**
 * The same data where they lie before any run: those of the tree in the template, those from outside where they are.
 * Digested, they say what a run's own would.
 */
export function unplacedData(
  sources: readonly DataSource[],
  { checkout, callerHome: home, tree }: Pick<RunPlace, 'checkout' | 'callerHome' | 'tree'>,
): PlacedData[] {
  return sources.map((source) => ({
    source,
    roots: source.roots.map((root) =>
      source.from === 'outside'
        ? { host: realpathSync(root), seenAs: root, name: nameOfFile(root, { checkout, home }) }
        : { host: join(tree, root), seenAs: join(checkout, root), name: root },
    ),
  }))
}

async function placeRoot(
  source: DataSource,
  root: string,
  copy: string,
  place: RunPlace,
  signal?: AbortSignal,
): Promise<PlacedRoot> {
  const { level, checkout, callerHome: home, tree } = place
  if (source.from !== 'outside')
    return { host: join(tree, root), seenAs: join(checkout, root), name: root }
  const name = nameOfFile(root, { checkout, home })
  const real = realpathSync(root)
  const inTree = isWithin(root, checkout) ? join(tree, relative(checkout, root)) : undefined
  if (level === 4 && source.rule.mode === 'bind') return { host: real, seenAs: root, name }
  if (level === 4) {
    mkdirSync(dirname(copy), { recursive: true })
    await copyTree(real, copy, signal)
    return { host: copy, seenAs: root, name }
  }
  // An absolute path means itself here: nothing can stand in its place.
  if (inTree === undefined) return { host: real, seenAs: root, name }
  mkdirSync(dirname(inTree), { recursive: true })
  if (source.rule.mode === 'bind') symlinkSync(real, inTree)
  else await copyTree(real, inTree, signal)
  return { host: source.rule.mode === 'bind' ? real : inTree, seenAs: inTree, name }
}

/**
 * The mounts that data need at level 4, at every place where the checkout is seen. None for what `setup` replaced by
 * a link: out here it would lead elsewhere.
 */
export function dataMounts(placed: readonly PlacedData[], checkout: Location): Mount[] {
  return placed.flatMap(({ source, roots }) => {
    const kind = source.rule.mode === 'bind' ? 'ro' : 'rw'
    if (kind === 'rw' && source.from !== 'outside') return []
    const mounts = roots
      .filter(({ host }) => locate(host)?.real === host)
      .flatMap(({ host, seenAs }) =>
        aliases(seenAs, checkout).flatMap((to): Mount[] => [
          { kind, from: host, to },
          ...toCover(host).map((path) => blank(path, join(to, relative(host, path)))),
        ]),
      )
    return [
      ...mounts,
      ...source.targets.map((path): Mount => ({ kind: 'ro', from: path, to: path })),
    ]
  })
}

function aliases(path: string, { path: spelt, real }: Location): string[] {
  const other = isWithin(path, real) ? join(spelt, relative(real, path)) : path
  return [...new Set([path, other])]
}

/** Manifest and size of a data set as it is now. */
export interface DataState {
  readonly manifest: Manifest
  readonly bytes: number
}

/**
 * Digests a data set. Outside the tree a link counts as what it leads to; in the tree, where the training may have
 * made it, as a link.
 */
export async function digestData(
  { source, roots }: PlacedData,
  cache: StatCache,
  signal?: AbortSignal,
): Promise<DataState> {
  const follow = source.from === 'outside' && source.rule.mode === 'bind'
  const named = roots.flatMap(({ host, name }) =>
    filesOf(host).map(
      (file) => [file, file === host ? name : `${name}/${relative(host, file)}`] as const,
    ),
  )
  const digests = await digestFiles(
    '/',
    named.map(([file]) => file),
    { cache, follow, ...(signal && { signal }) },
  )
  const entries = named.map(([file, name]) => [name, digests.get(file)?.value ?? ''] as const)
  const bytes = [...digests.values()].reduce((sum, file) => sum + file.bytes, 0)
  return { manifest: manifestOf('data', entries), bytes }
}

/** What is to be known of a data set after the run. */
export function runData(
  { source: { rule } }: PlacedData,
  before: DataState,
  after: DataState,
): RunData {
  const changed = diffManifests(before.manifest, after.manifest).length > 0
  return {
    name: rule.path,
    mode: rule.mode,
    manifest: before.manifest,
    after: changed ? after.manifest : undefined,
    files: before.manifest.entries.length,
    bytes: before.bytes,
  }
}

/** @throws {UserError} `data-missing` for a set without a file */
export function requireData(
  { source }: PlacedData,
  { manifest }: DataState,
  hasSetup: boolean,
): void {
  if (manifest.entries.length === 0) throw missing(source.rule, { hasSetup })
}

/**
 * Takes out of a tree what is data from elsewhere, so that nobody takes it for something that the run wrote: links
 * and copies, and the empty files and folders on which something was mounted.
 */
export function takeDataAway(
  placed: readonly PlacedData[],
  { checkout, tree, copies }: RunPlace,
  mountPoints: readonly string[],
): void {
  const foreign = placed
    .filter(({ source }) => source.from === 'outside')
    .flatMap(({ roots }) => roots)
  for (const [index, { seenAs }] of foreign.entries()) {
    const stats = lstatSync(seenAs, { throwIfNoEntry: false })
    if (!isInPlace(seenAs, tree) || stats === undefined) continue
    if (stats.isSymbolicLink()) rmSync(seenAs)
    else renameSync(seenAs, join(copies, `from-tree-${index}`))
  }
  const mounted = [
    ...foreign.map(({ seenAs }) => seenAs),
    ...placed.flatMap(({ source }) => source.targets),
  ].filter((path) => isWithin(path, checkout))
  for (const path of [...mounted.map((one) => relative(checkout, one)), ...mountPoints])
    if (isInPlace(join(tree, path), tree)) removeIfEmpty(join(tree, path))
}

/** Whether a path is in the tree where it says: a training may put a link in the place of a folder above it. */
function isInPlace(path: string, tree: string): boolean {
  const folder = dirname(path)
  return isWithin(folder, tree) && locate(folder)?.real === folder
}

function removeIfEmpty(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory() === true && readdirSync(path).length === 0) rmdirSync(path)
  if (stats?.isFile() === true && stats.size === 0) rmSync(path)
}
