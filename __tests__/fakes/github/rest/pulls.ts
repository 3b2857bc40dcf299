import { refuse } from '../reply.ts'
import { isAncestor, resolve } from '../state/git.ts'
import type { Pull } from '../state/world.ts'
import { pullView, simplePullView } from '../views/pull.ts'
import { paged, param, text, type Call, type Handler } from './call.ts'

function simple(call: Call): (pull: Pull) => unknown {
  return (pull) => simplePullView(call.world, call.repository, pull)
}

function wanted({ query }: Call, pull: Pull): boolean {
  const state = text(query, 'state') ?? 'open'
  const head = text(query, 'head')
  const base = text(query, 'base')
  const label = `${pull.headRepository.owner.login}:${pull.headBranch}`
  const isOpen = pull.closedAt === null
  return (
    (state === 'all' || (state === 'open') === isOpen) &&
    // GitHub ignores a head without its owner.
    (head === undefined || !head.includes(':') || head === label) &&
    (base === undefined || base === pull.baseBranch)
  )
}

function sorted({ query }: Call, pulls: readonly Pull[]): Pull[] {
  const sort = text(query, 'sort') ?? 'created'
  const down = (text(query, 'direction') ?? (sort === 'created' ? 'desc' : 'asc')) === 'desc'
  const rank = (pull: Pull): string => (sort === 'updated' ? pull.updatedAt : pull.createdAt)
  const up = pulls.toSorted((a, b) => rank(a).localeCompare(rank(b)) || a.number - b.number)
  return down ? up.toReversed() : up
}

export const pulls = {
  'pulls/list': (call) => {
    const found = call.repository.pulls.filter((pull) => wanted(call, pull))
    return paged(call, sorted(call, found), simple(call))
  },
  'pulls/get': (call) => {
    const number = Number(param(call, 'pull_number'))
    const pull = call.repository.pulls.find((one) => one.number === number)
    if (pull === undefined) refuse(404, 'Not Found')
    return { status: 200, body: pullView(call.world, call.repository, pull) }
  },
  // For a commit of the default branch: the merged pull request that brought it; else the open ones that have it.
  'repos/list-pull-requests-associated-with-commit': (call) => {
    const { folder, defaultBranch, pulls: all } = call.repository
    const sha = resolve(folder, param(call, 'commit_sha')) ?? refuse(404, 'Not Found')
    const isMain = isAncestor(folder, sha, `refs/heads/${defaultBranch}`)
    const has = (pull: Pull): boolean =>
      isAncestor(folder, sha, pull.headSha) && !isAncestor(folder, sha, pull.baseSha)
    const found = all.filter((pull) =>
      isMain
        ? pull.mergedBy !== undefined && (pull.mergeSha === sha || has(pull))
        : pull.closedAt === null && has(pull),
    )
    return paged(call, found, simple(call))
  },
} as const satisfies Record<string, Handler>
