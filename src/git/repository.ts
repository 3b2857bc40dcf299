import { stat } from 'node:fs/promises'
import { UserError } from '../record/error.ts'
import { git } from './git.ts'
import { line } from './output.ts'

export interface Repository {
  /** The work tree's top folder, symbolic links resolved. */
  readonly root: string
  /** Absolute; of a linked work tree its own folder under `.git/worktrees`. */
  readonly gitDir: string
  /** What is checked out; absent before the first commit. */
  readonly commit?: string
  /** Absent when no branch is checked out. */
  readonly branch?: string
}

/**
 * The repository that a folder lies in.
 *
 * Git refuses repositories of other users, for whoever owns a `.git` chooses what git runs. Here one is taken
 * if its owner is we ourselves, or also the owner of the folder we were started in: somebody who asks us to
 * train the code there trusts that owner already. A repository planted further up by a third person is refused.
 *
 * @throws {UserError} `not-a-repository`, `repository-owner`, `git-absent`, `git-failed`
 */
export async function findRepository(path: string): Promise<Repository> {
  const ask = async (...args: string[]): Promise<string> => {
    // Looking for the folders reads configuration and runs nothing; the owner is checked before anything else.
    const config = [['safe.directory', '*']] as const
    const { stdout } = await git(path, ['rev-parse', ...args], { config })
    return line(stdout)
  }
  const [root, gitDir] = await Promise.all([ask('--show-toplevel'), ask('--absolute-git-dir')])
  await checkOwner(path, root, gitDir)
  const quiet = { accept: [0, 1] }
  const [commit, branch] = await Promise.all([
    git(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], quiet),
    git(root, ['symbolic-ref', '--quiet', '--short', 'HEAD'], quiet),
  ])
  return {
    root,
    gitDir,
    ...(commit.code === 0 && { commit: line(commit.stdout) }),
    ...(branch.code === 0 && { branch: line(branch.stdout) }),
  }
}

/** Where a remote of this name is; undefined where there is none. Rewritten as the user's `url.<base>.insteadOf` says. */
export async function remoteUrl(root: string, name: string): Promise<string | undefined> {
  if (name.startsWith('-')) return undefined
  const { code, stdout } = await git(root, ['remote', 'get-url', '--', name], {
    accept: [0, 2, 128],
  })
  return code === 0 ? line(stdout) : undefined
}

async function checkOwner(path: string, root: string, gitDir: string): Promise<void> {
  const me = process.geteuid?.()
  if (me === undefined) return
  const [here, tree, inner] = await Promise.all([path, root, gitDir].map(async (at) => stat(at)))
  const trusted = [me, here?.uid]
  if (trusted.includes(tree?.uid) && trusted.includes(inner?.uid)) return
  throw new UserError(
    'repository-owner',
    `the repository ${root} belongs to another user than the folder ${path}`,
    'Start in a folder of the repository that belongs to the same user, or change the owner.',
  )
}
