import { createHmac, randomUUID } from 'node:crypto'
import type { Actor, Conclusion, FakeJob, Permissions, RunOptions } from '../types.ts'
import { resolve } from './git.ts'
import { ACTIONS_BOT, DEPENDABOT, person } from './people.ts'
import { grant } from './tokens.ts'
import { now, type Job, type Pull, type Repository, type Run, type World } from './world.ts'

const USUAL: Permissions = { contents: 'read', actions: 'read', 'pull-requests': 'write' }

/** @throws where the branch is missing */
export function startRun(
  world: World,
  repository: Repository,
  options: RunOptions,
  headRepository: Repository,
  pull: Pull | undefined,
): FakeJob {
  const branch = options.headBranch ?? pull?.headBranch ?? repository.defaultBranch
  const path = options.path ?? '.github/workflows/reprise.yml'
  const at = now()
  const run: Run = {
    id: world.nextId(),
    number: repository.runs.filter((one) => one.path === path).length + 1,
    attempt: 1,
    backendId: randomUUID(),
    event: options.event,
    headSha: options.headSha ?? pull?.headSha ?? headOf(headRepository, branch),
    headBranch: branch,
    headRepository,
    pull,
    path,
    name: options.name ?? 'Reprise',
    actor: actorOf(options, pull),
    ...allowed(options, isReadOnly(options, repository, headRepository, pull)),
    createdAt: at,
    updatedAt: at,
    conclusion: null,
    jobs: [],
  }
  repository.runs.push(run)
  return startJob(world, repository, run, 'reprise')
}

function headOf({ folder, fullName }: Repository, branch: string): string {
  const sha = resolve(folder, `refs/heads/${branch}`)
  if (sha === undefined) throw new Error(`no branch ${branch} in ${fullName}`)
  return sha
}

function actorOf({ actor }: RunOptions, pull: Pull | undefined): Actor {
  return actor ?? pull?.actor ?? person('octo-maintainer')
}

function allowed(
  { permissions = USUAL, cache }: RunOptions,
  readOnly: boolean,
): Pick<Run, 'permissions' | 'cache'> {
  if (!readOnly) return { permissions, cache: cache ?? 'write' }
  const read = Object.keys(permissions).map((scope) => [scope, 'read'])
  return { permissions: Object.fromEntries(read) as Permissions, cache: cache ?? 'read' }
}

/**
 * A fork's pull request, and what Dependabot starts, get a token that reads.
 * Source: docs.github.com/code-security/dependabot, "Dependabot on GitHub Actions"
 */
function isReadOnly(
  options: RunOptions,
  repository: Repository,
  head: Repository,
  pull: Pull | undefined,
): boolean {
  const isPull = options.event === 'pull_request'
  const isBot = actorOf(options, pull).login === DEPENDABOT.login
  return (isPull && head !== repository) || ((isPull || options.event === 'push') && isBot)
}

export function startJob(world: World, repository: Repository, run: Run, name: string): FakeJob {
  const backendId = randomUUID()
  const job: Job = {
    id: world.nextId(),
    backendId,
    name,
    attempt: run.attempt,
    startedAt: now(),
    completedAt: null,
    conclusion: null,
    token: grant(world, ACTIONS_BOT, run.permissions, [repository]),
    runtimeToken: runtimeToken(run.backendId, backendId),
  }
  run.jobs.push(job)
  world.jobs.set(job.runtimeToken, { repository, run, job })
  return {
    runId: run.id,
    runNumber: run.number,
    attempt: run.attempt,
    jobId: job.id,
    token: job.token,
    runtime: { token: job.runtimeToken, resultsUrl: `${world.origin}/` },
  }
}

/** A JSON web token; clients read the two ids in its scope. */
function runtimeToken(runBackendId: string, jobBackendId: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const scp = `Actions.GenericRead:0 Actions.Results:${runBackendId}:${jobBackendId}`
  const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ scp, jti: randomUUID() })}`
  return `${unsigned}.${createHmac('sha256', jobBackendId).update(unsigned).digest('base64url')}`
}

export function findRun(repository: Repository, id: number): Run {
  const found = repository.runs.find((run) => run.id === id)
  if (found === undefined) throw new Error(`no run ${id} in ${repository.fullName}`)
  return found
}

/** Ends the attempt's jobs; their tokens are worth nothing from now on. */
export function finishRun(world: World, run: Run, conclusion: Conclusion): void {
  const at = now()
  run.conclusion = conclusion
  run.updatedAt = at
  for (const job of run.jobs.filter(({ completedAt }) => completedAt === null)) {
    job.completedAt = at
    job.conclusion = conclusion
    world.grants.delete(job.token)
    world.jobs.delete(job.runtimeToken)
  }
}

export function rerun(world: World, repository: Repository, run: Run): FakeJob {
  if (run.conclusion === null) throw new Error(`run ${run.id} is not finished`)
  run.attempt += 1
  run.conclusion = null
  run.updatedAt = now()
  return startJob(world, repository, run, 'reprise')
}
