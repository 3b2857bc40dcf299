import type { Evidence } from '../compare/evidence.ts'
import { secondsOf, spent } from '../compare/standing.ts'
import type { Plan } from './plan.ts'

/**
 * Whether the policy's budget allows one more run: as many minutes as the longest so far are set aside for it.
 * Of the first run nothing is known, so any budget allows it that is not used up.
 */
export function affords({ policy: { budget }, spent: before }: Plan, evidence: Evidence): boolean {
  const now = spent(evidence.filter(({ record }) => before?.records.includes(record.id) !== true))
  const runs = now.runs + (before?.runs ?? 0)
  const minutes = now.minutes + (before?.minutes ?? 0)
  const longest = Math.max(0, ...evidence.map(({ record }) => secondsOf(record) / 60))
  return runs < budget.runs && minutes < budget.minutes && minutes + longest <= budget.minutes
}
