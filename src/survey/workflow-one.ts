import {
  ABOUT_KEEP,
  checkName,
  aboutMachine,
  action,
  ASKED,
  head,
  JUDGES,
  KEEPS,
  limit,
  trainingSteps,
} from './workflow-parts.ts'
import { indent, list, value } from './workflow-text.ts'
import type { WorkflowFacts } from './workflow-facts.ts'

/** All three stages in one job: what most people want. */
export function oneJob(facts: WorkflowFacts): string {
  return head(facts) + indent(2, [check(facts), keep(facts)].join('\n'))
}

function check(facts: WorkflowFacts): string {
  return `# Make this job a required check: it is green for the verdicts that the policy of reprise.yml calls green, and for no other.
check:
  name: ${checkName(facts)}
  if: \${{ ${JUDGES} }}
${indent(2, aboutMachine(facts))}
${indent(2, machine(facts))}
  permissions:
    contents: read
    actions: read # what earlier runs of this pull request measured
    pull-requests: write # the comment
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts)}
      with:
        config: ${value(facts.config)}
`
}

function keep(facts: WorkflowFacts): string {
  return `${ABOUT_KEEP}
keep:
  if: \${{ ${KEEPS} }}
${indent(2, machine(facts))}
  permissions:
    contents: write # the ledger's branch; reprise.lock where somebody accepts
    actions: read # what the merged pull request measured
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts)}
      with:
        config: ${value(facts.config)}
${indent(8, ASKED)}
`
}

/** The labels of a job that trains all models, and how long it may take. */
function machine(facts: WorkflowFacts): string {
  const { runner } = facts
  const [only = ''] = runner
  return `runs-on: ${runner.length === 1 ? value(only) : list(runner)}
${limit(facts)}`
}
