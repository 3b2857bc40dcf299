import { causeOf } from '../../src/explain/cause/cause-of.ts'
import { otherNumpy, versionsOf } from '../../scripts/pythons.ts'
import type { Pair } from './mutation.ts'
import { Player } from './play.ts'
import { factorsOf, reportsOf, type NumpyVersions } from './reports.ts'
import { scoreOf, type Score } from './score.ts'

/** How many trainings run at the same time; each takes one core. */
const AT_ONCE = 2

/** Plays pairs and scores what was said of each, in the order of the pairs. */
export async function scoresOf(python: string, pairs: readonly Pair[]): Promise<readonly Score[]> {
  const player = new Player({ python, numpy: otherNumpy() })
  const numpy = numpyVersions(python)
  return atOnce(pairs, async (pair) => {
    const { divergence, repeat } = await player.play(pair)
    const factors = reportsOf(pair, numpy)
    const cause = causeOf({ factors, divergence, ...(repeat && { repeat }) })
    return scoreOf(pair, { divergence, cause, factors: factorsOf(pair) })
  })
}

function numpyVersions(python: string): NumpyVersions {
  const [usual = 'unknown'] = versionsOf(python, ['numpy']) ?? []
  return { usual, other: otherNumpy()?.match(/[\d.]+$/)?.[0] ?? 'unknown' }
}

/** Works on all, a few at a time; the results stand in the order of what they are for. */
export async function atOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<Item, Result>()
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift())
      results.set(item, await work(item))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return items.map((item) => results.get(item) as Result)
}
