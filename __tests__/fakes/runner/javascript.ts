import { statSync } from 'node:fs'
import { join } from 'node:path'
import { execute, type Execution } from './execution.ts'
import type { Action, Runs } from './model.ts'

type NodeRuns = Extract<Runs, { using: 'node' }>

/** One script of a JavaScript action: its pre, its main or its post. */
export async function runJavaScript(
  execution: Execution,
  action: Action,
  runs: NodeRuns,
  inputs: Readonly<Record<string, string>>,
): Promise<'success' | 'failure'> {
  const { job, phase } = execution
  const script = join(action.folder, runs[phase] ?? '')
  if (statSync(script, { throwIfNoEntry: false })?.isFile() !== true)
    throw new Error(`File not found: '${script}'`)
  describe(execution, inputs)
  const own = {
    ...stateVariables(execution),
    ...inputVariables(inputs),
    ...runtimeVariables(execution),
  }
  const node = job.options.node ?? process.execPath
  const code = await execute(execution, node, [script], job.folders.workspace, own)
  return code === 0 ? 'success' : 'failure'
}

/** Spaces become underlines, hyphens stay. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

function stateVariables({ node }: Execution): Record<string, string> {
  return Object.fromEntries([...node.state].map(([name, value]) => [`STATE_${name}`, value]))
}

/** What artifacts and caches need, and what no `run:` step ever gets. */
function runtimeVariables({ job: { options } }: Execution): Record<string, string> {
  const { runtime } = options
  if (runtime === undefined) return {}
  return {
    ACTIONS_RUNTIME_URL: `${runtime.resultsUrl}/`,
    ACTIONS_RUNTIME_TOKEN: runtime.token,
    ACTIONS_RESULTS_URL: runtime.resultsUrl,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ...(runtime.cacheUrl !== undefined && { ACTIONS_CACHE_URL: runtime.cacheUrl }),
  }
}

function describe(
  { log, node, phase, env }: Execution,
  inputs: Readonly<Record<string, string>>,
): void {
  if (phase === 'post') {
    log.write('Post job cleanup.')
    return
  }
  log.write(`##[group]Run ${node.step.uses ?? ''}`)
  log.write('with:')
  for (const [name, value] of Object.entries(inputs))
    if (value !== '') log.write(`  ${name}: ${value}`)
  if (env.size > 0) log.write('env:')
  for (const [name, value] of env) log.write(`  ${name}: ${value}`)
  log.write('##[endgroup]')
}
