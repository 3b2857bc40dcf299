import { NEEDS, type Operation } from '../needs.ts'
import { matched, type Route } from '../openapi/operations.ts'
import { answerProblems, requestProblems } from '../openapi/validate.ts'
import { answered, refuse, type Incoming, type Reply } from '../reply.ts'
import { acceptedPermissions, may, sees, tokenOf } from '../state/tokens.ts'
import type { Grant, Repository, World } from '../state/world.ts'
import { account } from './account.ts'
import { actions } from './actions.ts'
import type { Handler } from './call.ts'
import { checks } from './checks.ts'
import { comments } from './comments.ts'
import { contents } from './contents.ts'
import { count, limitHeaders } from './limits.ts'
import { objects } from './objects.ts'
import { pulls } from './pulls.ts'
import { repositories } from './repositories.ts'

export const API = '/api/v3'

const HANDLERS: Readonly<Record<Operation, Handler>> = {
  ...account,
  ...actions,
  ...checks,
  ...comments,
  ...contents,
  ...objects,
  ...pulls,
  ...repositories,
}

/** The operation of a request to the API, and what would answer it. */
export function restOperation(
  world: World,
  incoming: Incoming,
): { readonly operation: string; readonly answer: () => Reply } {
  const path = incoming.url.pathname.slice(API.length)
  const found = matched(incoming.method, path)
  if (found === undefined) {
    const answer = (): Reply => {
      world.problems.push(`${incoming.method} ${path}: not an operation that the fake knows`)
      return answered(() => refuse(404, 'Not Found'))
    }
    return { operation: 'unknown', answer }
  }
  const { route, params } = found
  return { operation: route.operation, answer: () => restAnswer(world, incoming, route, params) }
}

function restAnswer(
  world: World,
  incoming: Incoming,
  route: Route,
  params: Record<string, unknown>,
): Reply {
  const reply = answered(() => handled(world, incoming, route, params))
  const isJson = typeof reply.body === 'object' && !Buffer.isBuffer(reply.body)
  if (isJson) report(world, incoming, answerProblems(route, reply.status, reply.body))
  const headers = {
    ...limitHeaders(world, tokenOf(incoming.headers['authorization'])),
    'x-accepted-github-permissions': acceptedPermissions(NEEDS[route.operation]),
    'x-github-api-version-selected': '2022-11-28',
  }
  return { ...reply, headers: { ...headers, ...reply.headers } }
}

function handled(
  world: World,
  incoming: Incoming,
  route: Route,
  params: Record<string, unknown>,
): Reply {
  const { operation } = route
  const token = tokenOf(incoming.headers['authorization'])
  if (incoming.headers['user-agent'] === undefined)
    refuse(403, 'Request forbidden by administrative rules.')
  const grant = authenticated(world, token)
  if (operation !== 'rate-limit/get') count(world, token, incoming.method !== 'GET')
  const query: Record<string, unknown> = Object.fromEntries(incoming.url.searchParams)
  const body = parsed(incoming.body)
  const problems = requestProblems(route, { params, query, body })
  if (Number(query['per_page']) > 100) problems.push('query/per_page: must be <= 100')
  report(world, incoming, problems)
  if (problems.length > 0) refuse(422, `Invalid request.\n\n${problems.join('\n')}`)
  const repository = seen(world, grant, params)
  if (!may(grant, repository, NEEDS[operation])) denied(grant)
  return HANDLERS[operation]({
    world,
    // An operation without a repository in its path does not look.
    repository: repository as Repository,
    grant,
    token,
    params,
    query,
    body: (body ?? {}) as Record<string, unknown>,
    accept: incoming.headers['accept'] ?? '',
    url: incoming.url,
  })
}

function authenticated(world: World, token: string): Grant {
  if (token === '') refuse(401, 'Requires authentication')
  return world.grants.get(token) ?? refuse(401, 'Bad credentials')
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return refuse(400, 'Problems parsing JSON')
  }
}

/** What a token must not see is not there. */
function seen(world: World, grant: Grant, params: Record<string, unknown>): Repository | undefined {
  if (params['owner'] === undefined) return undefined
  const name = `${String(params['owner'])}/${String(params['repo'])}`
  const found = world.repositories.get(name.toLowerCase())
  return found !== undefined && sees(grant, found) ? found : refuse(404, 'Not Found')
}

function denied({ actor }: Grant): never {
  const by = actor.type === 'Bot' ? 'integration' : 'personal access token'
  return refuse(403, `Resource not accessible by ${by}`)
}

function report(world: World, { method, url }: Incoming, problems: readonly string[]): void {
  const path = url.pathname.slice(API.length)
  world.problems.push(...problems.map((problem) => `${method} ${path}: ${problem}`))
}
