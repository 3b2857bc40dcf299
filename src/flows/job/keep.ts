import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { listArtifacts, type Artifact } from '../../github/artifacts.ts'
import type { GitHub } from '../../github/client.ts'
import type { Context } from '../../github/event.ts'
import { envelopeOf, getRun } from '../../github/run.ts'
import { folderLedger } from '../../ledger/folder.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Digest, RecordId } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import type { RunRecord } from '../../record/record.ts'
import type { Baseline } from '../../spec/lock.ts'
import { artifactName, unpackArtifact } from './artifact.ts'
import { loadAttachments } from '../attachments.ts'
import type { Bundle } from './bundle.ts'
import { short } from './log.ts'
import type { ModelJob } from './plan.ts'
import { entriesOf } from './pool.ts'
import type { Project } from '../project.ts'
import { NOTHING, soundBundles, type Asked } from './sound.ts'

export interface Keeping extends Asked {
  readonly project: Project
  readonly github: GitHub
  readonly context: Context
  /** For what is unpacked on the way; removed again. */
  readonly scratch: string
}

/**
 * Completes the ledger from a protected event: the accepted records of a lock that was just merged, from the artifacts of
 * the pull request that measured them, and the runs that this job made.
 *
 * @returns what was done, in lines for the log
 * @throws {UserError} where the ledger cannot be written, or a bundle cannot be read: memory is never lost silently
 */
export async function keepJob(keeping: Keeping): Promise<string[]> {
  const done: string[] = []
  for (const model of Object.keys(keeping.project.spec.models)) {
    for (const entry of entriesOf(keeping.project, model))
      done.push(...(await copyAccepted(keeping, model, entry)))
  }
  for (const job of keeping.plan.models) done.push(...(await keepRuns(keeping, job)))
  return done
}

async function keepRuns(keeping: Keeping, job: ModelJob): Promise<string[]> {
  const { name } = job.draft.model
  const bundles = soundBundles(job, keeping)
  const done = bundles.length === 0 ? [`ledger: nothing of ${name}: ${NOTHING}`] : []
  for (const sound of bundles) {
    if ('bundle' in sound) done.push(...(await keepBundle(keeping, sound.bundle, name)))
  }
  // Only now: what the others measured was paid for.
  for (const sound of bundles) {
    if ('invalid' in sound) throw cannotKeep(name, sound.invalid)
  }
  return done
}

async function keepBundle(
  keeping: Keeping,
  { ledger, gathered }: Bundle,
  name: string,
): Promise<string[]> {
  const done: string[] = []
  for (const { record } of gathered.evidence) {
    const attachments = await attachmentsOf(ledger, record)
    if (attachments === undefined || record.model !== name)
      throw cannotKeep(name, `the record ${record.id} is not whole, or of another model`)
    await keep(keeping, record, attachments, keeping.context.runId)
    done.push(`ledger: kept ${short(record.id)} of ${name}, seed index ${record.config.seed.index}`)
  }
  return done
}

/** All attachments of a record; undefined where one is not there or was changed. */
async function attachmentsOf(
  ledger: Ledger,
  record: RunRecord,
): Promise<Map<Digest, Uint8Array> | undefined> {
  const loaded = await loadAttachments(ledger, [record])
  return record.attachments.every(({ digest }) => loaded.has(digest)) ? loaded : undefined
}

async function copyAccepted(keeping: Keeping, model: string, entry: Baseline): Promise<string[]> {
  const { project, github, context } = keeping
  if ((await project.ledger.record(entry.record)).state === 'found') return []
  const name = artifactName(model, entry.input)
  const artifacts = await listArtifacts(github, context.repo, {
    name,
    headRepositoryId: context.repositoryId,
  })
  const done: string[] = []
  for (const artifact of artifacts.filter(({ expired }) => !expired)) {
    const run = artifact.run.id
    const held = await heldBy(keeping, artifact, entry.record)
    if (typeof held === 'string') done.push(`ledger: run ${run}'s ${name} is of no use: ${held}`)
    else if (held !== undefined) {
      await keep(keeping, held.record, held.attachments, run)
      return [...done, `ledger: copied ${short(entry.record)} of ${model} from run ${run}`]
    }
  }
  return [
    ...done,
    `ledger: ${short(entry.record)}, the baseline of ${model}, is in no artifact any more; it can be compared with, but not explained`,
  ]
}

/** A whole record from an artifact, or why that cannot be read: anybody may have given one this name, and none keeps us from the next. */
async function heldBy(
  { github, context, scratch }: Keeping,
  artifact: Artifact,
  id: RecordId,
): Promise<{ record: RunRecord; attachments: Map<Digest, Uint8Array> } | string | undefined> {
  const folder = join(scratch, String(artifact.id))
  try {
    await unpackArtifact(github, context.repo, artifact, folder)
    const ledger = folderLedger(folder)
    const found = await ledger.record(id)
    if (found.state !== 'found') return undefined
    const attachments = await attachmentsOf(ledger, found.value)
    return attachments === undefined
      ? 'it lacks attachments of the record'
      : { record: found.value, attachments }
  } catch (error) {
    if (error instanceof UserError && error.code === 'artifact-invalid') return error.message
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function keep(
  { project, github, context }: Keeping,
  record: RunRecord,
  attachments: ReadonlyMap<Digest, Uint8Array>,
  runId: number,
): Promise<void> {
  const run = await getRun(github, context.repo, runId)
  // Of our own run the environment says which ref it is for; GitHub's answer does not tell a tag from a branch.
  const ref = runId === context.runId ? context.ref : undefined
  const envelope = envelopeOf(run, context.repo, context.defaultBranch, ref)
  await project.ledger.append(record, attachments, envelope)
}

function cannotKeep(model: string, why: string): UserError {
  return new UserError(
    'bundle-invalid',
    `the runs of ${model} cannot be kept: ${why}`,
    'Run the workflow again.',
  )
}
