import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOf } from './processes.ts'

/** The process that holds a folder of ours: enough to know whether it still runs, and to name it. */
export interface Owner {
  readonly pid: number
  /** Clock ticks from boot to the process's start: a pid alone may be somebody else's by now. */
  readonly start: string
  /** The process namespace in which the pid counts: containers may share a folder and no processes. */
  readonly space: string
  readonly what: string
}

const FILE = 'owner.json'

/** Writes into a folder that this process holds it. */
export function own(folder: string, what: string): void {
  const { pid } = process
  const owner: Owner = { pid, start: String(startOf(pid) ?? ''), space: space(), what }
  writeFileSync(join(folder, FILE), JSON.stringify(owner), { mode: 0o600 })
}

/** Who holds a folder; undefined where nothing readable says so. */
export function ownerOf(folder: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Record<string, unknown>
    return {
      pid: Number(owner['pid']),
      start: String(owner['start']).replace(/\D/g, ''),
      space: String(owner['space']),
      what: String(owner['what']).slice(0, 200),
    }
  } catch {
    return undefined
  }
}

/** Whether a holder still runs, as far as it can be seen from here. */
export function isAlive({ pid, start }: Owner): boolean {
  if (!(pid > 0)) return false
  if (existsSync('/proc/self/stat')) return String(startOf(pid)) === start
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a holder's process would be seen from here if it ran. */
export function isNear(owner: Owner): boolean {
  return owner.space === space()
}

function space(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
