/** What is known of one stretch of commits. */
export type Known = 'good' | 'bad' | 'skipped' | undefined

/**
 * Which is to be tried next: of those between the last good one and the first bad one behind it that nothing is known of, the
 * one nearest to the middle. Undefined: all is known that can be.
 */
export function nextToTry(known: readonly Known[]): number | undefined {
  const { good, bad } = bounds(known)
  const middle = (good + bad) / 2
  let best: number | undefined
  for (let at = good + 1; at < bad; at++) {
    if (known[at] !== undefined) continue
    if (best === undefined || Math.abs(at - middle) < Math.abs(best - middle)) best = at
  }
  return best
}

/** Where the first bad one must be: the bad one itself, and those before it that could not be tried. */
export function suspects(known: readonly Known[]): { readonly from: number; readonly to: number } {
  const { good, bad } = bounds(known)
  return { from: good + 1, to: bad }
}

/** The first that is known to be bad, and the last known to be good before it. The first of all is good, the last is bad. */
function bounds(known: readonly Known[]): { good: number; bad: number } {
  const bad = known.indexOf('bad')
  return { good: known.lastIndexOf('good', bad), bad }
}

/** The most trainings that a search may still take: halving, and all that cannot be tried beside. */
export function mostLeft(known: readonly Known[]): number {
  const { good, bad } = bounds(known)
  return Math.ceil(Math.log2(Math.max(1, bad - good)))
}
