import type { Evidence } from '../compare/evidence.ts'
import { standing } from '../compare/judge.ts'
import type { Why } from '../compare/standing.ts'
import { affords } from './budget.ts'
import type { Plan, Step } from './plan.ts'

const BECAUSE: Readonly<Record<Why, string>> = {
  first: 'nothing was run yet',
  crashed: 'the run crashed or ended in NaN: once more with the same seed',
  'self-check': 'the bits differ from the baseline’s: does this training repeat itself?',
  'no-baseline': 'there is no baseline for this hardware: the base commit is trained beside it',
  'environment-moved':
    'the results differ and so does the environment: the base commit is trained here',
  'self-evidence': 'there is nothing to compare with: does this training repeat itself?',
}

/**
 * What to do next: one more run while the evidence asks for one and the budget allows it, else stop with the verdict.
 * The loop ends by construction: each run has a side and purpose that the evidence lacks.
 */
export function next(plan: Plan, evidence: Evidence): Step {
  const { verdict, want } = standing({ ...plan, evidence })
  if (want === undefined || !affords(plan, evidence)) return { do: 'stop', verdict }
  const seed = plan.baseline.state === 'found' ? plan.baseline.entry.seed : 0
  return { do: 'run', side: want.side, purpose: want.purpose, seed, because: BECAUSE[want.why] }
}
