import type { RunRecord } from '../record/record.ts'

type Call = NonNullable<RunRecord['config']['seed']['calls']>[number]

/** A seeding call that gave another number in the second of two runs. */
export interface OtherSeed {
  readonly call: string
  /** `train.py:12`, where it is in the tree. */
  readonly at: string | undefined
  readonly first: number
  readonly second: number
}

/**
 * The first seeding call that gave two runs of one program other numbers, each call with the same one of the same line. A number that was not
 * recorded tells nothing. What is seeded later may follow from it.
 */
export function otherSeed(run: RunRecord, repeat: RunRecord): OtherSeed | undefined {
  const others = numbered(repeat)
  for (const [key, { call, at, given: first }] of numbered(run)) {
    const second = others.get(key)?.given ?? null
    if (first !== null && second !== null && first !== second) return { call, at, first, second }
  }
  return undefined
}

/** By name, line and how often that was called before. */
function numbered({ config }: RunRecord): Map<string, Call> {
  const counts = new Map<string, number>()
  return new Map(
    (config.seed.calls ?? []).map((one) => {
      const place = JSON.stringify([one.call, one.at])
      const count = (counts.get(place) ?? 0) + 1
      counts.set(place, count)
      return [`${place} ${count}`, one]
    }),
  )
}
