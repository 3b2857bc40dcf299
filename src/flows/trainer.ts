import { accessSync, constants, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { StatCache } from '../digest/stat-cache.ts'
import { UserError } from '../record/error.ts'
import type { Finding } from '../record/finding.ts'
import type { ComparisonKey } from '../record/key.ts'
import type { HardwareFacts, RunRecord } from '../record/record.ts'
import type { Cost } from '../report/report.ts'
import { secondsOf } from '../compare/standing.ts'
import type { HarvestContext } from '../retrain/harvest/context.ts'
import { harvest } from '../retrain/harvest/harvest.ts'
import type { IsolationLevel } from '../retrain/outcome.ts'
import type { Progress } from '../retrain/progress.ts'
import type { Files, RunRequest } from '../retrain/request.ts'
import { dispose, prepareTemplate, retrainOnce, type Template } from '../retrain/retrain.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { probeFolder } from './assets.ts'
import type { Place } from './project.ts'

export type CodeFacts = HarvestContext['code']

/** A tree to train, and the rules of a `reprise.yml` to train it by. */
export interface Trainee {
  /** One template is made for each name. */
  readonly name: string
  readonly files: Files
  readonly model: ModelSpec
  /** Where the files come from, as the record will say. */
  readonly code: () => Promise<CodeFacts>
}

/** How a training may behave and whom it tells. */
export interface TrainerOptions {
  /** Undefined: the strongest level of this machine. */
  readonly isolation: IsolationLevel | undefined
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress & { readonly model: string }) => void
  /** Digests of data that are known already. */
  readonly digests?: StatCache
  /** Where environments that `setup` made are kept; only a protected job may write there. */
  readonly setupCache?: { readonly folder: string; readonly write: boolean }
}

/** Trains any trees of one model on one machine, each run in its own copy, and keeps their records. */
export interface Trainer {
  template(trainee: Trainee): Promise<Template>
  /** @throws {UserError} `twin-unmoved`, and what keeps it from starting */
  train(trainee: Trainee, request: Pick<RunRequest, 'seed' | 'trace' | 'twin'>): Promise<RunRecord>
  /** Frees what a trainee's template takes on disk. */
  release(trainee: Trainee): Promise<void>
  /** Of all runs so far. Those that were stopped after a few steps cost their seconds and count as no run. */
  cost(): Omit<Cost, 'runsSaved'>
  /** How many trainings were made, whole or not. */
  made(): number
  dispose(): Promise<void>
}

interface Subject {
  readonly key: ComparisonKey
  readonly hardware: HardwareFacts
  readonly findings: readonly Finding[]
}

/** @throws {UserError} `ledger-unwritable`, `scratch-unwritable` */
export function openTrainer(place: Place, subject: Subject, options: TrainerOptions): Trainer {
  requireRoom(place)
  const templates = new Map<string, Template>()
  const records: RunRecord[] = []
  let setupSeconds = 0
  const told = (model: ModelSpec) => (progress: Progress) =>
    options.onProgress({ ...progress, model: model.name })

  async function template({ name, files, model }: Trainee): Promise<Template> {
    const ready = templates.get(name)
    if (ready !== undefined) return ready
    const made = await prepareTemplate({
      checkout: place.root,
      files,
      model,
      network: model.network === 'off' ? 'off' : 'on',
      probe: probeFolder(),
      isolation: options.isolation,
      setupCache: options.setupCache,
      digests: options.digests,
      signal: options.signal,
      onProgress: told(model),
    })
    templates.set(name, made)
    setupSeconds += made.setupSeconds ?? 0
    return made
  }

  return {
    template,
    async train(trainee, request) {
      const { model } = trainee
      const outcome = await retrainOnce(await template(trainee), {
        ...request,
        signal: options.signal,
        onProgress: told(model),
      })
      const code = await trainee.code()
      const { key, hardware, findings } = subject
      const context = { model, key, hardware, findings, code, checkout: place.root }
      const made = await harvest(outcome, { ...context, signal: options.signal })
      if (request.twin === true) requireMoved(made.record)
      await place.ledger.append(made.record, made.attachments)
      records.push(made.record)
      return made.record
    },
    async release({ name }) {
      const made = templates.get(name)
      templates.delete(name)
      if (made !== undefined) await dispose(made)
    },
    cost: () => ({
      runs: records.filter(({ run }) => run.window === undefined).length,
      seconds: records.reduce((sum, record) => sum + secondsOf(record), 0),
      setupSeconds,
    }),
    made: () => records.length,
    async dispose() {
      for (const made of templates.values()) await dispose(made)
      templates.clear()
    },
  }
}

/** A finished run of which the probe does not say so may be the program as it is, or not: it is none that could be kept. */
function requireMoved({ run, config, model }: RunRecord): void {
  if (run.exit.how !== 'finished' || config.seed.twin === true) return
  throw new UserError(
    'twin-unmoved',
    `no weight of ${model} is known to have been moved, so this run is no twin and was not kept`,
    'A twin needs PyTorch, with an optimiser that makes a step in a Python process which ends by itself, and a trace (not `--trace off`).',
  )
}

/** Better known before a training than after it. */
function requireRoom({ store }: Place): void {
  try {
    mkdirSync(store, { recursive: true })
    accessSync(store, constants.W_OK)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const hint = `Make ${store} writable.`
    throw new UserError('ledger-unwritable', `records cannot be kept: ${why}`, hint)
  }
  try {
    accessSync(tmpdir(), constants.W_OK)
  } catch {
    const hint = 'Set TMPDIR to a folder that is there and has room for a few copies of the tree.'
    throw new UserError('scratch-unwritable', `${tmpdir()} cannot be written`, hint)
  }
}
