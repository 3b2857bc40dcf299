import { githubOf, sceneOf, standingOf } from './contexts.ts'
import type { Execution } from './execution.ts'
import { holds, textsOf, valueOf, type Scene } from './expressions.ts'
import { createCommandFiles } from './file-commands.ts'
import type { Job, Phase, Scope, StepNode } from './job-state.ts'
import { openLog, type StepLog } from './log.ts'
import type { Conclusion } from './types.ts'

const MINUTE_MS = 60_000

/** A step that is about to run, or to be skipped. */
export interface Attempt extends Execution {
  /** What its `if:` is evaluated in. */
  readonly early: Scene
  /** Its `env:` could not be evaluated. */
  readonly fault: Error | undefined
  readonly minutes: number | undefined
  readonly control: AbortController
  /** How its composite stands, as its own status functions see it. */
  readonly status: { now: Conclusion | undefined }
}

/** A step's environment is settled before its condition is looked at. */
export function openAttempt(job: Job, scope: Scope, node: StepNode, phase: Phase): Attempt {
  const log = openLog(job.masks, job.debugging, scope.composite?.log)
  const status = { now: scope.composite?.result }
  const standing = () => standingOf(job, scope, phase, status.now)
  const outer = scope.composite?.env ?? new Map<string, string>()
  const earlyGithub = githubOf(job, scope, node)
  const inherited = new Map([...job.env, ...outer])
  const own = declare(node, sceneOf(job, scope, earlyGithub, inherited, standing))
  const declared = new Map([...outer, ...own.env])
  const env = new Map([...job.env, ...declared])
  const early = sceneOf(job, scope, earlyGithub, env, standing)
  const files = createCommandFiles(job.folders.temp)
  const github = githubOf(job, scope, node, files)
  const minutes = timeoutOf(node, early, log)
  const control = new AbortController()
  return {
    job,
    scope,
    node,
    phase,
    log,
    files,
    github,
    early,
    scene: sceneOf(job, scope, github, env, standing),
    env,
    declared,
    fault: own.fault,
    minutes,
    deadline: deadlineOf(job, scope, minutes),
    control,
    signal: control.signal,
    status,
    outputs: new Map(),
    trace: { env: {}, commandFailed: false },
  }
}

function declare(node: StepNode, scene: Scene): { env: Map<string, string>; fault?: Error } {
  try {
    return { env: new Map(Object.entries(textsOf(node.step.env, scene))) }
  } catch (error) {
    return { env: new Map(), fault: error as Error }
  }
}

/** A timeout that cannot be evaluated is no timeout, as in the real runner. */
function timeoutOf({ step }: StepNode, scene: Scene, log: StepLog): number | undefined {
  if (step.timeout === undefined) return undefined
  try {
    const minutes = Number(valueOf(step.timeout, scene))
    return minutes > 0 ? minutes : undefined
  } catch (error) {
    log.issue('error', 'An error occurred when attempting to determine the step timeout.')
    log.issue('error', (error as Error).message)
    return undefined
  }
}

/** Nested steps have what is left of their composite's time. */
function deadlineOf(job: Job, scope: Scope, minutes: number | undefined): number | undefined {
  const outer = scope.composite?.deadline
  if (minutes === undefined) return outer
  const own = performance.now() + minutes * (job.options.minuteMs ?? MINUTE_MS)
  return Math.min(own, outer ?? own)
}

export function conditionOf({ node, phase }: Attempt): string {
  if (phase === 'main') return node.step.condition
  const runs = node.action?.runs
  if (runs?.using !== 'node') return 'always()'
  return phase === 'pre' ? runs.preIf : runs.postIf
}

/** Ends the step when its time is up, and when the job is cancelled unless its condition holds even then. */
export function watch(attempt: Attempt): () => void {
  const { job, scope, control, deadline, status } = attempt
  const onCancel = () => {
    job.status = 'cancelled'
    if (scope.composite !== undefined) status.now = 'cancelled'
    if (!holdsSafely(attempt)) control.abort('cancel')
  }
  // What starts after the cancellation, because its condition says so, is not cancelled any more.
  if (job.cancel.aborted) job.status = 'cancelled'
  else job.cancel.addEventListener('abort', onCancel, { once: true })
  const left = deadline === undefined ? undefined : Math.max(0, deadline - performance.now())
  const timer = left === undefined ? undefined : setTimeout(() => control.abort('timeout'), left)
  return () => {
    job.cancel.removeEventListener('abort', onCancel)
    clearTimeout(timer)
  }
}

function holdsSafely(attempt: Attempt): boolean {
  try {
    return holds(conditionOf(attempt), attempt.early)
  } catch {
    return false
  }
}
