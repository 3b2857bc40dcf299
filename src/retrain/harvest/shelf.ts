import { sha256, type Digest } from '../../record/digest.ts'
import { encodeManifest, type Manifest } from '../../record/manifest.ts'
import type { Attachment } from '../../record/record.ts'

/** The attachments of one record, each content once. */
export interface Shelf {
  put(kind: Attachment['kind'], bytes: Uint8Array): Digest
  putManifest(manifest: Manifest): Digest
  /** In the order of their digests. */
  list(): Attachment[]
  contents(): Map<Digest, Uint8Array>
}

export function makeShelf(): Shelf {
  const kept = new Map<Digest, { kind: Attachment['kind']; bytes: Uint8Array }>()
  const shelf: Shelf = {
    put(kind, bytes) {
      const digest = sha256(bytes)
      if (!kept.has(digest)) kept.set(digest, { kind, bytes })
      return digest
    },
    putManifest: (manifest) => shelf.put('manifest', encodeManifest(manifest)),
    list: () =>
      [...kept]
        .map(([digest, { kind, bytes }]) => ({ digest, kind, bytes: bytes.length }))
        .sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    contents: () => new Map([...kept].map(([digest, { bytes }]) => [digest, bytes])),
  }
  return shelf
}
