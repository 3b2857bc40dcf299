import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { zipSync } from 'fflate'
import { openStage, type Stage } from '../../../src/flows/job/stage.ts'
import { planStage, type PrepareOptions } from '../../../src/flows/job/prepare.ts'
import { readPlan, type JobPlan } from '../../../src/flows/job/plan.ts'
import { sha256 } from '../../../src/record/digest.ts'
import { startGitHub } from '../../fakes/github/github.ts'
import type {
  FakeArtifact,
  FakeGitHub,
  FakeJob,
  FakeRepository,
  Files,
  Payload,
  RunOptions,
} from '../../fakes/github/types.ts'
import { FILES } from '../lab.ts'
import { temporary } from './job.ts'

/** A repository on a GitHub, and machines that check it out. */
export interface Scene {
  readonly github: FakeGitHub
  readonly repo: FakeRepository
  /** The stage of a job for an event; `job` where it goes on. */
  stage(event: Happened): Stage
  /** A checkout of one commit and nothing behind it, as actions/checkout makes it. */
  checkout(sha: string): string
}

/** What a job was started for. */
export interface Happened {
  readonly name: string
  readonly payload: Payload
  readonly sha: string
  readonly ref: string
  readonly job: FakeJob
  readonly workspace?: string
}

export async function makeScene(files: Files = {}): Promise<Scene> {
  const github = await startGitHub()
  const repo = github.repository({ owner: 'lab', name: 'mini', private: true })
  repo.push('main', { ...FILES, ...files })
  const scene: Scene = {
    github,
    repo,
    checkout(sha) {
      const folder = temporary()
      const git = (...args: string[]): unknown =>
        execFileSync('git', args, { cwd: folder, stdio: 'pipe' })
      git('init', '-q')
      git('fetch', '-q', '--no-tags', '--depth=1', `file://${repo.folder}`, sha)
      git('checkout', '-q', '--detach', 'FETCH_HEAD')
      return folder
    },
    stage({ name, payload, sha, ref, job, workspace = scene.checkout(sha) }) {
      const temp = temporary()
      const file = join(temp, 'event.json')
      writeFileSync(file, JSON.stringify(payload))
      return openStage({
        env: {
          GITHUB_EVENT_NAME: name,
          GITHUB_EVENT_PATH: file,
          GITHUB_REPOSITORY: repo.fullName,
          GITHUB_REPOSITORY_ID: String(repo.id),
          GITHUB_SERVER_URL: github.serverUrl,
          GITHUB_API_URL: github.apiUrl,
          GITHUB_RUN_ID: String(job.runId),
          GITHUB_RUN_ATTEMPT: String(job.attempt),
          GITHUB_WORKFLOW_REF: `${repo.fullName}/.github/workflows/reprise.yml@${ref}`,
          GITHUB_ACTOR: 'someone',
          GITHUB_SHA: sha,
          GITHUB_REF: ref,
          GITHUB_WORKSPACE: workspace,
          RUNNER_TEMP: temp,
        },
        token: job.token,
        config: 'reprise.yml',
        signal: new AbortController().signal,
        onWait: () => {},
      })
    },
  }
  return scene
}

/** A pull request's event, and the job that it starts. */
export function onPull({ repo }: Scene, number: number, run: Partial<RunOptions> = {}): Happened {
  const { mergeSha, headSha } = repo.pull(number)
  return {
    name: 'pull_request',
    payload: repo.payload.pullRequest(number, 'synchronize'),
    sha: mergeSha ?? headSha,
    ref: `refs/pull/${number}/merge`,
    job: repo.startRun({ event: 'pull_request', pull: number, ...run }),
  }
}

const KEEPING = { contents: 'write', actions: 'read', 'pull-requests': 'read' } as const

/** An event of a branch. */
export function onBranch(
  { repo }: Scene,
  name: 'push' | 'schedule' | 'workflow_dispatch',
  branch = 'main',
): Happened {
  const sha = repo.head(branch)
  const ref = `refs/heads/${branch}`
  const payload = {
    push: () => repo.payload.push(branch, sha),
    schedule: () => repo.payload.schedule('23 3 * * *'),
    workflow_dispatch: () => repo.payload.workflowDispatch({}, ref),
  }[name]()
  const job = repo.startRun({ event: name, headSha: sha, headBranch: branch, permissions: KEEPING })
  return { name, payload, sha, ref, job }
}

const USUAL: PrepareOptions = {
  model: undefined,
  against: 'lock',
  mode: 'check',
  because: undefined,
  cause: undefined,
}

/** What *prepare* writes down, and says. */
export async function prepared(
  stage: Stage,
  options: Partial<PrepareOptions> = {},
): Promise<{
  plan: JobPlan
  log: string
  file: string
  digest: string
  outputs: Record<string, string>
}> {
  const said = await planStage(stage, { ...USUAL, ...options, handOver: 'file' })
  const { plan: file = '', 'plan-digest': digest = '' } = said.outputs
  return { plan: readPlan(file, digest), log: said.log, file, digest, outputs: { ...said.outputs } }
}

/** All files below a folder, by their path from there. */
export function filesIn(folder: string): Record<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.map((file) => [relative(folder, file), readFileSync(file)]))
}

/** Stores an artifact of a job as GitHub's own client does, in fewer requests; `zip`: these bytes and no real one. */
export async function upload(
  { repo }: Scene,
  { runtime, runId }: FakeJob,
  name: string,
  content: Record<string, Uint8Array> | { readonly zip: Uint8Array },
): Promise<FakeArtifact> {
  const zip =
    content.zip instanceof Uint8Array ? content.zip : zipSync(content as Record<string, Uint8Array>)
  const claims = JSON.parse(
    Buffer.from(runtime.token.split('.')[1] ?? '', 'base64url').toString(),
  ) as { scp: string }
  const [, run, job] = /Actions\.Results:([^: ]+):([^: ]+)/.exec(claims.scp) ?? []
  const ids = { workflow_run_backend_id: run, workflow_job_run_backend_id: job, name }
  const call = async (method: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(
      new URL(`/twirp/github.actions.results.api.v1.ArtifactService/${method}`, runtime.resultsUrl),
      {
        method: 'POST',
        headers: { authorization: `Bearer ${runtime.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...ids, ...body }),
      },
    )
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as Record<string, unknown>
  }
  const { signed_upload_url: url } = await call('CreateArtifact', { version: 7 })
  const put = await fetch(String(url), {
    method: 'PUT',
    headers: { 'x-ms-blob-type': 'BlockBlob' },
    body: zip as Uint8Array<ArrayBuffer>,
  })
  if (!put.ok) throw new Error(await put.text())
  await call('FinalizeArtifact', { size: String(zip.byteLength), hash: sha256(zip) })
  const found = repo.artifacts(runId).find((artifact) => artifact.name === name)
  if (found === undefined) throw new Error(`${name} was not stored`)
  return found
}
