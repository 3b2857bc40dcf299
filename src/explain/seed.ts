import type { FactorReport } from './explanation.ts'
import { factorReport } from './factor.ts'
import type { Pair } from './material.ts'
import { compareSettings } from './setting.ts'

/** The seed's index, how it reaches the program, and its value. */
export function explainSeed(pair: Pair): FactorReport {
  const [before, after] = [pair.baseline.record.config.seed, pair.run.record.config.seed]
  // A program that seeds itself is given no value, so there is none to miss.
  const absent = before.how === 'program' || after.how === 'program' ? 'unset' : 'unknown'
  const compared = compareSettings('seed', [
    { name: 'seed.index', before: before.index, after: after.index, absent: 'unset' },
    { name: 'seed.how', before: before.how, after: after.how, absent: 'unset' },
    { name: 'seed.name', before: before.name, after: after.name, absent: 'unset' },
    { name: 'seed.value', before: before.value, after: after.value, absent },
  ])
  return factorReport('seed', pair, compared)
}
