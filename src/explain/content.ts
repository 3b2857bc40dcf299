/** The longest file that is read line by line, in bytes: what to gather for {@link Material.text}. */
export const TEXT_BYTES = 8 * 1024 * 1024
/** The most lines of such a file; a file of more is named, but not compared line by line. */
export const TEXT_LINES = 500_000

const BINARY = new Set(
  (
    'arrow avi avro bin bmp bz2 ckpt db dat feather flac gguf gif gz h5 hdf5 ico idx jpeg jpg lmdb m4a mat mov mp3 ' +
    'mp4 npy npz ogg onnx orc parquet pb pdf pickle pkl png pt pth pyc rar safetensors so sqlite tar tfrecord tfrecords ' +
    'tgz tif tiff wav webm webp whl xls xlsx xz zip zst'
  ).split(' '),
)

/** The letters after the last dot of a file's name, in lower case; `''` where there are none. */
export function suffixOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot < 1 ? '' : name.slice(dot + 1).toLowerCase()
}

/** Whether a file's name says that it is no text. */
export function isBinaryName(path: string): boolean {
  return BINARY.has(suffixOf(path))
}

/**
 * Bytes as text, or undefined for binary content. What is not UTF-8 is read as Latin-1: different bytes must never
 * become equal text.
 */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/**
 * How many insertions and removals are sought between two lists of lines: the shortest edit script takes time and
 * memory in proportion to its length times the lists' (Myers 1986).
 */
export function mostEdits(lines: number): number {
  return Math.min(1000, Math.max(50, Math.floor(50_000_000 / Math.max(lines, 1))))
}

/** The lines of a text, whichever of `\n` and `\r\n` ends them; a newline at the end begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.at(-1) === '') lines.pop()
  return lines
}
