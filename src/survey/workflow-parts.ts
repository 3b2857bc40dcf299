import { nameOf } from './workflow-name.ts'
import { CHECKOUT, pattern } from './workflow-text.ts'
import { isHosted, PLACEHOLDER, type WorkflowFacts } from './workflow-facts.ts'

/** What every workflow of a `reprise.yml` begins with: its name, when it runs, and no permission that a job does not ask for. */
export function head(facts: WorkflowFacts): string {
  const { title, group } = nameOf(facts.config)
  return `# Retrains the models of reprise.yml and says whether training still reproduces.
# Written by \`reprise init\`, yours to change. What each part is for: docs/github.md of Reprise.
name: ${title}

on:
  pull_request:
    # A draft starts the job too, which then says that it does not train: GitHub counts a skipped job as passed.
    types: [opened, synchronize, reopened, ready_for_review]
  merge_group:
  push:
    branches: [${pattern(facts.branch)}]
  schedule:
    # ${tick(facts)}
    - cron: '23 3 * * *'
  workflow_dispatch:
    inputs:
      mode:
        description: What to do with this branch
        type: choice
        options: [check, calibrate, accept]
        default: check
      model:
        description: One model of reprise.yml (empty means all)
        type: string
      because:
        description: For accept, why the new numbers are right
        type: string
      cause:
        description: For accept, one of code, data, configuration, environment, hardware, bad-baseline (empty means the one that differs)
        type: string

permissions: {}

# Of a group one run waits at most, and a newer one takes its place: so each event has a group of its own.
concurrency:
  group: ${group}-\${{ github.event.pull_request.number || format('{0}-{1}', github.event_name, github.ref) }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
`
}

function tick({ threeJobs }: WorkflowFacts): string {
  return threeJobs
    ? "Each tick adds the runs that a baseline's noise still lacks, in a job for each seed."
    : "Each tick adds one run to what is known of a baseline's noise, until there are enough."
}

/** Judges a change, before and in a merge queue. */
export const JUDGES = "github.event_name == 'pull_request' || github.event_name == 'merge_group'"

/**
 * The name of the job that is to be required. Where it is skipped, for a push or a dispatch of the same commit, it has another
 * one: GitHub counts a skipped check as passed.
 */
export function checkName({ config }: WorkflowFacts): string {
  const { title } = nameOf(config)
  return `\${{ (${JUDGES}) && '${title}' || '${title} (not a pull request)' }}`
}

/** Copies an accepted record into the ledger, adds to the pool of a baseline, or does what a person asked for. */
export const KEEPS = "github.event_name != 'pull_request' && github.event_name != 'merge_group'"

/** What a person asked for; of any other event these are empty. */
export const ASKED = `mode: \${{ inputs.mode || 'check' }}
model: \${{ inputs.model }}
because: \${{ inputs.because }}
cause: \${{ inputs.cause }}`

/** What stands above the one job that may write. */
export const ABOUT_KEEP = `# After a merge, on a schedule, or when somebody asks. It alone may write: the ledger's branch, and reprise.lock for \`accept\`.`

/** How long a job that trains may take. */
export function limit({ minutes }: WorkflowFacts): string {
  return `timeout-minutes: ${minutes} # above the limits of reprise.yml: Reprise ends a training, and says so`
}

/** What to know about the machine that trains. */
export function aboutMachine({ runner }: WorkflowFacts): string {
  return isHosted(runner)
    ? `# A machine that GitHub lends, without a GPU. Name yours as \`runner:\` in reprise.yml, and here.
# Lent machines differ in their processors: expect tolerances, not equal bits, from one to the next.`
    : `# Your own machine. A pull request from a fork brings its own copy of this file: in a public repository limit the runner
# group to this workflow at the default branch, or use runners that live for one job (docs/github.md, Trust).`
}

/** The checkout, and what the sandbox needs where GitHub lends the machine. */
export function trainingSteps({ runner, threeJobs }: WorkflowFacts): string {
  if (threeJobs)
    return `${checkout}\n${sandbox("\n  if: ${{ runner.environment == 'github-hosted' && runner.os == 'Linux' }}")}`
  return runner.some((label) => label.startsWith('ubuntu-')) && isHosted(runner)
    ? `${checkout}\n${sandbox('')}`
    : checkout
}

function sandbox(condition: string): string {
  return `- name: Let the sandbox work${condition}
  run: |
    command -v bwrap || { sudo apt-get update -qq && sudo apt-get install -y -qq bubblewrap; }
    sudo sysctl -e -w kernel.apparmor_restrict_unprivileged_userns=0`
}

export const checkout = `- uses: ${CHECKOUT}
  with:
    fetch-depth: 2 # a merge commit and what it merges
    persist-credentials: false`

/** Reprise itself, or one of its stages. */
export function action({ action: whole }: WorkflowFacts, stage?: string): string {
  const [repository = '', ref] = whole.split('@')
  const path = stage === undefined ? repository : `${repository.replace(/\/$/, '')}/${stage}`
  const pinned = ref === undefined ? path : `${path}@${ref}`
  return whole === PLACEHOLDER
    ? `${pinned} # put the repository and full commit id of Reprise here`
    : pinned
}
