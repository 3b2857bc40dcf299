import type { Project, RepositoryListing } from './survey.ts'

const MARKER =
  /^(?:pyproject\.toml|setup\.py|setup\.cfg|requirements\.txt|environment\.ya?ml|dvc\.yaml|uv\.lock|Pipfile)$/
const NO_PROJECT =
  /(?:^|\/)(?:node_modules|site-packages|\.[^/]+|venv|env|tests?|docs?|build|dist|third_party|vendor)\//
/** Some keep `requirements.txt` beside the code: the project is the folder above. */
const SOURCE = 'src'
/** Names that YAML, a shell or a path in `reprise.yml` could not carry safely. */
const UNUSABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]|^[~!/-]|(?:^|\/)\.\.(?:\/|$)/u

/**
 * The projects of a repository, the root first: folders with packages of their own. A file belongs to the innermost
 * one, and files that are no part of the project (installed packages, tests, documentation) to none.
 */
export function projectsOf(listing: RepositoryListing): Project[] {
  const paths = listing.paths.filter((path) => !NO_PROJECT.test(path) && isUsable(path))
  const marked = paths
    .filter((path) => MARKER.test(nameOf(path)))
    .map(folderOf)
    .filter((folder) => nameOf(folder) !== SOURCE)
  const folders = [...new Set(['', ...marked])].sort()
  const owned = new Map<string, string[]>(folders.map((folder) => [folder, []]))
  for (const path of paths) {
    let folder = folderOf(path)
    while (!owned.has(folder)) folder = folderOf(folder)
    owned.get(folder)?.push(folder === '' ? path : path.slice(folder.length + 1))
  }
  return folders.map((folder) => ({
    folder,
    files: {
      paths: owned.get(folder) ?? [],
      read: (path) => listing.read(folder === '' ? path : `${folder}/${path}`),
    },
  }))
}

/** Whether a path can stand in `reprise.yml` and on a command line. */
export function isUsable(path: string): boolean {
  return path !== '' && path.length < 1000 && !UNUSABLE.test(path)
}

/** The folder of a path; `''` at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
