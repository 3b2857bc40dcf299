import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunnerOptions } from './types.ts'

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** The runner's waits: after SIGINT, after SIGTERM, and for output that an ended process's children keep open. */
const WAITS = { termAfterMs: 7500, killAfterMs: 2500, closeAfterMs: 5000 }

/** Runs a process to its end, or to its death where `signal` aborts. The answer is its exit code; 128 + n for a signal n. */
export async function runProcess(
  command: Command,
  onLine: (line: string) => void,
  signal: AbortSignal,
  kill: RunnerOptions['kill'],
): Promise<number> {
  const waits = { ...WAITS, ...kill }
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<number>((resolve, reject) => {
    let exit = 0
    let timer: NodeJS.Timeout | undefined
    child.on('error', (error) => reject(new Error(`${command.file}: ${error.message}`)))
    child.on('exit', (code, name) => {
      exit = code ?? 128 + signalNumber(name)
      timer = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, waits.closeAfterMs)
    })
    child.on('close', () => {
      clearTimeout(timer)
      resolve(exit)
    })
  })
  readLines(child.stdout, onLine)
  readLines(child.stderr, onLine)
  const killing = cancelOn(signal, () => stop(child.pid, gone, waits))
  try {
    return await gone
  } finally {
    killing.forget()
    await killing.done()
  }
}

/** Calls `act` once when the signal aborts; `done` waits for what it started. */
function cancelOn(signal: AbortSignal, act: () => Promise<void>) {
  let started = Promise.resolve()
  const begin = () => {
    started = act()
  }
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return { forget: () => signal.removeEventListener('abort', begin), done: () => started }
}

/** Only the step's own process gets SIGINT and SIGTERM, never its group; SIGKILL is for the whole tree. */
async function stop(
  pid: number | undefined,
  gone: Promise<unknown>,
  waits: typeof WAITS,
): Promise<void> {
  // It never started.
  if (pid === undefined) return
  const ended = gone.then(
    () => true,
    () => true,
  )
  for (const [name, wait] of [
    ['SIGINT', waits.termAfterMs],
    ['SIGTERM', waits.killAfterMs],
  ] as const) {
    send(pid, name)
    const timer = new AbortController()
    const late = sleep(wait, false, { signal: timer.signal }).catch(() => false)
    const dead = await Promise.race([ended, late])
    timer.abort()
    if (dead) return
  }
  for (const one of descendants(pid)) send(one, 'SIGKILL')
  send(pid, 'SIGKILL')
  await ended
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself meanwhile.
  }
}

function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [number, number] => [Number(name), parentOf(name)])
  const below = (one: number): number[] =>
    parents.filter(([, parent]) => parent === one).flatMap(([child]) => [child, ...below(child)])
  return below(pid)
}

function parentOf(pid: string): number {
  try {
    // The command's name, in parentheses, may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    )
  } catch {
    return -1
  }
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) line.replace(/\r$/, '').split('\r').forEach(onLine)
  })
  stream.on('close', () => {
    if (rest !== '') rest.split('\r').forEach(onLine)
  })
}

function signalNumber(name: NodeJS.Signals | null): number {
  return (
    { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[
      name as 'SIGINT'
    ] ?? 0
  )
}
