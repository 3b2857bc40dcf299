import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { folderLedger } from '../../ledger/folder.ts'
import { trustOfEvent, type Context } from '../../github/event.ts'
import { overlayLedger } from '../../ledger/overlay.ts'
import type { ModelReport, ReportedChange } from '../../report/report.ts'
import { Cause } from '../../spec/lock.ts'
import { projectAt, specOf, type Base } from '../base.ts'
import { chosen } from '../chosen.ts'
import { earlierOf } from './earlier.ts'
import { jobBase } from './base.ts'
import {
  earlierFolder,
  planFolder,
  writePlan,
  type JobPlan,
  type ModelJob,
  type Task,
} from './plan.ts'
import { sendPlan, type HandOver } from './hand-over.ts'
import { logLine } from './log.ts'
import { matrixOf } from './matrix.ts'
import type { Stage } from './stage.ts'
import { lockEdits, removedWithBaseline } from './lock-edits.ts'
import { bringBaselines } from './baselines.ts'
import { drawsFor } from './pool.ts'
import { draftPlan } from '../planning.ts'
import { findPlace, type Place, type Project } from '../project.ts'
import { openBranchLedger, remoteOf } from './remote.ts'
import { removedModels } from '../removed.ts'
import { vouchedDigests } from './vouch.ts'
import { unjudged } from '../unjudged.ts'
import { UserError } from '../../record/error.ts'

/** What a person may give as the cause of a new baseline. */
export const CAUSES = Cause.options.filter((cause) => cause !== 'first')
export const MODES = ['check', 'calibrate', 'accept'] as const
export type Mode = (typeof MODES)[number]

export interface PrepareOptions {
  /** Undefined: all models. */
  readonly model: string | undefined
  readonly against: 'lock' | 'base'
  /** Of a `workflow_dispatch`. */
  readonly mode: Mode
  readonly because: string | undefined
  readonly cause: Exclude<Cause, 'first'> | undefined
}

/** What an action says to the steps behind it, and to those who read the log. */
export interface Said {
  readonly outputs: Readonly<Record<string, string>>
  readonly log: string
}

/**
 * The first stage: reads the change, its base, the lock and the ledger, and writes down what is to be trained and what it
 * will be judged against. It trains nothing and writes nothing outside its folder.
 *
 * @throws {UserError} for whatever keeps a change from being judged at all
 */
export async function planStage(
  stage: Stage,
  { handOver, ...options }: PrepareOptions & { readonly handOver: HandOver },
): Promise<Said> {
  const folder = planFolder(stage.folder)
  rmSync(stage.folder, { recursive: true, force: true })
  const place = await findPlace(stage.workspace, join(stage.workspace, stage.config))
  const plan = await planOfJob(place, { ...stage, ...options, spentHere: true })
  const file = join(folder, 'plan.json')
  const digest = writePlan(file, plan)
  if (handOver === 'artifact') await sendPlan(stage.config, folder)
  return {
    outputs: {
      plan: file,
      'plan-digest': digest,
      matrix: JSON.stringify(matrixOf(plan)),
      idle: String(plan.models.length === 0),
    },
    log: [...logOf(plan), ...plan.notes].map(logLine).join('\n'),
  }
}

/** What is about to happen, for those who watch. */
function logOf({ change, trust, models, task, policy }: JobPlan): string[] {
  const what = { judge: 'to be judged', keep: 'for the ledger', accept: 'to be accepted' }[task.do]
  const commits = `${change.trained.slice(0, 12)}${change.base === undefined ? '' : ` against ${change.base.slice(0, 12)}`}`
  return [
    `${change.event}: ${commits}, ${what} (trust: ${trust})`,
    ...(change.skipped === 'draft' ? ['a draft: nothing is retrained until it is ready'] : []),
    ...models.map(
      ({ draft, earlier, spent }) =>
        `${draft.model.name}: ${draft.model.train} (${spent.runs} of ${policy.budget.runs} runs spent, ${earlier.length} to be had again)`,
    ),
  ]
}

type Planning = Omit<Stage, 'workspace'> &
  PrepareOptions & {
    /** Whether this run's own artifacts are of earlier attempts; false where they are what is judged. */
    readonly spentHere: boolean
  }

/** What {@link planStage} writes down, for the commit that a place says is checked out. */
export async function planOfJob(place: Place, options: Planning): Promise<JobPlan> {
  const { context, token, folder, signal } = options
  const commit = place.repository.commit
  if (commit === undefined) throw nothingCheckedOut()
  const remote = remoteOf(context, token)
  const [base, { written, earlier }] = await Promise.all([
    jobBase(place, context, remote, signal),
    measuredBefore(place, commit, options),
  ])
  const branch = (specOf(base) ?? written.spec).ledger.branch
  // What the pull request itself measured may be what its lock names: content is known by its digest.
  const trunk = openBranchLedger(remote, branch, folder, signal)
  const ledger = overlayLedger(folderLedger(earlierFolder(folder)), [trunk])
  const project = { ...written, ledger }
  requireOwnBranch(branch, context)
  const task = taskOf(options)
  const change = changeOf(options, project, base, commit)
  const { models, notes } =
    change.skipped === 'draft'
      ? { models: [], notes: [] }
      : await modelJobs(project, base, task, options, earlier.found)
  const [data] = await Promise.all([
    models.length === 0 ? { digestCaches: [], notes: [] } : vouchedDigests(trunk, options.config),
    task.do === 'keep' ? undefined : bringBaselines(ledger, models),
  ])
  return {
    schema: 'reprise/plan/v1',
    task,
    config: options.config,
    branch,
    change,
    trust: change.trust,
    policy: (specOf(base) ?? project.spec).policy,
    models,
    settled: settledIn(project, base, task, change),
    digestCaches: data.digestCaches,
    notes: [...earlier.notes, ...notes, ...data.notes],
  }
}

