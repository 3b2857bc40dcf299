import { bitwise } from '../../compare/bitwise.ts'
import { selfBaseline } from '../../compare/self-check.ts'
import { secondsOf } from '../../compare/standing.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { affordsMore } from '../../plan/budget.ts'
import { UserError } from '../../record/error.ts'
import type { RunRecord } from '../../record/record.ts'
import type { WhyGroup, WhyReport } from '../../report/why.ts'
import type { Window } from '../../retrain/request.ts'
import type { ModelSpec, Policy } from '../../spec/spec.ts'
import { findBase } from '../base.ts'
import { obstacleIn } from '../deciding.ts'
import { explainRecords, type Beside } from '../explaining.ts'
import { requireContent } from '../lfs.ts'
import { draftPlan, fixKey, machineFor, type Planned } from '../planning.ts'
import type { Project } from '../project.ts'
import { readLog } from '../records.ts'
import { kinOf } from '../repeats.ts'
import { onlyModel } from '../run.ts'
import { openTrainer, type Trainer, type TrainerOptions } from '../trainer.ts'
import { traineeAt } from '../workbench.ts'
import { anchorOf, headOf, type Anchor } from './anchor.ts'
import { groupsOf, traineeOf, type Group } from './groups.ts'
import { resultOf, weighed, type Compared, type Result } from './tried.ts'

export interface WhyOptions extends TrainerOptions {
  /** Undefined: the only model. */
  readonly model: string | undefined
  /** The commit to compare with, as a pull request's base; undefined: what `check` compares with. */
  readonly base: string | undefined
  /** What may be spent; undefined: the policy's budget. */
  readonly runs: number | undefined
  readonly minutes: number | undefined
  /** Whether to say what would be trained, and to train nothing. */
  readonly list: boolean
}

/**
 * Which of the changes since the baseline makes the first difference: trains the base with one group of them at a time, up to
 * the step where the two runs part, and looks whose numbers come out there. What else differs may act later. Where no step is
 * known whole runs are made, and their results compared. The work tree stays as it is.
 *
 * @throws {UserError} `why-nothing`, `why-no-base`, `why-no-record`, `model-unnamed`, or what keeps it from starting
 */
export async function why(project: Project, options: WhyOptions): Promise<WhyReport> {
  const name = onlyModel(project, options.model)
  const base = await findBase(project, options.base)
  const asPullRequest = options.base !== undefined
  const draft = await draftPlan({ project, base, asPullRequest, name })
  const planned = fixKey(draft, await machineFor(draft.model))
  requireContent(project.root, planned.model)
  const { records } = await readLog(project.ledger, name)
  const run = await headOf(project, planned, records)
  const anchor = await anchorOf(project, planned, records)
  const trainer = openTrainer(project, planned, options)
  try {
    return await tryAll({ project, planned, trainer, run, anchor, records, options })
  } finally {
    await trainer.dispose()
  }
}

interface Asking {
  readonly project: Project
  readonly planned: Planned
  readonly trainer: Trainer
  readonly run: RunRecord
  readonly anchor: Anchor
  readonly records: readonly RunRecord[]
  readonly options: WhyOptions
}

async function tryAll(asking: Asking): Promise<WhyReport> {
  const { project, planned, trainer, run, anchor, records, options } = asking
  const seed = run.config.seed.index
  const baseline = anchor.record ?? (await trainBase(trainer, anchor, seed, options.list))
  const beside = besideIn(records, run, baseline)
  const explanation = await explainRecords(project, run, baseline, beside)
  requireDifference(explanation, run, baseline, planned.model)
  const sides = { run, baseline, head: planned.model, base: anchor.tree }
  const groups = await groupsOf(project, sides, explanation)
  if (groups === undefined) throw listsLost()
  const { divergence } = explanation
  const compared: Compared = {
    run,
    baseline,
    place: divergence?.state === 'found' ? divergence : undefined,
    windows: { run: listOf(beside.windows?.run), baseline: listOf(beside.windows?.baseline) },
  }
  const obstacle = obstacleTo(explanation, groups, options.list, mayRepeat(planned))
  const tried =
    obstacle === undefined
      ? await trials(asking, groups, compared)
      : groups.map((group): WhyGroup => ({ ...shown(group), result: 'not-run', why: obstacle }))
  const results = new Map(
    tried.flatMap(({ name, result }) => (isResult(result) ? [[name, result] as const] : [])),
  )
  const cause = weighed(explanation, results)
  return {
    schema: 'reprise/why/v1',
    model: planned.model.name,
    run: run.id,
    baseline: baseline.id,
    explanation: { ...explanation, ...(cause === undefined ? {} : { cause }) },
    groups: tried,
    until: windowOf(compared)?.to,
    // Each is a training of its own here, however short.
    cost: { ...trainer.cost(), runs: trainer.made() },
    listed: options.list,
  }
}

function listOf<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one]
}

async function trainBase(
  trainer: Trainer,
  { tree }: Anchor,
  seed: number,
  list: boolean,
): Promise<RunRecord> {
  if (!list) return trainer.train(traineeAt(tree), { seed })
  throw new UserError(
    'why-nothing',
    `the base commit ${tree.commit} was not trained here yet, so its run is no place to begin from`,
    'Run `reprise check` first, or `reprise why` without --list.',
  )
}

