import type { Vouchers } from '../../ledger/ledger.ts'
import type { Voucher } from '../../ledger/voucher.ts'
import type { Digest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import { keptDigests } from './digest-cache.ts'
import { short } from './log.ts'

/** How many caches a job may try: the newest may be gone, or of another machine's volume. */
const MOST = 3

/** The digest caches of a configuration that the ledger's branch vouches for, newest first; why they are not known. */
export async function vouchedDigests(
  ledger: Vouchers,
  config: string,
): Promise<{ digestCaches: Digest[]; notes: string[] }> {
  try {
    const known: { digest: Digest; at: string }[] = []
    for (const digest of await ledger.vouched()) {
      const found = await ledger.voucher(digest)
      if (found.state === 'found' && found.value.config === config)
        known.push({ digest, at: found.value.at })
    }
    const newest = known.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST)
    return { digestCaches: newest.map(({ digest }) => digest), notes: [] }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { digestCaches: [], notes: [`digests: ${error.message}`] }
  }
}

/**
 * Vouches for the digest caches that this run's jobs kept. For protected events.
 *
 * @returns lines for the log; a cache for which nothing vouches is made again
 */
export async function vouchForDigests(
  ledger: Vouchers,
  bundles: readonly string[],
  by: Omit<Voucher, 'schema'>,
): Promise<string[]> {
  const lines: string[] = []
  for (const digest of await keptDigests(bundles)) {
    try {
      await ledger.vouch(digest, { schema: 'reprise/voucher/v1', ...by })
      lines.push(`ledger: vouches for the digests ${short(digest)}`)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      lines.push(`ledger: does not vouch for the digests ${short(digest)}: ${error.message}`)
    }
  }
  return lines
}
