import type { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ending } from './exit.ts'
import { openLog } from './log.ts'
import type { LaunchRequest, Running } from './running.ts'

export interface Watched extends Ending {
  readonly seconds: number
  readonly processesLeft: number
}

type Limits = Pick<LaunchRequest, 'timeout' | 'idle' | 'signal' | 'onLine' | 'onTick'>

const CHECK_MS = 100
const TICK_MS = 1000
/** How long a command that has ended may be asked what it left. */
const COUNT_MS = 3000
/** How long output may be outstanding after every process that could write it was killed. */
const DRAIN_MS = 5000

/** Follows a command to its end: writes its logs, keeps its limits, and in the end kills what is left of it. */
export async function watch(
  running: Running,
  [out, err]: readonly [Socket, Socket],
  logs: { readonly stdout: string; readonly stderr: string },
  limits: Limits,
): Promise<Watched> {
  const begin = performance.now()
  const secondsSince = (time: number): number => (performance.now() - time) / 1000
  let lastOutput = begin
  let ended: Ending['ended']
  let killed: Promise<void> | undefined
  const heard = (): void => void (lastOutput = performance.now())
  const streams = [
    record(out, logs.stdout, limits.onLine, heard),
    record(err, logs.stderr, limits.onLine, heard),
  ]

  const kill = (): void => void (killed ??= running.kill())
  const check = setInterval(() => {
    if (limits.signal?.aborted === true) kill()
    else if (secondsSince(begin) >= limits.timeout) ended ??= 'timeout'
    else if (secondsSince(lastOutput) >= limits.idle) ended ??= 'idle'
    if (ended !== undefined) kill()
  }, CHECK_MS)
  const tick = setInterval(() => limits.onTick(secondsSince(begin)), TICK_MS)
  limits.signal?.addEventListener('abort', kill)
  try {
    const { code, signal } = await exitOfChild(running)
    const seconds = secondsSince(begin)
    clearInterval(check)
    const processesLeft = killed === undefined ? await countWithin(COUNT_MS, running) : 0
    kill()
    await killed
    await Promise.race([Promise.all(streams), sleep(DRAIN_MS, undefined, { ref: false })])
    return { ended, code, signal, seconds, processesLeft }
  } finally {
    clearInterval(check)
    clearInterval(tick)
    limits.signal?.removeEventListener('abort', kill)
    out.destroy()
    err.destroy()
    await Promise.all(streams)
  }
}

/** Nobody keeps us from an answer but a process that is left and holds on to what we listen to. */
async function countWithin(milliseconds: number, running: Running): Promise<number> {
  const timer = new AbortController()
  const late = sleep(milliseconds, 1, { signal: timer.signal }).catch(() => 1)
  try {
    return await Promise.race([running.countLeft(), late])
  } finally {
    timer.abort()
  }
}

function exitOfChild({ child }: Running): Promise<Pick<Ending, 'code' | 'signal'>> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<Ending, 'code' | 'signal'>>()
  child.on('exit', (code, signal) => resolve({ code, signal }))
  child.on('error', reject)
  return promise
}

/** A line that never ends is told in parts. */
const LONGEST_LINE = 4096

/** Writes a stream to its log and tells its lines; resolves when the log is closed. */
async function record(
  stream: Socket,
  path: string,
  onLine: (line: string) => void,
  heard: () => void,
): Promise<void> {
  const log = openLog(path)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    heard()
    log.write(chunk)
    // Progress bars end their lines with a carriage return.
    const lines = (rest + decoder.write(chunk)).split(/[\r\n]/)
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE)
    for (const line of lines.filter((text) => text !== '')) onLine(line)
  })
  try {
    await finished(stream, { writable: false })
  } catch {
    // Destroyed before its end: what was read is kept.
  }
  log.close()
}
