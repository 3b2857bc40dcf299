import { UserError } from '../record/error.ts'

/**
 * What can go wrong with a call. `github-unreachable`: no whole answer came, so whether a write had its effect is
 * unknown; `github-limited`: refused for now, without effect; the others: refused for good.
 */
export type GitHubCode =
  | 'github-unreachable'
  | 'github-limited'
  | 'github-forbidden'
  | 'github-not-found'
  | 'github-answer'

/** A call to GitHub that did not give what was asked for. Never holds the token. */
export class GitHubError extends UserError {
  declare readonly code: GitHubCode
  /** The HTTP status; absent where there was no answer. */
  readonly status: number | undefined
  /** Seconds after which GitHub wants a limited call to be tried again, where it says. */
  readonly after: number | undefined

  constructor(
    code: GitHubCode,
    message: string,
    hint: string,
    more: { readonly status?: number | undefined; readonly after?: number | undefined } = {},
  ) {
    super(code, message, hint)
    this.status = more.status
    this.after = more.after
  }
}

export function isGitHubError(error: unknown, code: GitHubCode): error is GitHubError {
  return error instanceof GitHubError && error.code === code
}
