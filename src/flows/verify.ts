import { join } from 'node:path'
import { verifyLedger, type LedgerProblem } from '../ledger/verify.ts'
import { findPlace } from './project.ts'
import type { Where } from './records.ts'

/** Recomputes every digest of the project's ledger. Empty: all is whole. */
export async function verify({ cwd, config }: Where): Promise<readonly LedgerProblem[]> {
  const { root, folder } = await findPlace(cwd, config)
  return verifyLedger(join(root, folder, '.reprise'))
}
