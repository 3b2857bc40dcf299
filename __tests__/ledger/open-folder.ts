import { folderLedger } from '../../src/ledger/folder.ts'

/** How `writer.ts`, a process of its own, opens this kind of ledger. */
export const openLedger = folderLedger
