import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { draftWorkflows } from '../../src/survey/workflow.ts'
import type { WorkflowFacts } from '../../src/survey/workflow-facts.ts'
import { ACTIONS_BOT, startGitHub } from '../fakes/github/github.ts'
import type {
  Actor,
  FakeComment,
  FakeGitHub,
  FakeJob,
  FakePull,
  FakeRepository,
  Files,
  Payload,
  Permissions,
} from '../fakes/github/types.ts'
import { runWorkflow } from '../fakes/runner/runner.ts'
import type { JobIdentity, RunnerOptions, RunResult } from '../fakes/runner/types.ts'
import { FILES } from '../flows/lab.ts'

/** Where the action comes from in a test: this repository, its committed `dist/` and YAML. */
const ACTION = `reprise/reprise@${'a'.repeat(40)}`
const HERE = resolve(import.meta.dirname, '../..')

const FACTS: WorkflowFacts = {
  config: 'reprise.yml',
  action: ACTION,
  branch: 'main',
  runner: ['self-hosted', 'gpu'],
  minutes: 60,
  threeJobs: false,
  twoStage: true,
}

/** One run of a workflow, as GitHub and the runner saw it. */
export interface Ran extends RunResult {
  readonly runId: number
  /** The outputs of the action. */
  readonly outputs: Readonly<Record<string, string>>
}

/** How a test's run differs from what GitHub would do by itself. */
export interface Unusual {
  readonly options?: Partial<RunnerOptions>
  /** What differs in the `github` context. */
  readonly context?: Readonly<Record<string, string>>
  /** Another file than the usual one. */
  readonly workflow?: string
  readonly action?: 'opened' | 'synchronize' | 'ready_for_review'
  /** Of the run that is started again. */
  readonly rerun?: number
  readonly actor?: Actor
  /** As GitHub gives it to a fork's pull request and to Dependabot's. */
  readonly readOnly?: boolean
  /** Played when the job is about to begin. */
  readonly begin?: () => void
  /** What the workflow's file says instead. */
  readonly edit?: (workflow: string) => string
}

/** A repository on a GitHub, with a workflow, a machine that runs it, and people who push. */
export interface World {
  readonly github: FakeGitHub
  readonly repo: FakeRepository
  /** Where its machines keep what they have. */
  readonly folder: string
  /** Opens a pull request of one commit on a new branch. */
  open(branch: string, files: Files, from?: FakeRepository): FakePull
  /** What happens on a pull request's push. */
  onPull(number: number, unusual?: Unusual): Promise<Ran>
  onPush(before: string, unusual?: Unusual): Promise<Ran>
  onSchedule(unusual?: Unusual): Promise<Ran>
  onDispatch(
    inputs: Readonly<Record<string, string>>,
    branch?: string,
    unusual?: Unusual,
  ): Promise<Ran>
  onQueue(number: number, unusual?: Unusual): Promise<Ran>
  /** The second workflow, after a run of the first. */
  onRun(runId: number, unusual?: Unusual): Promise<Ran>
  /** Comments of the bot. */
  said(number: number): readonly FakeComment[]
  close(): Promise<void>
}

export interface WorldOptions {
  readonly files?: Files
  readonly facts?: Partial<WorkflowFacts>
  readonly private?: boolean
  readonly latencyMs?: number
}

