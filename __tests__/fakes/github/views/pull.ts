import { filled, narrowed } from '../openapi/fill.ts'
import { between, changes } from '../state/log.ts'
import type { Pull, Repository, World } from '../state/world.ts'
import { apiOf, nodeId, repositoryView, userView } from './repository.ts'

type View = Record<string, unknown>

/** As lists show it. */
export function simplePullView(world: World, repository: Repository, pull: Pull): View {
  return narrowed('pull-request-simple', pullFacts(world, repository, pull))
}

export function pullView(world: World, repository: Repository, pull: Pull): View {
  const { folder } = repository
  const files = changes(folder, pull.baseSha, pull.headSha)
  const closed = pull.closedAt !== null
  const clean = pull.mergeSha !== null
  return filled('pull-request', {
    ...pullFacts(world, repository, pull),
    merged: pull.mergedBy !== undefined,
    merged_by: pull.mergedBy ? userView(world, pull.mergedBy) : null,
    mergeable: closed ? null : clean,
    mergeable_state: closed ? 'unknown' : clean ? 'clean' : 'dirty',
    maintainer_can_modify: false,
    comments: repository.comments.filter(({ number }) => number === pull.number).length,
    commits: between(folder, pull.baseSha, pull.headSha).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  })
}

/** The few facts that a run or a check says of its pull requests. */
export function minimalPullView(world: World, repository: Repository, pull: Pull): View {
  const side = (ref: string, sha: string, of: Repository): View => ({
    ref,
    sha,
    repo: { id: of.id, url: apiOf(world, of), name: of.name },
  })
  return {
    id: pull.id,
    number: pull.number,
    url: `${apiOf(world, repository)}/pulls/${pull.number}`,
    head: side(pull.headBranch, pull.headSha, pull.headRepository),
    base: side(pull.baseBranch, pull.baseSha, repository),
  }
}

function pullFacts(world: World, repository: Repository, pull: Pull): View {
  const { number, mergedBy, closedAt } = pull
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number,
    state: closedAt === null ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    user: userView(world, pull.actor),
    author_association: pull.headRepository === repository ? 'COLLABORATOR' : 'NONE',
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: closedAt,
    merged_at: mergedBy ? closedAt : null,
    merge_commit_sha: pull.mergeSha,
    labels: [],
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: sideView(world, pull.headRepository, pull.headBranch, pull.headSha),
    base: sideView(world, repository, pull.baseBranch, pull.baseSha),
    ...linksView(world, repository, pull),
  }
}

function sideView(world: World, repository: Repository, ref: string, sha: string): View {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: userView(world, repository.owner),
    repo: repositoryView(world, repository, 'repository'),
  }
}

function linksView(world: World, repository: Repository, { number, headSha }: Pull): View {
  const api = apiOf(world, repository)
  const html = `${world.origin}/${repository.fullName}/pull/${number}`
  const links = {
    self: `${api}/pulls/${number}`,
    html,
    issue: `${api}/issues/${number}`,
    comments: `${api}/issues/${number}/comments`,
    review_comments: `${api}/pulls/${number}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${api}/pulls/${number}/commits`,
    statuses: `${api}/statuses/${headSha}`,
  }
  const { self, html: page, issue, ...others } = links
  const urls = Object.entries(others).map(([name, url]) => [`${name}_url`, url])
  return {
    url: self,
    html_url: page,
    issue_url: issue,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    ...Object.fromEntries(urls),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  }
}
