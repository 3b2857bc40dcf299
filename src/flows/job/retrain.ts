import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { StatCache } from '../../digest/stat-cache.ts'
import type { Evidence, EvidenceRun } from '../../compare/evidence.ts'
import { folderLedger } from '../../ledger/folder.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Plan } from '../../plan/plan.ts'
import type { InputDigest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { notInAJob, wrongInput } from '../errors.ts'
import { progressLines } from '../progress.ts'
import { spellKey } from '../../record/key.ts'
import { writeBundle } from './bundle.ts'
import { gather, type Gathered } from '../deciding.ts'
import { leaveDigests, openDigests } from './digests.ts'
import { localise } from '../localise.ts'
import { besidePlan, planOf, readPlan, type Draws, type JobPlan, type ModelJob } from './plan.ts'
import { fixKey, machineFor, type Planned } from '../planning.ts'
import { findPlace, type Place } from '../project.ts'
import { openWorkbench, type RetrainOptions, type Workbench } from '../workbench.ts'

type Run = Workbench['retrain']

export interface RetrainJobOptions extends Omit<
  RetrainOptions,
  'earlier' | 'commits' | 'digests' | 'setupCache'
> {
  readonly cwd: string
  /** The plan's file, and the digest that it must have. */
  readonly plan: string
  readonly digest: string
  /** One model of the plan; undefined: all. */
  readonly model: string | undefined
  /** One seed index instead of the plan's. */
  readonly seed: number | undefined
  /** Where each model's bundle is written, in a folder of its own. */
  readonly bundles: string
  /** The runner's folder of tools, in which environments that `setup` made are kept. */
  readonly toolCache: string | undefined
  readonly log: (line: string) => void
}

export interface RetrainStageOptions {
  /** `REPRISE_…` of the step, and the workspace. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/** What the `run:` step of *retrain* does: its arguments are variables, its answer is the bundles. */
export async function retrainStage({ env, signal, log }: RetrainStageOptions): Promise<void> {
  const variable = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') throw notInAJob(name)
    return value
  }
  const seed = env['REPRISE_SEED'] ?? ''
  if (seed !== '' && !/^\d{1,6}$/.test(seed)) throw wrongInput('seed', seed, ['0', '1', '2', '…'])
  const folders = await retrainJob({
    cwd: variable('GITHUB_WORKSPACE'),
    plan: variable('REPRISE_PLAN'),
    digest: variable('REPRISE_PLAN_DIGEST'),
    model: env['REPRISE_MODEL'] || undefined,
    seed: seed === '' ? undefined : Number(seed),
    bundles: variable('REPRISE_BUNDLES'),
    toolCache: env['RUNNER_TOOL_CACHE'] || undefined,
    isolation: undefined,
    signal,
    onProgress: progressLines(log),
    log,
  })
  log(`retrained: ${folders.map((folder) => basename(folder)).join(', ') || 'nothing'}`)
}

/**
 * The second stage: trains what a plan asks for, on this machine, and writes a bundle for each model. It holds no token
 * and judges nothing that counts: whoever reports judges again.
 *
 * @returns the folders of the bundles
 * @throws {UserError} `checkout-moved`, those of readPlan and findPlace, or what keeps a training from starting
 */
export async function retrainJob(options: RetrainJobOptions): Promise<string[]> {
  const plan = readPlan(options.plan, options.digest)
  const place = await findPlace(options.cwd, join(options.cwd, plan.config))
  requireCheckout(place, plan)
  requirePlanned(plan, options)
  const folders: string[] = []
  // One for all models and both sides of a comparison: large data are read once.
  const known = await openDigests(plan, options.plan)
  const digests = known.cache
  const before = digests.rows.paths.length
  for (const job of plan.models) {
    const { name } = job.draft.model
    if (options.model !== undefined && options.model !== name) continue
    folders.push(await retrainModel(place, plan, job, { ...options, digests }))
  }
  if (known.from !== undefined) options.log(`digests: ${before} files known, ${digests.read} read`)
  for (const line of leaveDigests(plan, options.plan, known)) options.log(line)
  return folders
}

function requireCheckout(
  { repository: { commit } }: Place,
  { change: { trained } }: JobPlan,
): void {
  if (commit === trained) return
  throw new UserError(
    'checkout-moved',
    `the plan is for the commit ${trained}, and ${commit ?? 'nothing'} is checked out`,
    'Check out the same commit in every job; leave `ref:` out, or give all of them the same.',
  )
}

/** What a job asks for by hand and the plan does not want would be trained for nothing, or taken for something else. */
function requirePlanned({ models }: JobPlan, { model, seed }: RetrainJobOptions): void {
  const jobs = models.filter(({ draft }) => model === undefined || draft.model.name === model)
  const known = models.map(({ draft }) => draft.model.name)
  if (model !== undefined && known.length > 0 && jobs.length === 0)
    throw wrongInput('model', model, known)
  if (seed === undefined) return
  const unwanted = jobs.some(({ draws }) => draws === undefined || seed >= highest(draws))
  if (unwanted) throw wrongInput('seed', String(seed), ['the seed indices that the plan wants'])
}

async function retrainModel(
  place: Place,
  plan: JobPlan,
  job: ModelJob,
  options: RetrainJobOptions & { readonly digests: StatCache },
): Promise<string> {
  const { draft, earlier, spent } = job
  const folder = join(options.bundles, folderName(draft.model.name, options.seed))
  rmSync(folder, { recursive: true, force: true })
  const machine = await machineFor(draft.model)
  const planned = fixKey(draft, machine)
  const { head, base } = plan.change
  const here = { ...place, store: folder, ledger: folderLedger(folder) }
  const bench = openWorkbench(here, planned, {
    ...options,
    // Code that nobody here has seen runs behind the strongest wall or not at all (DESIGN §7).
    isolation: plan.trust === 'fork' ? 4 : options.isolation,
    earlier: { runs: otherThanAccepted(earlier, planned), ledger: besidePlan(options.plan) },
    ...(options.toolCache !== undefined && {
      setupCache: { folder: options.toolCache, write: plan.trust === 'protected' },
    }),
    commits: { head, ...(base !== undefined && { base }) },
  })
  const handOver = (gathered: Gathered): void => {
    const cost = bench.cost()
    writeBundle(folder, {
      plan: options.digest,
      config: plan.config,
      pull: plan.change.pull,
      model: draft.model.name,
      machine,
      gathered,
      reused: bench.reused,
      cost,
      spent: { runs: spent.runs + cost.runs, minutes: spent.minutes + cost.seconds / 60 },
    })
  }
  const made: EvidenceRun[] = []
  // After each run: where the job is stopped in the next one, this one is kept, as evidence and as an expense.
  const run: Run = async (side, purpose, seed, look) => {
    const record = await bench.retrain(side, purpose, seed, look)
    made.push({ side, purpose, record })
    handOver({ evidence: made, obstacles: {} })
    return record
  }
  try {
    const gathered =
      job.draws === undefined
        ? await judged(run, here, planOf(job, planned), [besidePlan(options.plan)])
        : await draw(run, await bench.input(), planned, { ...job.draws, asked: options.seed })
    handOver(gathered)
    return folder
  } finally {
    await bench.dispose()
  }
}

/** Whatever the evidence asks for, and where a run and its baseline part. */
async function judged(
  retrain: Run,
  place: Place,
  plan: Plan,
  known: readonly Ledger[],
): Promise<Gathered> {
  const gathered = await gather(plan, ({ side, purpose, seed }) => retrain(side, purpose, seed))
  return localise({ place, plan, gathered, known, among: 'base', retrain })
}

/** The accepted run is no evidence for itself: where the lock names one of this pull request's own, another is made. */
function otherThanAccepted(earlier: Evidence, { plan: { baseline } }: Planned): Evidence {
  const accepted = baseline.state === 'found' ? baseline.entry.record : undefined
  return earlier.filter(({ record }) => record.id !== accepted)
}

function folderName(model: string, seed: number | undefined): string {
  return seed === undefined ? model : `${model}-seed-${seed}`
}

/** One run with the seed that was asked for, or the first that is wanted; none where the ledger has what is wanted. */
async function draw(
  run: Run,
  input: InputDigest,
  { key }: Planned,
  draws: Draws & { readonly asked: number | undefined },
): Promise<Gathered> {
  const seed = nextSeed(draws, input, spellKey(key), draws.asked)
  if (seed === undefined) return { evidence: [], obstacles: {} }
  const record = await run('head', 'judge', seed)
  return { evidence: [{ side: 'head', purpose: 'judge', record }], obstacles: {} }
}

/** The smallest seed index that is wanted and not known, or the one that is asked for if it is such a one. */
export function nextSeed(
  draws: Draws,
  input: InputDigest,
  key: string,
  asked?: number,
): number | undefined {
  const done = draws.known
    .filter((one) => one.input === input && one.key === key)
    .map(({ seed }) => seed)
  for (let seed = draws.first ? 0 : 1; seed < highest(draws); seed += 1) {
    if (!done.includes(seed) && (asked === undefined || asked === seed)) return seed
  }
  return undefined
}

/** Seed indices below this one may be wanted. */
function highest({ first, below }: Draws): number {
  return Math.max(below, first ? 1 : 0)
}
