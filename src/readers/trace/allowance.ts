import type { TraceLine } from './lines.ts'
import type { TracedTensor } from './trace.ts'

/** The most bytes of a trace, unpacked (`docs/trace.md`). */
export const MOST_TRACE_BYTES = 64 * 1024 * 1024
/** Bytes of the traces of one run, unpacked: the time that it takes to read them hangs on it. */
export const MOST_UNPACKED = 256 * 1024 * 1024
/** Bytes that they take in memory, about. Up to five runs are held at once: two sides, a repeat, two windows. */
export const MOST_HELD = 256 * 1024 * 1024

/** The traces of one run are larger than all of them together may be. */
export class TooLarge extends Error {}

/**
 * What the traces of one run may still take. Anybody may have written them, and their size on disk tells little: gzip packs
 * lines 100 to 1, and a line of 20 bytes becomes an object of 400.
 */
export class Allowance {
  #unpacked = MOST_UNPACKED
  #held = MOST_HELD

  /** The most bytes that the next trace may have; at least 1, for there is no smaller limit. */
  get bytes(): number {
    return Math.max(1, Math.min(this.#unpacked, MOST_TRACE_BYTES))
  }

  /** @throws {TooLarge} */
  unpack(bytes: number): void {
    this.#unpacked -= bytes
    if (this.#unpacked < 0) throw tooLarge('unpacked', MOST_UNPACKED)
  }

  /** @throws {TooLarge} */
  hold(bytes: number): void {
    this.#held -= bytes
    if (this.#held < 0) throw tooLarge('in memory', MOST_HELD)
  }
}

function tooLarge(where: string, most: number): TooLarge {
  return new TooLarge(`the run’s traces have more than ${most / 2 ** 20} MiB together, ${where}`)
}

/** Bytes of a step, with its lists, before anything is in it. As all of these, rounded up from what V8 takes. */
export const STEP_BYTES = 400
const OBJECT = 120
const LIST = 48
const TEXT = 24
const WORD = 8
/** An empty table, and an entry of one, of which half the slots are empty. */
const TABLE = 130
const ENTRY = 80

/** Bytes that a line takes in memory, about. */
export function bytesHeld(line: TraceLine): number {
  switch (line.t) {
    case 'tensor':
      return bytesOf(line.tensor)
    case 'hyper':
      return Object.entries(line.hyper.values).reduce(
        (sum, [name, value]) => sum + ENTRY + 2 * (name.length + lengthOf(value)),
        OBJECT + TABLE,
      )
    case 'random':
      return OBJECT + texts([line.random.generator, line.random.digest])
    case 'step':
      return OBJECT + texts(Object.values(line.rolling))
    case 'end':
      return 0
  }
}

function bytesOf({ name, part, dtype, digest, shape, sketch, rows }: TracedTensor): number {
  const fixed = OBJECT + texts([name, part, dtype, digest]) + LIST + WORD * shape.length
  const sums = sketch === undefined ? 0 : LIST + WORD * sketch.length
  return fixed + sums + (rows === undefined ? 0 : LIST + WORD * rows.length + texts(rows))
}

function texts(all: ReadonlyArray<string | undefined>): number {
  return all.reduce((sum, text) => sum + (text === undefined ? 0 : TEXT + 2 * text.length), 0)
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}
