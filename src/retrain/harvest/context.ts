import type { Finding } from '../../record/finding.ts'
import type { ComparisonKey } from '../../record/key.ts'
import type { HardwareFacts, RunRecord } from '../../record/record.ts'
import type { ModelSpec } from '../../spec/spec.ts'

/** What is known of a run beside what it left. */
export interface HarvestContext {
  readonly model: ModelSpec
  readonly key: ComparisonKey
  /** The commits that the tree comes from, and whether it differs from them. */
  readonly code: {
    readonly commit?: string
    readonly head?: string
    readonly base?: string
    readonly dirty: boolean
  }
  /** The checkout that the run's copy stands for. */
  readonly checkout: string
  readonly hardware: HardwareFacts
  /** What the machine could not say about itself. */
  readonly findings?: readonly Finding[]
  readonly parents?: RunRecord['parents']
  readonly signal?: AbortSignal | undefined
}
