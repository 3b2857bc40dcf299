import * as z from 'zod/mini'

/** For `safeParse`: messages that say what was expected and what stood there. */
export const PLAIN_MESSAGES = { error: z.locales.en().localeError }

/** One problem that zod found, as far as its message needs it. */
export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** `series.0.final: Invalid input: expected …` */
export function spellIssue(issue: Issue): string {
  const where = issue.path.map(String).join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}`
}
