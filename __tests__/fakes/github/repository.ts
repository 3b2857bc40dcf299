import { join } from 'node:path'
import { git, makeBare, moveRef, resolve, tryGit, writeCommit, writeFiles } from './state/git.ts'
import { person } from './state/people.ts'
import { close, findPull, makeMergeGroup, mergePull, openPull, synchronize } from './state/pulls.ts'
import { findRun, finishRun, rerun, startJob, startRun } from './state/runs.ts'
import { now, type Comment, type Pull, type Repository, type World } from './state/world.ts'
import type {
  FakeArtifact,
  FakePull,
  FakeRepository,
  Files,
  PushOptions,
  RepositoryOptions,
} from './types.ts'
import { payloads } from './webhooks.ts'

export function makeRepository(
  world: World,
  { owner, name, private: isPrivate = false, defaultBranch = 'main' }: RepositoryOptions,
  parent?: Repository,
): Repository {
  const fullName = `${owner}/${name}`
  const folder = join(world.folder, owner, `${name}.git`)
  if (world.repositories.has(fullName.toLowerCase())) throw new Error(`${fullName} exists`)
  makeBare(folder, defaultBranch)
  const repository: Repository = {
    id: world.nextId(),
    owner: person(owner),
    name,
    fullName,
    private: isPrivate,
    defaultBranch,
    folder,
    parent,
    createdAt: now(),
    pulls: [],
    comments: [],
    checks: [],
    runs: [],
    artifacts: [],
    caches: [],
    collaborators: new Map(),
  }
  world.repositories.set(fullName.toLowerCase(), repository)
  return repository
}

function makeFork(world: World, of: Repository, owner: string): Repository {
  const { name, defaultBranch, folder } = of
  const fork = makeRepository(world, { owner, name, private: of.private, defaultBranch }, of)
  git(fork.folder, ['fetch', '--quiet', folder, '+refs/heads/*:refs/heads/*'])
  return fork
}

function push(
  world: World,
  repository: Repository,
  branch: string,
  files: Files,
  { onto, message, actor }: PushOptions,
): string {
  const { folder, defaultBranch } = repository
  const ref = `refs/heads/${branch}`
  const parent = onto ?? resolve(folder, ref) ?? resolve(folder, `refs/heads/${defaultBranch}`)
  const commit = writeCommit(folder, {
    tree: writeFiles(folder, parent, files),
    parents: parent === undefined ? [] : [parent],
    message: `${message ?? `Change ${Object.keys(files).join(', ')}`}\n`,
    actor: actor ?? person('octo-contributor'),
  })
  moveRef(folder, ref, commit)
  synchronize(world, repository)
  return commit
}

function pullOf({ number, closedAt, mergedBy, ...pull }: Pull): FakePull {
  const { headSha, headBranch, baseSha, baseBranch, mergeSha } = pull
  const state = closedAt === null ? 'open' : 'closed'
  const merged = mergedBy !== undefined
  return { number, state, merged, headSha, headBranch, baseSha, baseBranch, mergeSha }
}

function artifactsOf(world: World, { artifacts }: Repository, runId?: number): FakeArtifact[] {
  return artifacts
    .filter((one) => one.digest !== undefined && (runId ?? one.run.id) === one.run.id)
    .map(({ id, run, job, name, blob, expired }) => ({
      id,
      runId: run.id,
      attempt: job.attempt,
      name,
      content: world.blobs.get(blob)?.content ?? Buffer.alloc(0),
      expired,
    }))
}

/** What a test may do with a repository. */
export function facade(world: World, repository: Repository): FakeRepository {
  const { id, folder, fullName } = repository
  const known = (other: FakeRepository | undefined): Repository =>
    world.repositories.get((other?.fullName ?? fullName).toLowerCase()) ?? repository
  return {
    id,
    owner: repository.owner.login,
    name: repository.name,
    fullName,
    defaultBranch: repository.defaultBranch,
    folder,
    cloneUrl: `${world.origin}/${fullName}.git`,
    head: (ref) =>
      resolve(folder, `refs/heads/${ref}`) ?? git(folder, ['rev-parse', `${ref}^{commit}`]),
    file: (ref, path) => {
      const { code, stdout } = tryGit(folder, ['cat-file', 'blob', `${ref}:${path}`])
      return code === 0 ? stdout.toString() : undefined
    },
    push: (branch, files, options = {}) => push(world, repository, branch, files, options),
    deleteBranch: (branch) => {
      git(folder, ['update-ref', '-d', `refs/heads/${branch}`])
      synchronize(world, repository)
    },
    fork: (owner) => facade(world, makeFork(world, repository, owner)),
    collaborator: (login, permission) => void repository.collaborators.set(login, permission),
    ...pullsOf(world, repository, known),
    ...runsOf(world, repository, known),
    ...talkOf(world, repository),
    payload: payloads(world, repository),
  }
}

type Known = (other: FakeRepository | undefined) => Repository

function pullsOf(world: World, repository: Repository, known: Known) {
  const find = (number: number): Pull => findPull(repository, number)
  return {
    openPull: (options) => pullOf(openPull(world, repository, options, known(options.from))),
    pull: (number) => pullOf(find(number)),
    mergePull: (number, method, actor = person('octo-maintainer')) =>
      mergePull(world, repository, find(number), method, actor),
    closePull: (number) => close(repository, find(number)),
    mergeGroup: (number) => makeMergeGroup(repository, find(number)),
  } satisfies Partial<FakeRepository>
}

function runsOf(world: World, repository: Repository, known: Known) {
  return {
    startRun: (options) => {
      const pull = options.pull === undefined ? undefined : findPull(repository, options.pull)
      const head = options.headRepository ? known(options.headRepository) : pull?.headRepository
      return startRun(world, repository, options, head ?? repository, pull)
    },
    startJob: (runId, name) => startJob(world, repository, findRun(repository, runId), name),
    rerun: (runId) => rerun(world, repository, findRun(repository, runId)),
    finishRun: (runId, conclusion) => finishRun(world, findRun(repository, runId), conclusion),
    artifacts: (runId) => artifactsOf(world, repository, runId),
    expireArtifact: (id) => {
      for (const one of repository.artifacts) if (one.id === id) one.expired = true
    },
  } satisfies Partial<FakeRepository>
}

function talkOf(world: World, { comments, checks }: Repository) {
  return {
    comments: (number) =>
      comments.filter((one) => one.number === number).map((one) => ({ ...one })),
    comment: (number, author, body) => {
      const at = now()
      const comment: Comment = {
        id: world.nextId(),
        number,
        author,
        body,
        createdAt: at,
        updatedAt: at,
      }
      comments.push(comment)
      return { ...comment }
    },
    deleteComment: (id) => {
      const at = comments.findIndex((one) => one.id === id)
      if (at >= 0) comments.splice(at, 1)
    },
    checkRuns: () => checks.map((one) => ({ ...one, annotations: [...one.annotations] })),
  } satisfies Partial<FakeRepository>
}
