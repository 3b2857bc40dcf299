import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import { requireContent } from './lfs.ts'
import { draftPlan, fixKey, machineFor } from './planning.ts'
import type { Project } from './project.ts'
import { openTrainer, type TrainerOptions } from './trainer.ts'
import { headTrainee } from './workbench.ts'

export interface RunOptions extends TrainerOptions {
  /** Undefined: the only model. */
  readonly model: string | undefined
  /** Seed index; 0 is the program as it is. */
  readonly seed?: number | undefined
  /** Whether one initial weight is moved by one unit in the last place: such a run is never judged. */
  readonly twin?: true | undefined
  readonly trace?: 'standard' | 'rolling' | 'dense' | 'off' | undefined
}

/** Retrains one model once and keeps its record. @throws {UserError} `model-unknown`, `model-unnamed`, `seed-values`, `twin-unmoved`, or what keeps it from starting */
export async function run(project: Project, options: RunOptions): Promise<RunRecord> {
  const name = onlyModel(project, options.model)
  const draft = await draftPlan({ project, base: undefined, asPullRequest: false, name })
  const planned = fixKey(draft, await machineFor(draft.model))
  requireContent(project.root, planned.model)
  const trainer = openTrainer(project, planned, options)
  const { seed = 0, twin, trace } = options
  try {
    return await trainer.train(headTrainee(project, planned.model), { seed, twin, trace })
  } finally {
    await trainer.dispose()
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
