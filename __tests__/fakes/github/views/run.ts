import { narrowed } from '../openapi/fill.ts'
import type { Schema } from '../openapi/schema.ts'
import type { Artifact, Job, Repository, Run, World } from '../state/world.ts'
import { simpleCommitView } from './commit.ts'
import { minimalPullView } from './pull.ts'
import { apiOf, nodeId, repositoryView, userView } from './repository.ts'

type View = Record<string, unknown>

export function workflowId({ path }: Run): number {
  return [...path].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7)
}

export function runView(
  world: World,
  repository: Repository,
  run: Run,
  component: string | Schema = 'workflow-run',
  within: string | Schema = 'minimal-repository',
): View {
  const api = apiOf(world, repository)
  const url = `${api}/actions/runs/${run.id}`
  const actor = userView(world, run.actor)
  return narrowed(component, {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.name,
    display_title: run.pull?.title ?? run.name,
    path: run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.conclusion === null ? 'in_progress' : 'completed',
    conclusion: run.conclusion,
    workflow_id: workflowId(run),
    workflow_url: `${api}/actions/workflows/${workflowId(run)}`,
    check_suite_id: run.id + 1,
    check_suite_url: `${api}/check-suites/${run.id + 1}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    ...headOf(world, run, within),
    repository: repositoryView(world, repository, within),
    pull_requests: pullsOf(world, repository, run),
    created_at: run.createdAt,
    run_started_at: run.createdAt,
    updated_at: run.updatedAt,
    actor,
    triggering_actor: actor,
    url,
    html_url: `${world.origin}/${repository.fullName}/actions/runs/${run.id}`,
    ...urlsOf(url),
  })
}

function headOf(world: World, { headRepository, headSha }: Run, within: string | Schema): View {
  return {
    head_commit: simpleCommitView(headRepository, headSha),
    head_repository: repositoryView(world, headRepository, within),
    head_repository_id: headRepository.id,
  }
}

function urlsOf(url: string): View {
  const names = ['jobs', 'logs', 'artifacts', 'cancel', 'rerun']
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${url}/${name}`]))
}

/** Empty for a fork's pull request, and once it is closed. */
function pullsOf(world: World, repository: Repository, run: Run): View[] {
  const pulls = repository.pulls.filter(
    (pull) =>
      pull.closedAt === null && pull.headRepository === repository && pull.headSha === run.headSha,
  )
  return pulls.map((pull) => minimalPullView(world, repository, pull))
}

export function jobView(world: World, repository: Repository, run: Run, job: Job): View {
  const api = apiOf(world, repository)
  return {
    id: job.id,
    node_id: nodeId('Job', job.id),
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    head_sha: run.headSha,
    head_branch: run.headBranch,
    workflow_name: run.name,
    name: job.name,
    status: job.completedAt === null ? 'in_progress' : 'completed',
    conclusion: job.conclusion,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${world.origin}/${repository.fullName}/actions/runs/${run.id}/job/${job.id}`,
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['self-hosted'],
    runner_id: 1,
    runner_name: 'runner',
    runner_group_id: 1,
    runner_group_name: 'Default',
    steps: [],
  }
}

export function artifactView(world: World, repository: Repository, artifact: Artifact): View {
  const { id, name, run, digest, expired, createdAt, expiresAt } = artifact
  const url = `${apiOf(world, repository)}/actions/artifacts/${id}`
  return {
    id,
    node_id: nodeId('Artifact', id),
    name,
    size_in_bytes: world.blobs.get(artifact.blob)?.content?.length ?? 0,
    url,
    archive_download_url: `${url}/zip`,
    expired,
    digest: `sha256:${digest}`,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: expiresAt,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  }
}
