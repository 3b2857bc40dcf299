import type { Evidence } from '../compare/evidence.ts'
import { secondsOf, spent } from '../compare/standing.ts'
import type { Policy } from '../spec/spec.ts'

/**
 * Whether the policy's budget allows one more run: as many minutes as the longest so far are set aside for it.
 * Of the first run nothing is known, so any budget allows it that is not 0.
 */
export function affords({ budget }: Policy, evidence: Evidence): boolean {
  const { runs, minutes } = spent(evidence)
  const longest = Math.max(0, ...evidence.map(({ record }) => secondsOf(record) / 60))
  return runs < budget.runs && minutes < budget.minutes && minutes + longest <= budget.minutes
}
