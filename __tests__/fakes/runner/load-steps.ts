import { isSequence } from '@actions/workflow-parser'
import type { ActionStep, RunStep } from '@actions/workflow-parser/model/workflow-template'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import type { Step } from './model.ts'
import { mapping } from './read-yaml.ts'

export type StepTemplate = ActionStep | RunStep

/** The parser's model of steps lacks `with`, `shell`, `working-directory` and `timeout-minutes`: those come from the file's tokens. */
export function stepModels(
  templates: readonly StepTemplate[],
  list: TemplateToken | undefined,
): Step[] {
  const raws = list !== undefined && isSequence(list) ? [...list] : []
  const used = new Set<string>(templates.map((template) => template.id))
  return templates.map((template, index) => {
    const raw = mapping(raws[index], 'step')
    return {
      id: template.id === '' ? generatedId(template, used) : template.id,
      name: template.name,
      condition: template.if.expression,
      env: template.env,
      continueOnError: raw.find('continue-on-error'),
      timeout: raw.find('timeout-minutes'),
      with: raw.find('with'),
      shell: raw.find('shell'),
      workingDirectory: raw.find('working-directory'),
      ...('run' in template ? { run: template.run } : { uses: template.uses.value }),
    }
  })
}

/** The parser gives ids to a workflow's steps, not to a composite's: the same form, `__run`, `__run_2`. */
function generatedId(template: StepTemplate, used: Set<string>): string {
  const word =
    'run' in template
      ? 'run'
      : /^[.$]\//.test(template.uses.value)
        ? 'self'
        : template.uses.value.replace(/@.*/, '').split('/').slice(0, 2).join('_')
  for (let n = 1; ; n += 1) {
    const id = `__${word}${n === 1 ? '' : `_${n}`}`
    if (used.has(id)) continue
    used.add(id)
    return id
  }
}
