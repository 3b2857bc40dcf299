import { spellPlace, UserError, type Place } from '../record/error.ts'

/** One thing to mend in a file that people write. `hint` says what may stand there. */
export interface SpecProblem {
  readonly place: Place
  readonly message: string
  readonly hint: string
}

const MOST_LINES = 100

/** All that is wrong with a `reprise.yml` (`spec-invalid`) or `reprise.lock` (`lock-invalid`), in the order of the file. */
export class SpecError extends UserError {
  readonly problems: readonly SpecProblem[]

  /** @param problems at least one */
  constructor(
    code: 'spec-invalid' | 'lock-invalid',
    problems: readonly SpecProblem[],
    hint?: string,
  ) {
    const sorted = onceEach(problems).sort(byPlace)
    super(code, listed(sorted), hint ?? sorted[0]?.hint ?? '', sorted[0]?.place)
    this.name = 'SpecError'
    this.problems = sorted
  }
}

/** An alias can bring the same lines to many places. */
function onceEach(problems: readonly SpecProblem[]): SpecProblem[] {
  const seen = new Map(problems.map((one) => [`${spellPlace(one.place)} ${one.message}`, one]))
  return [...seen.values()]
}

function byPlace({ place: a }: SpecProblem, { place: b }: SpecProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

function listed(problems: readonly SpecProblem[]): string {
  const lines = problems
    .slice(0, MOST_LINES)
    .map(({ place, message }) => `${spellPlace(place)}  ${message}`)
  const more = problems.length - lines.length
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n')
}
