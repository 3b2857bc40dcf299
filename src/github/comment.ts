import * as z from 'zod/mini'
import { checkAnswer, Id } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { GitHubError, isGitHubError } from './error.ts'
import { Author, ownAmong } from './identity.ts'
import { commentRoom, compareOrders, parseMarker, withMarker, type Marked } from './marker.ts'
import type { StickyOrder } from './marker.ts'
import { PER_PAGE, pagesOf } from './pages.ts'
import { ANSWER_HINT } from './refusal.ts'
import { verifiedDelete, verifiedWrite } from './write.ts'

export type { StickyOrder } from './marker.ts'

export interface Sticky {
  /** Path of `reprise.yml`: each configuration has its own comment. */
  readonly config: string
  /** At most `commentRoom` characters. */
  readonly body: string
  readonly order: StickyOrder
  /** Say nothing where nothing was said before. */
  readonly onlyUpdate: boolean
}

/** `superseded`: a newer run has reported already; `silent`: there was no comment, and none was wanted. */
export type Published = 'created' | 'updated' | 'unchanged' | 'superseded' | 'silent'

/** Pages of comments that are looked through. */
const PAGES = 50

/**
 * Brings the one comment of a configuration on a pull request to this report; one request where there is one to update.
 * Comments of ours beside it, which two jobs at once may leave, are deleted: the newest report wins.
 *
 * `unchanged`, without a request: the same run said the same of the same commit. The same words of another run are written
 * again, for the run's number decides which report is newer.
 *
 * @throws {GitHubError}
 */
export async function publishComment(
  github: GitHub,
  repo: Repo,
  pull: number,
  sticky: Sticky,
): Promise<Published> {
  const room = commentRoom(sticky.config, sticky.order)
  if (sticky.body.length > room) throw new Error(`a report of more than ${room} characters`)
  const thread: Thread = { github, repo, pull }
  try {
    return await publish(thread, sticky)
  } catch (error) {
    // Somebody may have deleted the comment between our look and our update: look again, once.
    if (!isGitHubError(error, 'github-not-found')) throw error
    return publish(thread, sticky)
  }
}

/** Where comments are read and written. */
interface Thread {
  readonly github: GitHub
  readonly repo: Repo
  readonly pull: number
}

/** A comment of ours. */
interface Own extends Marked {
  readonly id: number
}

/** `id`: the comment that stays. */
type Step =
  | {
      readonly do: 'nothing'
      readonly result: 'unchanged' | 'superseded' | 'silent'
      readonly id?: number
    }
  | { readonly do: 'create'; readonly id?: never }
  | { readonly do: 'update'; readonly id: number }

async function publish(thread: Thread, sticky: Sticky): Promise<Published> {
  let own = await listOwn(thread, sticky.config)
  let creations = 0
  let sent: 'created' | 'updated' = 'updated'
  let kept: number | undefined
  const look = async (): Promise<typeof sent | undefined> => {
    own = await listOwn(thread, sticky.config)
    kept = own.find((one) => isThis(one, sticky))?.id
    return kept === undefined ? undefined : sent
  }
  const send = async (): Promise<Published> => {
    const step = nextStep(own, sticky)
    kept = step.id
    if (step.do === 'nothing') return step.result
    sent = step.do === 'create' ? 'created' : 'updated'
    if (step.do === 'create') creations += 1
    await write(thread, sticky, step)
    return sent
  }
  const result = await verifiedWrite({ github: thread.github, send, lookUp: look })
  // A request that was given up for lost may still have arrived.
  if (creations > 1) await look()
  if (kept !== undefined) await removeOthers(thread, own, { id: kept, order: sticky.order })
  return result
}

function nextStep(own: readonly Own[], { order, body, onlyUpdate }: Sticky): Step {
  const [first] = own
  if (first === undefined) {
    return onlyUpdate ? { do: 'nothing', result: 'silent' } : { do: 'create' }
  }
  if (own.some((one) => compareOrders(one.order, order) > 0)) {
    return { do: 'nothing', result: 'superseded' }
  }
  const isSame =
    first.body === body && first.order.run === order.run && first.order.head === order.head
  if (isSame) return { do: 'nothing', result: 'unchanged', id: first.id }
  return { do: 'update', id: first.id }
}

/** Whether a comment is what this report's own write would leave. */
function isThis(one: Own, { order, body }: Sticky): boolean {
  return compareOrders(one.order, order) === 0 && one.body === body
}

async function write(
  { github, repo, pull }: Thread,
  { config, order, body }: Sticky,
  step: Exclude<Step, { do: 'nothing' }>,
): Promise<void> {
  const where = { owner: repo.owner, repo: repo.name, body: withMarker(config, order, body) }
  if (step.do === 'create') {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
    await github.request(route, { ...where, issue_number: pull })
    return
  }
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
  await github.request(route, { ...where, comment_id: step.id })
}

/**
 * Deletes our other comments, unless a newer report is among them: then its own job, or the next one, does this. The report
 * stands already; what cannot be deleted now is left to the next update.
 */
async function removeOthers(
  { github, repo }: Thread,
  own: readonly Own[],
  kept: Pick<Own, 'id' | 'order'>,
): Promise<void> {
  if (own.some((one) => compareOrders(one.order, kept.order) > 0)) return
  for (const { id } of own.filter((one) => one.id !== kept.id)) {
    const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'
    const where = { owner: repo.owner, repo: repo.name, comment_id: id }
    try {
      await verifiedDelete(github, () => github.request(route, where))
    } catch (error) {
      if (error instanceof GitHubError) return
      throw error
    }
  }
}

const Comment = z.object({ id: Id, body: z.optional(z.nullable(z.string())), user: Author })

/** Our comments for one configuration, oldest first. */
async function listOwn({ github, repo, pull }: Thread, config: string): Promise<Own[]> {
  const what = `the comments of pull request ${pull}`
  const where = { owner: repo.owner, repo: repo.name, issue_number: pull, per_page: PER_PAGE }
  const pages = pagesOf(async (page) => {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
    const { data } = await github.request(route, { ...where, page })
    return checkAnswer(z.array(Comment), data, what)
  }, PAGES)
  const marked = []
  let seen = 0
  for await (const { id, body, user } of pages) {
    seen += 1
    const found = parseMarker(body ?? '', config)
    if (found !== undefined) marked.push({ id, author: user, ...found })
  }
  const own = await ownAmong(github, marked)
  // Beyond what is looked through there may be one of ours, so none may be made.
  if (own.length === 0 && seen >= PAGES * PER_PAGE) {
    throw new GitHubError('github-answer', `${what} are more than ${seen}`, ANSWER_HINT)
  }
  return own.sort((a, b) => a.id - b.id)
}
