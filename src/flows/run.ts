import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import { draftPlan, fixKey, machineFor } from './planning.ts'
import type { Project } from './project.ts'
import { openWorkbench, type RetrainOptions } from './workbench.ts'

export interface RunOptions extends RetrainOptions {
  /** Undefined: the only model. */
  readonly model: string | undefined
}

/** Retrains one model once and keeps its record. @throws {UserError} `model-unknown`, `model-unnamed`, or what keeps it from starting */
export async function run(project: Project, options: RunOptions): Promise<RunRecord> {
  const name = onlyModel(project, options.model)
  const draft = await draftPlan({ project, base: undefined, asPullRequest: false, name })
  const planned = fixKey(draft, await machineFor(draft.model))
  const bench = openWorkbench(project, planned, options)
  try {
    return await bench.retrain('head', 'judge', 0)
  } finally {
    await bench.dispose()
  }
}

/** The named model, or the only one. */
export function onlyModel({ spec }: Project, name: string | undefined): string {
  const names = Object.keys(spec.models)
  const [first, ...others] = names
  if (name !== undefined && !names.includes(name)) {
    throw new UserError(
      'model-unknown',
      `${spec.file} has no model ${name}`,
      `It has: ${names.join(', ')}.`,
    )
  }
  if (name === undefined && others.length > 0) {
    throw new UserError(
      'model-unnamed',
      `${spec.file} has ${names.length} models`,
      `Name one: ${names.join(', ')}.`,
    )
  }
  return name ?? first ?? 'main'
}
