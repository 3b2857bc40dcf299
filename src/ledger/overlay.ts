import type { RecordId } from '../record/digest.ts'
import type { Found, Ledger } from './ledger.ts'

/**
 * Several ledgers as one: what is appended goes to `own`; what is read is asked of `own` first, then of the others
 * in their order. Found in any of them is found; else unreadable in one of them is unreadable.
 */
export function overlayLedger(own: Ledger, behind: readonly Ledger[]): Ledger {
  const all = [own, ...behind]
  return {
    append: (record, attachments, envelope) => own.append(record, attachments, envelope),
    record: (id) => first(all, (ledger) => ledger.record(id)),
    envelope: (id) => first(all, (ledger) => ledger.envelope(id)),
    attachment: (digest) => first(all, (ledger) => ledger.attachment(digest)),
    async ids() {
      const ids = new Set<RecordId>()
      for (const ledger of all) for (const id of await ledger.ids()) ids.add(id)
      return [...ids]
    },
  }
}

async function first<T>(
  ledgers: readonly Ledger[],
  ask: (ledger: Ledger) => Promise<Found<T>>,
): Promise<Found<T>> {
  let answer: Found<T> = { state: 'absent' }
  for (const ledger of ledgers) {
    const found = await ask(ledger)
    if (found.state === 'found') return found
    if (answer.state === 'absent') answer = found
  }
  return answer
}
