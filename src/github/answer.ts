import * as z from 'zod/mini'
import { PLAIN_MESSAGES, spellIssue } from '../record/issue.ts'
import { GitHubError } from './error.ts'
import { ANSWER_HINT } from './refusal.ts'

export const GitSha = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))
export const Id = z.int().check(z.positive())

/**
 * The parts of an answer that are used, checked.
 *
 * @param what for the message: `pull request 3`
 * @throws {GitHubError} `github-answer`
 */
export function checkAnswer<T>(schema: z.ZodMiniType<T>, data: unknown, what: string): T {
  const parsed = schema.safeParse(data, PLAIN_MESSAGES)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const why = issue === undefined ? 'it is empty' : spellIssue(issue)
  throw new GitHubError(
    'github-answer',
    `GitHub's answer about ${what} is unexpected: ${why}`,
    ANSWER_HINT,
  )
}
