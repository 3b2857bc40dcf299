import { compareRecords } from '../../compare/records.ts'
import { selfOutcome } from '../../compare/self-check.ts'
import type { ModelVerdict } from '../../compare/verdict.ts'
import { UserError } from '../../record/error.ts'
import { spellKey } from '../../record/key.ts'
import type { RunRecord } from '../../record/record.ts'
import { reasonText } from '../../report/words/accepting.ts'
import { obstacleIn } from '../deciding.ts'
import type { Planned } from '../planning.ts'
import type { Project } from '../project.ts'
import { readLog } from '../records.ts'
import { kinOf } from '../repeats.ts'
import type { Trainer } from '../trainer.ts'
import { traineeAt } from '../workbench.ts'
import type { Inputs, Stretch } from './inputs.ts'
import { writeState, type Entry } from './state.ts'

/** What came of a stretch of commits. */
export interface Tried {
  readonly record: RunRecord | undefined
  readonly verdict: ModelVerdict | undefined
  readonly side: 'good' | 'bad' | 'skipped'
  /** Why it is skipped. */
  readonly why: string | undefined
}

/** All that is fixed for a search. `entries` grows. */
export interface Bench {
  readonly project: Project
  readonly planned: Planned
  readonly trainer: Trainer
  readonly good: Inputs
  readonly entries: Entry[]
}

/** The run of some inputs: one that was made before, else a new one. A string: why they cannot be trained. */
export async function runOf(bench: Bench, inputs: Inputs): Promise<RunRecord | string> {
  const key = spellKey(bench.planned.key)
  const known = bench.entries.find((one) => one.inputs === inputs.digest && one.key === key)
  if (known?.skipped !== undefined) return known.skipped
  if (known?.record !== undefined) {
    const found = await bench.project.ledger.record(known.record)
    if (found.state === 'found') return found.value
  }
  const made = await train(bench, inputs)
  const place = { inputs: inputs.digest, key }
  const entry =
    typeof made === 'string' ? { ...place, skipped: made } : { ...place, record: made.id }
  bench.entries.push(entry)
  writeState(bench.project, bench.entries)
  return made
}

async function train({ trainer }: Bench, { tree }: Inputs): Promise<RunRecord | string> {
  const trainee = traineeAt(tree)
  try {
    const record = await trainer.train(trainee, { seed: 0 })
    const { how } = record.run.exit
    return how === 'finished' ? record : ENDED[how]
  } catch (error) {
    const obstacle = obstacleIn(error)
    if (obstacle === undefined) throw error
    return obstacle.what
  } finally {
    await trainer.release(trainee)
  }
}

const ENDED = {
  crashed: 'the training crashed',
  timeout: 'the training took longer than `timeout`',
  idle: 'the training was silent for longer than `idle`',
  killed: 'the training was killed from outside',
} as const

/** Tries one stretch against the good one's run, by the rules of the working tree. */
export async function tryStretch(
  bench: Bench,
  { inputs }: Stretch,
  good: RunRecord,
): Promise<Tried> {
  const record = await runOf(bench, inputs)
  if (typeof record === 'string')
    return { record: undefined, verdict: undefined, side: 'skipped', why: record }
  return { record, ...(await judged(bench, record, good)) }
}

/** Beyond the tolerance is bad, also where it is better: it no longer gives what the good one gave. */
async function judged(
  bench: Bench,
  record: RunRecord,
  good: RunRecord,
): Promise<Omit<Tried, 'record'>> {
  if (record.id === good.id) return { verdict: undefined, side: 'good', why: undefined }
  const verdict = compareRecords([record], [good], bench.planned.model)
  const of = (side: Tried['side'], why?: string) => ({ verdict, side, why })
  switch (verdict.verdict) {
    case 'identical':
    case 'reproduced':
      return of('good')
    case 'changed':
    case 'improved':
    case 'nondeterministic':
      return of('bad')
    case 'inconclusive':
      await requireRepeating(bench, good)
      return of('bad')
    default:
      return of('skipped', `${verdict.verdict}${whyOf(verdict, bench)}`)
  }
}

function whyOf({ reasons: [first] }: ModelVerdict, { planned }: Bench): string {
  return first === undefined ? '' : ` (${reasonText(first, planned.key)})`
}

/** Without a tolerance any difference counts, if the training has none by itself. @throws {UserError} `bisect-no-tolerance` */
async function requireRepeating(bench: Bench, good: RunRecord): Promise<void> {
  const { records } = await readLog(bench.project.ledger, good.model)
  const again = kinOf(good, records).find((one) => one.config.seed.index === good.config.seed.index)
  const repeat = again ?? (await train(bench, bench.good))
  if (
    typeof repeat !== 'string' &&
    selfOutcome(good, repeat, bench.planned.model).outcome === 'repeats'
  )
    return
  throw new UserError(
    'bisect-no-tolerance',
    'GOOD does not even repeat itself bit for bit, and no tolerance says which difference counts',
    'Write one in reprise.yml: `expect: {eval_loss: {within: 1%}}`. See why with `reprise audit`.',
  )
}
