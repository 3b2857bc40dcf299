import type { Source } from './source.ts'

/** A pointer has less than 1024 bytes (git-lfs docs/spec.md). */
const MOST_BYTES = 1023
const VERSION =
  /^version (?:https:\/\/git-lfs\.github\.com\/spec\/v1|https:\/\/hawser\.github\.com\/spec\/v1|http:\/\/git-media\.io\/v\/2)\n/

/**
 * Whether a file holds a Git LFS pointer in place of its content: a training would read those few lines as data.
 * An empty file is its own pointer, so it is none here.
 * Source: git-lfs docs/spec.md, lfs/pointer.go (FORMATS 3.1).
 */
export function isLfsPointer(source: Source): boolean {
  if (source.size === 0 || source.size > MOST_BYTES) return false
  const text = new TextDecoder().decode(source.read(0, source.size))
  return VERSION.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text) && /^size \d+$/m.test(text)
}