function listsLost(): UserError {
  return new UserError(
    'why-no-record',
    'the lists of files of the two runs are not in this ledger',
    'Bring them with `reprise ledger fetch`, or run `reprise check` again.',
  )
}

/** What else the ledger knows of the two: the run's own repetition, and looks at a few of their steps. */
function besideIn(records: readonly RunRecord[], run: RunRecord, baseline: RunRecord): Beside {
  const closely = ({ input, config }: RunRecord): RunRecord | undefined =>
    records.find(
      (one) =>
        one.run.window !== undefined &&
        one.input === input &&
        one.config.seed.index === config.seed.index,
    )
  const repeat = kinOf(run, records).find(
    (one) => one.config.seed.index === run.config.seed.index && one.id !== baseline.id,
  )
  return { repeat, windows: { run: closely(run), baseline: closely(baseline) } }
}

/** Why nothing is tried; undefined: all that can be is. */
function obstacleTo(
  { repeat, divergence }: Explanation,
  groups: readonly Group[],
  list: boolean,
  repeats: boolean,
): WhyGroup['why'] {
  if (list) return 'listed'
  if (
    repeat?.state === 'found' &&
    !(divergence?.state === 'found' && divergence.step < repeat.step)
  )
    return 'nondeterministic'
  return groups.length === 1 && repeats ? 'alone' : undefined
}

/** Where the same inputs are known to give other numbers, what is alone must be tried like any other. */
function mayRepeat({ plan: { baseline } }: Planned): boolean {
  return baseline.state !== 'found' || baseline.entry.repeats !== 'no'
}

/** @throws {UserError} `why-nothing` where the two gave the same numbers */
function requireDifference(
  { divergence }: Explanation,
  run: RunRecord,
  baseline: RunRecord,
  model: ModelSpec,
): void {
  if (divergence?.state === 'found') return
  const { bits } = bitwise(run, selfBaseline(baseline, model), baseline)
  if (bits !== 'equal' && bits !== 'values-equal') return
  throw new UserError(
    'why-nothing',
    `the run ${run.id.slice(7, 19)} gave the numbers of the baseline`,
    'There is nothing to explain. To look at what differs all the same: `reprise compare`.',
  )
}

async function trials(
  asking: Asking,
  groups: readonly Group[],
  compared: Compared,
): Promise<WhyGroup[]> {
  const tried: WhyGroup[] = []
  const made: RunRecord[] = []
  let here: RunRecord | undefined
  for (const group of groups) {
    const why = tried.some(isMoved) ? MOVED : 'budget'
    if (group.untestable !== undefined)
      tried.push({ ...shown(group), result: 'untestable', why: group.untestable })
    else if (why === MOVED || !affordsMore(budgetOf(asking), made))
      tried.push({ ...shown(group), result: 'not-run', why })
    else {
      const { record, ...outcome } = await trial(asking, group, { ...compared, here })
      if (record !== undefined) made.push(record)
      if (group.name === 'machine' && outcome.result !== 'failed') here = record
      tried.push({ ...shown(group), ...outcome, ...(record && ran(record)) })
    }
  }
  return tried
}

const MOVED = 'the baseline’s files alone give other numbers here already'

/** Whatever a later trial shows would be the machine's doing as well. */
function isMoved({ name, result }: WhyGroup): boolean {
  return name === 'machine' && (result === 'shown' || result === 'part')
}

function budgetOf({ planned, options }: Asking): Policy['budget'] {
  const { budget } = planned.plan.policy
  return { runs: options.runs ?? budget.runs, minutes: options.minutes ?? budget.minutes }
}

interface Trial extends Pick<WhyGroup, 'result' | 'all'> {
  readonly why?: string
  readonly record?: RunRecord
}

/** One training of the base with one group of changes. That it cannot be trained so is an answer, too. */
async function trial(
  { project, planned, trainer, anchor, run }: Asking,
  group: Group,
  compared: Compared,
): Promise<Trial> {
  const trainee = traineeOf(group, planned.model, anchor.tree)
  const trace = windowOf(compared)
  const look = trace === undefined ? {} : { trace }
  try {
    const record = await trainer.train(trainee, { seed: run.config.seed.index, ...look })
    const { result, ...told } = await resultOf(project.ledger, record, compared, planned.model)
    if (result !== 'unclear') return { result, ...told, record }
    const { how } = record.run.exit
    return { result: 'failed', why: how === 'finished' ? 'it left no trace there' : how, record }
  } catch (error) {
    const obstacle = obstacleIn(error)
    if (obstacle === undefined) throw error
    return { result: 'failed', why: obstacle.what }
  } finally {
    await trainer.release(trainee)
  }
}

/** Up to the step where the two part, and no further; undefined: to the end, as of a training that comes after another. */
function windowOf({ place }: Compared): Window | undefined {
  if (place === undefined || (place.training?.number ?? 0) > 0) return undefined
  const step = Math.max(0, place.step)
  return { from: step, to: step }
}

function shown({ name, paths, fields }: Group): Pick<WhyGroup, 'name' | 'paths' | 'fields'> {
  return { name, paths, fields }
}

function ran(record: RunRecord): Pick<WhyGroup, 'record' | 'seconds'> {
  return { record: record.id, seconds: secondsOf(record) }
}

function isResult(result: WhyGroup['result']): result is Exclude<Result, 'unclear'> {
  return ['shown', 'excluded', 'elsewhere', 'part'].includes(result)
}
