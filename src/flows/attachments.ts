import type { Ledger } from '../ledger/ledger.ts'
import type { Digest } from '../record/digest.ts'
import type { Attachment, RunRecord } from '../record/record.ts'

/** The attachments of records, of some kinds or of all, as far as the ledger can give them; the rest stays unknown. */
export async function loadAttachments(
  ledger: Ledger,
  records: readonly RunRecord[],
  kinds?: readonly Attachment['kind'][],
): Promise<Map<Digest, Uint8Array>> {
  const loaded = new Map<Digest, Uint8Array>()
  for (const { digest, kind } of records.flatMap((record) => record.attachments)) {
    if (kinds !== undefined && !kinds.includes(kind)) continue
    const found = await ledger.attachment(digest)
    if (found.state === 'found') loaded.set(digest, found.value)
  }
  return loaded
}
