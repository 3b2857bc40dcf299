import type { RunRecord } from '../record/record.ts'
import { explainCode } from './code.ts'
import { explainConfig } from './config.ts'
import { explainData } from './data.ts'
import { explainDeterminism } from './determinism.ts'
import { explainEnvironment } from './environment.ts'
import type { Explanation } from './explanation.ts'
import { explainHardware } from './hardware.ts'
import { pairOf, type Material } from './material.ts'
import { explainSeed } from './seed.ts'
import { sharesOf } from './shares.ts'

/**
 * What differs between a run and the baseline's record, factor by factor. Pure: contents come from `material`, which
 * `wanted` says how to fill; what is missing there, or is not what its digest says, is reported as unknown.
 */
export function explain({ run, baseline, material }: Comparison): Explanation {
  const pair = pairOf(run, baseline, material)
  const shares = sharesOf(pair)
  return {
    factors: [
      explainCode(pair, shares.of('code')),
      explainConfig(pair, shares.params),
      explainData(pair, shares.of('data')),
      explainEnvironment(pair),
      explainHardware(pair),
      explainSeed(pair),
      explainDeterminism(pair),
    ],
  }
}

export interface Comparison {
  readonly run: RunRecord
  readonly baseline: RunRecord
  readonly material: Material
}
