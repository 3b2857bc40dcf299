import { expect } from '@jest/globals'
import { run } from './run.ts'

/** Twenty kinds of trainings say and compute the same with the tracer and without it. */
export async function expectUndisturbed(python: string, traces: readonly string[]): Promise<void> {
  const alone = await run(python, 'scenarios.py', null)
  expect(alone.stdout).toContain('late\n')
  for (const trace of traces) {
    const traced = await run(python, 'scenarios.py', trace)
    expect({ trace, out: traced.stdout, err: traced.stderr, status: traced.status }).toEqual({
      trace,
      out: alone.stdout,
      err: alone.stderr,
      status: 0,
    })
    expect(traced.traces).toHaveLength(1)
    // Only the last one ended it: there an exception of the training flew through the tracer.
    expect(traced.traces[0]?.end?.why).toMatch(/^Late: /)
    expect(traced.reports[0]?.tracing).toMatchObject({ state: 'disabled' })
  }
}
