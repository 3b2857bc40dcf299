/** Where in a file a person should look; `line` and `column` count from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/**
 * Something a person can mend. Shown as one message and one hint, without a stack.
 * `code` is stable and kebab-case, so that tests and scripts can rely on it.
 */
export class UserError extends Error {
  readonly code: string
  readonly hint: string
  readonly place: Place | undefined

  constructor(code: string, message: string, hint: string, place?: Place) {
    super(message)
    this.name = 'UserError'
    this.code = code
    this.hint = hint
    this.place = place
  }
}

/** `file:line:column`, as far as it is known: the form that editors and terminals make clickable. */
export function spellPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
}
