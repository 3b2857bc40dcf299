import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FinishedRun } from '../../github/event.ts'
import { uploadArtifact } from '../../github/upload.ts'
import { fetchCommit } from '../../git/fetch.ts'
import type { Ledger, Vouchers } from '../../ledger/ledger.ts'
import { overlayLedger } from '../../ledger/overlay.ts'
import { UserError } from '../../record/error.ts'
import { annotationsOf } from '../../report/log/annotations.ts'
import { spellCommand } from '../../report/log/command.ts'
import { renderLogGroups } from '../../report/log/groups.ts'
import { escapeText, fence } from '../../report/markdown/escape.ts'
import { renderSummary } from '../../report/markdown/markdown.ts'
import type { Report } from '../../report/report.ts'
import { nameOf } from '../../survey/workflow-name.ts'
import { projectAt } from '../base.ts'
import { errorCommand, explainError } from '../errors.ts'
import { findPlace, type Place } from '../project.ts'
import type { AcceptedOnBranch, acceptJob } from './accept.ts'
import { outputsOf } from './conclusion.ts'
import {
  modelsOf,
  ownBundles,
  receiveBundles,
  receivePlan,
  sendBundles,
  type HandOver,
} from './hand-over.ts'
import { logLine } from './log.ts'
import { besidePlan, readPlan, type JobPlan, type Task } from './plan.ts'
import { askForPull, publishReport, type CommentPolicy } from './publish.ts'
import { openBranchLedger, remoteOf } from './remote.ts'
import { judgeJob, readBundles } from './report.ts'
import type { HandedOver } from './sound.ts'
import type { Stage } from './stage.ts'
import { vouchForDigests } from './vouch.ts'

export interface ConcludeOptions {
  readonly comment: CommentPolicy
  /** Whether a verdict that is not green fails the job. */
  readonly fail: boolean
  readonly plan: string
  readonly planDigest: string
  readonly bundles: string
  readonly bundleDigest: string
  readonly handOver: HandOver
  /** Of a `workflow_run`: path of the workflow whose runs are reported on; `''` for the one that `init` writes. */
  readonly workflow: string
}

/** What a stage says, wherever it is shown. */
export interface Conclusion {
  /** Lines of the log, workflow commands among them. */
  readonly log: string
  /** Markdown for the page of the run. */
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  readonly exitCode: 0 | 1 | 2 | 3
}

/** All that the third stage works on. */
interface Work {
  readonly stage: Stage
  readonly place: Place
  readonly plan: JobPlan
  readonly digest: string
  readonly folders: readonly string[]
  readonly handedOver: readonly HandedOver[]
  /** The project's memory on its branch. */
  readonly ledger: Ledger & Vouchers
  /** What the pull request measured before. */
  readonly earlier: Ledger
  readonly asked: ReturnType<typeof askForPull>
}

/** The third stage, or for a `workflow_run` the second stage of a two-stage report. */
export async function reportStage(stage: Stage, options: ConcludeOptions): Promise<Conclusion> {
  const { event } = stage.context
  return event.name === 'workflow_run'
    ? relay(stage, event.run, options)
    : concludeJob(stage, options)
}

/** The verdict is a check of its own; this job only says whether it could be posted. */
async function relay(
  stage: Stage,
  run: FinishedRun,
  { workflow, comment }: ConcludeOptions,
): Promise<Conclusion> {
  const { relayJob } = await import('./relay.ts')
  const usual = `.github/workflows/${nameOf(stage.config).file}.yml`
  const relayed = await relayJob(stage, run, { workflow: workflow || usual, policy: comment })
  const reports = relayed.flatMap(({ report }) => report ?? [])
  const [first] = reports
  return {
    log: [
      ...reports.map(renderLogGroups),
      ...relayed.flatMap(({ said }) => said.map(logLine)),
    ].join('\n'),
    summary: reports.map((report) => renderSummary(report)).join('\n'),
    outputs: first === undefined ? {} : outputsOf(first, ''),
    // Who waits for the check would else never learn why it does not come.
    exitCode: relayed.every(({ posted }) => posted) ? 0 : 3,
  }
}

/**
 * The third stage: judges the bundles again, then posts, keeps or accepts, as the job's task is.
 *
 * @throws {UserError} where plan or bundles cannot be had, or the ledger not be written
 */
async function concludeJob(stage: Stage, options: ConcludeOptions): Promise<Conclusion> {
  const work = await open(stage, options)
  const { task, notes } = work.plan
  if (task.do === 'keep') return keep(work, notes)
  return judge(work, options, task, notes)
}

