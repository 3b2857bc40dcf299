import { lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyOne } from './folders.ts'
import type { Files, TreeFiles } from './request.ts'

/** Writes those files of a tree that `keep` wants into a new or empty folder. */
export type Lay = (files: TreeFiles, keep: (path: string) => boolean, into: string) => Promise<void>

/**
 * Lays out one tree, and in it some paths as another tree has them: what that one lacks is taken away. Neither tree is
 * touched.
 */
export async function mixTrees(
  { most, other, paths }: Extract<Files, { from: 'mixed' }>,
  keep: (path: string) => boolean,
  lay: Lay,
  into: string,
): Promise<void> {
  const wanted = paths.filter(keep)
  await lay(most, keep, into)
  const beside = mkdtempSync(`${into}-other-`)
  try {
    const named = new Set(wanted)
    await lay(other, (path) => named.has(path), beside)
    for (const path of wanted) takeAway(into, path)
    for (const path of wanted) {
      const stats = fileIn(beside, path)
      if (stats === undefined) continue
      clearWay(into, path)
      mkdirSync(dirname(join(into, path)), { recursive: true })
      rmSync(join(into, path), { recursive: true, force: true })
      copyOne(join(beside, path), join(into, path), stats)
    }
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** A file, and the folders that are empty without it: a file may come in their place. */
function takeAway(into: string, path: string): void {
  if (fileIn(into, path) === undefined) return
  rmSync(join(into, path))
  for (const parent of parentsOf(path).toReversed()) {
    try {
      rmdirSync(join(into, parent))
    } catch {
      return
    }
  }
}

/** A file or link that is really in a tree: not behind a link. */
function fileIn(folder: string, path: string): Stats | undefined {
  if (parentsOf(path).some((parent) => !isFolder(join(folder, parent)))) return undefined
  const stats = lstatSync(join(folder, path), { throwIfNoEntry: false })
  return stats?.isDirectory() === true ? undefined : stats
}

/** What is no folder where the other tree has one: a link there would lead out of the copy. */
function clearWay(into: string, path: string): void {
  for (const parent of parentsOf(path)) {
    if (!isFolder(join(into, parent))) rmSync(join(into, parent), { force: true })
  }
}

/** The folders above a path, the highest first. */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, at) => names.slice(0, at + 1).join('/'))
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
