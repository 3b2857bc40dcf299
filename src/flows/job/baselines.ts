import type { Ledger } from '../../ledger/ledger.ts'
import type { RunRecord } from '../../record/record.ts'
import { loadAttachments } from '../attachments.ts'
import type { ModelJob } from './plan.ts'

/** What is laid beside a plan for one baseline at most, in bytes: all stages carry it. */
const ROOM = 16 * 1024 * 1024

/**
 * Lays the accepted records that a plan's models may be judged against beside the plan, with what explains a difference:
 * the stage that reports then needs no network for them. What is not there it asks the ledger for.
 *
 * @param ledger writes beside the plan, and reads the project's memory, too
 */
export async function bringBaselines(ledger: Ledger, models: readonly ModelJob[]): Promise<void> {
  const accepted = new Map(models.flatMap(acceptedOf).map((record) => [record.id, record]))
  await Promise.all([...accepted.values()].map((record) => bring(ledger, record)))
}

function acceptedOf({ draft }: ModelJob): RunRecord[] {
  return Object.values(draft.keys).flatMap(({ baseline }) =>
    baseline.state === 'found' ? (baseline.record ?? []) : [],
  )
}

async function bring(ledger: Ledger, record: RunRecord): Promise<void> {
  const bytes = record.attachments.reduce((sum, one) => sum + one.bytes, 0)
  if (bytes > ROOM) return
  const attachments = await loadAttachments(ledger, [record])
  // A record never lies there without what it names.
  if (record.attachments.some(({ digest }) => !attachments.has(digest))) return
  await ledger.append(record, attachments)
}
