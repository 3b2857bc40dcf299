import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'

/** The most bytes that are kept of one stream. */
const LOG_BYTES = 10 * 1024 * 1024

/** A file that takes any amount of output and keeps its beginning and its end. */
export interface Log {
  write(chunk: Uint8Array): void
  /** Puts beginning and end into one file. */
  close(): void
}

/**
 * Opens a log of at most `limit` bytes. The first half goes straight to the file; what follows goes to two files
 * beside it, `.end` and the one before, `.middle`, so that after a crash of ours all three can be read.
 */
export function openLog(path: string, limit = LOG_BYTES): Log {
  const half = Math.floor(limit / 2) - MARK_BYTES
  const [middle, end] = [`${path}.middle`, `${path}.end`]
  const file = openSync(path, 'w')
  let head = 0
  let inEnd = 0
  let endFile: number | undefined
  let total = 0

  return { write, close }

  function write(chunk: Uint8Array): void {
    total += chunk.length
    const first = chunk.subarray(0, half - head)
    if (first.length > 0) writeSync(file, first)
    head += first.length
    let rest = chunk.subarray(first.length)
    while (rest.length > 0) {
      if (endFile === undefined || inEnd >= half) rotate()
      const part = rest.subarray(0, half - inEnd)
      if (endFile !== undefined) writeSync(endFile, part)
      inEnd += part.length
      rest = rest.subarray(part.length)
    }
  }

  function rotate(): void {
    if (endFile !== undefined) {
      closeSync(endFile)
      renameSync(end, middle)
    }
    endFile = openSync(end, 'w')
    inEnd = 0
  }

  function close(): void {
    closeSync(file)
    if (endFile === undefined) return
    closeSync(endFile)
    const kept = lastBytes([middle, end], half)
    const dropped = total - head - kept.length
    if (dropped > 0) appendFileSync(path, `\n[… ${dropped} bytes left out …]\n`)
    appendFileSync(path, kept)
    rmSync(middle, { force: true })
    rmSync(end)
  }
}

/** Room for the line that says how much was dropped. */
const MARK_BYTES = 64

function lastBytes(paths: readonly string[], length: number): Buffer {
  const all = Buffer.concat(
    paths.filter((path) => existsSync(path)).map((path) => readFileSync(path)),
  )
  return all.subarray(Math.max(0, all.length - length))
}

const TAIL_BYTES = 256 * 1024
const LONGEST_LINE = 2000

/**
 * The last lines of a log, each at most 2 000 characters; empty where there is none. What is no UTF-8 becomes U+FFFD.
 */
export function lastLines(path: string, count: number): string {
  const lines = endOf(path).trimEnd().split('\n').slice(-count)
  return lines
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line))
    .join('\n')
    .toWellFormed()
}

function endOf(path: string): string {
  if (!existsSync(path)) return ''
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES))
    const count = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8', 0, count)
  } finally {
    closeSync(descriptor)
  }
}
