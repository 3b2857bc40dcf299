import { spellPlace, UserError } from '../record/error.ts'
import { clean } from '../report/text/clean.ts'

import { spellCommand } from '../report/log/command.ts'

export { defuse } from '../report/log/command.ts'

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

/** An error as an annotation of a job's log, at its place in a file where it has one. */
export function errorCommand({ error, message, hint }: ErrorText): string {
  const { file, line, column } = error.place ?? {}
  // A path outside of the work tree would point at nothing.
  const inside = file === undefined || file.startsWith('/') ? undefined : file
  return spellCommand({
    level: 'error',
    title: 'Reprise',
    message: [...message, hint].filter((one) => one !== '').join('\n'),
    ...(inside !== undefined && { file: inside, line, column }),
  })
}

/** The same for a mistake of ours. */
export function bugCommand(error: unknown): string {
  const lines = ['this is a bug of Reprise, not of your training.', ...explainBug(error)]
  return spellCommand({ level: 'error', title: 'Reprise', message: lines.join('\n') })
}

/** An input of an action that is none of the words that it may be. */
export function wrongInput(name: string, value: string, values: readonly string[]): UserError {
  return new UserError(
    'input-invalid',
    `${name}: ${JSON.stringify(value)} is none of ${values.filter((one) => one !== '').join(', ')}`,
    'Mend it under `with:` of the workflow.',
  )
}

/** A step that was started by hand, or by something that is no runner. */
export function notInAJob(variable: string): UserError {
  return new UserError(
    'not-in-a-job',
    `${variable} is not set`,
    'This is a step of a GitHub Actions job; on your own machine use `reprise check`.',
  )
}

function cleanLines(text: string): string[] {
  return text.split('\n').map((line) => clean(line))
}
