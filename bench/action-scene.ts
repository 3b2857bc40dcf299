import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startGitHub } from '../__tests__/fakes/github/github.ts'
import type { FakeGitHub, FakeJob, FakeRepository } from '../__tests__/fakes/github/types.ts'
import { FILES, TRAIN, labWithBaseline, type Lab } from '../__tests__/flows/lab.ts'
import { loadAttachments } from '../src/flows/attachments.ts'
import { folderLedger } from '../src/ledger/folder.ts'
import { gitLedger } from '../src/ledger/git.ts'

/** A repository on the tests' GitHub, with an accepted baseline in its ledger, and a machine that runs its jobs. */
export interface Scene {
  /** A pull request that changes nothing that is computed. */
  readonly unchanged: number
  /** A pull request that changes a row of the data. */
  readonly changed: number
  /** A new run of a pull request's job, its commit checked out. */
  job(pull: number): Job
  close(): Promise<void>
}

/** What the runner gives the steps of one job. */
export interface Job {
  readonly workspace: string
  /** Of a `run:` step. */
  readonly env: Readonly<Record<string, string>>
  /** Added for a JavaScript action. */
  readonly runtime: Readonly<Record<string, string>>
  readonly token: string
  /** The file that GITHUB_OUTPUT names. */
  readonly output: string
  /** What it uploaded is forgotten: the next job finds what this one found. */
  end(): void
}

/** A label that somebody mistyped. */
const MISTYPED = FILES['data.csv'].replace('\n7.5\n', '\n75.5\n')

export async function openScene(latencyMs: number): Promise<Scene> {
  const github = await startGitHub({ latencyMs })
  const repo = github.repository({ owner: 'lab', name: 'mini', private: true })
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-action-')))
  const lab = await labWithBaseline()
  const lock = readFileSync(join(lab.root, 'reprise.lock'), 'utf8')
  repo.push('main', { ...FILES, 'reprise.lock': lock })
  await keepBaseline(lab, repo, join(folder, 'ledger'))
  lab.remove()
  repo.push('tidy', { 'train.py': `${TRAIN}# tidied\n` })
  repo.push('row', { 'data.csv': MISTYPED })
  return {
    unchanged: repo.openPull({ head: 'tidy' }).number,
    changed: repo.openPull({ head: 'row' }).number,
    job: (pull) => startJob(github, repo, pull, folder),
    async close() {
      if (github.problems.length > 0) throw new Error(github.problems.join('\n'))
      await github.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts the accepted record where a push to the default branch would have put it. */
async function keepBaseline(lab: Lab, repo: FakeRepository, folder: string): Promise<void> {
  const from = folderLedger(join(lab.root, '.reprise'))
  const to = gitLedger({ remote: repo.folder, branch: 'reprise', folder })
  for (const id of await from.ids()) {
    const found = await from.record(id)
    if (found.state !== 'found') throw new Error(`no record ${id}`)
    await to.append(found.value, await loadAttachments(from, [found.value]), {
      repository: repo.fullName,
      run: 1,
      attempt: 1,
      event: 'push',
      workflow: '.github/workflows/reprise.yml',
      ref: 'main',
      commit: repo.head('main'),
      headRepository: repo.fullName,
      actor: 'someone',
      protectedRef: true,
    })
  }
}

function startJob(github: FakeGitHub, repo: FakeRepository, number: number, folder: string): Job {
  const { mergeSha, headSha, headBranch, baseBranch } = repo.pull(number)
  const job = repo.startRun({ event: 'pull_request', pull: number })
  const sha = mergeSha ?? headSha
  const place = join(folder, String(job.runId))
  const workspace = join(folder, 'mini')
  const files = {
    GITHUB_EVENT_PATH: join(place, 'event.json'),
    GITHUB_OUTPUT: join(place, 'output'),
    GITHUB_STEP_SUMMARY: join(place, 'summary'),
  }
  mkdirSync(join(place, 'temp'), { recursive: true })
  mkdirSync(workspace, { recursive: true })
  const event = repo.payload.pullRequest(number, 'synchronize')
  writeFileSync(files.GITHUB_EVENT_PATH, JSON.stringify(event))
  checkOut(workspace, repo, sha)
  const env = {
    ...variablesOf(github, repo, job),
    ...files,
    GITHUB_SHA: sha,
    GITHUB_REF: `refs/pull/${number}/merge`,
    GITHUB_HEAD_REF: headBranch,
    GITHUB_BASE_REF: baseBranch,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(place, 'temp'),
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
  }
  return {
    workspace,
    env,
    runtime: {
      ACTIONS_RUNTIME_TOKEN: job.runtime.token,
      ACTIONS_RESULTS_URL: job.runtime.resultsUrl,
      ACTIONS_CACHE_SERVICE_V2: 'True',
    },
    token: job.token,
    output: files.GITHUB_OUTPUT,
    end() {
      repo.finishRun(job.runId, 'success')
      for (const { id } of repo.artifacts(job.runId)) repo.expireArtifact(id)
      rmSync(place, { recursive: true, force: true })
    },
  }
}

function variablesOf(
  github: FakeGitHub,
  repo: FakeRepository,
  { runId, runNumber, attempt }: FakeJob,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'someone',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REPOSITORY: repo.fullName,
    GITHUB_REPOSITORY_ID: String(repo.id),
    GITHUB_REPOSITORY_OWNER: repo.owner,
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: String(runNumber),
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_WORKFLOW_REF: `${repo.fullName}/.github/workflows/reprise.yml@refs/heads/main`,
  }
}

/** As actions/checkout leaves it: one commit, without its parents. */
function checkOut(workspace: string, repo: FakeRepository, sha: string): void {
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: workspace })
  rmSync(resolve(workspace), { recursive: true, force: true })
  mkdirSync(workspace)
  git('init', '-q')
  git('fetch', '-q', '--no-tags', '--depth=1', `file://${repo.folder}`, sha)
  git('checkout', '-q', '--detach', 'FETCH_HEAD')
}
