import { invalid, refuse, type Reply } from '../reply.ts'
import { now, type Comment } from '../state/world.ts'
import { commentView } from '../views/talk.ts'
import { byId, paged, param, type Call, type Handler } from './call.ts'

/** Source: the 422 that the site gives; the OpenAPI description does not know the limit. */
const MAX_BODY = 65_536

function issueNumber(call: Call): number {
  const number = Number(param(call, 'issue_number'))
  const known = call.repository.pulls.some((pull) => pull.number === number)
  return known ? number : refuse(404, 'Not Found')
}

function bodyOf(call: Call): string {
  const body = String(call.body['body'])
  if (body.trim() === '') invalid('IssueComment', 'body', 'missing_field')
  const tooLong = `Body is too long (maximum is ${MAX_BODY} characters)`
  return [...body].length > MAX_BODY ? invalid('IssueComment', 'body', 'custom', tooLong) : body
}

function shown(call: Call, status: number, comment: Comment): Reply {
  return { status, body: commentView(call.world, call.repository, comment) }
}

export const comments = {
  'issues/list-comments': (call) => {
    const number = issueNumber(call)
    const since = String(call.query['since'] ?? '')
    const found = call.repository.comments.filter(
      (one) => one.number === number && one.updatedAt >= since,
    )
    return paged(call, found, (one) => commentView(call.world, call.repository, one))
  },
  'issues/get-comment': (call) =>
    shown(call, 200, byId(call, call.repository.comments, 'comment_id')),
  'issues/create-comment': (call) => {
    const number = issueNumber(call)
    const body = bodyOf(call)
    const at = now()
    const id = call.world.nextId()
    const author = call.grant.actor
    const comment = { id, number, author, body, createdAt: at, updatedAt: at }
    call.repository.comments.push(comment)
    return shown(call, 201, comment)
  },
  'issues/update-comment': (call) => {
    const comment = byId(call, call.repository.comments, 'comment_id')
    comment.body = bodyOf(call)
    comment.updatedAt = now()
    return shown(call, 200, comment)
  },
  'issues/delete-comment': (call) => {
    const { comments: all } = call.repository
    all.splice(all.indexOf(byId(call, all, 'comment_id')), 1)
    return { status: 204 }
  },
} as const satisfies Record<string, Handler>
