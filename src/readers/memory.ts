import type { Source } from './source.ts'

/** A source whose bytes are at hand already: a small file, an attachment, a test. Text becomes UTF-8. */
export function memorySource(name: string, content: Uint8Array | string): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name,
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  }
}
