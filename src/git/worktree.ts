import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { trustedFilters } from './filters.ts'
import { git } from './git.ts'
import { holds, parsePointer } from './lfs.ts'
import { fields } from './output.ts'

/**
 * The paths that differ from HEAD: staged, not staged, untracked and not ignored, also inside checked-out
 * submodules. `except` names paths that do not count. Sorted, each once.
 *
 * @throws {UserError} `path-encoding`, `git-failed`
 */
export async function changedPaths(
  root: string,
  except: readonly string[] = [],
): Promise<string[]> {
  // Git would look into submodules with their own configuration: we do that ourselves, hardened.
  const flags = ['--untracked-files=all', '--no-renames', '--ignore-submodules=dirty']
  const config = await trustedFilters(root)
  const { stdout } = await git(root, ['status', '-z', '--porcelain=v2', ...flags], { config })
  const found = new Set<string>()
  for (const { path, blob } of fields(stdout).map(parse)) {
    if (blob === undefined || !(await isSmudged(root, path, blob))) found.add(path)
  }
  for (const path of await submodules(root)) {
    for (const inner of await changedPaths(join(root, path))) found.add(`${path}/${inner}`)
  }
  return [...found].filter((path) => !except.includes(path)).sort()
}

/** Whether anything differs from HEAD, `except` aside. */
export async function isDirty(root: string, except: readonly string[] = []): Promise<boolean> {
  return (await changedPaths(root, except)).length > 0
}

/**
 * `? path`; `u …` ten fields and the path; `1 XY sub mH mI mW hH hI path`. The blob is given where only the
 * file differs from the index, not the index from HEAD.
 */
function parse(field: string): { path: string; blob?: string } {
  const parts = field.split(' ')
  const kind = parts[0] ?? ''
  const path = parts.slice({ '?': 1, u: 10 }[kind] ?? 8).join(' ')
  if (kind === '1' && parts[1] === '.M') return { path, blob: parts[7] ?? '' }
  return { path: path.replace(/\/$/, '') }
}

/** An untouched LFS file: git-lfs does not run here, so git compares the content with the pointer. */
async function isSmudged(root: string, path: string, blob: string): Promise<boolean> {
  if (/^0+$/.test(blob)) return false
  const { code, stdout } = await git(root, ['cat-file', 'blob', blob], { accept: [0, 128] })
  const pointer = code === 0 ? parsePointer(stdout) : undefined
  return pointer !== undefined && holds(join(root, path), pointer)
}

async function submodules(root: string): Promise<string[]> {
  if (!existsSync(join(root, '.gitmodules'))) return []
  const { stdout } = await git(root, ['ls-files', '-z', '--stage'])
  return fields(stdout)
    .filter((field) => field.startsWith('160000 '))
    .map((field) => field.slice(field.indexOf('\t') + 1))
    .filter((path) => existsSync(join(root, path, '.git')))
}
