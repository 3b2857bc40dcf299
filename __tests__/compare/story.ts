import type { BaselineState, Evidence, EvidenceRun } from '../../src/compare/evidence.ts'
import { judge } from '../../src/compare/judge.ts'
import type { Case } from '../../src/compare/standing.ts'
import type { ModelSpec } from '../../src/spec/spec.ts'
import { baseCommit, caseOf, losses, lossOf, madeRun, runOf, type RunParts } from './case.ts'

/** The accepted run of most cases, and two heads: one inside the tolerance of `tolerant`, one outside. */
export const baseline = runOf()
export const near: RunParts = { series: [lossOf(losses(0.415))] }
export const far: RunParts = { series: [lossOf(losses(0.5))] }

/** Numbers of four decimals, which never prove identity. */
export const coarse = { resolution: 'decimal:4' } as const

/** A base commit that has the model, and one from before it. */
export const base = { commit: baseCommit, knowsModel: true }
export const fresh = { commit: baseCommit, knowsModel: false }

export const head = (parts: RunParts = {}): EvidenceRun => madeRun('head', 'judge', runOf(parts))
export const again = (parts: RunParts = {}): EvidenceRun => madeRun('head', 'repeat', runOf(parts))
export const retry = (parts: RunParts = {}): EvidenceRun => madeRun('head', 'retry', runOf(parts))
export const beside = (parts: RunParts = {}): EvidenceRun =>
  madeRun('base', 'judge', runOf({ commit: baseCommit, ...parts }))
export const besideAgain = (parts: RunParts = {}): EvidenceRun =>
  madeRun('base', 'retry', runOf({ commit: baseCommit, ...parts }))

/** Verdict, basis, and the kinds of the reasons, in their order. */
export function told(
  model: ModelSpec,
  state: BaselineState,
  evidence: Evidence,
  tree?: Case['base'],
): string {
  const { verdict, basis, reasons } = judge(caseOf(model, state, evidence, tree))
  return `${verdict} (${basis}): ${reasons.map(({ kind }) => kind).join(', ')}`
}
