import * as z from 'zod/mini'
import { checkAnswer, Id } from './answer.ts'
import type { GitHub } from './client.ts'
import { isGitHubError } from './error.ts'
import { verifiedWrite } from './write.ts'

/** Who wrote something; null where the account is gone. */
export const Author = z.nullish(z.object({ id: Id, login: z.string(), type: z.string() }))
export type Author = z.infer<typeof Author>

/** Who writes with a job's own token. */
const JOB = 'github-actions[bot]'

/**
 * What of a list this token's owner wrote. Asks GitHub only where the list alone does not tell: a job's own token costs
 * no call, and no token needs a permission for it.
 *
 * A job's token and an app's look the same, so with either what a job of this repository wrote counts as own.
 */
export async function ownAmong<T extends { readonly author: Author }>(
  github: GitHub,
  items: readonly T[],
): Promise<T[]> {
  if (items.length === 0) return []
  const user = github.isInstallation ? undefined : await userId(github)
  if (user !== undefined) return items.filter(({ author }) => author?.id === user)
  const bots = items.filter(({ author }) => author?.type === 'Bot')
  if (bots.every(({ author }) => author?.login === JOB)) return bots
  const viewer = await viewerLogin(github)
  return bots.filter(({ author }) => author?.login === JOB || author?.login === viewer)
}

/** Undefined where the token is nobody's: GitHub refuses the question to an app's token. */
async function userId(github: GitHub): Promise<number | undefined> {
  try {
    const { data } = await github.request('GET /user')
    return checkAnswer(z.object({ id: Id }), data, "the token's owner").id
  } catch (error) {
    const isRefused = isGitHubError(error, 'github-forbidden') && error.status === 403
    if (isRefused || isGitHubError(error, 'github-not-found')) return undefined
    throw error
  }
}

const Viewer = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) })

/** An app's token learns its own name by GraphQL only. The query has no effect, so it may be sent again. */
async function viewerLogin(github: GitHub): Promise<string> {
  // A server of one's own has its REST API under /api/v3 and this under /api.
  const baseUrl = github.request.endpoint.DEFAULTS.baseUrl.replace(/\/api\/v3$/, '/api')
  const query = '{ viewer { login } }'
  const { data } = await verifiedWrite({
    github,
    send: () => github.request('POST /graphql', { baseUrl, query }),
    lookUp: () => Promise.resolve(undefined),
  })
  return checkAnswer(Viewer, data, "the token's owner").data.viewer.login
}
