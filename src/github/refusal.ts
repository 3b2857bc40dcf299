import { GitHubError, isGitHubError } from './error.ts'

/** What a refusal is told by: the parts of an answer that are not the request's. */
export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | undefined>>
  readonly data: unknown
}

/** Longest piece of GitHub's own words that is shown. */
const WORDS = 300
/** GitHub's advice where it names no time: at least a minute, then longer each time. */
const UNTOLD = 60

/** Seconds before a call is sent again for the `attempt`th time (from 1), or undefined where that cannot help. */
export function secondsBefore(error: unknown, attempt: number): number | undefined {
  if (isGitHubError(error, 'github-unreachable')) return 2 ** (attempt - 1)
  if (isGitHubError(error, 'github-limited')) return error.after ?? UNTOLD * 2 ** (attempt - 1)
  return undefined
}

/**
 * The error for an answer of status 400 and above.
 *
 * @param call method and path, as `GET /repos/o/r/pulls/1`
 * @param now seconds since 1970, for answers that do not say what time it is
 */
export function refusalError(call: string, refusal: Refusal, now: number): GitHubError {
  const { status } = refusal
  const said = `GitHub answered ${call} with ${status}${wordsOf(refusal.data)}`
  if (isLimit(refusal)) {
    const after = secondsToWait(refusal, now)
    const hint = `Try again in ${after ?? UNTOLD} seconds, or with a token that has a higher limit.`
    return new GitHubError('github-limited', said, hint, { status, after })
  }
  if (status >= 500) return unreachableError(call, `it answered with ${status}`, status)
  if (status === 401) {
    const hint = 'The token is wrong or has run out: pass one that is valid, as `token`.'
    return new GitHubError('github-forbidden', said, hint, { status })
  }
  if (status === 403) {
    return new GitHubError('github-forbidden', said, permissionHint(refusal), { status })
  }
  if (status === 404 || status === 410) {
    const hint = 'It is not there, or the token may not see it.'
    return new GitHubError('github-not-found', said, hint, { status })
  }
  return new GitHubError('github-answer', said, ANSWER_HINT, { status })
}

export const ANSWER_HINT =
  'Run the job again; if it stays so, this version of GitHub may be too old or too new for Reprise.'

export function unreachableError(call: string, why: string, status?: number): GitHubError {
  const hint = 'Run the job again; https://www.githubstatus.com says whether GitHub has trouble.'
  return new GitHubError('github-unreachable', `no answer to ${call}: ${why}`, hint, { status })
}

/** GitHub's limits come as 403 or 429; a 403 without any sign of a limit is a missing permission. */
function isLimit({ status, headers, data }: Refusal): boolean {
  if (status === 429) return true
  if (status !== 403) return false
  const isSpent = String(headers['x-ratelimit-remaining']) === '0'
  return isSpent || headers['retry-after'] !== undefined || /rate limit/i.test(messageOf(data))
}

/** What GitHub says: `retry-after`, else the end of the hour whose budget is spent; undefined where it says nothing. */
function secondsToWait({ headers }: Refusal, now: number): number | undefined {
  const told = Number(headers['retry-after'] ?? Number.NaN)
  if (told >= 0) return Math.ceil(told)
  if (String(headers['x-ratelimit-remaining']) !== '0') return undefined
  const reset = Number(headers['x-ratelimit-reset'])
  // The server's own clock, where it says: a runner's may be wrong.
  const date = Date.parse(String(headers['date'])) / 1000
  const left = Math.ceil(reset - (Number.isFinite(date) ? date : now)) + 1
  return Number.isFinite(left) ? Math.max(1, left) : undefined
}

/** `x-accepted-github-permissions: issues=write; pull_requests=write`: `;` parts alternatives, `,` what is needed together. */
function permissionHint({ headers }: Refusal): string {
  const accepted = String(headers['x-accepted-github-permissions'] ?? '')
  if (!/^[\w=,; ]+$/.test(accepted)) {
    return 'The token lacks a permission: see `permissions:` of the job, and what the repository allows tokens to do.'
  }
  const needed = accepted
    .replaceAll('_', '-')
    .replaceAll('=', ': ')
    .split(/\s*;\s*/)
    .map((together) => together.split(/\s*,\s*/).join(' and '))
    .join(' or ')
  return `The token needs \`${needed}\`: add it to \`permissions:\` of the job. A fork's pull request and Dependabot's never get it.`
}

function messageOf(data: unknown): string {
  const message = (data as { message?: unknown } | null | undefined)?.message
  return typeof message === 'string' ? message : ''
}

function wordsOf(data: unknown): string {
  const words = messageOf(data).replaceAll(/\p{Cc}+/gu, ' ')
  return words === '' ? '' : `: ${words.slice(0, WORDS)}`
}
