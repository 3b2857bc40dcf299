import { crc32, inflateRawSync } from 'node:zlib'
import { readDirectory, type ZipEntry } from './zip-directory.ts'
import { nameTrouble } from './zip-names.ts'

export interface ZipLimits {
  /** Files and folders together. */
  readonly files: number
  /** Bytes of one file, unpacked. */
  readonly file: number
  /** Bytes of all files, unpacked. */
  readonly total: number
  /** Parts of a path. */
  readonly depth: number
}

/**
 * The files of a zip that anybody may have made, or why it is refused. What it declares of itself is not believed: sizes
 * are bounded while unpacking, and a checksum must fit. Refused are absolute names, `..`, links, names that some file
 * system takes for the same, encryption, several volumes, and zips of 4 GiB and more (PKWARE APPNOTE 6.3.10).
 */
export function openZip(zip: Uint8Array, limits: ZipLimits): Map<string, Uint8Array> | string {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  const entries = readDirectory(bytes, limits.files)
  if (typeof entries === 'string') return entries
  const trouble = nameTrouble(entries, limits.depth)
  if (trouble !== undefined) return trouble
  const files = new Map<string, Uint8Array>()
  let left = limits.total
  for (const entry of entries.filter(({ isFolder }) => !isFolder)) {
    const content = unpack(bytes, entry, Math.min(limits.file, left))
    if (typeof content === 'string') return content
    left -= content.byteLength
    files.set(entry.name, content)
  }
  return files
}

const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8

function unpack(zip: Buffer, entry: ZipEntry, most: number): Uint8Array | string {
  const shown = JSON.stringify(entry.name)
  const packed = packedBytes(zip, entry)
  if (packed === undefined) return `${shown} lies outside the zip`
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return `${shown} is packed in a way that is not read (${entry.method})`
  }
  if (entry.size > most || (entry.method === STORED && packed.byteLength > most)) {
    return `${shown} is larger than ${most} bytes`
  }
  const content = entry.method === STORED ? Buffer.from(packed) : inflated(packed, most)
  if (content === undefined) return `${shown} is damaged, or larger than ${most} bytes`
  if (content.byteLength !== entry.size || crc32(content) !== entry.checksum) {
    return `${shown} is not what the zip's directory says`
  }
  return content
}

function packedBytes(zip: Buffer, { offset, packedSize }: ZipEntry): Buffer | undefined {
  if (offset + LOCAL_BYTES > zip.byteLength || zip.readUInt32LE(offset) !== LOCAL) return undefined
  // The local header's own lengths only say where the content starts; all else stands in the directory.
  const start = offset + LOCAL_BYTES + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  return start + packedSize > zip.byteLength ? undefined : zip.subarray(start, start + packedSize)
}

function inflated(packed: Buffer, most: number): Buffer | undefined {
  try {
    // zlib wants at least 1; an empty file's content is checked against its size like any other.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
  } catch {
    return undefined
  }
}
