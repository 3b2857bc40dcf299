import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../record/error.ts'
import { isAlive, own, ownerOf, type Owner } from './owner.ts'

export interface QueueOptions {
  /** The user's own folder for locks; made where it is missing. */
  readonly folder: string
  /** One lock each: an accelerator's name. */
  readonly names: readonly string[]
  /** What runs, told to those who wait. */
  readonly what: string
  readonly onWait: (owner: string) => void
  readonly signal?: AbortSignal | undefined
}

const PAUSE = 500

/**
 * Waits until no other run on this machine, of this user, uses any of these accelerators. Node has no `flock`: a
 * lock is a folder with its owner in it, put in place by one rename; that of a process that is gone is taken over.
 *
 * @returns what gives the places back
 * @throws {UserError} `queue-folder`; the signal's reason
 */
export async function takeTurn(options: QueueOptions): Promise<() => void> {
  if (options.names.length > 0) ensureFolder(options.folder)
  const held: string[] = []
  const release = (): void => {
    for (const path of held.splice(0)) rmSync(path, { recursive: true, force: true })
  }
  try {
    // In one order for everybody, so that two runs never wait for each other.
    for (const name of [...options.names].sort()) held.push(await takeOne(name, options))
    return release
  } catch (error) {
    release()
    throw error
  }
}

async function takeOne(name: string, options: QueueOptions): Promise<string> {
  const path = join(options.folder, `${name}.lock`)
  for (;;) {
    options.signal?.throwIfAborted()
    if (place(path, options)) return path
    const owner = readOwner(path)
    if (owner === 'released') continue
    if (isAlive(owner)) {
      options.onWait(`${owner.what} (process ${owner.pid})`)
      await sleep(PAUSE, undefined, { ...(options.signal && { signal: options.signal }) })
    } else {
      setAside(path, owner)
    }
  }
}

/** Makes a complete lock and renames it into place: that fails if one with an owner stands there. */
function place(path: string, { folder, what }: QueueOptions): boolean {
  const made = mkdtempSync(join(folder, 'new-'))
  own(made, what)
  try {
    renameSync(made, path)
    return true
  } catch {
    rmSync(made, { recursive: true, force: true })
    return false
  }
}

/**
 * Moves a dead owner's lock to a name made from that owner. Whoever comes second finds that name taken, so nobody
 * can move the lock of the one who came first; therefore what was set aside stays for a while.
 */
function setAside(path: string, owner: Owner): void {
  try {
    renameSync(path, `${path}.${owner.pid}-${owner.start}.gone`)
  } catch {
    // Somebody else was quicker; the next round sees whose turn it is.
  }
}

/** A lock is put in place whole, so one that cannot be read is damaged: nobody's. */
function readOwner(path: string): Owner | 'released' {
  const nobody: Owner = { pid: 0, start: '0', space: '', what: 'nobody' }
  return ownerOf(path) ?? (existsSync(path) ? nobody : 'released')
}

const KEPT_ASIDE = 60 * 60 * 1000

/** In a folder that anybody may write to, somebody else may have been quicker: with a link, or a folder of theirs. */
function ensureFolder(folder: string): void {
  const fault = make(folder) ?? faultOf(lstatSync(folder))
  if (fault !== undefined) {
    throw new UserError(
      'queue-folder',
      `${folder}, where runs wait for each other, ${fault}`,
      'Remove it, or set XDG_RUNTIME_DIR to a folder of your own.',
    )
  }
  const now = Date.now()
  for (const name of readdirSync(folder).filter((entry) => /^new-|\.gone$/.test(entry))) {
    const path = join(folder, name)
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now)
    if (age > KEPT_ASIDE) rmSync(path, { recursive: true, force: true })
  }
}

function make(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return undefined
  } catch (error) {
    return `cannot be made: ${(error as Error).message}`
  }
}

function faultOf(stats: Stats): string | undefined {
  if (!stats.isDirectory()) return 'is no folder'
  if (process.getuid !== undefined && stats.uid !== process.getuid())
    return 'belongs to another user'
  return (stats.mode & 0o077) === 0 ? undefined : 'is open to other users (its mode must be 0700)'
}
