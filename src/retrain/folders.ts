import { execFile } from 'node:child_process'
import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  type PathLike,
  type Stats,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { UserError } from '../record/error.ts'

const BATCH = 200

/**
 * Copies a folder's content into another, which may exist: files (as reflinks where the file system can), symbolic
 * links as they are, modes and times of files. Sockets, pipes and devices are left out. `from` may be one file.
 *
 * @throws {UserError} `copy-failed`
 * @throws the signal's reason
 */
export async function copyTree(from: string, to: string, signal?: AbortSignal): Promise<void> {
  // As bytes: a name need not be UTF-8.
  const todo: Array<readonly [Buffer, Buffer]> = [[Buffer.from(from), Buffer.from(to)]]
  const folders: Array<readonly [Buffer, number]> = []
  let done = 0
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [source, target] = next
    try {
      const stats = lstatSync(source)
      if (stats.isDirectory()) {
        mkdirSync(target, { recursive: true })
        folders.push([target, stats.mode & 0o7777])
        for (const name of readdirSync(source, 'buffer')) {
          todo.push([below(source, name), below(target, name)])
        }
      } else {
        copyOne(source, target, stats)
      }
    } catch (error) {
      throw copyFailed(source, error as Error)
    }
    done++
    if (done % BATCH === 0) await breathe()
    signal?.throwIfAborted()
  }
  // A read-only folder could not have been filled.
  for (const [path, mode] of folders.toReversed()) chmodSync(path, mode)
}

function below(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name])
}

/** A path that is too long, a right that `setup` took away, a full disk: the error's own text says which. */
function copyFailed(source: Buffer, { message }: Error): UserError {
  const path = source.toString()
  const [shown, why] = [path, message].map((text) =>
    text.length > 500 ? `${text.slice(0, 500)}…` : text,
  )
  return new UserError(
    'copy-failed',
    `${shown} cannot be copied for a run: ${why}`,
    'Make it readable or shorten its path; if the disk is full, make room or set TMPDIR to another.',
    { file: path },
  )
}

/** Copies one file or link with its mode and times; anything else is left out. */
export function copyOne(source: PathLike, target: PathLike, stats: Stats): void {
  if (stats.isSymbolicLink()) {
    symlinkSync(readlinkSync(source, 'buffer'), target)
    lutimesSync(target, stats.atime, stats.mtime)
  } else if (stats.isFile()) {
    copyFileSync(source, target, constants.COPYFILE_FICLONE)
    chmodSync(target, stats.mode & 0o7777)
    utimesSync(target, stats.atime, stats.mtime)
  }
}

/**
 * Removes a folder and all in it, also where a training took away the right to, or made paths that are too long for
 * the kernel: those the system's own programs walk folder by folder, following no link. Nothing may be writing there.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch {
    const run = promisify(execFile)
    // What it cannot change may not be in the way.
    await run('chmod', ['-Rf', 'u+rwX', '--', path]).catch(() => undefined)
    await run('rm', ['-rf', '--', path])
  }
}

/**
 * Gives back the owner's rights to what lies below a folder of ours; symbolic links are not followed. Only where they
 * are missing, for a changed mode makes a file look as if it had been written. What cannot be reached stays as it is.
 */
export function makeReadable(path: string): void {
  try {
    const stats = lstatSync(path)
    const wanted = stats.isDirectory() ? 0o700 : stats.isFile() ? 0o600 : 0
    if ((stats.mode & wanted) !== wanted) chmodSync(path, stats.mode | wanted)
    if (!stats.isDirectory()) return
    for (const name of readdirSync(path)) makeReadable(join(path, name))
  } catch {
    // Whoever reads it will say so.
  }
}
