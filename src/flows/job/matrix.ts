import type { JobPlan, ModelJob } from './plan.ts'

/** One cell of a matrix of trainings: a field that is left open is not there. */
export interface Cell {
  readonly model: string
  readonly seed?: number
  readonly runner?: readonly string[]
}

/** What is to be trained, for a workflow that spreads it over jobs: a model each, or a seed each where noise is measured. */
export function matrixOf({ models, task }: JobPlan): { readonly include: readonly Cell[] } {
  const several = task.do === 'keep' && task.why === 'calibrate'
  return { include: models.flatMap((job) => (several ? cellsOf(job) : [cellOf(job)])) }
}

function cellOf({ draft: { model } }: ModelJob): Cell {
  return { model: model.name, ...(model.runner && { runner: model.runner }) }
}

/** Which inputs the tree has only its machine knows: a seed that is known of any inputs is left to the next tick. */
function cellsOf(job: ModelJob): Cell[] {
  const { known, first, below } = job.draws ?? { known: [], first: false, below: 0 }
  const wanted = Array.from({ length: below }, (_, seed) => seed).filter(
    (seed) => (seed > 0 || first) && !known.some((one) => one.seed === seed),
  )
  return wanted.length === 0 ? [cellOf(job)] : wanted.map((seed) => ({ ...cellOf(job), seed }))
}
