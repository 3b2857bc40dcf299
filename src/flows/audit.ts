import { bitwise, weightsDiffer } from '../compare/bitwise.ts'
import { gatedMetrics } from '../compare/gated.ts'
import { restlessness, selfBaseline, selfOutcome, tellingNames } from '../compare/self-check.ts'
import { secondsOf } from '../compare/standing.ts'
import { windowWanted } from '../explain/divergence/divergence-of.ts'
import type { Divergence } from '../explain/divergence/divergence.ts'
import { repeatOf } from '../explain/divergence/repeat.ts'
import { parting } from '../explain/partings.ts'
import type { Finding } from '../record/finding.ts'
import { spellKey } from '../record/key.ts'
import type { RunRecord } from '../record/record.ts'
import type { AuditReport } from '../report/audit.ts'
import type { Window } from '../retrain/request.ts'
import type { ModelSpec } from '../spec/spec.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { requireContent } from './lfs.ts'
import { draftPlan, fixKey, machineFor } from './planning.ts'
import type { Project } from './project.ts'
import { onlyModel } from './run.ts'
import { seedReaches } from './seed-check.ts'
import { openTrainer, type Trainee, type Trainer, type TrainerOptions } from './trainer.ts'
import { tracesOf } from './traces.ts'
import { headTrainee } from './workbench.ts'

export interface AuditOptions extends TrainerOptions {
  /** Undefined: the only model. */
  readonly model: string | undefined
  /** Whether one more run is made to tell what asking for determinism costs. */
  readonly cost: boolean
  /** Whether one more run is made to see that the seed reaches the training. */
  readonly seedCheck: boolean
}

/**
 * Trains the working tree twice with one seed, each run in a fresh copy, and says whether it computes the same bits; if not, where it
 * parts from itself.
 *
 * @throws {UserError} `model-unknown`, `model-unnamed`, or what keeps it from starting
 */
export async function audit(project: Project, options: AuditOptions): Promise<AuditReport> {
  const name = onlyModel(project, options.model)
  const draft = await draftPlan({ project, base: undefined, asPullRequest: false, name })
  const planned = fixKey(draft, await machineFor(draft.model))
  const { model } = planned
  requireContent(project.root, model)
  const trainer = openTrainer(project, planned, options)
  try {
    const head = headTrainee(project, model)
    const runs = await trainAll(trainer, head, options)
    const { restless, ...compared } = outcomeOf(runs, model)
    const divergence = await partingOf(project.ledger, trainer, head, runs)
    const seed = options.seedCheck
      ? compared.outcome === 'reproducible'
        ? await seedReaches(project.ledger, trainer, head, runs.run)
        : 'unknown'
      : undefined
    return {
      schema: 'reprise/audit/v1',
      model: name,
      key: spellKey(planned.key),
      ...compared,
      exitCode: EXIT[compared.outcome],
      run: runs.run,
      repeat: runs.repeat,
      divergence,
      findings: [...findingsOf(runs, seed), ...restlessness(restless)],
      cost: runs.lax && costOf(runs, model),
      seed,
      spent: trainer.cost(),
      reproduce: `reprise audit ${name}${options.cost ? ' --cost' : ''}${options.seedCheck ? ' --seed-check' : ''}`,
    }
  } finally {
    await trainer.dispose()
  }
}

const EXIT = { reproducible: 0, nondeterministic: 1, unknown: 3 } as const

/** The runs in the order in which they were made. */
interface Runs {
  readonly run: RunRecord
  /** The same without asking for determinism, or with it where the configuration does not ask. */
  readonly lax: RunRecord | undefined
  /** Absent where the first run did not come to its end. */
  readonly repeat: RunRecord | undefined
}

/** What costs time for other reasons, such as a warming machine, is spread: the odd one is made between the two. */
async function trainAll(trainer: Trainer, head: Trainee, { cost }: AuditOptions): Promise<Runs> {
  const run = await trainer.train(head, { seed: 0 })
  if (run.run.exit.how !== 'finished') return { run, lax: undefined, repeat: undefined }
  const { model } = head
  const odd = { ...head, name: 'odd', model: { ...model, deterministic: !model.deterministic } }
  const lax = cost ? await trainer.train(odd, { seed: 0 }) : undefined
  const repeat = await trainer.train(head, { seed: 0 })
  return { run, lax, repeat }
}

