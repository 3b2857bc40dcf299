import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sceneOf } from './contexts.ts'
import { textsOf, type Scene } from './expressions.ts'
import type { Job, Scope, StepNode } from './job-state.ts'
import { createMasks } from './masks.ts'
import type { JobModel, Repository } from './model.ts'
import { createNodes, hasPre } from './nodes.ts'
import { killOrphans } from './orphans.ts'
import { runNode } from './steps.ts'
import type { Conclusion, JobIdentity, JobResult, RunnerOptions } from './types.ts'

/** What a job is given before it starts. */
export interface JobStart {
  readonly identity: JobIdentity
  readonly contexts: Job['contexts']
  readonly env: Readonly<Record<string, string>>
  readonly defaults: Readonly<Record<string, string>>
  readonly idToken: boolean
  readonly home: Repository | undefined
  readonly cancel: AbortSignal
}

/** Runs one job on a machine of its own: pre steps, steps, posts, outputs, orphans. */
export async function runJob(
  model: Pick<JobModel, 'steps' | 'outputs'>,
  start: JobStart,
  options: RunnerOptions,
): Promise<JobResult> {
  const job = openJob(start, options)
  const scope: Scope = { steps: new Map(), inputs: job.contexts['inputs'] ?? {} }
  const nodes = setUp(model, job)
  await runPhase(job, scope, nodes.filter(hasPre), 'pre')
  await runPhase(job, scope, nodes, 'main')
  for (let node = job.posts.pop(); node !== undefined; node = job.posts.pop())
    await runPhase(job, scope, [node], 'post')
  const outputs = jobOutputs(model, job, scope)
  killOrphans(job.trackingId, (line) => job.log.push(line))
  const status = job.cancel.aborted ? 'cancelled' : job.status
  const log = [...job.results.filter(isTop).map((step) => step.log), ...job.log].join('\n')
  return { ...start.identity, conclusion: status, outputs, steps: job.results, log }
}

function openJob(start: JobStart, options: RunnerOptions): Job {
  const machine = mkdtempSync(join(ensure(options.temp), `${start.identity.id}-`))
  const folders = {
    workspace: ensure(options.workspaceOf?.(start.identity) ?? options.workspace),
    temp: ensure(join(machine, '_temp')),
    // Like a self-hosted runner's, it outlives the job.
    tools: ensure(join(options.temp, '_tool')),
    event: join(machine, '_temp', '_github_workflow', 'event.json'),
  }
  ensure(join(folders.temp, '_github_workflow'))
  writeFileSync(folders.event, JSON.stringify(options.event.payload, null, 2))
  const masks = createMasks()
  const secrets = Object.values(start.contexts['secrets'] ?? {}).map(String)
  for (const secret of [...secrets, options.runtime?.token ?? '']) masks.add(secret)
  const switches = { ...options.vars, ...options.secrets }
  const debugging = switches['ACTIONS_STEP_DEBUG'] === 'true'
  return {
    ...start,
    options,
    folders,
    contexts: {
      ...start.contexts,
      github: {
        ...start.contexts['github'],
        workspace: folders.workspace,
        event_path: folders.event,
      },
      runner: runnerContext(folders, machine, debugging),
    },
    env: new Map(Object.entries(start.env)),
    path: [],
    masks,
    debugging,
    trackingId: `github_${randomUUID()}`,
    results: [],
    log: [],
    posts: [],
    status: 'success',
  }
}

function runnerContext(folders: Job['folders'], machine: string, debugging: boolean) {
  return {
    os: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform as 'linux'],
    arch: { x64: 'X64', arm64: 'ARM64' }[process.arch as 'x64'],
    name: 'runner',
    environment: 'self-hosted',
    tool_cache: folders.tools,
    temp: folders.temp,
    workspace: machine,
    ...(debugging && { debug: '1' }),
  }
}

/** An action that cannot be found or read fails the job before its first step. */
function setUp(model: Pick<JobModel, 'steps'>, job: Job): StepNode[] {
  try {
    return createNodes(model.steps, undefined, job)
  } catch (error) {
    const message = job.masks.apply((error as Error).message)
    job.status = 'failure'
    job.results.push({
      id: 'setup',
      name: 'Set up job',
      phase: 'pre',
      outcome: 'failure',
      conclusion: 'failure',
      outputs: {},
      log: `##[error]${message}`,
      annotations: [{ level: 'error', message }],
      summary: '',
      env: {},
      seconds: 0,
    })
    return []
  }
}

async function runPhase(
  job: Job,
  scope: Scope,
  nodes: readonly StepNode[],
  phase: 'pre' | 'main' | 'post',
): Promise<void> {
  for (const node of nodes) {
    const conclusion: Conclusion = await runNode(job, scope, node, phase)
    if (conclusion === 'failure' && job.status === 'success') job.status = 'failure'
  }
}

/** An output that holds a secret is dropped, with a warning; an empty one is no output. */
function jobOutputs(
  { outputs }: Pick<JobModel, 'outputs'>,
  job: Job,
  scope: Scope,
): Record<string, string> {
  try {
    const kept = Object.entries(textsOf(outputs, finalScene(job, scope)))
      .filter(([, value]) => value !== '')
      .filter(([name, value]) => {
        const clean = job.masks.apply(value) === value
        if (!clean) job.log.push(`##[warning]Skip output '${name}' since it may contain secret.`)
        return clean
      })
    return Object.fromEntries(kept)
  } catch (error) {
    job.log.push('##[error]Fail to evaluate job outputs', `##[error]${(error as Error).message}`)
    if (job.status === 'success') job.status = 'failure'
    return {}
  }
}

function finalScene(job: Job, scope: Scope): Scene {
  const standing = () => ({
    success: job.status === 'success',
    failure: job.status === 'failure',
    cancelled: job.status === 'cancelled',
  })
  return sceneOf(job, scope, job.contexts['github'] ?? {}, job.env, standing)
}

function isTop({ id }: { id: string }): boolean {
  return !id.includes('/')
}

function ensure(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return resolve(folder)
}
