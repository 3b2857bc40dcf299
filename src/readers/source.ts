/**
 * A file as a reader sees it: bytes to ask for, never a path to open. So a reader never holds a large file,
 * never opens or runs anything, and a test needs no disk.
 */
export interface Source {
  /** Path relative to the work tree, with `/`: for facts and messages, and where a format is told by its name. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** At most `length` bytes from `offset`; fewer at the end. */
  read(offset: number, length: number): Uint8Array
}