interface Compared extends Pick<AuditReport, 'outcome' | 'why' | 'disagree'> {
  /** Metrics that may be clocks, and differ. */
  readonly restless: readonly string[]
}

/** Equal values prove nothing by themselves: without bits that do, it is not known. */
function outcomeOf({ run, repeat }: Runs, model: ModelSpec): Compared {
  const nothing = { disagree: [], restless: [] }
  if (repeat === undefined) return { outcome: 'unknown', why: 'ended', ...nothing }
  const gated = gatedMetrics(model, undefined, run).names
  const self = selfOutcome(run, repeat, model, gated)
  if (self.outcome === 'stopped') return { outcome: 'unknown', why: 'ended', ...nothing }
  if (self.outcome === 'differs') {
    const disagree = self.crashed === undefined ? tellingNames(run, repeat, gated) : []
    return { outcome: 'nondeterministic', why: undefined, disagree, restless: [] }
  }
  const again = selfBaseline(repeat, model)
  const { restless } = self
  if (bitwise(run, again, repeat, restless).bits === 'equal')
    return { outcome: 'reproducible', why: undefined, disagree: [], restless }
  const why = weightsDiffer(run, again) ? 'weights' : hasMetrics(run) ? 'unproven' : 'no-metrics'
  return { outcome: 'unknown', why, disagree: [], restless }
}

function hasMetrics({ series }: RunRecord): boolean {
  return series.some(({ role }) => role === 'metric')
}

/**
 * Where the two runs part. Between two steps that were traced in full the tensor is not known: two more runs look closely there. Chance
 * may have them part elsewhere, or not at all; then what is known stands.
 */
async function partingOf(
  ledger: Ledger,
  trainer: Trainer,
  head: Trainee,
  { run, repeat }: Runs,
): Promise<Divergence | undefined> {
  if (repeat === undefined) return undefined
  const [one, other] = [await tracesOf(ledger, run), await tracesOf(ledger, repeat)]
  const coarse = parting(one, other, repeatOf)
  if (one.state !== 'found' || other.state !== 'found') return coarse
  const window = windowWanted(one.traces, other.traces)
  if (window === undefined) return coarse
  const look = async (trace: Window) =>
    tracesOf(ledger, await trainer.train(head, { seed: 0, trace }))
  const [first, second] = [await look(window), await look(window)]
  if (first.state !== 'found' || second.state !== 'found') return coarse
  const windows = { run: first.traces, baseline: second.traces }
  const candidates = [
    repeatOf(one.traces, other.traces, windows),
    repeatOf(first.traces, second.traces),
  ]
  const found = candidates.flatMap((one) => (one.state === 'found' ? [one] : []))
  const fine = found.find(({ tensor }) => tensor !== undefined)
  return fine === undefined ? coarse : { ...fine, window }
}

/** What the runs themselves say of chance, and of what could not be compared. */
const TELLING: readonly Finding['kind'][] = [
  'nondeterministic-operators',
  'unseeded',
  'trace-disabled',
  'trace-incomplete',
  'not-hermetic',
  'probe-absent',
  'data-changed',
  'no-metrics',
  'metrics-unwritten',
  'source-unreadable',
]

function findingsOf(runs: Runs, seed: AuditReport['seed']): Finding[] {
  const found = [runs.run, runs.repeat]
    .flatMap((record) => record?.findings ?? [])
    .filter(({ kind }) => TELLING.includes(kind))
  const unique = new Map(found.map((finding) => [JSON.stringify(finding), finding]))
  const lost: Finding[] = seed === 'not-wired' ? [{ kind: 'seed-not-wired' }] : []
  return [...unique.values(), ...lost]
}

/** In the order in which they were made: the first of all is often the slowest. */
function costOf({ run, lax, repeat }: Runs, { deterministic }: ModelSpec): AuditReport['cost'] {
  const asked = (record: RunRecord | undefined, is: boolean) =>
    record === undefined ? [] : [{ deterministic: is, seconds: secondsOf(record) }]
  return [
    ...asked(run, deterministic),
    ...asked(lax, !deterministic),
    ...asked(repeat, deterministic),
  ]
}
