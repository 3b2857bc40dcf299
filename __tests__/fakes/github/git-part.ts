import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerGit, type GitRequest, type PushFault } from '../git-http.ts'
import { hasEffect } from './faults.ts'
import { may, sees, tokenOf } from './state/tokens.ts'
import { synchronize } from './state/pulls.ts'
import type { Repository, World } from './state/world.ts'
import type { How } from './types.ts'

const CONFIG = [
  // The refs of pull requests are GitHub's own.
  ['receive.hideRefs', 'refs/pull'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
] as const

export function gitOperation(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  return `git/${pathname.endsWith('/info/refs') ? 'info-refs' : pathname.split('git-').at(-1)}`
}

/** Serves git; a fault of a push is git's own, others were dealt with before. */
export async function serveRepositories(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  how: How | undefined,
): Promise<void> {
  const [, path = '', name = '', rest = ''] =
    /^(\/([^/]+\/[^/]+?)(?:\.git)?)(\/(?:info\/refs|git-).*)$/.exec(request.url ?? '') ?? []
  const repository = world.repositories.get(name.toLowerCase())
  const found = repository ? `/${repository.fullName}.git` : path
  request.url = `${found}${rest}`
  // Git's HTTP library sends a request again by itself where a kept connection breaks; a fault is to be seen.
  response.setHeader('connection', 'close')
  await answerGit(
    {
      folder: world.folder,
      config: CONFIG,
      authorize: (asked) => refusal(world, repository, asked),
      onPush: () => pushFault(how),
    },
    request,
    response,
  )
  if (repository !== undefined && request.method === 'POST') synchronize(world, repository)
}

function refusal(
  world: World,
  repository: Repository | undefined,
  { headers, service }: GitRequest,
): number | undefined {
  const token = tokenOf(headers.authorization)
  const grant = world.grants.get(token)
  const isPush = service === 'git-receive-pack'
  if (token !== '' && grant === undefined) return 401
  if (repository === undefined || !sees(grant, repository)) return grant === undefined ? 401 : 404
  if (grant === undefined) return isPush ? 401 : undefined
  return may(grant, repository, [{ contents: isPush ? 'write' : 'read' }]) ? undefined : 403
}

function pushFault(how: How | undefined): PushFault | undefined {
  if (how === undefined) return undefined
  const effect = hasEffect(how)
  if (typeof how === 'object') return { effect, answer: how.status }
  return { effect, answer: how === 'half' ? 'half' : 'drop' }
}
