import type { Evidence } from '../compare/evidence.ts'
import { jobExit } from '../compare/job.ts'
import { next } from '../plan/next.ts'
import type { Plan } from '../plan/plan.ts'
import { UserError } from '../record/error.ts'
import type { RunRecord } from '../record/record.ts'
import type { ModelReport, Report } from '../report/report.ts'
import type { Spec } from '../spec/spec.ts'
import { findBase, specOf } from './base.ts'
import { machineFor, planModel, type Planned } from './planning.ts'
import type { Project } from './project.ts'
import { removedModels } from './removed.ts'
import { reportModel, type Decided } from './reporting.ts'
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
  for (const name of chosen(project.spec, options.models)) {
    const machine = await machineFor(project, name)
    const planned = await planModel({
      project,
      base,
      asPullRequest,
      machine,
      name,
      options: written(project, options),
    })
    models.push(await checkModel(project, planned, options))
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
    const decided = await decide(plan, (step) => bench.retrain(step.side, step.purpose, step.seed))
    return await reportModel(project, planned, decided, bench.cost())
  } finally {
    await bench.dispose()
  }
}

type RunStep = Extract<ReturnType<typeof next>, { do: 'run' }>

/** The loop of DESIGN §2: ask what is next, run it, until there is a verdict. */
async function decide(first: Plan, run: (step: RunStep) => Promise<RunRecord>): Promise<Decided> {
  let plan = first
  let evidence: Evidence = []
  for (;;) {
    const step = next(plan, evidence)
    if (step.do === 'stop') return { verdict: step.verdict, evidence }
    try {
      evidence = [...evidence, { side: step.side, purpose: step.purpose, record: await run(step) }]
    } catch (error) {
      const obstacle = obstacleIn(error)
      if (obstacle === undefined) throw error
      if (step.side === 'head') return { ...notStarted(plan, obstacle), evidence }
      // A base that cannot even be started is no base to compare with.
      plan = { ...plan, base: undefined }
    }
  }
}

/** What belongs to the code under test, so that it is a verdict on it and not a mistake of the caller. */
const OBSTACLES = ['setup-failed', 'directory-missing', 'data-missing', 'data-pointer']

function obstacleIn(error: unknown): UserError | undefined {
  return error instanceof UserError && OBSTACLES.includes(error.code) ? error : undefined
}

function notStarted({ model, key }: Plan, { message, hint }: UserError): Omit<Decided, 'evidence'> {
  const [what = '', ...said] = message.split('\n')
  return {
    verdict: {
      model: model.name,
      key,
      verdict: 'failed',
      basis: undefined,
      reasons: [{ kind: 'not-started', what, hint }],
      metrics: [],
      findings: [],
      run: undefined,
      baseline: undefined,
    },
    ...(said.length > 0 && { said }),
  }
}

/** The models that were asked for, all of them by default. @throws {UserError} `model-unknown` */
export function chosen(spec: Spec, names: readonly string[]): readonly string[] {
  const known = Object.keys(spec.models)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new UserError(
      'model-unknown',
      `${spec.file} has no model ${unknown}`,
      `It has: ${known.join(', ')}.`,
    )
  }
  return names.length === 0 ? known : [...new Set(names)]
}