/** The project as the commit has it, and what was measured for it before. */
async function measuredBefore(
  place: Place,
  commit: string,
  { github, context, folder, spentHere }: Planning,
): Promise<{ written: Project; earlier: Awaited<ReturnType<typeof earlierOf>> }> {
  const written = await projectAt(place, commit)
  const earlier = await earlierOf({
    github,
    context,
    config: written.file,
    models: Object.keys(written.spec.models),
    ledger: folderLedger(earlierFolder(folder)),
    scratch: join(folder, 'scratch'),
    spentHere,
  })
  return { written, earlier }
}

function nothingCheckedOut(): UserError {
  return new UserError(
    'checkout-absent',
    'there is no commit in the workspace',
    'Put `uses: actions/checkout` before this step.',
  )
}

/** What each event is for (DESIGN §5). */
function taskOf({ context, mode, because, cause }: Planning): Task {
  const { event, ref } = context
  const dispatched = event.name === 'workflow_dispatch'
  if (event.name === 'push' || event.name === 'schedule' || (dispatched && mode === 'calibrate')) {
    requireProtected(context)
    return { do: 'keep', why: event.name === 'push' ? 'merged' : 'calibrate' }
  }
  if (!dispatched || mode === 'check') return { do: 'judge' }
  if (!ref.startsWith('refs/heads/')) {
    throw new UserError(
      'accept-branch',
      `${ref} is no branch, so nothing can be accepted on it`,
      'Start the workflow on a branch.',
    )
  }
  return { do: 'accept', branch: ref.slice('refs/heads/'.length), because, cause }
}

/** Records on the default branch would be files of the project, and each of them a push. */
function requireOwnBranch(branch: string, { defaultBranch }: Context): void {
  if (branch !== defaultBranch) return
  throw new UserError(
    'ledger-branch',
    `the ledger cannot be kept on ${branch}, the default branch`,
    'Name a branch that holds nothing else under `ledger: {branch: …}`, or leave it out: it is `reprise` then.',
  )
}

/** The project's memory holds nothing that a branch could have made up. */
function requireProtected(context: Context): void {
  if (trustOfEvent(context) === 'protected') return
  throw new UserError(
    'not-protected',
    `the ledger is written for the default branch, ${context.defaultBranch}, and this is ${context.ref}`,
    'Let the workflow run on the default branch alone for this event.',
  )
}

function changeOf(
  { context }: Planning,
  project: Project,
  base: Base | undefined,
  commit: string,
): ReportedChange {
  const { event, runId, attempt, runUrl } = context
  const pull = event.name === 'pull_request' ? event : undefined
  return {
    event: event.name,
    config: project.file,
    head: pull?.head.sha ?? commit,
    trained: commit,
    base: base?.commit,
    pull: pull?.number,
    run: { id: runId, attempt, url: runUrl },
    stale: undefined,
    trust: trustOfEvent(context),
    addsReprise: base !== undefined && base.spec.state === 'absent',
    skipped: pull?.draft === true ? 'draft' : undefined,
    ...(base !== undefined && {
      removes: removedWithBaseline(project, base),
      lock: lockEdits(base.lock, project.lock),
    }),
  }
}

/** Verdicts that need no training. */
function settledIn(
  project: Project,
  base: Base | undefined,
  task: Task,
  { skipped }: ReportedChange,
): ModelReport[] {
  if (task.do === 'keep') return []
  const drafts =
    skipped === 'draft'
      ? Object.keys(project.spec.models).map((name) => unjudged(name, { kind: 'draft' }))
      : []
  return [...drafts, ...removedModels(project, base)]
}

/** What `reprise check` needs to come to the same on a researcher's machine. */
function reproduceOptions({ folder, file }: Project, base: Base | undefined): string[] {
  return [
    ...(folder === '' ? [] : [`--config ${file}`]),
    ...(base === undefined ? [] : [`--base ${base.commit.slice(0, 12)}`]),
  ]
}

async function modelJobs(
  project: Project,
  base: Base | undefined,
  task: Task,
  options: Planning,
  found: ReadonlyMap<string, Pick<ModelJob, 'earlier' | 'spent'>>,
): Promise<{ models: ModelJob[]; notes: string[] }> {
  const { context, github, against, model } = options
  const names = chosen(project.spec, model === undefined ? [] : [model])
  const notes: string[] = []
  const models: ModelJob[] = []
  for (const name of names) {
    const draft = await draftPlan({
      project,
      base,
      asPullRequest: base !== undefined,
      name,
      against,
      trust: trustOfEvent(context),
      options: reproduceOptions(project, base),
    })
    const { earlier, spent } = found.get(name) ?? { earlier: [], spent: { runs: 0, minutes: 0 } }
    const job = { draft, earlier, spent }
    if (task.do !== 'keep') models.push(job)
    else {
      const draws = await drawsFor({ project, draft, github, context, why: task.why })
      notes.push(...draws.notes)
      if (draws.wanted !== undefined) models.push({ ...job, draws: draws.wanted })
    }
  }
  return { models, notes }
}
