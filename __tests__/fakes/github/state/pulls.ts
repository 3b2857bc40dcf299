import type { Actor, MergeGroup, MergeMethod, PullOptions } from '../types.ts'
import { git, mergeTree, moveRef, resolve, tryGit, writeCommit } from './git.ts'
import { now, type Pull, type Repository, type World } from './world.ts'
import { person } from './people.ts'

/** @throws where a branch is missing, or there is nothing to merge */
export function openPull(
  world: World,
  repository: Repository,
  { head, base, title, body, draft, actor }: PullOptions,
  from: Repository,
): Pull {
  const pull: Pull = {
    number: nextNumber(repository),
    id: world.nextId(),
    title: title ?? head,
    body: body ?? null,
    draft: draft ?? false,
    actor: actor ?? (from === repository ? person('octo-contributor') : from.owner),
    headRepository: from,
    headBranch: head,
    baseBranch: base ?? repository.defaultBranch,
    createdAt: now(),
    headSha: '',
    baseSha: '',
    mergeSha: null,
    updatedAt: now(),
    closedAt: null,
    mergedBy: undefined,
  }
  if (resolve(from.folder, `refs/heads/${head}`) === undefined) throw new Error(`no branch ${head}`)
  repository.pulls.push(pull)
  follow(repository, pull)
  return pull
}

function nextNumber({ pulls }: Repository): number {
  return pulls.length + 1
}

export function findPull(repository: Repository, number: number): Pull {
  const found = repository.pulls.find((pull) => pull.number === number)
  if (found === undefined) throw new Error(`no pull request ${number} in ${repository.fullName}`)
  return found
}

/** After a ref of `repository` moved: what depends on it follows. */
export function synchronize(world: World, repository: Repository): void {
  for (const one of world.repositories.values()) {
    for (const pull of one.pulls) {
      const concerned = one === repository || pull.headRepository === repository
      if (concerned && pull.closedAt === null) follow(one, pull)
    }
  }
}

/** refs/pull/<n>/head and refs/pull/<n>/merge. A conflict leaves the last test merge, as GitHub does. */
function follow(repository: Repository, pull: Pull): void {
  const { folder } = repository
  const head = resolve(pull.headRepository.folder, `refs/heads/${pull.headBranch}`)
  const base = resolve(folder, `refs/heads/${pull.baseBranch}`)
  if (head === undefined || base === undefined) return close(repository, pull)
  if (head === pull.headSha && base === pull.baseSha) return
  const ref = `refs/pull/${pull.number}`
  if (pull.headRepository !== repository) {
    git(folder, ['fetch', '--quiet', pull.headRepository.folder, head])
  }
  moveRef(folder, `${ref}/head`, head)
  Object.assign(pull, { headSha: head, baseSha: base, updatedAt: now() })
  pull.mergeSha = testMerge(folder, pull)
  if (pull.mergeSha !== null) moveRef(folder, `${ref}/merge`, pull.mergeSha)
}

function testMerge(folder: string, { headSha, baseSha, actor }: Pull): string | null {
  const tree = mergeTree(folder, baseSha, headSha)
  if (tree === undefined) return null
  const message = `Merge ${headSha} into ${baseSha}\n`
  return writeCommit(folder, { tree, parents: [baseSha, headSha], message, actor })
}

export function close(repository: Repository, pull: Pull): void {
  pull.closedAt = now()
  pull.updatedAt = pull.closedAt
  tryGit(repository.folder, ['update-ref', '-d', `refs/pull/${pull.number}/merge`])
}

/** @throws where the two conflict */
export function mergePull(
  world: World,
  repository: Repository,
  pull: Pull,
  method: MergeMethod,
  actor: Actor,
): string {
  const { folder } = repository
  const { number, title, headSha, baseSha, baseBranch } = pull
  const tree = mergeTree(folder, baseSha, headSha)
  if (pull.closedAt !== null) throw new Error(`pull request ${number} is closed`)
  if (tree === undefined) throw new Error(`pull request ${number} conflicts with ${baseBranch}`)
  const from = `${pull.headRepository.owner.login}/${pull.headBranch}`
  const commit =
    method === 'squash'
      ? { parents: [baseSha], message: `${title} (#${number})\n` }
      : {
          parents: [baseSha, headSha],
          message: `Merge pull request #${number} from ${from}\n\n${title}\n`,
        }
  const sha = writeCommit(folder, { tree, actor, ...commit })
  moveRef(folder, `refs/heads/${baseBranch}`, sha, baseSha)
  close(repository, pull)
  pull.mergeSha = sha
  pull.mergedBy = actor
  synchronize(world, repository)
  return sha
}

/** The merge queue's branch: the base with this pull request merged. */
export function makeMergeGroup(repository: Repository, pull: Pull): MergeGroup {
  const { folder } = repository
  const tree = mergeTree(folder, pull.baseSha, pull.headSha)
  if (tree === undefined) throw new Error(`pull request ${pull.number} conflicts`)
  const message = `Merge pull request #${pull.number}\n\n${pull.title}\n`
  const parents = [pull.baseSha, pull.headSha]
  const headSha = writeCommit(folder, { tree, parents, message, actor: pull.actor })
  const headRef = `refs/heads/gh-readonly-queue/${pull.baseBranch}/pr-${pull.number}-${pull.baseSha}`
  moveRef(folder, headRef, headSha)
  return { headSha, headRef, baseSha: pull.baseSha, baseRef: `refs/heads/${pull.baseBranch}` }
}
