import type { Check, Comment, Repository, World } from '../state/world.ts'
import { minimalPullView } from './pull.ts'
import { apiOf, nodeId, userView } from './repository.ts'

type View = Record<string, unknown>

export function commentView(world: World, repository: Repository, comment: Comment): View {
  const { id, number, author, body, createdAt, updatedAt } = comment
  const api = apiOf(world, repository)
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${api}/issues/comments/${id}`,
    html_url: `${world.origin}/${repository.fullName}/pull/${number}#issuecomment-${id}`,
    issue_url: `${api}/issues/${number}`,
    user: userView(world, author),
    body,
    author_association: author.type === 'Bot' ? 'NONE' : 'COLLABORATOR',
    performed_via_github_app: null,
    created_at: createdAt,
    updated_at: updatedAt,
  }
}

export function checkView(world: World, repository: Repository, check: Check): View {
  const { id, headSha, title, summary, text, annotations } = check
  const url = `${apiOf(world, repository)}/check-runs/${id}`
  const open = repository.pulls.filter((pull) => pull.closedAt === null && pull.headSha === headSha)
  return {
    id,
    node_id: nodeId('CheckRun', id),
    name: check.name,
    head_sha: headSha,
    external_id: check.externalId,
    url,
    html_url: `${world.origin}/${repository.fullName}/runs/${id}`,
    details_url: check.detailsUrl,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title,
      summary,
      text,
      annotations_count: annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: null,
    pull_requests: open.map((pull) => minimalPullView(world, repository, pull)),
  }
}
