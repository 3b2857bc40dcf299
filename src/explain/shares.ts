import type { Difference } from '../record/manifest.ts'
import type { Factor } from '../record/record.ts'
import type { Compared } from './factor.ts'
import type { Pair } from './material.ts'
import { ownerOf } from './owner.ts'
import { compareParams, filesOf } from './params.ts'

/** The changed files of the tree, each given to one factor; undefined where the lists are not at hand. */
export interface Shares {
  readonly params: Compared
  readonly of: (factor: Factor) => readonly Difference[] | undefined
}

export function sharesOf(pair: Pair): Shares {
  const params = compareParams(pair)
  const files = filesOf(params)
  const owned = pair.tree?.map((file) => ({ file, owner: ownerOf(file.name, pair, files) }))
  return {
    params,
    of: (factor) => owned?.flatMap(({ file, owner }) => (owner === factor ? [file] : [])),
  }
}
