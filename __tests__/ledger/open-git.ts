import { gitLedger, type GitLedgerOptions } from '../../src/ledger/git.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'

/** How `writer.ts`, a process of its own, opens this kind of ledger: its place is the options as JSON. */
export function openLedger(place: string): Ledger {
  return gitLedger(JSON.parse(place) as GitLedgerOptions)
}
