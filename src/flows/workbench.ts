import { accessSync, constants, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { Evidence, Purpose, Side } from '../compare/evidence.ts'
import type { BaseTree } from '../plan/plan.ts'
import type { Cost } from '../report/report.ts'
import type { HardwareFacts } from '../record/record.ts'
import type { RunRecord } from '../record/record.ts'
import type { StatCache } from '../digest/stat-cache.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { InputDigest, RecordId } from '../record/digest.ts'
import { spellKey, type ComparisonKey } from '../record/key.ts'
import { UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { harvest } from '../retrain/harvest/harvest.ts'
import type { IsolationLevel } from '../retrain/outcome.ts'
import type { Progress } from '../retrain/progress.ts'
import { dispose, prepareTemplate, retrainOnce, type Template } from '../retrain/retrain.ts'
import { findCommit } from '../git/commits.ts'
import { isDirty } from '../git/worktree.ts'
import { inputOf } from '../retrain/input.ts'
import { loadAttachments } from './attachments.ts'
import { requireContent } from './lfs.ts'
import { ownFiles, type Place } from './project.ts'
import { probeFolder } from './assets.ts'

/** How a retraining may behave and whom it tells. */
export interface RetrainOptions {
  /** Undefined: the strongest level of this machine. */
  readonly isolation: IsolationLevel | undefined
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress & { readonly model: string }) => void
  /** Runs that may stand in for new ones of the same inputs. */
  readonly earlier?: EarlierRuns
  /** Digests of data that are known already. */
  readonly digests?: StatCache
  /** Where environments that `setup` made are kept; only a protected job may write there. */
  readonly setupCache?: { readonly folder: string; readonly write: boolean }
  /** The commits that the checked-out one joins, for the record. */
  readonly commits?: { readonly head?: string; readonly base?: string }
}

/** What earlier jobs of the same change measured, with the ledger that holds it. */
export interface EarlierRuns {
  readonly runs: Evidence
  readonly ledger: Ledger
}

/** One model on one machine: makes runs of either side, each in its own copy, and keeps their records. */
export interface Workbench {
  retrain(side: Side, purpose: Purpose, seed: number): Promise<RunRecord>
  /** Without the runs that earlier ones stood in for. */
  cost(): Omit<Cost, 'runsSaved'>
  /** The input digest that the head's runs have. */
  input(): Promise<InputDigest>
  /** Those that stood in. */
  readonly reused: readonly RecordId[]
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
function requireRoom({ store }: Place): void {
  try {
    mkdirSync(store, { recursive: true })
    accessSync(store, constants.W_OK)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'ledger-unwritable',
      `records cannot be kept: ${why}`,
      `Make ${store} writable.`,
    )
  }
  try {
    accessSync(tmpdir(), constants.W_OK)
  } catch {
    const hint = 'Set TMPDIR to a folder that is there and has room for a few copies of the tree.'
    throw new UserError('scratch-unwritable', `${tmpdir()} cannot be written`, hint)
  }
}

export function openWorkbench(project: Place, job: Job, options: RetrainOptions): Workbench {
  requireRoom(project)
  const templates = new Map<Side, Template>()
  const records: RunRecord[] = []
  const reused: RecordId[] = []

  async function templateOf(side: Side): Promise<Template> {
    const ready = templates.get(side)
    if (ready !== undefined) return ready
    if (side === 'head') requireContent(project.root, job.model)
    else await requireBase(project.root, job.base)
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
      setupCache: options.setupCache,
      digests: options.digests,
      signal: options.signal,
      onProgress: (progress) => options.onProgress({ ...progress, model: job.model.name }),
    })
    templates.set(side, made)
    return made
  }

  function modelOf(side: Side): ModelSpec {
    return side === 'base' && job.base !== undefined ? job.base.model : job.model
  }

  /** A finished run of the same inputs, seed and kind of machine: to make it again would tell nothing new. */
  async function standIn(
    template: Template,
    wanted: { side: Side; purpose: Purpose; seed: number },
  ): Promise<RunRecord | undefined> {
    const { earlier } = options
    const alike = (earlier?.runs ?? []).filter(
      ({ side, purpose, record }) =>
        side === wanted.side &&
        purpose === wanted.purpose &&
        record.run.exit.how === 'finished' &&
        record.config.seed.index === wanted.seed &&
        (side === 'head' || record.code.commit === job.base?.commit) &&
        spellKey({ model: record.model, ...record.key }) === spellKey(job.key) &&
        sameMachine(record.hardware, job.hardware),
    )
    // What `setup` brings now nobody can tell before a run: only what was kept is known to be the same.
    if (earlier === undefined || alike.length === 0 || template.setup === 'ran') return undefined
    const input = await inputOf(template, options.signal)
    const found = alike.findLast(({ record }) => record.input === input)?.record
    if (found === undefined || reused.includes(found.id)) return undefined
    const attachments = await loadAttachments(earlier.ledger, [found])
    if (found.attachments.some(({ digest }) => !attachments.has(digest))) return undefined
    await project.ledger.append(found, attachments)
    reused.push(found.id)
    return found
  }

  return {
    reused,
    input: async () => inputOf(await templateOf('head'), options.signal),
    async retrain(side, purpose, seed) {
      const template = await templateOf(side)
      const same = await standIn(template, { side, purpose, seed })
      if (same !== undefined) return same
      const outcome = await retrainOnce(template, {
        seed,
        signal: options.signal,
        onProgress: (progress) => options.onProgress({ ...progress, model: job.model.name }),
      })
      const code = await codeFacts(project, side, job.base, options.commits)
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

/** In a job of its own the checkout may lack the base, and no token is there to fetch it. @throws {UserError} `base-absent` */
async function requireBase(root: string, base: BaseTree | undefined): Promise<void> {
  if (base === undefined || (await findCommit(root, base.commit)) !== undefined) return
  throw new UserError(
    'base-absent',
    `the base commit ${base.commit} is not in this checkout`,
    'Give actions/checkout `fetch-depth: 2`, and leave `ref:` out.',
  )
}

/** Numbers may depend on all of it but the amount of memory, which changes with every kernel. */
function sameMachine(a: HardwareFacts, b: HardwareFacts): boolean {
  return isDeepStrictEqual({ ...a, memory: undefined }, { ...b, memory: undefined })
}

/** The commit that a side's files come from; the head side may have changes on top of it. */
async function codeFacts(
  project: Place,
  side: Side,
  base: BaseTree | undefined,
  commits: RetrainOptions['commits'],
): Promise<{ commit?: string; head?: string; base?: string; dirty: boolean }> {
  if (side === 'base' && base !== undefined) return { commit: base.commit, dirty: false }
  const { commit } = project.repository
  return {
    ...(commit === undefined ? {} : { commit }),
    ...commits,
    dirty: await isDirty(project.root, ownFiles(project)),
  }
}
