import { join } from 'node:path'
import { parents } from '../../git/commits.ts'
import { fetchCommit, remoteRef, type Remote } from '../../git/fetch.ts'
import { publishCheck, type Annotation } from '../../github/check-run.ts'
import type { Context, FinishedRun } from '../../github/event.ts'
import { pullsFor, type Pull } from '../../github/pulls.ts'
import { folderLedger } from '../../ledger/folder.ts'
import { overlayLedger } from '../../ledger/overlay.ts'
import { getRun } from '../../github/run.ts'
import { UserError } from '../../record/error.ts'
import { annotationsOf } from '../../report/log/annotations.ts'
import { renderMarkdown } from '../../report/markdown/markdown.ts'
import type { Report } from '../../report/report.ts'
import { nameOf } from '../../survey/workflow-name.ts'
import { findPlace, type Place } from '../project.ts'
import { summaryOf } from './conclusion.ts'
import { modelsOf, receiveBundles } from './hand-over.ts'
import { earlierFolder } from './plan.ts'
import { planOfJob } from './prepare.ts'
import { publishReport, type CommentPolicy } from './publish.ts'
import { openBranchLedger, remoteOf } from './remote.ts'
import { judgeJob, readBundles } from './report.ts'
import type { Stage } from './stage.ts'

/** What became of one pull request's report. */
export interface Relayed {
  readonly report: Report | undefined
  readonly said: readonly string[]
  /** False where something was to be posted and could not be. */
  readonly posted: boolean
}

/**
 * The second stage, for pull requests whose own job may not write: a `workflow_run` job of the default branch judges again
 * what that job measured, and posts it. It checks out and runs nothing of the pull request; of the artifact it believes
 * the records and no more (GITHUB's rules for `workflow_run`).
 *
 * @param workflow path of the file of the first stage
 */
export async function relayJob(
  stage: Stage,
  run: FinishedRun,
  { workflow, policy }: { workflow: string; policy: CommentPolicy },
): Promise<Relayed[]> {
  const { github, context, workspace, config } = stage
  const refusal = refused(run, workflow)
  if (refusal !== undefined) return [nothing(refusal)]
  if (run.headRepositoryId === undefined)
    return [nothing('the fork is gone; there is nobody to report to')]
  const { headSha, headRepositoryId } = run
  if (headRepositoryId === context.repositoryId && !(await isDependabots(stage, run)))
    return [nothing('its own job could report by itself: nothing to do')]
  // A number in the artifact would be anybody's claim.
  const pulls = await pullsFor(github, context.repo, { headSha, headRepositoryId })
  const none = `no open pull request has ${headSha} as its head any more: nothing to report`
  if (pulls.length === 0) return [nothing(none)]
  const place = await findPlace(workspace, join(workspace, config))
  const relayed: Relayed[] = []
  for (const pull of pulls) relayed.push(await relayOne(stage, place, run, pull, policy))
  return relayed
}

function nothing(why: string): Relayed {
  return { report: undefined, said: [why], posted: true }
}

/** Those that stand at a line, as a check shows them. */
function marksOf(report: Report): Annotation[] {
  const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const
  return annotationsOf(report).flatMap(({ file, line, level, message, title }) =>
    file === undefined || line === undefined
      ? []
      : [{ path: file, line, level: levels[level], message, title }],
  )
}

/** Of the runs of our own branches only Dependabot's are given a token that cannot write. */
async function isDependabots({ github, context }: Stage, { id }: FinishedRun): Promise<boolean> {
  return (await getRun(github, context.repo, id)).actor === 'dependabot[bot]'
}

function refused(run: FinishedRun, workflow: string): string | undefined {
  if (run.event !== 'pull_request')
    return `the run was of ${run.event}, not of pull_request: nothing to report`
  if (run.path !== workflow)
    return `the run was of ${run.path}, not of ${workflow}: nothing of it is believed`
  // Whoever stopped it wants no verdict, and what is half is none.
  if (run.conclusion !== 'success' && run.conclusion !== 'failure')
    return `the run ended as ${run.conclusion ?? 'nothing yet'}: nothing to report`
  return undefined
}

