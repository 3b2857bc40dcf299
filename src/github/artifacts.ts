import * as z from 'zod/mini'
import { UserError } from '../record/error.ts'
import { sha256 } from '../record/digest.ts'
import { checkAnswer, GitSha, Id } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { fetchBytes } from './download.ts'
import { GitHubError } from './error.ts'
import { PER_PAGE, pagesOf } from './pages.ts'
import { openZip, type ZipLimits } from './zip.ts'

/** Files that a job left, and the run that they came from as GitHub knows it. */
export interface Artifact {
  readonly id: number
  readonly name: string
  /** Bytes of the zip. */
  readonly size: number
  /** `sha256:…` of the zip, where GitHub knows it. */
  readonly digest: string | undefined
  readonly expired: boolean
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly run: {
    readonly id: number
    readonly headSha: string
    readonly headBranch: string | undefined
    readonly headRepositoryId: number | undefined
  }
}

export interface ArtifactFilter {
  /** The whole name; one request where this or `runId` is given. */
  readonly name?: string | undefined
  readonly prefix?: string | undefined
  readonly headBranch?: string | undefined
  readonly headRepositoryId?: number | undefined
  readonly runId?: number | undefined
  /** Stop after so many; 100 unless told. */
  readonly most?: number | undefined
}

export interface DownloadLimits extends ZipLimits {
  /** Bytes of the zip itself. */
  readonly zip: number
}

/** What an artifact of ours needs at most, with room. */
const ROOM: DownloadLimits = {
  zip: 256 * 1024 * 1024,
  files: 5000,
  file: 64 * 1024 * 1024,
  total: 256 * 1024 * 1024,
  depth: 8,
}
/** Pages that are looked through for artifacts: 1000 artifacts. */
const PAGES = 10

const Listed = z.object({
  id: Id,
  name: z.string(),
  size_in_bytes: z.number(),
  digest: z.nullish(z.string()),
  expired: z.boolean(),
  created_at: z.nullable(z.string()),
  workflow_run: z.nullish(
    z.object({
      id: z.optional(Id),
      head_sha: z.optional(GitSha),
      head_branch: z.nullish(z.string()),
      head_repository_id: z.nullish(Id),
    }),
  ),
})
const Page = z.object({ artifacts: z.array(Listed) })

/**
 * Artifacts of a repository or of one run, in GitHub's order: newest first. One whose run GitHub does not name is left
 * out, for nobody could say how far to trust it.
 *
 * @throws {GitHubError}
 */
export async function listArtifacts(
  github: GitHub,
  repo: Repo,
  filter: ArtifactFilter,
): Promise<Artifact[]> {
  const { most = PER_PAGE, runId, name } = filter
  const named = name === undefined ? {} : { name }
  const where = { owner: repo.owner, repo: repo.name, per_page: PER_PAGE, ...named }
  const pages = pagesOf(async (page) => {
    const { data } =
      runId === undefined
        ? await github.request('GET /repos/{owner}/{repo}/actions/artifacts', { ...where, page })
        : await github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
            ...where,
            run_id: runId,
            page,
          })
    return checkAnswer(Page, data, 'the artifacts').artifacts
  }, PAGES)
  const found: Artifact[] = []
  if (most < 1) return found
  for await (const listed of pages) {
    const artifact = artifactOf(listed)
    if (artifact !== undefined && isWanted(artifact, filter)) found.push(artifact)
    if (found.length >= most) break
  }
  return found
}

function artifactOf(listed: z.infer<typeof Listed>): Artifact | undefined {
  const run = listed.workflow_run
  if (run?.id === undefined || run.head_sha === undefined) return undefined
  return {
    id: listed.id,
    name: listed.name,
    size: listed.size_in_bytes,
    digest: listed.digest ?? undefined,
    expired: listed.expired,
    createdAt: listed.created_at ?? '',
    run: {
      id: run.id,
      headSha: run.head_sha,
      headBranch: run.head_branch ?? undefined,
      headRepositoryId: run.head_repository_id ?? undefined,
    },
  }
}

function isWanted({ name, run }: Artifact, wanted: ArtifactFilter): boolean {
  const { headBranch, headRepositoryId, runId } = wanted
  return (
    (wanted.name === undefined || wanted.name === name) &&
    (wanted.prefix === undefined || name.startsWith(wanted.prefix)) &&
    (headBranch === undefined || headBranch === run.headBranch) &&
    (headRepositoryId === undefined || headRepositoryId === run.headRepositoryId) &&
    (runId === undefined || runId === run.id)
  )
}

/**
 * The files of an artifact, by relative path. Its zip may be anybody's: see {@link openZip}.
 *
 * @throws {GitHubError}
 * @throws {UserError} `artifact-invalid`: not the bytes that GitHub announced, over a limit, or a zip that is no plain
 *   folder of files
 */
export async function downloadArtifact(
  github: GitHub,
  repo: Repo,
  artifact: Pick<Artifact, 'id' | 'name' | 'digest' | 'expired' | 'size'>,
  limits: DownloadLimits = ROOM,
): Promise<Map<string, Uint8Array>> {
  const { name, digest, expired, size } = artifact
  if (expired) throw expiredError(name)
  if (size > limits.zip) throw invalid(name, `it has ${size} bytes, more than ${limits.zip}`)
  const zip = await fetchBytes(github, () => location(github, repo, artifact), {
    most: limits.zip,
    what: `the artifact ${name}`,
  })
  if (zip === 'too large') throw invalid(name, `it has more than ${limits.zip} bytes`)
  if (digest !== undefined && sha256(zip) !== digest.toLowerCase()) {
    throw invalid(name, `its digest is not the announced ${digest}`)
  }
  const opened = openZip(zip, limits)
  if (typeof opened === 'string') throw invalid(name, opened)
  return opened
}

/** Where the zip lies for a minute, on another host, readable without the token. */
async function location(github: GitHub, repo: Repo, { id, name }: { id: number; name: string }) {
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}'
  const where = { owner: repo.owner, repo: repo.name, artifact_id: id, archive_format: 'zip' }
  const answer = await github.request(route, { ...where, request: { redirect: 'manual' } })
  return checkAnswer(z.object({ location: z.string() }), answer.headers, `the artifact ${name}`)
    .location
}

function expiredError(name: string): GitHubError {
  const hint = 'Run the job that made it again.'
  return new GitHubError('github-not-found', `the artifact ${name} has expired`, hint)
}

function invalid(name: string, why: string): UserError {
  return new UserError(
    'artifact-invalid',
    `the artifact ${JSON.stringify(name)} cannot be used: ${why}`,
    'Run the job that made it again.',
  )
}
