import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'

/** What a Git LFS pointer file names. Source: git-lfs docs/spec.md. */
export interface LfsPointer {
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly oid: string
  /** Bytes. */
  readonly size: number
}

/** No pointer is longer. */
export const POINTER_BYTES = 1024

/** The pointer that a blob is, or undefined. */
export function parsePointer(blob: Uint8Array): LfsPointer | undefined {
  if (blob.length > POINTER_BYTES) return undefined
  const text = Buffer.from(blob).toString()
  if (!text.startsWith('version https://git-lfs.github.com/spec/v1\n')) return undefined
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1]
  const size = /^size (\d{1,15})$/m.exec(text)?.[1]
  return oid === undefined || size === undefined ? undefined : { oid, size: Number(size) }
}

/** Whether a file holds exactly the content that a pointer names. */
export async function holds(file: string, pointer: LfsPointer): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined)
  if (stats === undefined || !stats.isFile() || stats.size !== pointer.size) return false
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  return hash.digest('hex') === pointer.oid
}

/** Where git-lfs keeps content, below the repository's common git folder. */
export function storedAt({ oid }: LfsPointer): string {
  return `lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`
}
