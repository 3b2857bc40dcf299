import type { Ledger } from '../ledger/ledger.ts'
import type { Digest } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'

/** The attachments of records, as far as the ledger can give them; the rest stays unknown. */
export async function loadAttachments(
  ledger: Ledger,
  records: readonly RunRecord[],
): Promise<Map<Digest, Uint8Array>> {
  const loaded = new Map<Digest, Uint8Array>()
  for (const { digest } of records.flatMap((record) => record.attachments)) {
    const found = await ledger.attachment(digest)
    if (found.state === 'found') loaded.set(digest, found.value)
  }
  return loaded
}
