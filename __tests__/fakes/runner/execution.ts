import { createCommandReader } from './commands.ts'
import { contextVariables } from './contexts.ts'
import type { Scene } from './expressions.ts'
import type { CommandFiles, Effects } from './file-commands.ts'
import type { Job, Phase, Scope, StepNode } from './job-state.ts'
import type { StepLog } from './log.ts'
import { runProcess } from './process.ts'

/** One step while it runs. */
export interface Execution {
  readonly job: Job
  readonly scope: Scope
  readonly node: StepNode
  readonly phase: Phase
  readonly log: StepLog
  readonly files: CommandFiles
  readonly github: Readonly<Record<string, unknown>>
  readonly scene: Scene
  /** The `env` context: job level, GITHUB_ENV, the composites' and the step's own. */
  readonly env: ReadonlyMap<string, string>
  /** The part of it that composites and the step itself declared. */
  readonly declared: ReadonlyMap<string, string>
  readonly deadline: number | undefined
  readonly signal: AbortSignal
  readonly outputs: Map<string, string>
  readonly trace: { env: Record<string, string>; exitCode?: number; commandFailed: boolean }
}

/** The step's process was cancelled, or ran out of time; its exit code says nothing then. */
export class Interrupted extends Error {}

/** Runs a step's process with the whole environment that the runner gives to any step. */
export async function execute(
  execution: Execution,
  file: string,
  args: readonly string[],
  cwd: string,
  own: Readonly<Record<string, string>>,
): Promise<number> {
  const { job, trace, signal } = execution
  trace.env = environment(execution, own)
  const onLine = createCommandReader({
    log: execution.log,
    masks: job.masks,
    effects: effectsOf(execution),
    workspace: job.folders.workspace,
    env: trace.env,
    fail: () => {
      trace.commandFailed = true
    },
  })
  const command = { file, args, cwd, env: trace.env }
  trace.exitCode = await runProcess(command, onLine, signal, job.options.kill)
  if (signal.aborted) throw new Interrupted()
  return trace.exitCode
}

export function effectsOf({ job, node, outputs }: Execution): Effects {
  return {
    setEnv: (name, value) => job.env.set(name, value),
    addPath: (folder) => {
      const known = job.path.indexOf(folder)
      if (known >= 0) job.path.splice(known, 1)
      job.path.push(folder)
    },
    setOutput: (name, value) => outputs.set(name, value),
    saveState: (name, value) => node.state.set(name, value),
  }
}

/** The order decides: nothing overrules GITHUB_* and RUNNER_*. */
function environment(
  { job, env, github }: Execution,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = {
    ...machineVariables(job),
    ...Object.fromEntries(env),
    ...own,
    ...contextVariables(job, github),
    ...idTokenVariables(job),
    GITHUB_ACTIONS: 'true',
  }
  all['CI'] ??= 'true'
  if (job.path.length > 0) all['PATH'] = [...job.path.toReversed(), all['PATH'] ?? ''].join(':')
  return all
}

export function machineVariables(job: Job): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return { ...(job.options.env ?? { PATH, HOME }), RUNNER_TRACKING_ID: job.trackingId }
}

/** With `id-token: write` every step can ask for an OpenID Connect token, `run:` steps too. */
function idTokenVariables({ idToken, options: { runtime } }: Job): Record<string, string> {
  if (!idToken || runtime === undefined) return {}
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL:
      runtime.idTokenUrl ?? `${runtime.resultsUrl}/idtoken?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: runtime.token,
  }
}
