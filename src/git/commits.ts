import { UserError } from '../record/error.ts'
import { git } from './git.ts'
import { fields, line } from './output.ts'

/**
 * The full id of the commit that a name, tag, branch or short id means here.
 *
 * @throws {UserError} `unknown-commit`
 */
export async function resolveCommit(root: string, rev: string): Promise<string> {
  const id = await findCommit(root, rev)
  if (id !== undefined) return id
  throw new UserError(
    'unknown-commit',
    `no commit ${JSON.stringify(rev)} in this repository`,
    'Check the name; fetch it first if the clone is shallow or the branch is new.',
  )
}

/** As {@link resolveCommit}; undefined where there is no such commit, or a shallow clone lacks it. */
export async function findCommit(root: string, rev: string): Promise<string | undefined> {
  // A name that begins with a hyphen would be an option; git allows no such branch or tag.
  if (rev.startsWith('-')) return undefined
  const args = ['rev-parse', '--verify', '--quiet', `${rev}^{commit}`]
  const { code, stdout } = await git(root, args, { accept: [0, 1, 128] })
  return code === 0 ? line(stdout) : undefined
}

/** The best common ancestor, or undefined: unrelated, or beyond what a shallow clone holds. */
export async function mergeBase(root: string, a: string, b: string): Promise<string | undefined> {
  const { code, stdout } = await git(root, ['merge-base', a, b], { accept: [0, 1] })
  return code === 0 ? line(stdout) : undefined
}

/**
 * The default branch as a name that {@link resolveCommit} understands: what `origin/HEAD` points to, else the
 * first of `origin/main`, `origin/master`, `main`, `master` that exists, else undefined.
 */
export async function defaultBranch(root: string): Promise<string | undefined> {
  const args = ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']
  const head = await git(root, args, { accept: [0, 1, 128] })
  const names = ['origin/main', 'origin/master', 'main', 'master']
  const named = head.code === 0 ? [line(head.stdout)] : []
  for (const name of [...named, ...names]) {
    if (await isBranch(root, name)) return name
  }
  return undefined
}

async function isBranch(root: string, name: string): Promise<boolean> {
  const ref = name.includes('/') ? `refs/remotes/${name}` : `refs/heads/${name}`
  return (await findCommit(root, ref)) !== undefined
}

/** The paths in which two commits differ, sorted. Both must be here. @throws {UserError} `path-encoding`, `git-failed` */
export async function pathsBetween(root: string, from: string, to: string): Promise<string[]> {
  const flags = ['-r', '-z', '--name-only', '--no-renames', '--no-commit-id']
  const { stdout } = await git(root, ['diff-tree', ...flags, from, to])
  return fields(stdout).sort()
}

/** The parents that a commit names, first parent first; a shallow clone may not hold them. */
export async function parents(root: string, commit: string): Promise<string[]> {
  const { stdout } = await git(root, ['cat-file', 'commit', commit])
  const header = stdout.toString().split('\n\n', 1)[0] ?? ''
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = '']) => id)
}
