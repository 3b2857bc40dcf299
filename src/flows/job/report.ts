import { jobExit } from '../../compare/job.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { overlayLedger } from '../../ledger/overlay.ts'
import { UserError } from '../../record/error.ts'
import type { ModelReport, Report, ReportedChange } from '../../report/report.ts'
import { projectAt } from '../base.ts'
import { readBundle } from './bundle.ts'
import { decided } from '../deciding.ts'
import type { Delivery } from './hand-over.ts'
import { planOf, type ModelJob } from './plan.ts'
import { soundBundle, type Asked, type HandedOver } from './sound.ts'
import { withPatch } from '../lock-patch.ts'
import type { Place, Project } from '../project.ts'
import { reportModel } from '../reporting.ts'
import { unjudged } from '../unjudged.ts'

/** Reads all bundles, each of which may be hostile. */
export async function readBundles(deliveries: readonly Delivery[]): Promise<HandedOver[]> {
  const read = async ({ model, folder, invalid }: Delivery): Promise<HandedOver[]> => {
    if (invalid !== undefined) return [{ model, bundle: { invalid } }]
    try {
      const bundle = await readBundle(folder)
      if (bundle === undefined) return []
      return isNamed(model, bundle.model)
        ? [{ model: bundle.model, bundle }]
        : [{ model, bundle: { invalid: `it says that it is of ${bundle.model}` } }]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return [{ model, bundle: { invalid: error.message } }]
    }
  }
  return (await Promise.all(deliveries.map(read))).flat()
}

/** A bundle's folder is named after its model, and the seed where there is one of its own for each. */
function isNamed(folder: string, model: string): boolean {
  return folder.startsWith(model) && /^(?:-seed-\d+)?$/.test(folder.slice(model.length))
}

export interface Judging extends Asked {
  readonly place: Place
  /** Where the accepted records lie. */
  readonly ledger: Ledger
}

/** The third stage's judgement: the same as *retrain* came to, made again from the records by whoever may write. */
export async function judgeJob(judging: Judging): Promise<Report> {
  const { place, plan, ledger } = judging
  let project: Project = { ...(await projectAt(place, plan.change.trained)), ledger }
  const models: ModelReport[] = []
  for (const job of plan.models) {
    const report = await judgeModel(project, job, judging)
    project = withPatch(project, report)
    models.push(report)
  }
  models.push(...plan.settled)
  return {
    schema: 'reprise/report/v1',
    models,
    ...jobExit(
      models.map(({ verdict }) => verdict),
      plan.policy,
    ),
    change: { ...plan.change, ...isolationOf(models) },
  }
}

async function judgeModel(project: Project, job: ModelJob, judging: Judging): Promise<ModelReport> {
  const { name } = job.draft.model
  const isNew = job.draft.base !== undefined && !job.draft.base.knowsModel
  const sound = soundBundle(job, judging)
  if ('lost' in sound) return lost(name, sound.lost)
  if ('invalid' in sound) return broken(name, sound.invalid)
  const { bundle, planned } = sound
  const budgeted = planOf(job, planned)
  const outcome = decided(budgeted, bundle.gathered)
  if (outcome === undefined)
    return lost(name, 'the job that retrained it ended before the evidence decided')
  const shelf = { ...project, ledger: overlayLedger(bundle.ledger, [project.ledger]) }
  const cost = { ...bundle.cost, reused: bundle.reused.length }
  const report = await reportModel(shelf, { ...planned, plan: budgeted }, outcome, cost)
  // A push is judged against nothing that could know the model.
  return judging.plan.change.base === undefined ? report : { ...report, isNew }
}

function lost(model: string, why: string): ModelReport {
  return unjudged(model, { kind: 'evidence-lost', why })
}

function broken(model: string, why: string): ModelReport {
  return unjudged(model, { kind: 'evidence-invalid', why }, 'invalid')
}

/** The weakest wall behind which any of the runs was made. */
function isolationOf(models: readonly ModelReport[]): Pick<ReportedChange, 'isolation'> {
  const levels = models.flatMap(({ run, baseline }) =>
    [run, baseline].flatMap((record) => record?.run.isolation ?? []),
  )
  return levels.length === 0 ? {} : { isolation: Math.min(...levels) }
}
