import { StringToken } from '@actions/workflow-parser/templates/tokens/string-token'
import { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token'
import { resolve } from 'node:path'
import { listens } from './events.ts'
import { runJob } from './job.ts'
import { runJobs, type Run } from './jobs.ts'
import { loadWorkflow } from './load-workflow.ts'
import type { Step } from './model.ts'
import { homeOf, repositoryOf } from './references.ts'
import { githubContext } from './start.ts'
import type { Conclusion, JobResult, RunResult, RunnerOptions } from './types.ts'

// A small GitHub Actions runner for tests: real workflow and action files, read and evaluated by
// GitHub's own libraries, executed with real processes under the real runner's contract (read in
// actions/runner 2.336). A job is a machine: its own RUNNER_TEMP, and its own workspace where
// `workspaceOf` says so; jobs run one after the other.
// Not here: containers and docker actions, reusable workflows, background steps, problem matchers,
// concurrency groups, branch and path filters, and the clean-up of RUNNER_TEMP after a job, which
// tests like to look into.

export type { JobResult, RunResult, RunnerOptions, StepResult } from './types.ts'

/** Runs all jobs of a workflow file, in the order of their `needs`. A workflow that doesn't listen to the event has no jobs and is `skipped`. */
export async function runWorkflow(file: string, options: RunnerOptions): Promise<RunResult> {
  const workflow = await loadWorkflow(resolve(file))
  if (!listens(workflow, options))
    return { conclusion: 'skipped', jobs: [], log: `${file} does not run on ${options.event.name}` }
  const run: Run = { workflow, options, home: homeOf(resolve(file), options), finished: new Map() }
  const jobs = await runJobs(run)
  const results = [...run.finished.values()].map(({ result }) => result)
  const log = jobs.map((job) => `=== ${job.name}: ${job.conclusion}\n${job.log}`).join('\n')
  return { conclusion: overall(results, options.signal?.aborted === true), jobs, log }
}

/** Runs one action (a folder with action.yml) as the only step of a job; its outputs are the job's. */
export async function runAction(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  options: RunnerOptions,
): Promise<JobResult> {
  const { repository, path } = repositoryOf(folder, options)
  const token = options.github['token'] ?? ''
  const start = {
    identity: { id: 'action', name: 'action' },
    contexts: {
      github: { ...githubContext(options, 'action'), token, job: 'action' },
      needs: {},
      vars: { ...options.vars },
      inputs: {},
      matrix: null,
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 },
      secrets: { ...options.secrets, GITHUB_TOKEN: token, github_token: token },
    },
    env: {},
    defaults: {},
    idToken: false,
    home: repository,
    cancel: options.signal ?? new AbortController().signal,
  }
  const step = usesStep(`$/${path}`, inputs)
  const result = await runJob({ steps: [step], outputs: undefined }, start, options)
  const main = result.steps.find(({ id, phase }) => id === step.id && phase === 'main')
  return { ...result, outputs: main?.outputs ?? {} }
}

function usesStep(uses: string, inputs: Readonly<Record<string, string>>): Step {
  const given = new MappingToken(undefined, undefined, undefined)
  for (const [name, value] of Object.entries(inputs)) given.add(text(name), text(value))
  return {
    id: 'action',
    name: undefined,
    condition: 'success()',
    env: undefined,
    continueOnError: undefined,
    timeout: undefined,
    uses,
    with: given,
    shell: undefined,
    workingDirectory: undefined,
  }
}

function text(value: string): StringToken {
  return new StringToken(undefined, undefined, value, undefined)
}

function overall(results: readonly Conclusion[], cancelled: boolean): Conclusion {
  if (results.includes('failure')) return 'failure'
  if (cancelled || results.includes('cancelled')) return 'cancelled'
  return results.includes('success') ? 'success' : 'skipped'
}
