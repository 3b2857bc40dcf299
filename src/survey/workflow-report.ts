import { nameOf } from './workflow-name.ts'
import { action } from './workflow-parts.ts'
import { CHECKOUT, HOSTED, value } from './workflow-text.ts'
import type { WorkflowFacts } from './workflow-facts.ts'

/** Posts what a read-only token (of a fork, of Dependabot) left as an artifact. */
export function secondStage(facts: WorkflowFacts): string {
  const { title, group } = nameOf(facts.config)
  return `# Posts the reports of pull requests whose own token may not write: those of forks and of Dependabot.
# Written by \`reprise init\`, yours to change. What each part is for: docs/github.md of Reprise.
name: ${title} report

on:
  # This runs with the default branch's rights after a workflow that a stranger may have changed. It is safe because nothing of
  # the pull request is checked out or run here, and its artifact is parsed as hostile and judged again.
  workflow_run: # zizmor: ignore[dangerous-triggers]
    workflows: [${title}]
    types: [completed]

permissions: {}

concurrency:
  group: ${group}-report-\${{ github.event.workflow_run.head_repository.id }}-\${{ github.event.workflow_run.head_branch }}
  cancel-in-progress: false

jobs:
  report:
    if: \${{ github.event.workflow_run.event == 'pull_request' }}
    runs-on: ${HOSTED} # a machine that is thrown away, never the one that trains
    timeout-minutes: 30 # GitHub’s limits may ask for a pause
    permissions:
      contents: read
      actions: read # the artifact
      pull-requests: write # the comment
      checks: write # the verdict, as a check of the pull request's head
    steps:
      # Without \`ref:\`: the default branch.
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${action(facts, 'report')}
        with:
          config: ${value(facts.config)}
`
}
