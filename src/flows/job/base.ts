import { parents } from '../../git/commits.ts'
import { fetchCommit, type Remote } from '../../git/fetch.ts'
import type { Context } from '../../github/event.ts'
import { UserError } from '../../record/error.ts'
import { baseAt, type Base } from '../base.ts'
import type { Place } from '../project.ts'

/**
 * What a job's change is judged against: of a pull request the first parent of its merge commit, of a merge queue's group
 * the commit that it is built on. A shallow checkout lacks it, so its files are fetched. Undefined where nothing is judged
 * against a commit.
 *
 * @throws {UserError} `checkout-other`, `base-absent`
 */
export async function jobBase(
  place: Place,
  context: Context,
  remote: Remote,
  signal: AbortSignal,
): Promise<Base | undefined> {
  const { event } = context
  if (event.name === 'pull_request') {
    return fetched(place, remote, await baseOfPull(place, context, event), signal)
  }
  return event.name === 'merge_group' ? fetched(place, remote, event.base, signal) : undefined
}

async function baseOfPull(
  { root, repository: { commit = '' } }: Place,
  { sha }: Context,
  { head, base }: Extract<Context['event'], { name: 'pull_request' }>,
): Promise<string> {
  if (commit !== sha) {
    // Of the head alone nobody could say what of its lock is its own and what the base has changed since.
    throw new UserError(
      'checkout-other',
      `${commit === head.sha ? 'the head' : 'another commit'}, ${commit}, is checked out, and not ${sha}, which merges the pull request`,
      'Leave `ref:` of actions/checkout out.',
    )
  }
  // The raw commit names its parents also where a shallow clone does not hold them.
  const [first, ...others] = await parents(root, commit)
  return first !== undefined && others.length > 0 ? first : base.sha
}

async function fetched(
  place: Place,
  remote: Remote,
  commit: string,
  signal: AbortSignal,
): Promise<Base> {
  const { there, why } = await fetchCommit(place.root, remote, commit, commit, signal)
  if (there) return baseAt(place, commit)
  throw new UserError(
    'base-absent',
    `the base commit ${commit} is not in the checkout and cannot be fetched from ${remote.url}: ${why}`,
    'Give the job `contents: read`, or actions/checkout `fetch-depth: 2`; run it again where GitHub could not be reached.',
  )
}
