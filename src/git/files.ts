import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { git } from './git.ts'
import { fields } from './output.ts'

export interface TreeFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** Whether the repository's index knows it; files of nested repositories that it does not know: false. */
  readonly tracked: boolean
  /** `submodule`: one that is not checked out, an empty folder. A checked-out one is given file by file. */
  readonly kind: 'file' | 'submodule'
}

/**
 * The files of the work tree as they are now: tracked files, changed or not, and untracked files that are not
 * ignored. Deleted files are left out; a file that became a folder gives the files in that folder. Submodules,
 * and repositories that lie inside without being submodules, are given with the files that they in turn list.
 *
 * @throws {UserError} `path-encoding`, `git-failed`
 */
export async function listFiles(root: string): Promise<TreeFile[]> {
  const which = ['--cached', '--deleted', '--others', '--exclude-standard']
  const { stdout } = await git(root, ['ls-files', '-z', '-t', '--stage', ...which])
  const found = new Map<string, TreeFile>()
  const nested: TreeFile[] = []
  const gone: string[] = []
  for (const field of fields(stdout)) {
    const { tag, mode, path } = parse(field)
    const file: TreeFile = { path, tracked: tag !== '?', kind: 'file' }
    if (tag === 'R' || (tag === 'S' && !exists(join(root, path)))) gone.push(path)
    else if (mode === '160000') nested.push(file)
    else if (path.endsWith('/')) nested.push({ ...file, path: path.slice(0, -1) })
    else found.set(path, file)
  }
  for (const file of (await Promise.all(nested.map((file) => inside(root, file)))).flat()) {
    found.set(file.path, file)
  }
  for (const path of [...gone, ...becameFolders(found)]) found.delete(path)
  return [...found.values()]
}

/** `? path`, or `H 100644 <blob> 0<tab>path`. */
function parse(field: string): { tag: string; mode: string; path: string } {
  const tag = field.slice(0, 1)
  if (tag === '?') return { tag, mode: '', path: field.slice(2) }
  return { tag, mode: field.slice(2, 8), path: field.slice(field.indexOf('\t') + 1) }
}

async function inside(root: string, { path, tracked }: TreeFile): Promise<TreeFile[]> {
  const folder = join(root, path)
  if (!exists(join(folder, '.git'))) return tracked ? [{ path, tracked, kind: 'submodule' }] : []
  const files = await listFiles(folder)
  return files.map((file) => ({
    ...file,
    path: `${path}/${file.path}`,
    tracked: tracked && file.tracked,
  }))
}

/** Tracked paths where a folder with files stands now: git does not call them deleted. */
function becameFolders(found: ReadonlyMap<string, TreeFile>): string[] {
  const untracked = [...found.values()].filter((file) => !file.tracked)
  return untracked.flatMap(({ path }) => folders(path)).filter((path) => found.has(path))
}

function folders(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, index + 1).join('/'))
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
