import { homedir } from 'node:os'
import { manifestOf, type Manifest } from '../record/manifest.ts'
import { digestFiles, type DigestOptions, type FileDigest } from './digest.ts'
import { expandPaths } from './expand.ts'

/** A manifest with what records say beside it. */
export interface Inventory {
  readonly manifest: Manifest
  readonly files: number
  readonly bytes: number
}

/** The manifest of files of a tree, named by their paths as given. @throws {UserError} `file-unreadable` */
export async function fileManifest(
  of: 'code' | 'sources' | 'weights',
  root: string,
  paths: readonly string[],
  options: DigestOptions = {},
): Promise<Inventory> {
  return inventory(of, await digestFiles(root, paths, options))
}

/**
 * The manifest of the files that a `data:` path or glob means; links count as the files that they lead to. A name
 * outside the work tree is absolute, or begins with `~`, so that no user's name is in it.
 *
 * @throws {UserError} `data-missing`, `file-unreadable`
 */
export async function dataManifest(
  root: string,
  pattern: string,
  options: DigestOptions = {},
): Promise<Inventory> {
  const paths = expandPaths(root, pattern)
  const digests = await digestFiles(root, paths, { ...options, follow: true })
  return inventory('data', digests, spellHome)
}

function inventory(
  of: Manifest['of'],
  digests: ReadonlyMap<string, FileDigest>,
  spell: (path: string) => string = (path) => path,
): Inventory {
  const entries = [...digests].map(([path, { value }]) => [spell(path), value] as const)
  const bytes = [...digests.values()].reduce((sum, file) => sum + file.bytes, 0)
  return { manifest: manifestOf(of, entries), files: digests.size, bytes }
}

function spellHome(path: string): string {
  const home = homedir()
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}
