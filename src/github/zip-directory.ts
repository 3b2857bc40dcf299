/** One line of a zip's directory. */
export interface ZipEntry {
  /** Without the `/` that ends a folder's. */
  readonly name: string
  readonly isFolder: boolean
  readonly method: number
  readonly checksum: number
  readonly packedSize: number
  readonly size: number
  /** Where its local header starts. */
  readonly offset: number
}

const END = 0x06054b50
const END_BYTES = 22
const COMMENT_BYTES = 0xffff
const ENTRY = 0x02014b50
const ENTRY_BYTES = 46
const ENCRYPTED = 0x1
const UNIX = 3
const KIND = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000

/** The directory at the end of a zip, or why it is refused. */
export function readDirectory(zip: Buffer, most: number): ZipEntry[] | string {
  const end = findEnd(zip)
  if (end === undefined) return 'it is no zip, or cut short'
  const count = zip.readUInt16LE(end + 10)
  const size = zip.readUInt32LE(end + 12)
  let at = zip.readUInt32LE(end + 16)
  const isOneVolume = zip.readUInt32LE(end + 4) === 0 && zip.readUInt16LE(end + 8) === count
  if (!isOneVolume) return 'it is one of several volumes'
  if (count > most) return `it has ${count} files, more than ${most}`
  if (at + size !== end) return 'its directory is not where it says'
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > end || zip.readUInt32LE(at) !== ENTRY) return 'its directory is damaged'
    const next = at + ENTRY_BYTES + variableBytes(zip, at)
    if (next > end) return 'its directory is damaged'
    const entry = readEntry(zip, at)
    if (typeof entry === 'string') return entry
    entries.push(entry)
    at = next
  }
  return at === end ? entries : 'its directory is damaged'
}

/** The record that ends a zip: its comment, whose length it holds, must reach to the very end. */
function findEnd(zip: Buffer): number | undefined {
  const first = Math.max(0, zip.byteLength - END_BYTES - COMMENT_BYTES)
  for (let at = zip.byteLength - END_BYTES; at >= first; at -= 1) {
    const reach = at + END_BYTES + zip.readUInt16LE(at + 20)
    if (zip.readUInt32LE(at) === END && reach === zip.byteLength) return at
  }
  return undefined
}

/** Name, extra field and comment. */
function variableBytes(zip: Buffer, at: number): number {
  return zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
}

function readEntry(zip: Buffer, at: number): ZipEntry | string {
  const raw = zip.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + zip.readUInt16LE(at + 28))
  const name = decode(raw)
  if (name === undefined) return 'it holds a name that is not UTF-8'
  const shown = JSON.stringify(name)
  if ((zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) return `${shown} is encrypted`
  const isFolder = name.endsWith('/')
  if (!isPlain(zip, at, isFolder)) return `${shown} is a link, or no plain file`
  return {
    name: isFolder ? name.slice(0, -1) : name,
    isFolder,
    method: zip.readUInt16LE(at + 10),
    checksum: zip.readUInt32LE(at + 16),
    packedSize: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
  }
}

/** What was packed on Unix has its file's mode in the upper half of the attributes; 0 says nothing. */
function isPlain(zip: Buffer, at: number, isFolder: boolean): boolean {
  const kind = (zip.readUInt32LE(at + 38) >>> 16) & KIND
  return zip[at + 5] !== UNIX || kind === 0 || kind === (isFolder ? FOLDER : REGULAR)
}

function decode(raw: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw)
  } catch {
    return undefined
  }
}
