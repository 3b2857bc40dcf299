import { accessSync, constants, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Purpose, Side } from '../compare/evidence.ts'
import type { BaseTree } from '../plan/plan.ts'
import type { Cost } from '../report/report.ts'
import type { HardwareFacts } from '../record/record.ts'
import type { RunRecord } from '../record/record.ts'
import type { ComparisonKey } from '../record/key.ts'
import { UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { harvest } from '../retrain/harvest/harvest.ts'
import type { IsolationLevel } from '../retrain/outcome.ts'
import type { Progress } from '../retrain/progress.ts'
import { dispose, prepareTemplate, retrainOnce, type Template } from '../retrain/retrain.ts'
import { isDirty } from '../git/worktree.ts'
import { requireContent } from './lfs.ts'
import { ownFiles, type Project } from './project.ts'
import { probeFolder } from './assets.ts'

/** How a retraining may behave and whom it tells. */
export interface RetrainOptions {
  /** Undefined: the strongest level of this machine. */
  readonly isolation: IsolationLevel | undefined
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress & { readonly model: string }) => void
}

/** One model on one machine: makes runs of either side, each in its own copy, and keeps their records. */
export interface Workbench {
  retrain(side: Side, purpose: Purpose, seed: number): Promise<RunRecord>
  cost(): Omit<Cost, 'runsSaved'>
  dispose(): Promise<void>
}

export interface Job {
  readonly model: ModelSpec
  readonly base: BaseTree | undefined
  readonly key: ComparisonKey
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
}

/** Better known before a training than after it. @throws {UserError} `ledger-unwritable`, `scratch-unwritable` */
function requireRoom({ root, folder }: Project): void {
  const ledger = join(root, folder, '.reprise')
  try {
    mkdirSync(ledger, { recursive: true })
    accessSync(ledger, constants.W_OK)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'ledger-unwritable',
      `records cannot be kept: ${why}`,
      `Make ${ledger} writable.`,
    )
  }
  try {
    accessSync(tmpdir(), constants.W_OK)
  } catch {
    const hint = 'Set TMPDIR to a folder that is there and has room for a few copies of the tree.'
    throw new UserError('scratch-unwritable', `${tmpdir()} cannot be written`, hint)
  }
}

export function openWorkbench(project: Project, job: Job, options: RetrainOptions): Workbench {
  requireRoom(project)
  const templates = new Map<Side, Template>()
  const records: RunRecord[] = []

  async function templateOf(side: Side): Promise<Template> {
    const ready = templates.get(side)
    if (ready !== undefined) return ready
    if (side === 'head') requireContent(project.root, job.model)
    const made = await prepareTemplate({
      checkout: project.root,
      files:
        side === 'base' && job.base !== undefined
          ? { from: 'commit', commit: job.base.commit }
          : { from: 'worktree' },
      model: modelOf(side),
      network: job.model.network === 'off' ? 'off' : 'on',
      probe: probeFolder(),
      isolation: options.isolation,
      signal: options.signal,
      onProgress: (progress) => options.onProgress({ ...progress, model: job.model.name }),
    })
    templates.set(side, made)
    return made
  }

  function modelOf(side: Side): ModelSpec {
    return side === 'base' && job.base !== undefined ? job.base.model : job.model
  }

  return {
    async retrain(side, purpose, seed) {
      const template = await templateOf(side)
      const outcome = await retrainOnce(template, {
        seed,
        signal: options.signal,
        onProgress: (progress) => options.onProgress({ ...progress, model: job.model.name }),
      })
      const code = await codeFacts(project, side, job.base)
      const { record, attachments } = await harvest(outcome, {
        model: modelOf(side),
        key: job.key,
        code,
        checkout: project.root,
        hardware: job.hardware,
        findings: job.findings,
        signal: options.signal,
      })
      await project.ledger.append(record, attachments)
      records.push(record)
      return record
    },
    cost: () => ({
      runs: records.length,
      seconds: records
        .flatMap(({ run }) => run.segments)
        .reduce((sum, { seconds }) => sum + seconds, 0),
      setupSeconds: [...templates.values()].reduce(
        (sum, { setupSeconds }) => sum + (setupSeconds ?? 0),
        0,
      ),
    }),
    async dispose() {
      for (const template of templates.values()) await dispose(template)
    },
  }
}

/** The commit that a side's files come from; the head side may have changes on top of it. */
async function codeFacts(
  project: Project,
  side: Side,
  base: BaseTree | undefined,
): Promise<{ commit?: string; dirty: boolean }> {
  if (side === 'base' && base !== undefined) return { commit: base.commit, dirty: false }
  const { commit } = project.repository
  return {
    ...(commit === undefined ? {} : { commit }),
    dirty: await isDirty(project.root, ownFiles(project)),
  }
}
