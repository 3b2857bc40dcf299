import { hashFilesFunction, statusFunctions, type Standing } from './functions.ts'
import type { CommandFiles } from './file-commands.ts'
import type { Scene } from './expressions.ts'
import type { Job, Phase, Scope, StepNode, StepsContext } from './job-state.ts'
import type { Conclusion } from './types.ts'

/** The keys of the `github` context that steps also get as GITHUB_*, from the runner's GitHubContext. */
const GITHUB_VARIABLES = new Set(
  `action action_path action_ref action_repository actor actor_id api_url base_ref env event_name
  event_path graphql_url head_ref job output path ref ref_name ref_protected ref_type repository
  repository_id repository_owner repository_owner_id retention_days run_attempt run_id run_number
  server_url sha state step_summary triggering_actor workflow workflow_ref workflow_sha
  workspace`.split(/\s+/),
)

/** What composites don't see. */
const JOB_ONLY = new Set(['needs', 'vars', 'secrets'])

/** One step's `github` context. Without `files` it is the one that its `if:` and `env:` see: there a nested step still has its composite's repository. */
export function githubOf(
  job: Job,
  scope: Scope,
  node: StepNode,
  files?: CommandFiles,
): Record<string, unknown> {
  const { composite } = scope
  const repository = files === undefined ? composite?.repository : node.action?.repository
  return {
    ...job.contexts['github'],
    ...files,
    action: composite?.actionName ?? node.step.id,
    ...(composite && { action_path: composite.folder, action_status: composite.result }),
    action_repository: repository?.name ?? '',
    action_ref: repository?.ref ?? '',
  }
}

/** What a step's expressions see. `standing` is asked when a status function is called. */
export function sceneOf(
  job: Job,
  scope: Scope,
  github: Readonly<Record<string, unknown>>,
  env: ReadonlyMap<string, string>,
  standing: () => Standing,
): Scene {
  const shared = Object.entries(job.contexts).filter(
    ([name]) => scope.composite === undefined || !JOB_ONLY.has(name),
  )
  return {
    contexts: {
      ...Object.fromEntries(shared),
      github,
      env: Object.fromEntries(env),
      steps: stepsOf(scope.steps),
      inputs: scope.inputs,
      job: { status: job.status },
    },
    functions: [...statusFunctions(standing), hashFilesFunction(job.folders.workspace)],
  }
}

/** A composite's main steps look at the composite; pre, post and the job's own steps look at the job. */
export function standingOf(
  job: Job,
  scope: Scope,
  phase: Phase,
  composite: Conclusion | undefined,
): Standing {
  const status = scope.composite !== undefined && phase === 'main' ? composite : job.status
  return {
    success: status === 'success',
    failure: status === 'failure',
    cancelled: job.status === 'cancelled',
  }
}

function stepsOf(steps: StepsContext): Record<string, unknown> {
  const entries = [...steps].map(([id, { outputs, outcome, conclusion }]) => [
    id,
    { outputs: Object.fromEntries(outputs), outcome, conclusion },
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** GITHUB_* and RUNNER_*, which no `env:` can overrule. */
export function contextVariables(
  job: Job,
  github: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [key, value] of Object.entries(github))
    if (GITHUB_VARIABLES.has(key) && (typeof value === 'string' || typeof value === 'boolean'))
      variables[`GITHUB_${key.toUpperCase()}`] = String(value)
  for (const [key, value] of Object.entries(job.contexts['runner'] ?? {}))
    variables[`RUNNER_${key.toUpperCase()}`] = String(value)
  return variables
}
