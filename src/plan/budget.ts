import type { Evidence } from '../compare/evidence.ts'
import { secondsOf, spent } from '../compare/standing.ts'
import type { RunRecord } from '../record/record.ts'
import type { Plan } from './plan.ts'

/**
 * Whether the policy's budget allows one more run: as many minutes as the longest so far are set aside for it.
 * Of the first run nothing is known, so any budget allows it that is not used up.
 */
export function affords(plan: Plan, evidence: Evidence): boolean {
  return spentOf(plan, evidence).runs < plan.policy.budget.runs && affordsLook(plan, evidence)
}

/** The same for a run that is stopped after a few steps: it counts as no run, and takes no longer than a whole one. */
export function affordsLook(plan: Plan, evidence: Evidence): boolean {
  const { budget } = plan.policy
  const { minutes } = spentOf(plan, evidence)
  const longest = Math.max(0, ...evidence.map(({ record }) => secondsOf(record) / 60))
  return minutes < budget.minutes && minutes + longest <= budget.minutes
}

/** The same where nothing was spent before, of runs that are no evidence: each counts, however short it was. */
export function affordsMore(budget: Plan['policy']['budget'], made: readonly RunRecord[]): boolean {
  const minutes = made.map((record) => secondsOf(record) / 60)
  const spentMinutes = minutes.reduce((sum, one) => sum + one, 0)
  const longest = Math.max(0, ...minutes)
  return made.length < budget.runs && spentMinutes + longest <= budget.minutes
}

function spentOf({ spent: before }: Plan, evidence: Evidence): { runs: number; minutes: number } {
  const now = spent(evidence.filter(({ record }) => before?.records.includes(record.id) !== true))
  return { runs: now.runs + (before?.runs ?? 0), minutes: now.minutes + (before?.minutes ?? 0) }
}
