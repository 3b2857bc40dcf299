import { spellKey, type ComparisonKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { BaselineState, Evidence } from './evidence.ts'
import { setApart } from './set-apart.ts'
import type { Reason } from './verdict.ts'

/** What the evidence is measured against. */
export interface Expected {
  readonly key: ComparisonKey
  readonly baseline: BaselineState
  readonly base: { readonly commit: string } | undefined
}

/**
 * Why evidence cannot be used at all: `invalid`, before anything is judged. Undefined where it is sound.
 *
 * Each run must be of this model and key, trained with the baseline's seed, and the base's runs of the base's commit;
 * runs of one side must have the same inputs; no record may stand for two runs; and a run that was stopped on purpose is
 * only looked at.
 */
export function evidenceTrouble(evidence: Evidence, expected: Expected): Reason | undefined {
  for (const [index, { side, purpose, record }] of evidence.entries()) {
    const earlier = evidence.slice(0, index)
    const foreign = foreignModule(record)
    if (foreign !== undefined) return foreign
    const apart = setApart(record)
    if (purpose === 'window' && record.run.window === undefined)
      return invalid('a run that was to look at a few steps was not stopped after them')
    if (purpose !== 'window' && apart !== undefined) return unjudged(apart)
    const key = spellKey({ model: record.model, ...record.key })
    if (key !== spellKey(expected.key))
      return invalid(`a record is of ${key}, not of ${spellKey(expected.key)}`)
    if (earlier.some((run) => run.record.id === record.id)) return TWICE
    const seed = expected.baseline.state === 'found' ? expected.baseline.entry.seed : 0
    if (record.config.seed.index !== seed)
      return invalid(`a run has seed index ${record.config.seed.index}, not ${seed}`)
    // What a look at a few steps computed is believed only where it is what the judged run had computed.
    if (side === 'base' && purpose === 'window') continue
    const sibling = earlier.find((run) => run.side === side && run.purpose !== 'window')
    if (sibling !== undefined && sibling.record.input !== record.input)
      return invalid(`two runs of the ${side} had different inputs`)
    const { commit } = record.code
    if (side === 'base' && commit !== undefined && commit !== expected.base?.commit)
      return invalid('the base’s run is of another commit')
  }
  return undefined
}

/**
 * A module that came from outside the run's own copy while nothing kept it out: the run did not train this code.
 * At isolation 4 the checkout is not there to be imported (DESIGN §7).
 */
export function foreignModule(record: RunRecord): Reason | undefined {
  const found = record.findings.find(({ kind }) => kind === 'foreign-module')
  if (found?.kind !== 'foreign-module' || record.run.isolation >= 4) return undefined
  return { kind: 'foreign-module', path: found.path }
}

/** @param why of {@link setApart} */
export function unjudged(why: string): Reason {
  return invalid(`a run cannot be judged: ${why}`)
}

export const TWICE: Reason = invalid('one record stands for two runs')

function invalid(why: string): Reason {
  return { kind: 'evidence-invalid', why }
}
