import type { Workflow } from './model.ts'
import type { RunnerOptions } from './types.ts'

/** The activity types that start a pull request's workflow where it names none. */
const PULL_REQUEST_TYPES = ['opened', 'synchronize', 'reopened']

/** Whether the workflow starts on this event: by its name and activity type. Branches and paths are not looked at. */
export function listens({ on }: Workflow, { event }: RunnerOptions): boolean {
  if (!(event.name in on)) return false
  const { action } = event.payload as { action?: string }
  const config = on[event.name] as { types?: string[] } | undefined
  const types =
    config?.types ?? (event.name.startsWith('pull_request') ? PULL_REQUEST_TYPES : undefined)
  return types === undefined || action === undefined || types.includes(action)
}

/** The `inputs` context of a `workflow_dispatch`, with the declared defaults. */
export function dispatchInputs(
  { on }: Workflow,
  { event, inputs }: RunnerOptions,
): Record<string, unknown> {
  if (event.name !== 'workflow_dispatch') return {}
  const given = inputs ?? (event.payload as { inputs?: Record<string, unknown> }).inputs ?? {}
  const declared = Object.entries(on.workflow_dispatch?.inputs ?? {})
  const missing = declared.filter(([name, { required }]) => required && !(name in given))
  const unmet = missing.filter(([, { default: value }]) => value === undefined)
  if (unmet.length > 0)
    throw new Error(`Required input '${unmet.map(([name]) => name).join("', '")}' not provided`)
  const unknown = Object.keys(given).filter((name) => !declared.some(([known]) => known === name))
  if (unknown.length > 0) throw new Error(`Unexpected inputs provided: ${unknown.join(', ')}`)
  const texts = declared.map(([name, { default: value = '', type, options }]) => {
    const answer = given[name] ?? value
    if (options !== undefined && answer !== '' && !options.includes(String(answer)))
      throw new Error(`Provided value '${String(answer)}' for input '${name}' not in the list`)
    return [name, String(type) === 'boolean' ? String(answer) === 'true' : answer]
  })
  return Object.fromEntries(texts) as Record<string, unknown>
}
