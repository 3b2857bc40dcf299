import { UserError } from '../record/error.ts'
import type { Trust } from '../record/envelope.ts'
import type { Repo } from './client.ts'
import type { Context } from './context.ts'
import {
  branchOf,
  EVENTS,
  HEADS,
  invalid,
  parsePayload,
  readRepository,
  withoutRef,
  type EventName,
} from './payload.ts'

export type { Context, FinishedRun } from './context.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The circumstances of a job.
 *
 * @param env the job's environment, as GitHub's documentation lists it ("Default environment variables")
 * @param payload the text of the file that GITHUB_EVENT_PATH names
 * @throws {UserError} `event-unsupported`; `event-invalid`: not what GitHub writes
 */
export function readContext(env: Environment, payload: string): Context {
  const name = eventName(variable(env, 'GITHUB_EVENT_NAME'))
  const json = parsePayload(payload)
  const repository = readRepository(json, name)
  const ref = variable(env, 'GITHUB_REF')
  // A schedule's payload may lack the repository; it always runs for the default branch.
  const branch = repository?.default_branch ?? (name === 'schedule' ? branchOf(ref) : undefined)
  if (branch === undefined) throw invalid('its payload names no default branch')
  const repo = repoOf(variable(env, 'GITHUB_REPOSITORY'))
  const serverUrl = addressOf(env, 'GITHUB_SERVER_URL')
  const runId = numberOf(env, 'GITHUB_RUN_ID')
  const attempt = numberOf(env, 'GITHUB_RUN_ATTEMPT')
  return {
    serverUrl,
    apiUrl: addressOf(env, 'GITHUB_API_URL'),
    repo,
    repositoryId: numberOf(env, 'GITHUB_REPOSITORY_ID'),
    private: repository?.private ?? true,
    defaultBranch: branch,
    runId,
    attempt,
    workflow: workflowPath(variable(env, 'GITHUB_WORKFLOW_REF')),
    actor: variable(env, 'GITHUB_ACTOR'),
    sha: variable(env, 'GITHUB_SHA'),
    ref,
    runUrl: `${serverUrl}/${repo.owner}/${repo.name}/actions/runs/${runId}/attempts/${attempt}`,
    event: EVENTS[name](json, branch),
  }
}

/** How far what this job was started for may be trusted, before anything is asked of GitHub (DESIGN §7). */
export function trustOfEvent({ event, ref, repositoryId, defaultBranch }: Context): Trust {
  switch (event.name) {
    case 'pull_request':
      return event.head.repositoryId === repositoryId ? 'branch' : 'fork'
    // Its own workflow is the default branch's, but what it looks at is another run's.
    case 'workflow_run':
      return event.run.headRepositoryId === repositoryId ? 'branch' : 'fork'
    // The group holds the pull requests' own edits of workflows and configuration.
    case 'merge_group':
      return 'branch'
    case 'push':
    case 'schedule':
    case 'workflow_dispatch':
      return ref === HEADS + defaultBranch ? 'protected' : 'branch'
  }
}

function eventName(name: string): EventName {
  if (Object.hasOwn(EVENTS, name)) return name as EventName
  const why =
    name === 'pull_request_target'
      ? 'it would run the code of a pull request beside a token that may write'
      : 'Reprise does not know what to train for it'
  throw new UserError(
    'event-unsupported',
    `the event ${JSON.stringify(name)} is not supported: ${why}`,
    `Start the workflow on: ${Object.keys(EVENTS).join(', ')}.`,
  )
}

function variable(env: Environment, name: string): string {
  const value = env[name] ?? ''
  if (value !== '') return value
  throw invalid(`${name} is not set`)
}

function numberOf(env: Environment, name: string): number {
  const number = Number(/^\d{1,16}$/.exec(variable(env, name))?.[0])
  if (Number.isSafeInteger(number) && number > 0) return number
  throw invalid(`${name} is not a number`)
}

function addressOf(env: Environment, name: string): string {
  const address = variable(env, name)
  if (!/^https?:\/\/\S+$/.test(address)) throw invalid(`${name} is not an address`)
  return address.replace(/\/+$/, '')
}

function repoOf(fullName: string): Repo {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? []
  if (owner === undefined || name === undefined)
    throw invalid('GITHUB_REPOSITORY is not owner/name')
  return { owner, name }
}

/** `owner/name/.github/workflows/check.yml@refs/heads/main` without its first two parts and its last. */
function workflowPath(ref: string): string {
  return withoutRef(ref.split('/').slice(2).join('/'))
}
