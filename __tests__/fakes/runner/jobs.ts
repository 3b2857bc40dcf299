import { dispatchInputs } from './events.ts'
import { holds, valueOf } from './expressions.ts'
import { statusFunctions, type Standing } from './functions.ts'
import { runJob } from './job.ts'
import type { JobModel, Repository, Workflow } from './model.ts'
import { combinationsOf, githubContext, startOf, type RunContexts } from './start.ts'
import type { Conclusion, JobResult, RunnerOptions } from './types.ts'

const MINUTE_MS = 60_000

/** What a finished job is to those that need it. */
interface Finished {
  readonly result: Conclusion
  readonly outputs: Readonly<Record<string, string>>
}

export interface Run {
  readonly workflow: Workflow
  readonly options: RunnerOptions
  readonly home: Repository | undefined
  readonly finished: Map<string, Finished>
}

/** Runs a workflow's jobs, one after the other, each after those that it needs. The conclusion is a job's, `continue-on-error` apart. */
export async function runJobs(run: Run): Promise<JobResult[]> {
  const results: JobResult[] = []
  const open = [...run.workflow.jobs]
  while (open.length > 0) {
    const next = open.findIndex((job) => job.needs.every((need) => run.finished.has(need)))
    const [job] = open.splice(Math.max(next, 0), 1)
    if (job === undefined) break
    const made = await runMatrix(run, job)
    run.finished.set(job.id, summarize(run, job, made))
    results.push(...made)
  }
  return results
}

/** One job, or those of its matrix; after a failure `fail-fast` cancels the ones that have not started. */
async function runMatrix(run: Run, job: JobModel): Promise<JobResult[]> {
  const contexts = contextsOf(run, job)
  try {
    if (!wanted(run, job, contexts)) return [emptyResult(job, skippedOrCancelled(run, job))]
    const { failFast, list } = combinationsOf(job, contexts)
    const results: JobResult[] = []
    for (const [index, matrix] of list.entries()) {
      const stop = failFast && results.some(({ conclusion }) => conclusion === 'failure')
      const place = { matrix, index, total: list.length, failFast }
      results.push(await runOne(run, job, contexts, place, stop))
    }
    return results
  } catch (error) {
    return [{ ...emptyResult(job, 'failure'), log: `##[error]${(error as Error).message}` }]
  }
}

async function runOne(
  run: Run,
  job: JobModel,
  contexts: RunContexts,
  place: Parameters<typeof startOf>[3],
  stop: boolean,
): Promise<JobResult> {
  const { options, workflow, home } = run
  const control = new AbortController()
  const start = startOf(workflow, job, contexts, place, { options, home, cancel: control.signal })
  const late = options.signal?.aborted === true && !wanted(run, job, contexts)
  if (stop || late) return { ...emptyResult(job, 'cancelled'), ...start.identity }
  // A running job whose own condition holds even now is not cancelled.
  const onCancel = () => {
    if (!wanted(run, job, contexts)) control.abort()
  }
  options.signal?.addEventListener('abort', onCancel, { once: true })
  const scene = { contexts: { ...contexts, ...start.contexts }, functions: [] }
  const minutes = job.timeout === undefined ? 360 : Number(valueOf(job.timeout, scene))
  const timer = setTimeout(() => control.abort(), minutes * (options.minuteMs ?? MINUTE_MS))
  try {
    return await runJob(job, start, options)
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onCancel)
  }
}

function contextsOf({ workflow, options, finished }: Run, job: JobModel): RunContexts {
  return {
    github: githubContext(
      options,
      workflow.name || workflow.file.replace(/^.*\/(?=\.github\/)/, ''),
    ),
    needs: Object.fromEntries(job.needs.map((need) => [need, finished.get(need)])),
    vars: { ...options.vars },
    inputs: dispatchInputs(workflow, options),
  }
}

function wanted(run: Run, job: JobModel, contexts: RunContexts): boolean {
  const functions = statusFunctions(() => standing(run, job))
  return holds(job.condition, { contexts: { ...contexts }, functions })
}

/** Job-level status functions look at all jobs that this one needs, directly or not. */
function standing({ workflow, finished, options }: Run, job: JobModel): Standing {
  const ancestors = (one: JobModel): string[] =>
    one.needs.flatMap((need) => {
      const parent = workflow.jobs.find(({ id }) => id === need)
      return [need, ...(parent === undefined ? [] : ancestors(parent))]
    })
  const results = ancestors(job).map((id) => finished.get(id)?.result)
  const cancelled = options.signal?.aborted === true
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  }
}

/** A job that only waited for a machine is cancelled with its run; one that waited for others is skipped. */
function skippedOrCancelled({ options, finished }: Run, job: JobModel): Conclusion {
  const ready = job.needs.every((need) => finished.get(need)?.result === 'success')
  return options.signal?.aborted === true && ready ? 'cancelled' : 'skipped'
}

function summarize(run: Run, job: JobModel, made: readonly JobResult[]): Finished {
  const conclusions = made.map(({ conclusion }) => conclusion)
  const worst = (['failure', 'cancelled', 'success'] as const).find((one) =>
    conclusions.includes(one),
  )
  const forgiven = worst === 'failure' && continues(run, job)
  return {
    result: forgiven ? 'success' : (worst ?? 'skipped'),
    outputs: Object.assign({}, ...made.map(({ outputs }) => outputs)) as Record<string, string>,
  }
}

function continues(run: Run, job: JobModel): boolean {
  if (job.continueOnError === undefined) return false
  const contexts = { ...contextsOf(run, job), matrix: null, strategy: null }
  return valueOf(job.continueOnError, { contexts, functions: [] }) === true
}

function emptyResult(job: JobModel, conclusion: Conclusion): JobResult {
  return { id: job.id, name: job.id, conclusion, outputs: {}, steps: [], log: '' }
}
