import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { canonicalJson } from './canonical.ts'
import type { Json } from './json.ts'

/** `sha256:` and 64 lower-case hexadecimal digits. */
export const Digest = z
  .string()
  .check(z.regex(/^sha256:[0-9a-f]{64}$/))
  .brand<'Digest'>()
export type Digest = z.infer<typeof Digest>

/** The id of a RunRecord: the digest of its canonical JSON, the id itself left out. */
export const RecordId = z
  .string()
  .check(z.regex(/^sha256:[0-9a-f]{64}$/))
  .brand<'RecordId'>()
export type RecordId = z.infer<typeof RecordId>

/** What the training could tell apart, seed aside: see {@link inputDigest}. */
export const InputDigest = z
  .string()
  .check(z.regex(/^sha256:[0-9a-f]{64}$/))
  .brand<'InputDigest'>()
export type InputDigest = z.infer<typeof InputDigest>

/** Digest of bytes, or of a text's UTF-8. */
export function sha256(content: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(content).digest('hex')}` as Digest
}

/** Digest of a value's canonical JSON. */
/** The id that git (with SHA-1) gives to a file's content: whether it is there already can be said without reading it. */
export function gitBlobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex')
}

export function digestOf(value: Json): Digest {
  return sha256(canonicalJson(value))
}

/** The 64 hexadecimal digits alone: what a file is named by. */
export function hexOf(digest: Digest | RecordId | InputDigest): string {
  return digest.slice('sha256:'.length)
}
