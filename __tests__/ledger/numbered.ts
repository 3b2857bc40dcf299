import { sha256, type Digest } from '../../src/record/digest.ts'
import type { Attachment, RunRecord } from '../../src/record/record.ts'
import { exampleRecord } from '../record/example.ts'

/** The nth of endlessly many records, each with an attachment of its own and one that all share. */
export function numbered(n: number): { record: RunRecord; attachments: Map<Digest, Uint8Array> } {
  const own = Buffer.alloc(200_000, `attachment ${n}\n`)
  const contents = [own, Buffer.from('shared by all')]
  const attachments = new Map(contents.map((bytes) => [sha256(bytes), new Uint8Array(bytes)]))
  const listed = [...attachments].map(([digest, bytes]): Attachment => ({
    digest,
    kind: 'log',
    bytes: bytes.length,
  }))
  return { record: exampleRecord({ model: `model-${n}`, attachments: listed }), attachments }
}
