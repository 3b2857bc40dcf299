import { textsOf, textOf, valueOf, type Scene } from './expressions.ts'
import type { JobStart } from './job.ts'
import { expandMatrix, type Combination } from './matrix.ts'
import type { JobModel, Repository, Workflow } from './model.ts'
import type { JobIdentity, Permissions, RunnerOptions } from './types.ts'

/** A local port where nothing listens: a test that names no API never reaches the real one. */
const NOWHERE = 'http://127.0.0.1:9'

type Record_ = Readonly<Record<string, unknown>>

/** What `if:`, names and `env:` of jobs see, before any step runs. */
export interface RunContexts {
  readonly github: Record_
  readonly needs: Record_
  readonly vars: Record_
  readonly inputs: Record_
}

/** The `github` context of a run; the event's payload in it as it came. */
export function githubContext(options: RunnerOptions, workflow: string): Record<string, unknown> {
  const { event, github } = options
  const { repository = 'o/r', ref = 'refs/heads/main' } = github
  const [, kind, name = ref] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(ref) ?? []
  return {
    server_url: 'https://github.com',
    api_url: NOWHERE,
    graphql_url: `${NOWHERE}/graphql`,
    repository,
    repository_owner: repository.split('/')[0],
    ref,
    ref_name: name,
    ref_type: kind === 'tags' ? 'tag' : 'branch',
    ref_protected: false,
    head_ref: '',
    base_ref: '',
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    retention_days: '90',
    actor: 'octocat',
    triggering_actor: github['actor'] ?? 'octocat',
    workflow,
    ...github,
    event_name: event.name,
    event: event.payload,
  }
}

export function permissionsOf(
  workflow: Pick<Workflow, 'permissions'>,
  job: Pick<JobModel, 'permissions'>,
): Permissions {
  const token = job.permissions ?? workflow.permissions
  if (token === undefined) return 'default'
  const value = valueOf(token, { contexts: {}, functions: [] })
  if (value === 'read-all' || value === 'write-all') return value
  return (value ?? {}) as Record<string, string>
}

/** The jobs that a matrix makes of one, each with its `strategy` context. */
export function combinationsOf(
  job: JobModel,
  contexts: RunContexts,
): { failFast: boolean; list: (Combination | undefined)[] } {
  if (job.strategy === undefined) return { failFast: true, list: [undefined] }
  const strategy = valueOf(job.strategy, { contexts: { ...contexts }, functions: [] }) as Record_
  const failFast = strategy['fail-fast'] !== false
  if (strategy['matrix'] === undefined) return { failFast, list: [undefined] }
  return { failFast, list: expandMatrix(strategy['matrix']) }
}

/** Everything one job starts with. */
export function startOf(
  workflow: Workflow,
  job: JobModel,
  contexts: RunContexts,
  place: { matrix: Combination | undefined; index: number; total: number; failFast: boolean },
  machine: { options: RunnerOptions; home: Repository | undefined; cancel: AbortSignal },
): JobStart {
  const { options, home, cancel } = machine
  const { matrix = null, index, total, failFast } = place
  const strategy = {
    'fail-fast': failFast,
    'job-index': index,
    'job-total': total,
    'max-parallel': total,
  }
  const early = scene({ ...contexts, matrix, strategy })
  const identity = identityOf(job, early, place.matrix)
  const permissions = permissionsOf(workflow, job)
  const token = options.tokenOf?.(identity, permissions) ?? options.github['token'] ?? ''
  const secrets = { ...options.secrets, GITHUB_TOKEN: token, github_token: token }
  const github = { ...contexts.github, token, job: job.id }
  const late = scene({ ...contexts, github, matrix, strategy, secrets })
  return {
    identity,
    contexts: { ...contexts, github, matrix, strategy, secrets },
    env: { ...textsOf(workflow.env, late), ...textsOf(job.env, late) },
    defaults: { ...runDefaults(workflow.defaults, late), ...runDefaults(job.defaults, late) },
    idToken: permissions === 'write-all' || Object(permissions)['id-token'] === 'write',
    home,
    cancel,
  }
}

function identityOf(job: JobModel, early: Scene, matrix: Combination | undefined): JobIdentity {
  const values = matrix === undefined ? [] : Object.values(matrix).flatMap(leaves)
  const suffix = values.length === 0 ? '' : ` (${values.join(', ')})`
  const name = job.named ? textOf(job.name, early) : `${job.id}${suffix}`
  return { id: job.id, name, ...(matrix !== undefined && { matrix }) }
}

function leaves(value: unknown): string[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leaves)
    : [String(value)]
}

function runDefaults(token: Workflow['defaults'], late: Scene): Record<string, string> {
  if (token === undefined) return {}
  const value = valueOf(token, late) as { run?: Record<string, string> } | null
  return { ...value?.run }
}

function scene(contexts: Record_): Scene {
  return { contexts, functions: [] }
}
