import { join } from 'node:path'
import { isWhole } from '../../compare/set-apart.ts'
import { blobId, readBlob } from '../../git/objects.ts'
import type { GitHub, Repo } from '../../github/client.ts'
import { commitFile } from '../../github/contents.ts'
import { UserError } from '../../record/error.ts'
import type { RunRecord } from '../../record/record.ts'
import type { Report } from '../../report/report.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { overlayLedger } from '../../ledger/overlay.ts'
import { projectAt } from '../base.ts'
import { lockWith } from '../accept.ts'
import { patchOf } from '../lock-patch.ts'
import type { Task } from './plan.ts'
import { parseLockText } from '../project.ts'
import type { Judging } from './report.ts'
import { soundBundle } from './sound.ts'

/** What an accepting job did, or what a person must do instead. */
export interface AcceptedOnBranch {
  readonly said: readonly string[]
  /** The change of `reprise.lock`, to be applied by hand; undefined where it is on the branch. */
  readonly patch: string | undefined
}

/**
 * Makes the runs of a job the baselines of the branch that it was started on: one commit that changes `reprise.lock`. Where the
 * token may not write there (a protected branch), the change is handed over as a patch.
 *
 * @throws {UserError} `accept-nothing`, `branch-moved`, or those of accept
 */
export async function acceptJob(
  judging: Judging & { readonly github: GitHub; readonly repo: Repo; readonly report: Report },
  task: Extract<Task, { do: 'accept' }>,
): Promise<AcceptedOnBranch> {
  const { place, plan, github, repo } = judging
  const { trained } = plan.change
  const said: string[] = []
  let project = await projectAt(place, trained)
  let text: string | undefined
  for (const { record, ledger } of newestRuns(judging)) {
    const shelf = { ...project, ledger: overlayLedger(ledger, [judging.ledger]) }
    const next = await lockWith(shelf, record, task)
    const { sentence, warnings } = next.accepted
    said.push(sentence, ...warnings.map((warning) => `warning: ${warning}`))
    text = next.text
    project = { ...project, lock: parseLockText(text) }
  }
  if (text === undefined) {
    throw new UserError(
      'accept-nothing',
      'no run finished, so there is nothing to accept',
      'Mend the training; the report says what happened.',
    )
  }
  const path = join(place.folder, 'reprise.lock')
  const [line = ''] = said
  try {
    const { commit } = await commitFile(github, repo, {
      branch: task.branch,
      path,
      text,
      message: `Accept a baseline: ${line}`,
      expected: await blobId(place.root, trained, path),
    })
    return { said: [...said, `committed ${commit} to ${task.branch}`], patch: undefined }
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'github-forbidden')) throw error
    const before = await readBlob(place.root, trained, path)
    return {
      said: [
        ...said,
        `this token may not commit to ${task.branch}: apply the patch at the repository’s root and push it`,
      ],
      patch: patchOf(path, Buffer.from(before ?? []).toString('utf8'), text),
    }
  }
}

/** The newest finished run of each model whose evidence is sound, with the ledger that holds it. */
function newestRuns(
  judging: Judging & { readonly report: Report },
): { record: RunRecord; ledger: Ledger }[] {
  const invalid = judging.report.models
    .filter(({ verdict }) => verdict.verdict === 'invalid')
    .map(({ verdict }) => verdict.model)
  return judging.plan.models.flatMap((job) => {
    const sound = soundBundle(job, judging)
    if (invalid.includes(job.draft.model.name) || !('bundle' in sound)) return []
    const { gathered, ledger } = sound.bundle
    const finished = gathered.evidence.findLast(
      ({ side, record }) => side === 'head' && isWhole(record),
    )
    return finished === undefined ? [] : [{ record: finished.record, ledger }]
  })
}
