import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EvidenceRun } from '../../compare/evidence.ts'
import { listArtifacts, type Artifact } from '../../github/artifacts.ts'
import { getRun } from '../../github/run.ts'
import type { GitHub } from '../../github/client.ts'
import type { PullRequestEvent } from '../../github/context.ts'
import type { Context } from '../../github/event.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { UserError } from '../../record/error.ts'
import { isArtifactOf, unpackArtifact } from './artifact.ts'
import { readBundle, type Bundle } from './bundle.ts'
import { loadAttachments } from '../attachments.ts'
import type { ModelJob } from './plan.ts'

/** How many of a pull request's earlier artifacts are read for each model. */
const MOST = 3

type Earlier = Pick<ModelJob, 'earlier' | 'spent'>

export interface EarlierRequest {
  readonly github: GitHub
  readonly context: Context
  /** Path of `reprise.yml`: of another project's models nothing counts here. */
  readonly config: string
  readonly models: readonly string[]
  /** Where the records that are found are kept for *retrain*. */
  readonly ledger: Ledger
  /** For what is unpacked on the way; removed again. */
  readonly scratch: string
  /** Whether what is in this very run was spent before: not where it is what is judged now. */
  readonly spentHere: boolean
}

/**
 * What a pull request measured and spent before: the artifacts of its own earlier runs (DESIGN §5). They are its own
 * claims, read as hostile input; what cannot be read is left out and costs nothing but a run.
 *
 * @returns by model, and what could not be read
 */
export async function earlierOf(
  request: EarlierRequest,
): Promise<{ found: ReadonlyMap<string, Earlier>; notes: string[] }> {
  const { github, context, models, spentHere } = request
  const { event, runId, attempt } = context
  // Of a fork that has gone nobody can tell which artifacts were its own.
  if (event.name !== 'pull_request' || event.head.repositoryId === undefined)
    return { found: new Map(), notes: [] }
  const listed = await listFor(github, context, event.head)
  if ('note' in listed) return { found: new Map(), notes: [listed.note] }
  const { artifacts } = listed
  // Of this run there are only the artifacts of its earlier attempts, while a later one has not trained yet.
  const isBefore = (run: number): boolean => run !== runId || (spentHere && attempt > 1)
  const usable = artifacts.filter(({ expired, run }) => !expired && isBefore(run.id))
  const found = new Map<string, Earlier>()
  const notes: string[] = []
  for (const model of models) {
    const mine = newest(usable.filter(({ name }) => isArtifactOf(model, name)))
    const bundles = []
    for (const artifact of mine) {
      const bundle = await read(request, artifact, model).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error
        notes.push(`an earlier run's ${artifact.name} was not used: ${error.message}`)
        return undefined
      })
      if (bundle !== undefined) bundles.push(bundle)
    }
    found.set(model, together(bundles, event.number, attempt))
  }
  return { found, notes }
}

/** Without them a pull request pays its runs again, and no more: a token that may not read them keeps nothing from being judged. */
async function listFor(
  github: GitHub,
  { repo }: Context,
  { ref, repositoryId }: PullRequestEvent['head'],
): Promise<{ artifacts: Artifact[] } | { note: string }> {
  try {
    const artifacts = await listArtifacts(github, repo, {
      prefix: 'reprise-',
      headBranch: ref,
      headRepositoryId: repositoryId,
    })
    return { artifacts }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { note: `what this pull request measured before is not known: ${error.message}` }
  }
}

/** The newest artifact of each name, newest first. */
function newest(artifacts: readonly Artifact[]): Artifact[] {
  const sorted = artifacts.toSorted((a, b) => b.id - a.id)
  const first = sorted.filter(
    ({ name }, index) => sorted.findIndex((one) => one.name === name) === index,
  )
  return first.slice(0, MOST)
}

/** Events whose runs measure what a pull request may build on. */
const MEASURES = ['pull_request', 'workflow_dispatch']

async function read(
  { github, context: { repo, event, workflow }, config, ledger, scratch }: EarlierRequest,
  artifact: Artifact,
  model: string,
): Promise<Bundle | undefined> {
  // Any workflow of a branch may give an artifact this name; evidence is what this one measured.
  const made = await getRun(github, repo, artifact.run.id)
  if (made.path !== workflow || !MEASURES.includes(made.event)) return undefined
  const folder = join(scratch, String(artifact.id))
  try {
    await unpackArtifact(github, repo, artifact, folder)
    const bundle = await readBundle(folder)
    if (bundle?.model !== model || bundle.config !== config) return undefined
    // A branch may have had another pull request before; what was made of it by hand is of none.
    const ours = [undefined, event.name === 'pull_request' ? event.number : undefined]
    if (!ours.includes(bundle.pull)) return undefined
    for (const { record } of bundle.gathered.evidence) {
      const attachments = await loadAttachments(bundle.ledger, [record])
      if (record.attachments.every(({ digest }) => attachments.has(digest)))
        await ledger.append(record, attachments)
    }
    return bundle
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Each bundle knows what was spent until then, so that the largest sum is the newest, whichever came in last. A run that
 * was started again by hand is meant to train again.
 */
function together(bundles: readonly Bundle[], pull: number, attempt: number): Earlier {
  const own = bundles.filter((bundle) => bundle.pull === pull).map(({ spent }) => spent)
  const runs = bundles.toReversed().flatMap(({ gathered }) => gathered.evidence)
  const once = new Map<string, EvidenceRun>(runs.map((run) => [run.record.id, run]))
  return {
    spent: {
      runs: Math.max(0, ...own.map((spent) => spent.runs)),
      minutes: Math.max(0, ...own.map((spent) => spent.minutes)),
    },
    earlier: attempt > 1 ? [] : [...once.values()],
  }
}
