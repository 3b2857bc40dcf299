import { conditionOf, openAttempt, watch, type Attempt } from './attempt.ts'
import { runComposite, worst } from './composite.ts'
import { effectsOf, Interrupted } from './execution.ts'
import { holds, textOf, valueOf } from './expressions.ts'
import { applyCommandFiles, readSummary } from './file-commands.ts'
import { inputsOf } from './inputs.ts'
import { runJavaScript } from './javascript.ts'
import type { Job, Phase, Scope, StepNode } from './job-state.ts'
import { hasPost, openAction } from './nodes.ts'
import { firstLine, runScript } from './script.ts'
import type { Conclusion } from './types.ts'

/** Runs one step, or skips it, and records it. Never throws: what goes wrong is in its log. */
export async function runNode(
  job: Job,
  scope: Scope,
  node: StepNode,
  phase: Phase,
): Promise<Conclusion> {
  const started = performance.now()
  const at = job.results.length
  const attempt = openAttempt(job, scope, node, phase)
  const { outcome, summary } = await runAttempt(attempt)
  const conclusion = outcome === 'failure' && mayFail(attempt) ? 'success' : outcome
  const { outputs, log, trace } = attempt
  if (phase === 'main' && !node.step.id.startsWith('__'))
    scope.steps.set(node.step.id, { outputs, outcome, conclusion })
  // A composite stands before its nested steps.
  job.results.splice(at, 0, {
    id: node.path,
    name: job.masks.apply(displayName(attempt)),
    ...(node.step.uses !== undefined && { uses: node.step.uses }),
    phase,
    outcome,
    conclusion,
    outputs: Object.fromEntries(outputs),
    ...(trace.exitCode !== undefined && { exitCode: trace.exitCode }),
    log: log.lines.join('\n'),
    annotations: log.annotations,
    summary,
    env: trace.env,
    seconds: (performance.now() - started) / 1000,
  })
  return conclusion
}

async function runAttempt(attempt: Attempt): Promise<{ outcome: Conclusion; summary: string }> {
  const { job, log, files, trace, fault } = attempt
  const unwatch = watch(attempt)
  try {
    if (fault !== undefined) throw fault
    if (!holds(conditionOf(attempt), attempt.early)) return { outcome: 'skipped', summary: '' }
    const outcome = await perform(attempt).catch((error: unknown) => explain(attempt, error))
    if (!applyCommandFiles(files, effectsOf(attempt), log)) trace.commandFailed = true
    const summary = readSummary(files, log, job.masks.apply)
    return { outcome: trace.commandFailed ? worst(outcome, 'failure') : outcome, summary }
  } catch (error) {
    return { outcome: explain(attempt, error), summary: '' }
  } finally {
    unwatch()
  }
}

async function perform(attempt: Attempt): Promise<Conclusion> {
  const { job, scope, node, phase, log } = attempt
  if (node.step.run !== undefined) return await runScript(attempt)
  const action = openAction(node, job)
  const { runs } = action
  if (action.repository === undefined && runs.using === 'node' && runs.pre !== undefined)
    log.issue(
      'warning',
      `\`pre\` execution is not supported for local action from '${node.step.uses}'`,
    )
  if (phase !== 'post' && hasPost(node) && !node.postRegistered) {
    node.postRegistered = true
    if (scope.composite === undefined) job.posts.push(node)
  }
  const inputs = inputsOf(attempt, action)
  return runs.using === 'composite'
    ? await runComposite(attempt, action, inputs, runNode)
    : await runJavaScript(attempt, action, runs, inputs)
}

function explain(attempt: Attempt, error: unknown): Conclusion {
  const { log, control, minutes } = attempt
  if (!(error instanceof Interrupted)) {
    log.issue('error', (error as Error).message)
    return 'failure'
  }
  if (control.signal.reason === 'cancel') {
    log.issue('error', 'The operation was canceled.')
    return 'cancelled'
  }
  const what =
    minutes === undefined
      ? 'The action has timed out.'
      : `The action '${displayName(attempt)}' has timed out after ${minutes} minutes.`
  log.issue('error', what)
  return 'failure'
}

function mayFail({ node, early, log }: Attempt): boolean {
  if (node.step.continueOnError === undefined) return false
  try {
    return valueOf(node.step.continueOnError, early) === true
  } catch (error) {
    log.issue('error', (error as Error).message)
    return false
  }
}

function displayName({ node, phase, scene }: Attempt): string {
  const { name, run, uses = '' } = node.step
  const prefix = { pre: 'Pre ', main: '', post: 'Post ' }[phase]
  try {
    if (name !== undefined) return prefix + textOf(name, scene)
    return `${prefix}Run ${run === undefined ? uses : firstLine(textOf(run, scene))}`
  } catch {
    return `${prefix}Run ${uses || firstLine(run?.toString() ?? '')}`
  }
}
