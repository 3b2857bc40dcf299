import { seedNotWired } from '../compare/seed-wired.ts'
import { selfOutcome } from '../compare/self-check.ts'
import { divergenceOf } from '../explain/divergence/divergence-of.ts'
import { parting } from '../explain/partings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { RunRecord } from '../record/record.ts'
import type { AuditReport } from '../report/audit.ts'
import type { Trainee, Trainer } from './trainer.ts'
import { tracesOf } from './traces.ts'

/** A seed that is used shows in the first steps: initial values, the order of the data, what is dropped. */
const FIRST_STEPS = { from: 0, to: 7 }

/**
 * Whether the next seed gives other bits, of a training that repeats itself. Where the first steps were traced, a look at them
 * is enough to see that it does; that it does not, only a whole run proves.
 */
export async function seedReaches(
  ledger: Ledger,
  trainer: Trainer,
  head: Trainee,
  run: RunRecord,
): Promise<NonNullable<AuditReport['seed']>> {
  const own = await tracesOf(ledger, run)
  if (own.state === 'found') {
    const look = await trainer.train(head, { seed: 1, trace: FIRST_STEPS })
    const parted = parting(own, await tracesOf(ledger, look), divergenceOf)
    if (parted?.state === 'found') return 'wired'
  }
  const other = await trainer.train(head, { seed: 1 })
  if (seedNotWired(run, other, head.model)) return 'not-wired'
  if (other.run.exit.how !== 'finished') return 'unknown'
  return selfOutcome(run, other, head.model).outcome === 'differs' ? 'wired' : 'unknown'
}
