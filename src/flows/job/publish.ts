import type { GitHub } from '../../github/client.ts'
import { commentRoom } from '../../github/marker.ts'
import { publishComment } from '../../github/comment.ts'
import type { Context } from '../../github/event.ts'
import { getPull, type Pull } from '../../github/pulls.ts'
import { UserError } from '../../record/error.ts'
import { renderMarkdown } from '../../report/markdown/markdown.ts'
import type { Report, ReportedChange } from '../../report/report.ts'
import { worthSaying } from '../../report/worth.ts'

export const COMMENTS = ['always', 'changes', 'never'] as const
export type CommentPolicy = (typeof COMMENTS)[number]

/** A report as it was published: it may have become stale meanwhile. */
export interface Published {
  readonly report: Report
  /** What came of the comment, in one line for the log; undefined where none was wanted. */
  readonly said: string | undefined
}

export interface Publishing {
  readonly github: GitHub
  readonly context: Context
  readonly policy: CommentPolicy
  /** What {@link askForPull} gave. */
  readonly asked?: Promise<Pull> | undefined
}

/** Asks for what a report's publication needs to know of its pull request, before there is a report. */
export function askForPull(
  { github, context, policy }: Publishing,
  change: ReportedChange,
): Promise<Pull> | undefined {
  const pull = pullToTell(change, policy)
  if (pull === undefined) return undefined
  const asked = getPull(github, context.repo, pull)
  // Who publishes hears of an error; nobody may be publishing when it comes.
  asked.catch(() => undefined)
  return asked
}

function pullToTell(change: ReportedChange | undefined, policy: CommentPolicy): number | undefined {
  return policy === 'never' || change?.skipped === 'draft' ? undefined : change?.pull
}

/**
 * Puts a report on its pull request, as far as the token can. A verdict stands whether it could be told there or not: job
 * summary and artifact hold it too.
 */
export async function publishReport(
  report: Report,
  { github, context, policy, asked }: Publishing,
): Promise<Published> {
  const pull = pullToTell(report.change, policy)
  if (report.change === undefined || pull === undefined) return { report, said: undefined }
  try {
    const { head } = await (asked ?? getPull(github, context.repo, pull))
    const stale = head.sha === report.change.head ? undefined : head.sha
    const current = { ...report, change: { ...report.change, stale } }
    const { config, head: reported } = report.change
    const order = { head: reported, run: context.runId, attempt: context.attempt }
    const done = await publishComment(github, context.repo, pull, {
      config,
      body: renderMarkdown(current, commentRoom(config, order)),
      order,
      onlyUpdate: policy === 'changes' && !worthSaying(current),
    })
    return { report: current, said: SAID[done] }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {
      report,
      said: `${error.code === 'github-forbidden' ? READ_ONLY : NOT_SAID}${error.message} ${error.hint}`,
    }
  }
}

const SAID = {
  created: 'comment: written',
  updated: 'comment: updated',
  unchanged: 'comment: it says so already',
  superseded: 'comment: a newer run has reported; left as it is',
  silent: 'comment: none, everything is identical (`comment: always` would write one)',
} as const

const READ_ONLY =
  'comment: this token can only read. A fork’s and Dependabot’s never can more: the report is in the job summary and in the artifact, from which a second workflow can post it (`reprise init --two-stage`). '
const NOT_SAID = 'comment: it could not be written; the verdict stands. '
