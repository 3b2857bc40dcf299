import { codeOf } from './notebook.ts'
import { projectsOf } from './projects.ts'
import { isStandard } from './standard-library.ts'
import type { RepositoryListing } from './survey.ts'

const MOST_READ = 2000
const TOOLING = /(?:^|\/)(?:conftest|setup|noxfile|fabfile|tasks|test_[^/]*|[^/]*_test)\.py$/
const IMPORT = /^[ \t]*(?:from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))/gm

/**
 * Top-level modules that the Python code of a repository imports, and that neither Python nor the repository itself
 * brings: they come from packages. Tests, documentation and tooling do not count. Sorted.
 */
export function foreignModules(files: RepositoryListing): string[] {
  const code = projectsOf(files).flatMap(({ files: own }) =>
    own.paths.map((path) => ({ path, own })),
  )
  const programs = code.filter(({ path }) => /\.(?:py|ipynb)$/.test(path) && !TOOLING.test(path))
  const local = new Set(
    files.paths
      .filter((path) => /\.pyx?$/.test(path))
      .flatMap((path) => path.replace(/\.\w+$/, '').split('/')),
  )
  const imported = programs
    .slice(0, MOST_READ)
    .flatMap(({ path, own }) => modulesOf(path, own.read(path)))
  return [...new Set(imported)].filter((name) => !isStandard(name) && !local.has(name)).sort()
}

function modulesOf(path: string, text: string | undefined): string[] {
  const code = path.endsWith('.ipynb') ? codeOf(path, text) : text
  return [...(code ?? '').matchAll(IMPORT)].flatMap(([, from, list = '']) =>
    from === undefined
      ? list
          .split(',')
          .map(topLevel)
          .filter((name) => name !== '')
      : [from],
  )
}

/** `a.b as c` → `a`. */
function topLevel(part: string): string {
  return /^\s*([A-Za-z_]\w*)/.exec(part)?.[1] ?? ''
}
