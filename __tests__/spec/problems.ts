import { SpecError } from '../../src/spec/problem.ts'
import { parseSpec } from '../../src/spec/parse.ts'

/** The lines of the message with which a `reprise.yml` is refused; fails if it is not, or not with this error. */
export function problemsIn(text: string): string[] {
  return refusalOf(() => parseSpec(text, 'reprise.yml')).message.split('\n')
}

export function refusalOf(read: () => unknown): SpecError {
  try {
    read()
  } catch (error) {
    if (error instanceof SpecError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
