import { spellPlace, UserError } from '../record/error.ts'
import { clean } from '../report/text/clean.ts'

/** A user error as it may be shown: its lines hold no control character, whatever a training or a file name put there. */
export interface ErrorText {
  readonly error: UserError
  /** Message, then hint; at least one line. */
  readonly message: readonly string[]
  readonly hint: string
}

/** A thrown value as something a person can mend, or undefined where it is a bug or a stop by the user. */
export function explainError(error: unknown): ErrorText | undefined {
  if (!(error instanceof UserError)) return undefined
  const place = error.place === undefined ? undefined : spellPlace(error.place)
  const where = place === undefined || error.message.includes(place) ? '' : `${place}: `
  return { error, message: cleanLines(`${where}${error.message}`), hint: clean(error.hint) }
}

/** A bug's stack, for a terminal. */
export function explainBug(error: unknown): readonly string[] {
  return cleanLines(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

function cleanLines(text: string): string[] {
  return text.split('\n').map((line) => clean(line))
}
