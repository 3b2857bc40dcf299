import { getActionSchema } from '@actions/workflow-parser/actions/action-schema'
import { convertActionTemplate, type ActionRuns } from '@actions/workflow-parser/actions/index'
import { ErrorPolicy } from '@actions/workflow-parser/model/convert'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stepModels, type StepTemplate } from './load-steps.ts'
import type { Action, Runs } from './model.ts'
import { check, mapping, readYaml } from './read-yaml.ts'

const IF_ABSENT = 'always()'
const STRICT = 'action-root-strict'
const LOOSE = 'action-root'

/** The folder's action.yml, read with GitHub's own parser; every fault that it finds is thrown. `loose` is how the runner reads others' actions: what it doesn't know it lets pass. */
export function loadAction(
  folder: string,
  repository?: Action['repository'],
  schema: 'strict' | 'loose' = 'strict',
): Action {
  const file = ['action.yml', 'action.yaml'].map((n) => join(folder, n)).find(existsSync)
  if (file === undefined)
    throw new Error(
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    )
  const { root, template } = schema === 'strict' ? strictly(file) : loosely(file)
  const nested = mapping(root.find('runs'), 'runs').find('steps')
  return {
    name: template.name,
    folder,
    ...(repository && { repository }),
    inputs: (template.inputs ?? []).map(({ id, default: value, deprecationMessage }) => ({
      id,
      value,
      deprecation: deprecationMessage,
    })),
    outputs: (template.outputs ?? []).map(({ id, value }) => ({ id, value })),
    runs: runs(template.runs, nested, file),
  }
}

function strictly(file: string) {
  const { context, root } = readYaml(file, getActionSchema(), STRICT)
  check(context)
  const template = convertActionTemplate(context, root)
  check(context)
  return { root, template }
}

/** Only the runner's own schema may find fault; the strict one, whose tokens know where status functions are allowed, is read for those. */
function loosely(file: string) {
  check(readYaml(file, getActionSchema(), LOOSE).context)
  const { context, root } = readYaml(file, getActionSchema(), STRICT)
  const options = { errorPolicy: ErrorPolicy.TryConversion }
  return { root, template: convertActionTemplate(context, root, options) }
}

function runs(template: ActionRuns, nested: TemplateToken | undefined, file: string): Runs {
  if (template.using === 'docker') throw new Error(`${file}: docker actions are not run here`)
  if (template.using === 'composite')
    return { using: 'composite', steps: stepModels(template.steps as StepTemplate[], nested) }
  // Whatever version it names, an action runs on the one Node there is, as node20 does on node24.
  const { main, pre, preIf = IF_ABSENT, post, postIf = IF_ABSENT } = template
  return { using: 'node', main, pre, preIf, post, postIf }
}