async function relayOne(
  stage: Stage,
  place: Place,
  run: FinishedRun,
  pull: Pull,
  policy: CommentPolicy,
): Promise<Relayed> {
  const { github, token, folder, signal } = stage
  const remote = remoteOf(stage.context, token)
  const trained = await mergeOf(place, remote, pull, signal)
  if (trained === undefined)
    return nothing(`#${pull.number} cannot be merged as it is: nothing to report`)
  const context = asPullRequest(stage.context, run, pull, trained)
  const there: Place = { ...place, repository: { ...place.repository, commit: trained } }
  const plan = await planOfJob(there, {
    ...stage,
    context,
    model: undefined,
    against: 'lock',
    mode: 'check',
    because: undefined,
    cause: undefined,
    spentHere: false,
  })
  if (plan.change.skipped !== undefined)
    return nothing(`#${pull.number} is a draft: nothing was retrained`)
  const into = join(folder, 'received', String(pull.number))
  const deliveries = await receiveBundles(stage, run.id, modelsOf(plan), into)
  const report = await judgeJob({
    place: there,
    plan,
    digest: undefined,
    handedOver: await readBundles(deliveries),
    ledger: overlayLedger(folderLedger(earlierFolder(folder)), [
      openBranchLedger(remote, plan.branch, folder, signal),
    ]),
  })
  const published = await publishReport(report, { github, context, policy })
  const check = await postCheck(stage, published.report, run)
  return {
    report: published.report,
    said: [published.said ?? '', check.said].filter((one) => one !== ''),
    posted: check.posted,
  }
}

/** The merge commit as GitHub has it now; undefined where it is of another head, or the change conflicts with its base. */
async function mergeOf(
  { root }: Place,
  remote: Remote,
  { number, head }: Pull,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ref = `refs/pull/${number}/merge`
  const merge = await remoteRef(root, remote, ref, signal)
  if (merge === undefined) return undefined
  const { there, why } = await fetchCommit(root, remote, merge, ref, signal)
  if (there) return (await parents(root, merge))[1] === head.sha ? merge : undefined
  throw new UserError(
    'head-absent',
    `the merge commit ${merge} of #${number} cannot be fetched: ${why}`,
    'Run the workflow again.',
  )
}

function asPullRequest(context: Context, run: FinishedRun, pull: Pull, trained: string): Context {
  const { serverUrl, repo } = context
  return {
    ...context,
    runId: run.id,
    attempt: run.attempt,
    runUrl: `${serverUrl}/${repo.owner}/${repo.name}/actions/runs/${run.id}`,
    sha: trained,
    workflow: run.path,
    event: {
      name: 'pull_request',
      number: pull.number,
      draft: pull.draft,
      head: { ...pull.head, repository: run.headRepository },
      base: pull.base,
      action: 'synchronize',
    },
  }
}

/** The verdict as a check of its own: the first stage's job is the pull request's word, this one is ours. */
async function postCheck(
  { github, context: { repo } }: Stage,
  report: Report,
  run: FinishedRun,
): Promise<{ said: string; posted: boolean }> {
  const { change } = report
  if (change === undefined) return { said: 'check: none', posted: false }
  try {
    await publishCheck(github, repo, {
      name: nameOf(change.config).title,
      headSha: change.head,
      conclusion: report.green ? 'success' : 'failure',
      title:
        `${change.trust === 'fork' ? 'as the fork itself reports: ' : ''}${summaryOf(report)}`.slice(
          0,
          250,
        ),
      summary: renderMarkdown(report, 65_000),
      annotations: marksOf(report),
      externalId: `${run.id}-${run.attempt}-${change.pull ?? 0}`,
      detailsUrl: change.run.url,
    })
    return { said: 'check: written', posted: true }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { said: `check: it could not be written. ${error.message} ${error.hint}`, posted: false }
  }
}
