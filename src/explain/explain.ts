import type { RunRecord } from '../record/record.ts'
import { causeOf } from './cause/cause-of.ts'
import { explainCode } from './code.ts'
import { explainConfig } from './config.ts'
import { explainData } from './data.ts'
import { explainDeterminism } from './determinism.ts'
import { explainEnvironment } from './environment.ts'
import type { Explanation } from './explanation.ts'
import { explainHardware } from './hardware.ts'
import { pairOf, type Material } from './material.ts'
import { partingsOf, type TracedRuns } from './partings.ts'
import { explainSeed } from './seed.ts'
import { sharesOf } from './shares.ts'

/**
 * What differs between a run and the baseline's record, factor by factor, where the two part, and why. Pure: contents come from `material`, which
 * `wanted` says how to fill; what is missing there, or is not what its digest says, is reported as unknown.
 */
export function explain({ run, baseline, material, traced }: Comparison): Explanation {
  const pair = pairOf(run, baseline, material)
  const shares = sharesOf(pair)
  const factors = [
    explainCode(pair, shares.of('code')),
    explainConfig(pair, shares.params),
    explainData(pair, shares.of('data')),
    explainEnvironment(pair),
    explainHardware(pair),
    explainSeed(pair),
    explainDeterminism(pair),
  ]
  const partings = traced === undefined ? {} : partingsOf(traced)
  const cause = causeOf({ factors, ...partings })
  return { factors, ...partings, ...(cause === undefined ? {} : { cause }) }
}

/** The same explanation where it is known which files the change itself touches: those come first among the causes. */
export function withTouched(explanation: Explanation, touched: readonly string[]): Explanation {
  const cause = causeOf({ ...explanation, touched })
  return { ...explanation, touched, ...(cause === undefined ? {} : { cause }) }
}

export interface Comparison {
  readonly run: RunRecord
  readonly baseline: RunRecord
  readonly material: Material
  /** Absent: where the two part is not asked. */
  readonly traced?: TracedRuns
}
