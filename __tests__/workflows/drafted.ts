import { draftWorkflows } from '../../src/survey/workflow.ts'
import type { WorkflowFacts } from '../../src/survey/workflow-facts.ts'

/** A repository with one machine of its own. */
export const facts: WorkflowFacts = {
  config: 'reprise.yml',
  action: `o/reprise@${'1'.repeat(40)}`,
  branch: 'main',
  runner: ['self-hosted', 'gpu'],
  minutes: 150,
  threeJobs: false,
  twoStage: false,
}

/** The workflow that trains. */
export function first(changed: Partial<WorkflowFacts>): string {
  return draftWorkflows({ ...facts, ...changed })[0]?.text ?? ''
}

/** The one that posts for others. */
export function second(changed: Partial<WorkflowFacts>): string {
  return draftWorkflows({ ...facts, twoStage: true, ...changed })[1]?.text ?? ''
}
