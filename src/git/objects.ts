import { git } from './git.ts'
import { fields } from './output.ts'

export interface TreeEntry {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule. */
  readonly mode: string
  /** The blob's id; of a submodule its commit's. */
  readonly blob: string
}

/** All files of a commit. @throws {UserError} `path-encoding`, `git-failed` */
export async function treeFiles(root: string, commit: string): Promise<TreeEntry[]> {
  const { stdout } = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit])
  return fields(stdout).map(parseEntry)
}

/**
 * A file's bytes in a commit, of a symbolic link its target; undefined where the commit has no such file.
 *
 * @throws {UserError} `git-failed`: no such commit, or a blob that is not there
 */
export async function readBlob(
  root: string,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  // No tree holds such a name, and git would look outside the repository.
  if (path.split('/').some((part) => ['', '.', '..'].includes(part))) return undefined
  const { stdout } = await git(root, ['ls-tree', '-z', '--full-tree', commit, '--', path])
  const entry = fields(stdout)
    .map(parseEntry)
    .find((one) => one.path === path && one.mode.startsWith('1') && one.mode !== '160000')
  if (entry === undefined) return undefined
  return (await git(root, ['cat-file', 'blob', entry.blob])).stdout
}

/** The id of a file's blob in a commit; undefined where the commit has no such file. */
export async function blobId(
  root: string,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const { stdout } = await git(root, ['ls-tree', '-z', '--full-tree', commit, '--', path])
  return fields(stdout)
    .map(parseEntry)
    .find((one) => one.path === path)?.blob
}

/** `100644 blob <id><tab>path` */
function parseEntry(field: string): TreeEntry {
  const tab = field.indexOf('\t')
  const [mode = '', , blob = ''] = field.slice(0, tab).split(' ')
  return { path: field.slice(tab + 1), mode, blob }
}
