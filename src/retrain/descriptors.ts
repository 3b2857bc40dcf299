import { closeSync, constants, openSync, readdirSync, readFileSync, unlinkSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findOwnProgram } from '../git/programs.ts'

const CLOSE_ON_EXEC = 0o2000000

/**
 * The descriptors from 3 on that any process we start would inherit: what we ourselves inherited, for Node opens
 * its own with close-on-exec. They may be a caller's secrets.
 */
export function inheritedDescriptors(): number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((fd) => fd > 2 && isInherited(fd))
  } catch {
    return []
  }
}

function isInherited(fd: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0
  } catch {
    return false
  }
}

/** A list of descriptors in which every inherited one that has no use of its own is `/dev/null`. */
export function covering(
  wanted: ReadonlyArray<number | 'ignore' | 'pipe'>,
  inherited: readonly number[],
  devNull: number,
): Array<number | 'ignore' | 'pipe'> {
  const length = Math.max(wanted.length, ...inherited.map((fd) => fd + 1))
  // Elsewhere `ignore` leaves a descriptor as it is: one that is not there.
  return Array.from(
    { length },
    (_, fd) => wanted[fd] ?? (inherited.includes(fd) ? devNull : 'ignore'),
  )
}

/** The two ends of a pipe. */
export interface PipeEnds {
  readonly reader: Socket
  /** To be handed to a child, then closed here. */
  readonly writer: number
}

/**
 * Pipes by way of the file system: Node's own are sockets, and a program that opens `/dev/stdout` or
 * `/proc/self/fd/1` fails on a socket.
 */
export async function makePipes(folder: string, count: number): Promise<PipeEnds[]> {
  const paths = Array.from({ length: count }, (_, index) => join(folder, `pipe-${index}`))
  await promisify(execFile)(
    findOwnProgram('mkfifo') ?? '/usr/bin/mkfifo',
    ['-m', '600', ...paths],
    { env: {} },
  )
  return paths.map((path) => {
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writer = openSync(path, constants.O_WRONLY)
    unlinkSync(path)
    return { reader: new Socket({ fd: reader, readable: true, writable: false }), writer }
  })
}

export function closeAll(descriptors: readonly number[]): void {
  for (const fd of descriptors) closeSync(fd)
}
