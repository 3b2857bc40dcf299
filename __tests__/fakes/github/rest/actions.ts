import { refuse, type Reply } from '../reply.ts'
import type { Artifact, Run } from '../state/world.ts'
import { signed } from '../results/blobs.ts'
import { artifactView, jobView, runView } from '../views/run.ts'
import { byId, paged, param, text, type Call, type Handler } from './call.ts'

/** Those whose upload is finished, the newest first. */
function artifactsOf(call: Call, run?: Run): Artifact[] {
  const name = text(call.query, 'name')
  const found = call.repository.artifacts.filter(
    (one) =>
      one.digest !== undefined &&
      (run === undefined || one.run === run) &&
      (name === undefined || one.name === name),
  )
  const down = text(call.query, 'direction') !== 'asc'
  return down ? found.toReversed() : found
}

function artifactsPage(call: Call, found: readonly Artifact[]): Reply {
  const view = (one: Artifact): unknown => artifactView(call.world, call.repository, one)
  return paged(call, found, view, 'artifacts')
}

function artifactOf(call: Call): Artifact {
  return byId(call, artifactsOf(call), 'artifact_id')
}

function download(call: Call): Reply {
  const artifact = artifactOf(call)
  if (artifact.expired) refuse(410, 'Artifact has expired')
  if (param(call, 'archive_format') !== 'zip') refuse(404, 'Not Found')
  return { status: 302, headers: { location: signed(call.world, artifact.blob, 'r') }, body: '' }
}

function wanted({ query }: Call, run: Run): boolean {
  const is = (name: string, ...values: readonly string[]): boolean =>
    query[name] === undefined || values.includes(String(query[name]))
  const status = run.conclusion === null ? 'in_progress' : 'completed'
  return (
    is('actor', run.actor.login) &&
    is('branch', run.headBranch) &&
    is('event', run.event) &&
    is('head_sha', run.headSha) &&
    is('check_suite_id', String(run.id + 1)) &&
    is('status', status, run.conclusion ?? status)
  )
}

export const actions = {
  'actions/list-artifacts-for-repo': (call) => artifactsPage(call, artifactsOf(call)),
  'actions/list-workflow-run-artifacts': (call) => {
    const run = byId(call, call.repository.runs, 'run_id')
    return artifactsPage(call, artifactsOf(call, run))
  },
  'actions/get-artifact': (call) => ({
    status: 200,
    body: artifactView(call.world, call.repository, artifactOf(call)),
  }),
  'actions/download-artifact': download,
  'actions/get-workflow-run': (call) => ({
    status: 200,
    body: runView(call.world, call.repository, byId(call, call.repository.runs, 'run_id')),
  }),
  'actions/list-workflow-runs-for-repo': (call) => {
    if (call.query['created'] !== undefined) refuse(422, 'the fake cannot search by `created`')
    const found = call.repository.runs.filter((run) => wanted(call, run)).toReversed()
    const without = call.query['exclude_pull_requests'] === true
    const view = (run: Run): unknown => {
      const shown = runView(call.world, call.repository, run)
      return without ? { ...shown, pull_requests: [] } : shown
    }
    return paged(call, found, view, 'workflow_runs')
  },
  'actions/list-jobs-for-workflow-run': (call) => {
    const run = byId(call, call.repository.runs, 'run_id')
    const all = text(call.query, 'filter') === 'all'
    const found = run.jobs.filter(({ attempt }) => all || attempt === run.attempt)
    return paged(call, found, (job) => jobView(call.world, call.repository, run, job), 'jobs')
  },
} as const satisfies Record<string, Handler>
