import { now, type Artifact, type RunningJob, type World } from '../state/world.ts'
import { newBlob, sha256, signed } from './blobs.ts'
import { code, method, type Message, type Method } from './message.ts'

const IDS = { workflow_run_backend_id: 'text', workflow_job_run_backend_id: 'text' } as const
const NAMED = { ...IDS, name: 'text' } as const
const DAYS_90_MS = 90 * 86_400_000

/** A runtime token is good for its own run. */
function checkRun({ run }: RunningJob, message: Message): void {
  if (message['workflow_run_backend_id'] === run.backendId) return
  code(403, 'permission_denied', 'the token is not for this workflow run')
}

function named(
  { repository, run }: RunningJob,
  message: Message,
  attempt?: number,
): Artifact | undefined {
  const own = repository.artifacts.filter((one) => one.run === run && one.name === message['name'])
  return own.findLast((one) => attempt === undefined || one.job.attempt === attempt)
}

function create(world: World, running: RunningJob, message: Message): Message {
  checkRun(running, message)
  const { repository, run, job } = running
  // Another attempt of the run may use the name again.
  if (named(running, message, job.attempt) !== undefined) {
    code(409, 'already_exists', 'an artifact with this name already exists on the workflow run')
  }
  const blob = newBlob(world)
  const expires = message['expires_at'] ?? new Date(Date.now() + DAYS_90_MS).toISOString()
  repository.artifacts.push({
    id: world.nextId(),
    run,
    job,
    name: String(message['name']),
    blob,
    createdAt: now(),
    expiresAt: String(expires),
    digest: undefined,
    expired: false,
  })
  return { ok: true, signed_upload_url: signed(world, blob, 'w') }
}

function finalize(world: World, running: RunningJob, message: Message): Message {
  checkRun(running, message)
  const artifact = named(running, message, running.job.attempt)
  const content = world.blobs.get(artifact?.blob ?? '')?.content
  if (artifact === undefined || content === undefined) {
    return code(404, 'not_found', 'no such artifact was uploaded')
  }
  const digest = sha256(content)
  if (String(content.length) !== message['size']) code(400, 'invalid_argument', 'the size differs')
  if ((message['hash'] ?? `sha256:${digest}`) !== `sha256:${digest}`) {
    code(400, 'invalid_argument', 'the hash differs')
  }
  artifact.digest = digest
  return { ok: true, artifact_id: String(artifact.id) }
}

function list(world: World, running: RunningJob, message: Message): Message {
  checkRun(running, message)
  const found = running.repository.artifacts.filter(
    (one) =>
      one.run === running.run &&
      one.digest !== undefined &&
      (message['name_filter'] ?? one.name) === one.name &&
      (message['id_filter'] ?? String(one.id)) === String(one.id),
  )
  const artifacts = found.map((one) => ({
    workflow_run_backend_id: one.run.backendId,
    workflow_job_run_backend_id: one.job.backendId,
    database_id: String(one.id),
    name: one.name,
    size: String(world.blobs.get(one.blob)?.content?.length ?? 0),
    created_at: one.createdAt,
    digest: `sha256:${one.digest}`,
  }))
  return { artifacts }
}

function found(running: RunningJob, message: Message): Artifact {
  checkRun(running, message)
  return named(running, message) ?? code(404, 'not_found', 'no such artifact')
}

function remove(_: World, running: RunningJob, message: Message): Message {
  const artifact = found(running, message)
  const { artifacts } = running.repository
  artifacts.splice(artifacts.indexOf(artifact), 1)
  return { ok: true, artifact_id: String(artifact.id) }
}

/** Source: the generated client in @actions/artifact, lib/generated/results/api/v1/artifact. */
export const artifactService: Readonly<Record<string, Method>> = {
  CreateArtifact: method(
    { ...NAMED, version: 'number' },
    { expires_at: 'text', mime_type: 'text' },
    create,
  ),
  FinalizeArtifact: method({ ...NAMED, size: 'integer' }, { hash: 'text' }, finalize),
  ListArtifacts: method(IDS, { name_filter: 'text', id_filter: 'integer' }, list),
  GetSignedArtifactURL: method(NAMED, {}, (world, running, message) => ({
    signed_url: signed(world, found(running, message).blob, 'r'),
  })),
  DeleteArtifact: method(NAMED, {}, remove),
}
