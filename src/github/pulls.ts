import * as z from 'zod/mini'
import { checkAnswer, GitSha, Id } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { PER_PAGE, pagesOf } from './pages.ts'

/** A pull request as it is now. */
export interface Pull {
  readonly number: number
  readonly head: {
    readonly sha: string
    readonly ref: string
    /** Undefined where the fork is gone. */
    readonly repositoryId: number | undefined
  }
  readonly base: { readonly sha: string; readonly ref: string }
  readonly state: 'open' | 'closed'
  readonly draft: boolean
  readonly merged: boolean
}

/** Whose pull requests are looked for: those of a fork's run are not named in its event. */
export interface HeadOf {
  readonly headSha: string
  readonly headRepositoryId: number
}

/** Pages of open pull requests that are looked through, the last changed ones first. */
const PAGES = 10

const Listed = z.object({
  number: Id,
  state: z.enum(['open', 'closed']),
  draft: z.optional(z.boolean()),
  merged_at: z.nullish(z.string()),
  head: z.object({ sha: GitSha, ref: z.string(), repo: z.nullish(z.object({ id: Id })) }),
  base: z.object({ sha: GitSha, ref: z.string() }),
})

/** @throws {GitHubError} */
export async function getPull(github: GitHub, repo: Repo, number: number): Promise<Pull> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
  const where = { owner: repo.owner, repo: repo.name, pull_number: number }
  const { data } = await github.request(route, where)
  return pullOf(checkAnswer(Listed, data, `pull request ${number}`))
}

/**
 * The open pull requests with this very head: matched by commit and by the repository it comes from, for anybody may push
 * the same commit elsewhere. There may be several, with different bases.
 *
 * @throws {GitHubError}
 */
export async function pullsFor(
  github: GitHub,
  repo: Repo,
  { headSha, headRepositoryId }: HeadOf,
): Promise<Pull[]> {
  const route = 'GET /repos/{owner}/{repo}/pulls'
  const where = { owner: repo.owner, repo: repo.name, per_page: PER_PAGE }
  const order = { state: 'open', sort: 'updated', direction: 'desc' } as const
  const pages = pagesOf(async (page) => {
    const { data } = await github.request(route, { ...where, ...order, page })
    return checkAnswer(z.array(Listed), data, 'the open pull requests')
  }, PAGES)
  const found = new Map<number, Pull>()
  for await (const listed of pages) {
    const pull = pullOf(listed)
    // A list that changes while it is read shows one twice.
    if (pull.head.sha === headSha && pull.head.repositoryId === headRepositoryId) {
      found.set(pull.number, pull)
    }
  }
  return [...found.values()]
}

function pullOf({ number, state, draft, merged_at, head, base }: z.infer<typeof Listed>): Pull {
  return {
    number,
    head: { sha: head.sha, ref: head.ref, repositoryId: head.repo?.id },
    base: { sha: base.sha, ref: base.ref },
    state,
    draft: draft ?? false,
    merged: typeof merged_at === 'string',
  }
}
