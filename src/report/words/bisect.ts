import type { BisectCommit, BisectReport, BisectTried } from '../bisect.ts'
import { id, join, say, strong, type Line } from '../text/line.ts'
import { clip } from '../text/clean.ts'
import { count } from '../text/quantity.ts'

export function commitWords({ commit, subject }: BisectCommit): Line {
  return say`${id(commit)} ${clip(subject, 100)}`
}

/** The answer in one sentence. */
export function bisectSentence({
  result,
  suspects,
  good,
  bad,
  commits,
  stretches,
}: BisectReport): Line {
  const room = say`of ${count(commits, 'commit')}, ${stretches - 1} of which a training can tell from the one before`
  const [first] = suspects
  if (result === 'same' || first === undefined)
    return say`${strong('same')}: ${commitWords(bad)} trains as ${commitWords(good)} does`
  return result === 'found'
    ? say`${strong('found')}: ${commitWords(first)} is the first that trains otherwise, ${room}`
    : say`${strong('one of')} ${count(suspects.length, 'commit')}, for some could not be trained: ${join(suspects.slice(0, 5).map(commitWords), '; ')}`
}

/** "good, identical", "skipped: the training crashed". */
export function triedWords({ outcome, verdict, why }: BisectTried): string {
  const more = why ?? verdict
  return more === undefined ? outcome : `${outcome}: ${more}`
}
