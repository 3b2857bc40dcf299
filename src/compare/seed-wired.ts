import { spellKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { bitwise } from './bitwise.ts'
import { selfBaseline, selfOutcome } from './self-check.ts'
import { isWhole } from './set-apart.ts'

/**
 * Whether two runs show that the seed does not reach the training: same inputs, two seed indices, and equal bits that
 * prove it (weights, trace or long series). Two such runs are one draw, so their spread says nothing about noise.
 */
export function seedNotWired(one: RunRecord, other: RunRecord, model: ModelSpec): boolean {
  const isPair =
    one.input === other.input &&
    keyOf(one) === keyOf(other) &&
    one.config.seed.index !== other.config.seed.index &&
    [one, other].every((run) => isWhole(run) && run.config.seed.how !== 'program')
  if (!isPair) return false
  const self = selfOutcome(one, other, model)
  return (
    self.outcome === 'repeats' &&
    bitwise(one, selfBaseline(other, model), other, self.restless).bits === 'equal'
  )
}

function keyOf({ model, key }: RunRecord): string {
  return spellKey({ model, ...key })
}