export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const github = await startGitHub({ ...(options.latencyMs && { latencyMs: options.latencyMs }) })
  const repo = github.repository({ owner: 'lab', name: 'mini', private: options.private ?? true })
  const workflows = Object.fromEntries(
    draftWorkflows({ ...FACTS, ...options.facts }).map(({ path, text }) => [path, text]),
  )
  repo.push('main', { ...FILES, ...workflows, ...options.files })
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-world-')))
  let runs = 0

  interface Start {
    readonly event: string
    readonly payload: Payload
    readonly sha: string
    readonly ref: string
    readonly job: FakeJob
    readonly more?: Readonly<Record<string, string>>
  }

  async function run(start: Start, unusual: Unusual): Promise<Ran> {
    const { event, payload, sha, ref, job } = start
    const path = unusual.workflow ?? '.github/workflows/reprise.yml'
    const place = join(folder, String((runs += 1)))
    const file = join(place, 'home', path)
    mkdirSync(dirname(file), { recursive: true })
    const text = repo.file(sha, path) ?? ''
    writeFileSync(file, unusual.edit?.(text) ?? text)
    unusual.begin?.()
    const result = await runWorkflow(file, {
      // A machine of one's own keeps its work tree from job to job.
      workspace: join(folder, 'machine', 'mini', 'mini'),
      temp: join(place, 'temp'),
      event: { name: event, payload },
      github: {
        repository: repo.fullName,
        repository_id: String(repo.id),
        sha,
        ref,
        actor: unusual.actor?.login ?? 'someone',
        run_id: String(job.runId),
        run_number: String(job.runNumber),
        run_attempt: String(job.attempt),
        api_url: github.apiUrl,
        server_url: github.serverUrl,
        token: job.token,
        workflow_ref: `${repo.fullName}/${path}@${ref}`,
        ...start.more,
        ...unusual.context,
      },
      runtime: job.runtime,
      actions: {
        'reprise/reprise': HERE,
        'actions/checkout': join(HERE, '__tests__/fakes/checkout'),
      },
      tokenOf: (_job: JobIdentity, permissions) =>
        tokenFor(job, permissions, unusual.readOnly === true),
      ...unusual.options,
    })
    repo.finishRun(job.runId, result.conclusion === 'skipped' ? 'skipped' : result.conclusion)
    const outputs = result.jobs
      .flatMap(({ steps }) => steps)
      .filter(({ outputs: said }) => 'verdict' in said || 'summary' in said)
    return { ...result, runId: job.runId, outputs: outputs.at(-1)?.outputs ?? {} }
  }

  /** What `permissions:` of the job asks for, within what the run's own token may do. */
  function tokenFor(job: FakeJob, permissions: unknown, readOnly: boolean): string {
    if (typeof permissions !== 'object' || permissions === null) return job.token
    const asked = Object.entries(permissions as Permissions)
    const given = asked.map(([scope, access]) => [scope, readOnly ? 'read' : access] as const)
    return github.token(ACTIONS_BOT, Object.fromEntries(given), [repo])
  }

  return {
    github,
    repo,
    folder,
    open(branch, files, from) {
      const where = from ?? repo
      where.push(branch, files)
      return repo.openPull({ head: branch, ...(from && { from }) })
    },
    onPull(number, unusual = {}) {
      const pull = repo.pull(number)
      const sha = pull.mergeSha ?? pull.headSha
      const job =
        unusual.rerun === undefined
          ? repo.startRun({
              event: 'pull_request',
              pull: number,
              ...(unusual.actor && { actor: unusual.actor }),
            })
          : repo.rerun(unusual.rerun)
      return run(
        {
          event: 'pull_request',
          payload: repo.payload.pullRequest(number, unusual.action ?? 'synchronize'),
          sha,
          ref: `refs/pull/${number}/merge`,
          job,
          more: { head_ref: pull.headBranch, base_ref: pull.baseBranch },
        },
        unusual,
      )
    },
    onPush(before, unusual = {}) {
      const sha = repo.head('main')
      return run(
        {
          event: 'push',
          payload: repo.payload.push('main', before),
          sha,
          ref: 'refs/heads/main',
          job: repo.startRun({
            event: 'push',
            headSha: sha,
            headBranch: 'main',
            permissions: KEEPING,
          }),
        },
        unusual,
      )
    },
    onSchedule(unusual = {}) {
      const sha = repo.head('main')
      return run(
        {
          event: 'schedule',
          payload: repo.payload.schedule('23 3 * * *'),
          sha,
          ref: 'refs/heads/main',
          job: repo.startRun({
            event: 'schedule',
            headSha: sha,
            headBranch: 'main',
            permissions: KEEPING,
          }),
        },
        unusual,
      )
    },
    onDispatch(inputs, branch = 'main', unusual = {}) {
      const sha = repo.head(branch)
      const ref = `refs/heads/${branch}`
      return run(
        {
          event: 'workflow_dispatch',
          payload: repo.payload.workflowDispatch(inputs, ref),
          sha,
          ref,
          job: repo.startRun({
            event: 'workflow_dispatch',
            headSha: sha,
            headBranch: branch,
            permissions: KEEPING,
          }),
        },
        unusual,
      )
    },
    onQueue(number, unusual = {}) {
      const group = repo.mergeGroup(number)
      return run(
        {
          event: 'merge_group',
          payload: repo.payload.mergeGroup(group),
          sha: group.headSha,
          ref: group.headRef,
          job: repo.startRun({
            event: 'merge_group',
            headSha: group.headSha,
            headBranch: group.headRef.replace('refs/heads/', ''),
          }),
        },
        unusual,
      )
    },
    onRun(runId, unusual = {}) {
      const sha = repo.head('main')
      return run(
        {
          event: 'workflow_run',
          payload: repo.payload.workflowRun(runId),
          sha,
          ref: 'refs/heads/main',
          job: repo.startRun({
            event: 'workflow_run',
            headSha: sha,
            headBranch: 'main',
            path: '.github/workflows/reprise-report.yml',
            permissions: {
              contents: 'read',
              actions: 'read',
              'pull-requests': 'write',
              checks: 'write',
            },
          }),
        },
        { workflow: '.github/workflows/reprise-report.yml', ...unusual },
      )
    },
    said: (number) => repo.comments(number).filter(({ author }) => author.type === 'Bot'),
    async close() {
      await github.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const KEEPING = { contents: 'write', actions: 'read', 'pull-requests': 'read' } as const
