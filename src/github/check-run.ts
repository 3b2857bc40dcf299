import * as z from 'zod/mini'
import { checkAnswer, Id } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { verifiedWrite } from './write.ts'

/** A remark on lines of a file. */
export interface Annotation {
  readonly path: string
  readonly line: number
  readonly endLine?: number | undefined
  readonly level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title?: string | undefined
}

/** A finished check of a commit. */
export interface Check {
  readonly name: string
  readonly headSha: string
  readonly conclusion: 'success' | 'failure'
  readonly title: string
  /** Markdown; cut where it is too long. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
  /** By which this very check is found again. */
  readonly externalId: string
  readonly detailsUrl: string
}

/** Characters of a summary, and annotations of one request (GitHub's limits). */
const SUMMARY = 65_535
const BATCH = 50

/**
 * Makes a check run, once; annotations beyond the first 50 follow in requests of their own.
 *
 * @throws {GitHubError}
 */
export async function publishCheck(
  github: GitHub,
  repo: Repo,
  check: Check,
): Promise<{ id: number }> {
  const place: Place = { github, repo, check }
  const id = await verifiedWrite({
    github,
    send: () => create(place),
    lookUp: async () => (await find(place))?.id,
  })
  for (let from = BATCH; from < check.annotations.length; from += BATCH) {
    const batch = check.annotations.slice(from, from + BATCH)
    await verifiedWrite({
      github,
      send: () => annotate(place, id, batch),
      lookUp: async () => {
        const known = (await find(place))?.annotations ?? 0
        return known >= from + batch.length ? id : undefined
      },
    })
  }
  return { id }
}

interface Place {
  readonly github: GitHub
  readonly repo: Repo
  readonly check: Check
}

async function create({ github, repo, check }: Place): Promise<number> {
  const { data } = await github.request('POST /repos/{owner}/{repo}/check-runs', {
    owner: repo.owner,
    repo: repo.name,
    name: check.name,
    head_sha: check.headSha,
    status: 'completed',
    conclusion: check.conclusion,
    external_id: check.externalId,
    details_url: check.detailsUrl,
    output: outputOf(check, check.annotations.slice(0, BATCH)),
  })
  return checkAnswer(z.object({ id: Id }), data, `the check ${check.name}`).id
}

/** GitHub adds these to the annotations that are there. */
async function annotate(
  { github, repo, check }: Place,
  id: number,
  batch: readonly Annotation[],
): Promise<number> {
  await github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner: repo.owner,
    repo: repo.name,
    check_run_id: id,
    output: outputOf(check, batch),
  })
  return id
}

function outputOf({ title, summary }: Check, annotations: readonly Annotation[]) {
  return {
    title,
    summary: summary.slice(0, SUMMARY).toWellFormed(),
    annotations: annotations.map(({ path, line, endLine, level, message, title }) => ({
      path,
      start_line: line,
      end_line: endLine ?? line,
      annotation_level: level,
      message,
      ...(title !== undefined && { title }),
    })),
  }
}

const Found = z.object({
  check_runs: z.array(
    z.object({
      id: Id,
      external_id: z.nullish(z.string()),
      output: z.object({ annotations_count: z.number() }),
    }),
  ),
})

/** The check with our id. There are a handful of one name on one commit; the newest come first. */
async function find({
  github,
  repo,
  check,
}: Place): Promise<{ id: number; annotations: number } | undefined> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    owner: repo.owner,
    repo: repo.name,
    ref: check.headSha,
    check_name: check.name,
    filter: 'all',
    per_page: 100,
  })
  const { check_runs: runs } = checkAnswer(Found, data, `the checks of ${check.headSha}`)
  const own = runs.find(({ external_id }) => external_id === check.externalId)
  return own && { id: own.id, annotations: own.output.annotations_count }
}
