import { explain } from '../explain/explain.ts'
import type { Explanation } from '../explain/explanation.ts'
import type { Material } from '../explain/material.ts'
import { TEXT_BYTES } from '../explain/content.ts'
import { wanted } from '../explain/wanted.ts'
import { readBlob } from '../git/objects.ts'
import type { Digest } from '../record/digest.ts'
import { sha256 } from '../record/digest.ts'
import type { RunRecord } from '../record/record.ts'
import { fileSource } from '../retrain/file-source.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { loadAttachments } from './attachments.ts'

/** Where contents are looked up: the ledger, and the work tree with its git objects. A project is one. */
export interface Shelf {
  readonly root: string
  readonly ledger: Ledger
}

/** Compares two records factor by factor, with what ledger, git and the working tree hold of their contents. */
export async function explainRecords(
  shelf: Shelf,
  run: RunRecord,
  baseline: RunRecord,
): Promise<Explanation> {
  const attachments = await loadAttachments(shelf.ledger, [run, baseline])
  const attachment = (digest: Digest): Uint8Array | undefined => attachments.get(digest)
  const texts = new Map<string, Uint8Array>()
  for (const { side, path, digest } of wanted(run, baseline, attachment)) {
    const bytes = await contentOf(shelf.root, side === 'run' ? run : baseline, path, digest)
    if (bytes !== undefined) texts.set(`${side}:${path}`, bytes)
  }
  const material: Material = { attachment, text: (side, path) => texts.get(`${side}:${path}`) }
  return explain({ run, baseline, material })
}

/** A file's bytes as one run saw them: from its commit, or the working tree where that still has them. */
async function contentOf(
  root: string,
  record: RunRecord,
  path: string,
  digest: string,
): Promise<Uint8Array | undefined> {
  const { commit } = record.code
  const blob =
    commit === undefined ? undefined : await readBlob(root, commit, path).catch(() => undefined)
  if (blob !== undefined && sha256(blob) === digest) return blob
  const file = readQuietly(root, path)
  return file !== undefined && sha256(file) === digest ? file : undefined
}

/** A plain file's bytes: never through a link, never from a pipe, never more than an explanation would look at. */
function readQuietly(root: string, path: string): Uint8Array | undefined {
  try {
    const source = fileSource(root, path)
    return source.size <= TEXT_BYTES ? source.read(0, source.size) : undefined
  } catch {
    return undefined
  }
}
