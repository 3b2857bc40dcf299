import type { Divergence } from '../explain/divergence/divergence.ts'
import type { Finding } from '../record/finding.ts'
import type { RunRecord } from '../record/record.ts'
import type { Cost } from './report.ts'

/** Whether a training repeats itself here, from two runs of the same tree and seed. */
export interface AuditReport {
  readonly schema: 'reprise/audit/v1'
  readonly model: string
  /** The comparison key as `spellKey` writes it. */
  readonly key: string
  readonly outcome: 'reproducible' | 'nondeterministic' | 'unknown'
  /**
   * Why it is unknown. `ended`: a run did not come to its end; `no-metrics`: no number was read that could be compared; `weights`: all metrics that
   * count are equal, the declared weights are not; `unproven`: they are equal, and nothing proves the bits.
   */
  readonly why: 'ended' | 'no-metrics' | 'weights' | 'unproven' | undefined
  /** The metrics that count and of which the two runs have other values. */
  readonly disagree: readonly string[]
  readonly exitCode: 0 | 1 | 3
  readonly run: RunRecord
  readonly repeat: RunRecord | undefined
  /** Undefined: neither run was traced. */
  readonly divergence: Divergence | undefined
  readonly findings: readonly Finding[]
  /** Seconds of each run in the order in which they were made; undefined where the cost was not asked for. */
  readonly cost:
    | readonly { readonly deterministic: boolean; readonly seconds: number }[]
    | undefined
  /** Whether another seed gives other bits; undefined where it was not tried. */
  readonly seed: 'wired' | 'not-wired' | 'unknown' | undefined
  readonly spent: Omit<Cost, 'runsSaved'>
  readonly reproduce: string
}