async function open(stage: Stage, options: ConcludeOptions): Promise<Work> {
  const { context, folder, workspace, token, signal } = stage
  const split = options.handOver === 'artifact'
  const received = join(folder, 'received')
  rmSync(received, { recursive: true, force: true })
  const file = split ? await receivePlan(stage.config, join(received, 'plan')) : options.plan
  const plan = readPlan(file, options.planDigest)
  // The answer is there, and the connection open, when the verdict is.
  const asked = askForPull({ ...stage, policy: options.comment }, plan.change)
  const deliveries = split
    ? await receiveBundles(stage, context.runId, modelsOf(plan), join(received, 'bundles'))
    : ownBundles(options.bundles, options.bundleDigest)
  const remote = remoteOf(context, token)
  const [place, handedOver] = await Promise.all([
    findPlace(workspace, join(workspace, plan.config)),
    readBundles(deliveries),
  ])
  // In a job of its own the checkout may lack it; without it the report says less, and stands.
  if (plan.change.base !== undefined)
    await fetchCommit(place.root, remote, plan.change.base, plan.change.base, signal)
  return {
    stage,
    asked,
    place,
    plan,
    digest: options.planDigest,
    folders: deliveries.map((delivery) => delivery.folder),
    handedOver,
    ledger: openBranchLedger(remote, plan.branch, folder, signal),
    earlier: besidePlan(file),
  }
}

/** Silent: what is said is for those who read the log. */
async function keep(work: Work, notes: readonly string[]): Promise<Conclusion> {
  const { stage, place, plan, ledger } = work
  const project = { ...(await projectAt(place, plan.change.trained)), ledger }
  const { keepJob } = await import('./keep.ts')
  const done = await keepJob({ ...stage, ...work, project, scratch: join(stage.folder, 'scratch') })
  const vouched = await vouchForDigests(ledger, work.folders, {
    at: new Date().toISOString(),
    config: plan.config,
    run: stage.context.runId,
  })
  const lines = [...notes, ...done, ...vouched]
  return {
    log: `${lines.length === 0 ? 'ledger: nothing to do' : lines.map(logLine).join('\n')}\n`,
    summary: '',
    outputs: {},
    exitCode: 0,
  }
}

async function judge(
  work: Work,
  options: ConcludeOptions,
  task: Exclude<Task, { do: 'keep' }>,
  notes: readonly string[],
): Promise<Conclusion> {
  const { stage } = work
  const { github, context } = stage
  const known = { ...work, ledger: overlayLedger(work.earlier, [work.ledger]) }
  const judged = await judgeJob(known)
  const { report, said } = await publishReport(judged, {
    github,
    context,
    policy: options.comment,
    asked: work.asked,
  })
  // Not before: who waits for the comment waits for no page.
  const { writePages } = await import('./pages.ts')
  const page = writePages(join(stage.folder, 'report'), report)
  const stored = await store(work, report, options.handOver)
  const accepted =
    task.do === 'accept'
      ? await accept({ ...known, github, repo: context.repo, report }, task)
      : { said: [], patch: undefined, refused: undefined }
  const refused = accepted.refused === undefined ? [] : [accepted.refused]
  const patch = accepted.patch === undefined ? [] : ['', fence(accepted.patch.split('\n'), 'diff')]
  const lines = [...notes, said, ...stored, ...accepted.said].filter((line) => line !== undefined)
  // Who accepts has looked at the verdict: it is the change that they want.
  const commands = task.do === 'accept' ? [] : annotationsOf(report).map(spellCommand)
  return {
    log: [
      renderLogGroups(report).trimEnd(),
      ...commands,
      ...lines.map(logLine),
      ...refused,
      '',
    ].join('\n'),
    summary: [
      renderSummary(report),
      ...accepted.said.map((line) => escapeText(line, 'flow')),
      ...patch,
    ].join('\n'),
    outputs: outputsOf(report, page),
    exitCode: refused.length > 0 ? 2 : options.fail && task.do === 'judge' ? report.exitCode : 0,
  }
}

/** What came of accepting; why nothing did is said beside the report, which says more. */
async function accept(
  ...[judging, task]: Parameters<typeof acceptJob>
): Promise<AcceptedOnBranch & { readonly refused?: string }> {
  const { acceptJob } = await import('./accept.ts')
  try {
    return await acceptJob(judging, task)
  } catch (error) {
    const known = explainError(error)
    if (known === undefined) throw error
    return { said: [], patch: undefined, refused: errorCommand(known) }
  }
}

/** Keeps the page and the bundles; that they cannot be kept changes no verdict. */
async function store(
  { stage, folders }: Work,
  report: Report,
  handOver: HandOver,
): Promise<string[]> {
  try {
    if (handOver === 'artifact' || folders.length === 0) {
      const root = join(stage.folder, 'report')
      const name = `reprise-report-${basename(stage.folder).slice('reprise-'.length)}`
      const files = ['report.html', 'report.md', 'report.json'].map((file) => join(root, file))
      await uploadArtifact({ name, root, files, attempt: stage.context.attempt })
      return [`artifact: ${name}`]
    }
    const { writePages } = await import('./pages.ts')
    for (const folder of folders) writePages(folder, report)
    const names = await sendBundles(join(folders[0] ?? '', '..'), {
      config: stage.config,
      attempt: stage.context.attempt,
    })
    return names.map((name) => `artifact: ${name}`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [`artifact: ${error.message}`]
  }
}
