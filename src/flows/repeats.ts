import { selfOutcome } from '../compare/self-check.ts'
import { isWhole } from '../compare/set-apart.ts'
import type { RunRecord } from '../record/record.ts'
import { spellKey } from '../record/key.ts'
import type { Baseline } from '../spec/lock.ts'
import type { ModelSpec } from '../spec/spec.ts'

/** The reason that stands in a lock for a baseline that replaces none, where nobody gave another. */
export const FIRST = 'the first baseline'

/** The finished runs that had the same inputs and ran on the same kind of machine as a record, itself left out. */
export function kinOf(record: RunRecord, all: readonly RunRecord[]): RunRecord[] {
  const key = keyOf(record)
  return all.filter(
    (one) =>
      one.id !== record.id && one.input === record.input && keyOf(one) === key && isWhole(one),
  )
}

/** Whether the same inputs and seed gave equal bits, as far as these records tell. One difference is enough for `no`. */
export function repeatsOf(
  record: RunRecord,
  all: readonly RunRecord[],
  model: ModelSpec,
): Baseline['repeats'] {
  const twins = kinOf(record, all).filter(
    (one) => one.config.seed.index === record.config.seed.index,
  )
  const outcomes = twins.map((twin) => selfOutcome(record, twin, model).outcome)
  if (outcomes.includes('differs')) return 'no'
  return outcomes.includes('repeats') ? 'yes' : 'unknown'
}

function keyOf(record: RunRecord): string {
  return spellKey({ model: record.model, ...record.key })
}
