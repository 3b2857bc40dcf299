import { jobExit } from '../compare/job.ts'
import type { ModelReport, Report } from '../report/report.ts'
import { findBase, specOf } from './base.ts'
import { chosen } from './chosen.ts'
import { withPatch } from './lock-patch.ts'
import { decided, gather } from './deciding.ts'
import { localise } from './localise.ts'
import { draftPlan, fixKey, machineFor, type Planned } from './planning.ts'
import type { Project } from './project.ts'
import { removedModels } from './removed.ts'
import { reportModel } from './reporting.ts'
import { openWorkbench, type RetrainOptions } from './workbench.ts'

export interface CheckOptions extends RetrainOptions {
  /** Empty: all models. */
  readonly models: readonly string[]
  /** Judge as a pull request against this commit: its lock and policy. */
  readonly base: string | undefined
}

/**
 * Retrains models, compares each with its baseline and says why they differ.
 *
 * @throws {UserError} for what keeps it from starting; what goes wrong in a training is a verdict
 */
export async function check(project: Project, options: CheckOptions): Promise<Report> {
  const base = await findBase(project, options.base)
  const asPullRequest = options.base !== undefined
  const models: ModelReport[] = []
  let withLock = project
  for (const name of chosen(project.spec, options.models)) {
    const draft = await draftPlan({
      project,
      base,
      asPullRequest,
      name,
      options: written(project, options),
    })
    const planned = fixKey(draft, await machineFor(draft.model))
    const report = await checkModel(withLock, planned, options)
    withLock = withPatch(withLock, report)
    models.push(report)
  }
  models.push(...removedModels(project, asPullRequest ? base : undefined))
  const policy = (asPullRequest ? specOf(base)?.policy : undefined) ?? project.spec.policy
  return {
    schema: 'reprise/report/v1',
    models,
    ...jobExit(
      models.map(({ verdict }) => verdict),
      policy,
    ),
  }
}

/** The options that change what a check does, for the line that says how to do it again. */
function written({ folder, file }: Project, { base, isolation }: CheckOptions): string[] {
  return [
    ...(folder === '' ? [] : [`--config ${file}`]),
    ...(base === undefined ? [] : [`--base ${base}`]),
    ...(isolation === undefined ? [] : [`--isolation ${isolation}`]),
  ]
}

async function checkModel(
  project: Project,
  planned: Planned,
  options: RetrainOptions,
): Promise<ModelReport> {
  const { plan } = planned
  const bench = openWorkbench(project, { ...planned, ...plan }, options)
  try {
    const judged = await gather(plan, (step) => bench.retrain(step.side, step.purpose, step.seed))
    const { retrain } = bench
    const asked = { place: project, plan, gathered: judged, among: 'all', retrain } as const
    const gathered = await localise(asked)
    const outcome = decided(plan, gathered)
    if (outcome === undefined) throw new Error('gathering ended before the evidence decided')
    return await reportModel(project, planned, outcome, bench.cost())
  } finally {
    await bench.dispose()
  }
}
