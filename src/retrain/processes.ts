import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a training's helpers may take to notice that it has ended, before they count as left behind. */
const GRACE_MS = 1000
const PAUSE_MS = 50
/** A process in an uninterruptible wait for its disk does not die before that ends. */
const PATIENCE_MS = 10_000

/** By what a process below the sandbox is known to come from one command. */
export interface Traces {
  /** A variable of the environment, as `NAME=value`. */
  readonly mark: string
  /** Real path of the run's own folder: for those who cleared their environment, but stay or write there. */
  readonly folder: string
  /** When the command started, in clock ticks from boot: nobody who looks in from before is of it. */
  readonly since: number
}

/** The processes that a command left: where there is no `/proc`, none are found. */
function tracedProcesses(traces: Traces): number[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (pid) =>
        pid !== process.pid &&
        (startOf(pid) ?? 0) >= traces.since &&
        (carries(pid, traces.mark) || isIn(pid, traces.folder)),
    )
}

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)
  } catch {
    return false
  }
}

/** Whether a process works in a folder or has a file open there. */
function isIn(pid: number, folder: string): boolean {
  const isBelow = (link: string): boolean => readLink(link).startsWith(`${folder}/`)
  try {
    const open = `/proc/${pid}/fd`
    return isBelow(`/proc/${pid}/cwd`) || readdirSync(open).some((fd) => isBelow(`${open}/${fd}`))
  } catch {
    return false
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** How many processes of a command outlive its own by more than a moment. */
export async function countLeft(traces: Traces): Promise<number> {
  const until = performance.now() + GRACE_MS
  let left = tracedProcesses(traces)
  while (left.length > 0 && performance.now() < until) {
    await sleep(PAUSE_MS)
    left = tracedProcesses(traces)
  }
  return left.length
}

/** Kills a process group and every traced process, and again, until none is left: they may be forking meanwhile. */
export async function killTraced(group: number, traces: Traces): Promise<void> {
  killQuietly(-group)
  const until = performance.now() + PATIENCE_MS
  for (
    let left = tracedProcesses(traces);
    left.length > 0 && performance.now() < until;
    left = tracedProcesses(traces)
  ) {
    for (const pid of left) killQuietly(pid)
    await sleep(PAUSE_MS)
  }
}

/**
 * Kills a namespace by its first process, and waits until that is dead: the kernel lets it die after all others of
 * its namespace. Whoever adopted it may be slow to reap it.
 */
export async function killNamespace(first: number): Promise<void> {
  killQuietly(first)
  const until = performance.now() + PATIENCE_MS
  while (isRunning(first) && performance.now() < until) await sleep(PAUSE_MS / 10)
}

/** Whether a process is there and no zombie. */
function isRunning(pid: number): boolean {
  const state = statusOf(pid)?.[0]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

/** The fields of `/proc/<pid>/stat` from the third on (proc(5)); the second may hold spaces and parentheses. */
function statusOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** When a process started, in clock ticks from boot; undefined where it is gone. */
export function startOf(pid: number): number | undefined {
  const ticks = Number(statusOf(pid)?.[19])
  return Number.isFinite(ticks) ? ticks : undefined
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** The signal that a shell means by an exit code above 128, or undefined. */
export function signalOf(code: number): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0]
}
