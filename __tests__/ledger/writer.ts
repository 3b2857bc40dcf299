/**
 * A process that appends: `node writer.ts OPENER PLACE FROM COUNT`. It prints each record's id when it is stored.
 * OPENER is a module that exports `openLedger(place)`.
 */
import { numbered } from './numbered.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'

interface Opener {
  readonly openLedger: (place: string) => Ledger
}

const [opener = '', place = '', from = '0', count = '0'] = process.argv.slice(2)
const { openLedger } = (await import(opener)) as Opener
const ledger = openLedger(place)
for (let number = Number(from); number < Number(from) + Number(count); number++) {
  const { record, attachments } = numbered(number)
  await ledger.append(record, attachments)
  process.stdout.write(`${record.id}\n`)
}
