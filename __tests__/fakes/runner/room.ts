import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { failures } from './failures.ts'
import { runWorkflow, type RunnerOptions, type RunResult, type StepResult } from './runner.ts'

/** A folder with files in it, and workflows that run there. */
export interface Room {
  readonly root: string
  readonly write: (files: Readonly<Record<string, string>>) => void
  readonly options: (more?: Partial<RunnerOptions>) => RunnerOptions
  /** Runs a whole workflow text. */
  readonly run: (yaml: string, more?: Partial<RunnerOptions>) => Promise<RunResult>
  /** Runs the text of one job's `steps:`. */
  readonly steps: (yaml: string, more?: Partial<RunnerOptions>) => Promise<RunResult>
  readonly remove: () => void
}

export function createRoom(): Room {
  const root = mkdtempSync(join(tmpdir(), 'runner-room-'))
  const write: Room['write'] = (files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), text)
    }
  }
  const options: Room['options'] = (more = {}) => ({
    workspace: join(root, 'workspace'),
    temp: join(root, 'machines'),
    event: { name: 'push', payload: { after: 'abc' } },
    github: { repository: 'o/r', sha: 'abc', token: 'ghs_token' },
    actions: { 'o/r': join(root, 'repository') },
    kill: { termAfterMs: 2000, killAfterMs: 300, closeAfterMs: 500 },
    ...more,
  })
  const run: Room['run'] = (yaml, more) => {
    write({ 'repository/.github/workflows/test.yml': yaml })
    return runWorkflow(join(root, 'repository/.github/workflows/test.yml'), options(more))
  }
  const steps: Room['steps'] = (yaml, more) => {
    const list = yaml.replaceAll('\n', '\n      ')
    return run(`on: push\njobs:\n  job:\n    runs-on: x\n    steps:\n      ${list}`, more)
  }
  return { root, write, options, run, steps, remove: () => rmSync(root, { recursive: true }) }
}

/** The step with this id path, in its main phase unless said otherwise. */
export function stepOf(
  run: RunResult,
  id: string,
  phase: StepResult['phase'] = 'main',
): StepResult {
  const found = run.jobs.flatMap((job) => job.steps).find((s) => s.id === id && s.phase === phase)
  if (found === undefined) throw new Error(`no step ${id} (${phase}) in:\n${failures(run)}`)
  return found
}

/** A JavaScript action: its `action.yml` and its scripts, each of which runs `source`. */
export function javaScriptAction(
  folder: string,
  source: string,
  yaml = '',
): Readonly<Record<string, string>> {
  return {
    [`${folder}/action.yml`]: `name: ${folder}\ndescription: d\n${yaml}runs:\n  using: node24\n  main: main.mjs\n`,
    [`${folder}/main.mjs`]: source,
  }
}
