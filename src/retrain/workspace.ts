import { lstatSync, lutimesSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import picomatch from 'picomatch'
import { commitTree } from '../git/commit-tree.ts'
import { exportTree } from '../git/export.ts'
import type { TreeFile } from '../git/files.ts'
import { UserError } from '../record/error.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { copyOne } from './folders.ts'
import { mixTrees, type Lay } from './mixed-tree.ts'
import type { TemplateRequest } from './request.ts'

/** A tree that was laid out for training. */
export interface Workspace {
  /** The files in it, relative, with `/`. */
  readonly paths: readonly string[]
  /** Git's id of exactly these files. */
  readonly tree: string
}

/** Files of ours: a training never sees what it will be judged by. */
const OURS = /(^|\/)reprise\.(yml|lock)$/
/** One time for all files, so that it cannot tell two equal trees apart; zip, and so a wheel, knows none before 1980. */
const MTIME = new Date('2000-01-01T00:00:00Z')
const BATCH = 200

/** Whether a path matches one of the patterns, itself or by a folder above it. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const bare = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/+$/, ''))
  const matches = picomatch([...bare, ...bare.map((pattern) => `${pattern}/**`)], { dot: true })
  return (path) => bare.length > 0 && matches(path)
}

/** Whether a file belongs into the training's tree: not ignored, not a result, not ours. */
export function belongs(model: ModelSpec): (path: string) => boolean {
  const isLeftOut = matcher([...model.ignore, ...(model.metrics ?? []), ...model.weights])
  return (path) => !OURS.test(path) && !isLeftOut(path)
}

/** What laying out a tree needs of a request. */
type Wanted = Pick<TemplateRequest, 'checkout' | 'files' | 'model' | 'signal'>

/**
 * Lays out a fresh copy of the tree in `into`, from a commit or from what `listFiles` gave for the work tree, with a `.git` of one commit (DESIGN §7).
 *
 * @throws {UserError} `tree-unreadable`; codes of git
 */
export async function layOutTree(
  request: Wanted,
  listed: readonly TreeFile[],
  into: string,
): Promise<Workspace> {
  const { checkout, files, model, signal } = request
  const lay = layerOf(checkout, listed, signal)
  if (files.from === 'mixed') await mixTrees(files, belongs(model), lay, into)
  else await lay(files, belongs(model), into)
  const paths = filesBelow(into)
  for (const path of paths) lutimesSync(join(into, path), MTIME, MTIME)
  const { tree } = await commitTree(checkout, into, paths, join(into, '.git'))
  return { paths, tree }
}

function layerOf(checkout: string, listed: readonly TreeFile[], signal?: AbortSignal): Lay {
  return async (files, keep, into) => {
    if (files.from === 'commit') return exportTree(checkout, files.commit, into, keep)
    mkdirSync(into, { recursive: true })
    const kept = listed.filter(({ path }) => keep(path))
    await copyWorktree(checkout, kept, into, signal)
  }
}

async function copyWorktree(
  checkout: string,
  files: readonly TreeFile[],
  into: string,
  signal?: AbortSignal,
): Promise<void> {
  let done = 0
  for (const { path, kind } of files) {
    const target = join(into, path)
    mkdirSync(kind === 'file' ? dirname(target) : target, { recursive: true })
    if (kind === 'file') copyFile(join(checkout, path), target)
    done++
    if (done % BATCH === 0) await breathe()
    signal?.throwIfAborted()
  }
}

function copyFile(source: string, target: string): void {
  try {
    copyOne(source, target, lstatSync(source))
  } catch (error) {
    throw new UserError(
      'tree-unreadable',
      `${source} cannot be copied into the training's tree: ${(error as Error).message}`,
      'Make it readable, or name it in `ignore:`.',
      { file: source },
    )
  }
}

/** All files and symbolic links below a folder, relative to it, sorted; a `.git` at its top is left out. */
export function filesBelow(folder: string, under = ''): string[] {
  const entries = readdirSync(join(folder, under), { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`
      if (path === '.git') return []
      if (entry.isDirectory()) return filesBelow(folder, path)
      return entry.isFile() || entry.isSymbolicLink() ? [path] : []
    })
}
