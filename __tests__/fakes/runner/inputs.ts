import { textOf, textsOf } from './expressions.ts'
import type { Execution } from './execution.ts'
import type { Action } from './model.ts'

/** What an action is given: `with:`, then its own defaults. `required` is not enforced, as in the real runner: what is missing is empty. */
export function inputsOf({ node, scene, log }: Execution, action: Action): Record<string, string> {
  const given = textsOf(node.step.with, scene)
  const known = new Map(action.inputs.map((input) => [input.id.toLowerCase(), input]))
  for (const name of Object.keys(given)) {
    const message = known.get(name.toLowerCase())?.deprecation
    if (message !== undefined)
      log.issue('warning', `Input '${name}' has been deprecated with message: ${message}`)
  }
  const taken = new Set(Object.keys(given).map((name) => name.toLowerCase()))
  const unknown = Object.keys(given).filter((name) => !known.has(name.toLowerCase()))
  if (unknown.length > 0)
    log.issue(
      'warning',
      `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${action.inputs.map(({ id }) => id).join("', '")}']`,
    )
  const defaults = action.inputs
    .filter(({ id }) => !taken.has(id.toLowerCase()))
    .map(({ id, value }): [string, string] => [id, textOf(value, scene)])
  return { ...given, ...Object.fromEntries(defaults) }
}
