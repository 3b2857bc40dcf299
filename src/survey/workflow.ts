import { isHosted, type WorkflowFacts } from './workflow-facts.ts'
import { nameOf } from './workflow-name.ts'
import { oneJob } from './workflow-one.ts'
import { secondStage } from './workflow-report.ts'
import { threeJobs } from './workflow-three.ts'

export interface WorkflowFile {
  /** Relative to the repository's root. */
  readonly path: string
  readonly text: string
}

/** The workflow files of one `reprise.yml`. */
export function draftWorkflows(facts: WorkflowFacts): WorkflowFile[] {
  const { file } = nameOf(facts.config)
  const first = facts.threeJobs ? threeJobs(facts) : oneJob(facts)
  return [
    { path: `.github/workflows/${file}.yml`, text: first },
    ...(facts.twoStage
      ? [{ path: `.github/workflows/${file}-report.yml`, text: secondStage(facts) }]
      : []),
  ]
}

/** Longest that GitHub lets a job run, less what our own last steps need: 6 hours on its machines, 5 days elsewhere. */
const MOST = { hosted: 350, own: 7190 }
/** For the copies, `setup`, the checkout and the report. */
const AROUND = 30

/**
 * `timeout-minutes` for trainings that may take so long each: above all that Reprise itself allows, so that it is Reprise
 * that ends a training and says so, and below the limit at which GitHub ends the job without a word.
 */
export function jobMinutes(
  trainings: readonly number[],
  budget: number,
  runner: readonly string[],
): number {
  const most = isHosted(runner) ? MOST.hosted : MOST.own
  const all = trainings.reduce((sum, minutes) => sum + Math.max(minutes, budget), 0)
  return Math.min(most, Math.ceil(all) + AROUND)
}
