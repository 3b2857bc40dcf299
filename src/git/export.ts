import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { constants, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { treeFiles, type TreeEntry } from './objects.ts'
import { noFilters } from './filters.ts'
import { git } from './git.ts'
import { parsePointer, POINTER_BYTES, storedAt } from './lfs.ts'
import { line, terminated } from './output.ts'

/**
 * Writes the files of a commit that `keep` wants into `into`, a new or empty folder, as a checkout would: modes,
 * symbolic links and line ends by the commit's own `.gitattributes`, but no `export-ignore` and no filter
 * driver. LFS content comes from what git-lfs keeps in the repository; a pointer without content stays a
 * pointer. Submodules are left out. Nothing is written outside `into`, which must lie outside the work tree.
 *
 * @throws {UserError} `path-encoding`, `git-failed`
 */
export async function exportTree(
  root: string,
  commit: string,
  into: string,
  keep: (path: string) => boolean,
): Promise<void> {
  await mkdir(into, { recursive: true })
  if ((await readdir(into)).length > 0) throw new Error(`${into} is not empty`)
  const scratch = await mkdtemp(join(tmpdir(), 'reprise-export-'))
  try {
    const files = (await treeFiles(root, commit)).filter(
      ({ path, mode }) => mode !== '160000' && keep(path),
    )
    await checkOut(root, commit, into, join(scratch, 'index'), files)
    await fillPointers(root, into, files)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function checkOut(
  root: string,
  commit: string,
  into: string,
  index: string,
  files: readonly TreeEntry[],
): Promise<void> {
  const gitDir = line((await git(root, ['rev-parse', '--absolute-git-dir'])).stdout)
  const env = { GIT_DIR: gitDir, GIT_WORK_TREE: into, GIT_INDEX_FILE: index }
  const config = [...(await noFilters(root)), ['core.symlinks', 'true']] as const
  // The work tree is the empty folder, so attributes come from the commit, not from the files checked out now.
  await git(into, ['read-tree', commit], { env, config })
  const input = terminated(files.map(({ path }) => path))
  await git(into, ['checkout-index', '--force', '-z', '--stdin'], { env, config, input })
}

async function fillPointers(
  root: string,
  into: string,
  files: readonly TreeEntry[],
): Promise<void> {
  const common = resolve(root, line((await git(root, ['rev-parse', '--git-common-dir'])).stdout))
  if (!existsSync(join(common, 'lfs/objects'))) return
  const regular = files.filter(({ mode }) => mode !== '120000')
  for (const { path } of regular) {
    const file = join(into, path)
    if ((await lstat(file)).size > POINTER_BYTES) continue
    const pointer = parsePointer(await readFile(file))
    if (pointer === undefined) continue
    const content = join(common, storedAt(pointer))
    const stats = await lstat(content).catch(() => undefined)
    if (stats?.size === pointer.size) await overwrite(content, file)
  }
}

async function overwrite(content: string, file: string): Promise<void> {
  const { mode } = await lstat(file)
  await rm(file)
  await copyFile(content, file, constants.COPYFILE_FICLONE)
  await chmod(file, mode)
}
