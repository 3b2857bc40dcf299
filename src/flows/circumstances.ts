import { lstatSync, realpathSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { expandPaths } from '../digest/expand.ts'
import { listFiles, type TreeFile } from '../git/files.ts'
import { changedPaths } from '../git/worktree.ts'
import { UserError } from '../record/error.ts'
import { detectPins, readPins } from '../readers/pins/read.ts'
import { fileSource } from '../retrain/file-source.ts'
import { matchAll } from '../retrain/harvest/match.ts'
import { belongs } from '../retrain/workspace.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Circumstances, DataFacts } from '../survey/circumstances.ts'
import { dvcLocked } from '../survey/dvc.ts'
import { foreignModules } from '../survey/imports.ts'
import { locksInForce } from '../survey/locks.ts'
import { listing } from './init.ts'
import { isPointer } from './lfs.ts'

/** A work tree as it was found, listed once. */
export interface Tree {
  readonly root: string
  readonly listed: readonly TreeFile[]
  /** Empty where there is no configuration that can be used. */
  readonly models: readonly ModelSpec[]
}

type Facts<K extends keyof Circumstances> = Circumstances[K]

/** @throws {UserError} codes of git */
export async function readTree(root: string, models: readonly ModelSpec[]): Promise<Tree> {
  return { root, models, listed: (await listFiles(root)).filter(({ kind }) => kind === 'file') }
}

/** `own`: our own files, whose change leaves a record's commit as it is. */
export async function gitFacts(
  { root, listed, models }: Tree,
  own: readonly string[],
): Promise<Facts<'git'>> {
  const trained = models.map(belongs)
  const seen = listed.filter(
    ({ path }) => trained.length === 0 || trained.some((keep) => keep(path)),
  )
  const lfsPointers = seen.map(({ path }) => path).filter((path) => isPointer(root, path))
  return { problem: undefined, dirty: await changedPaths(root, own), lfsPointers }
}

/** Each entry of `data:`: whether it is there, and who says which version of it belongs to a commit. */
export function dataFacts({ root, listed }: Tree, { data }: ModelSpec): DataFacts[] {
  const known = new Map(listed.map(({ path, tracked }) => [path, tracked]))
  const pinned = dvcPinned(root, listed)
  return data.map(({ path: name }) => {
    try {
      const files = expandPaths(root, name)
      return { name, exists: true, problem: undefined, held: heldBy(root, files, known, pinned) }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const isGone = error.code === 'data-missing'
      return {
        name,
        exists: !isGone,
        problem: isGone ? undefined : error.message,
        held: 'untracked',
      }
    }
  })
}

function heldBy(
  root: string,
  files: readonly string[],
  known: ReadonlyMap<string, boolean>,
  pinned: ReadonlySet<string>,
): DataFacts['held'] {
  if (files.some((file) => file.startsWith('/'))) return 'outside'
  const loose = files.filter((file) => known.get(file) !== true && !isBelow(file, pinned))
  const [first] = loose
  if (first === undefined)
    return files.every((file) => known.get(file) === true) ? 'tracked' : 'pinned'
  if (relative(root, realpathSync(join(root, first))).startsWith('..')) return 'outside'
  return loose.some((file) => known.has(file)) ? 'untracked' : 'ignored'
}

function isBelow(file: string, held: ReadonlySet<string>): boolean {
  const parts = file.split('/')
  return parts.some((_, at) => held.has(parts.slice(0, at + 1).join('/')))
}

/** What tracked `.dvc` files and `dvc.lock` hold the digests of. */
function dvcPinned(root: string, listed: readonly TreeFile[]): Set<string> {
  const tracked = listed.filter((file) => file.tracked).map(({ path }) => path)
  const beside = tracked
    .filter((path) => path.endsWith('.dvc'))
    .map((path) => path.slice(0, -'.dvc'.length))
  const files = listing(root, tracked)
  const locks = tracked.filter((path) => /(?:^|\/)dvc\.lock$/.test(path))
  return new Set([
    ...beside,
    ...locks.flatMap((lock) =>
      dvcLocked(files.read(lock)).map((path) => join(dirname(lock), path)),
    ),
  ])
}

/** The package locks that trainings depend on: those that `packages:` names, else those found by their names. */
export function pinsFacts({ root, listed, models }: Tree): Facts<'pins'> {
  const paths = listed.map(({ path }) => path)
  const declared = models.flatMap(({ packages }) => packages ?? [])
  const anywhere = [{ directory: '.', setup: undefined }]
  const files =
    declared.length > 0
      ? [...new Set([...matchAll(declared, paths).paths, ...matchAll(declared, paths).empty])]
      : locksInForce(detectPins(paths), models.length > 0 ? models : anywhere)
  return files.map((file) => {
    try {
      return { file, loose: readPins(fileSource(root, file)).loose, problem: undefined }
    } catch (error) {
      if (error instanceof UserError) return { file, loose: [], problem: error.message }
      throw error
    }
  })
}

/** What the code of the tree imports from packages. */
export function importFacts({ root, listed }: Tree): string[] {
  return foreignModules(
    listing(
      root,
      listed.map(({ path }) => path),
    ),
  )
}

/** Room for the copies of the tree, where temporary files go. */
export function diskFacts({ root, listed }: Tree): Facts<'disk'> {
  const { bavail, bsize } = statfsSync(tmpdir())
  const sizes = listed.map(
    ({ path }) => lstatSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0,
  )
  return { free: bavail * bsize, tree: sizes.reduce((sum, size) => sum + size, 0) }
}
