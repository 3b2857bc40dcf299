import type { JobResult, RunResult, StepResult } from './types.ts'

/** What went wrong, with the logs of the steps that did: empty where nothing failed. Made for `expect(failures(run)).toBe('')`. */
export function failures(result: RunResult | JobResult): string {
  const jobs = 'jobs' in result ? result.jobs : [result]
  return jobs
    .filter((job) => !good(job.conclusion))
    .map(describe)
    .join('\n')
}

function describe(job: JobResult): string {
  const steps = job.steps.map((step) => {
    const mark = `${step.phase} ${step.id}: ${step.conclusion}`
    return good(step.outcome) ? `  ${mark}` : `  ${mark}\n${indent(step)}`
  })
  return [`job ${job.name}: ${job.conclusion}`, ...steps, job.steps.length === 0 ? job.log : '']
    .filter((line) => line !== '')
    .join('\n')
}

function indent(step: StepResult): string {
  const exit = step.exitCode === undefined ? [] : [`exit code ${step.exitCode}`]
  return [...exit, ...step.log.split('\n')].map((line) => `    | ${line}`).join('\n')
}

function good(conclusion: string): boolean {
  return conclusion === 'success' || conclusion === 'skipped'
}
