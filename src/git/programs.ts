import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'

/** The folders of a PATH. */
export function foldersOfPath(path: string | undefined): string[] {
  return (path ?? '').split(delimiter).filter((folder) => folder !== '')
}

/** The first executable of this name in these folders. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

/**
 * The same for a program that we ourselves start, outside of any sandbox: never one of a git work tree, nor of a
 * relative folder, for there the change under test may have put it.
 */
export function findOwnProgram(
  name: string,
  folders: readonly string[] = foldersOfPath(process.env['PATH']),
): string | undefined {
  return ownFolders(folders)
    .map((folder) => join(folder, name))
    .find((file) => isExecutable(file) && !isInWorkTree(dirname(realpathSync(file))))
}

/** Those of the folders that {@link findOwnProgram} looks in: the PATH for programs of ours. */
export function ownFolders(folders: readonly string[]): string[] {
  return folders.filter(
    (folder) => isAbsolute(folder) && existsSync(folder) && !isInWorkTree(realpathSync(folder)),
  )
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isInWorkTree(folder: string): boolean {
  // A `.git` at the very top belongs to no checkout: some keep a whole machine's configuration so.
  if (folder === dirname(folder)) return false
  return existsSync(join(folder, '.git')) || isInWorkTree(dirname(folder))
}
