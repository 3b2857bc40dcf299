import { createHash } from 'node:crypto'

/** The pointer that Git LFS stores instead of a content. */
export function pointerTo(content: string): string {
  const oid = createHash('sha256').update(content).digest('hex')
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`
}
