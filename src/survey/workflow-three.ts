import {
  ABOUT_KEEP,
  aboutMachine,
  checkName,
  action,
  ASKED,
  checkout,
  head,
  JUDGES,
  KEEPS,
  limit,
  trainingSteps,
} from './workflow-parts.ts'
import { expression, HOSTED, indent, quoted, value } from './workflow-text.ts'
import type { WorkflowFacts } from './workflow-facts.ts'

/**
 * Each stage in a job of its own: models and seeds are spread over machines, and the machine that trains never holds a
 * token that writes. The first two are for every event; who concludes depends on what may be written.
 */
export function threeJobs(facts: WorkflowFacts): string {
  const jobs = [prepare(facts), retrain(facts), check(facts), keep(facts)]
  return head(facts) + indent(2, jobs.join('\n'))
}

function prepare(facts: WorkflowFacts): string {
  return `prepare:
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: read
    actions: read # what earlier runs measured
  outputs:
    plan-digest: \${{ steps.prepare.outputs.plan-digest }}
    matrix: \${{ steps.prepare.outputs.matrix }}
    idle: \${{ steps.prepare.outputs.idle }}
  steps:
${indent(4, checkout)}
    - uses: ${action(facts, 'prepare')}
      id: prepare
      with:
        config: ${value(facts.config)}
${indent(8, ASKED)}
`
}

function retrain(facts: WorkflowFacts): string {
  const otherwise = `fromJSON(${quoted(JSON.stringify(facts.runner))})`
  return `# One job for each model and seed, on the machine that \`runner:\` of reprise.yml names, else on the one named here.
retrain:
  needs: prepare
  if: \${{ needs.prepare.outputs.idle != 'true' }}
  strategy:
    fail-fast: false
    matrix: \${{ fromJSON(needs.prepare.outputs.matrix) }}
${indent(2, aboutMachine(facts))}
  runs-on: ${expression(`matrix.runner || ${otherwise}`)}
  ${limit(facts)}
  permissions:
    contents: read
  steps:
${indent(4, trainingSteps(facts))}
    - uses: ${action(facts, 'retrain')}
      with:
        config: ${value(facts.config)}
        model: \${{ matrix.model }}
        seed: \${{ matrix.seed }}
        plan-digest: \${{ needs.prepare.outputs.plan-digest }}
`
}

function check(facts: WorkflowFacts): string {
  return `# Make this job a required check. It always runs: GitHub counts a skipped job as passed, and a training that was lost is a
# verdict, not a pass.
check:
  name: ${checkName(facts)}
  needs: [prepare, retrain]
  if: \${{ always() && (${JUDGES}) }}
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: read
    actions: read # the plan and the records
    pull-requests: write # the comment
  steps:
    - name: Refuse to judge without a plan, or after a cancellation
      if: \${{ needs.prepare.result != 'success' || needs.retrain.result == 'cancelled' }}
      run: |
        echo '::error::prepare failed or the training was cancelled: nothing can be judged'
        exit 1
${conclusion(facts)}`
}

function keep(facts: WorkflowFacts): string {
  return `${ABOUT_KEEP}
# It trains nothing. Where one model's training was lost, what the others measured is kept all the same.
keep:
  needs: [prepare, retrain]
  if: \${{ !cancelled() && needs.prepare.result == 'success' && ${KEEPS} }}
  runs-on: ${HOSTED}
  timeout-minutes: 30 # GitHub’s limits may ask for a pause
  permissions:
    contents: write # the ledger's branch; reprise.lock where somebody accepts
    actions: read # the records, and what the merged pull request measured
  steps:
${conclusion(facts)}`
}

function conclusion(facts: WorkflowFacts): string {
  return `${indent(4, checkout)}
    - uses: ${action(facts, 'report')}
      with:
        config: ${value(facts.config)}
        plan-digest: \${{ needs.prepare.outputs.plan-digest }}
`
}
