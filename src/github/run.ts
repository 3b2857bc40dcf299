import * as z from 'zod/mini'
import type { Envelope } from '../record/envelope.ts'
import { checkAnswer, GitSha, Id } from './answer.ts'
import type { GitHub, Repo } from './client.ts'
import { withoutRef } from './payload.ts'

/** A run of a workflow, as GitHub knows it. */
export interface Run {
  readonly id: number
  readonly attempt: number
  /** `push`, `pull_request`, `schedule`, … */
  readonly event: string
  /** Of the workflow's file. */
  readonly path: string
  readonly headSha: string
  /** A branch, or for a pushed tag its name. */
  readonly headBranch: string | undefined
  /** `owner/name`; undefined where the fork is gone. */
  readonly headRepository: string | undefined
  readonly headRepositoryId: number | undefined
  readonly actor: string
  /** Undefined while it goes on. */
  readonly conclusion: string | undefined
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

const Answer = z.object({
  id: Id,
  run_attempt: z.optional(Id),
  event: z.string(),
  path: z.string(),
  head_sha: GitSha,
  head_branch: z.nullish(z.string()),
  head_repository: z.nullish(z.object({ id: Id, full_name: z.string() })),
  actor: z.nullish(z.object({ login: z.string() })),
  conclusion: z.nullish(z.string()),
  created_at: z.string(),
})

/** @throws {GitHubError} */
export async function getRun(github: GitHub, repo: Repo, id: number): Promise<Run> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
  const where = { owner: repo.owner, repo: repo.name, run_id: id }
  const { data } = await github.request(route, where)
  const run = checkAnswer(Answer, data, `run ${id}`)
  return {
    id: run.id,
    attempt: run.run_attempt ?? 1,
    event: run.event,
    path: withoutRef(run.path),
    headSha: run.head_sha,
    headBranch: run.head_branch ?? undefined,
    headRepository: run.head_repository?.full_name,
    headRepositoryId: run.head_repository?.id,
    actor: run.actor?.login ?? 'ghost',
    conclusion: run.conclusion ?? undefined,
    createdAt: run.created_at,
  }
}

/**
 * Where the records of a run came from.
 *
 * @param ref the run's full ref, where it is our own and its environment says: GitHub's answer does not tell the tag `main`
 *   from the branch `main`, so without it a run of such a tag passes for the branch's
 */
export function envelopeOf(run: Run, repo: Repo, defaultBranch: string, ref?: string): Envelope {
  const branch = run.headBranch ?? ''
  return {
    repository: `${repo.owner}/${repo.name}`,
    run: run.id,
    attempt: run.attempt,
    event: run.event,
    workflow: run.path,
    ref: ref ?? branch,
    commit: run.headSha,
    ...(run.headRepository !== undefined && { headRepository: run.headRepository }),
    actor: run.actor,
    protectedRef:
      ref === undefined ? branch === defaultBranch : ref === `refs/heads/${defaultBranch}`,
  }
}
