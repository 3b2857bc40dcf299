import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import {
  bugCommand,
  errorCommand,
  explainError,
  notInAJob,
  wrongInput,
} from '../../flows/errors.ts'

/**
 * What the runner gives an action and takes from it: inputs as variables, outputs and the job summary by files (GitHub's
 * documented workflow commands). These few lines are our own because `@actions/core` loads an HTTP client, which would
 * double the time to start.
 */
export interface Host {
  /** An input as it was written, without blanks around it; `''` where it was left out. */
  input(name: string): string
  /** An input that is one of a few words. @throws {UserError} `input-invalid` */
  choice<const T extends string>(name: string, values: readonly T[]): T
  output(name: string, value: string): void
  /** Adds markdown to the page of the run. */
  summary(markdown: string): void
  /** A line of the log. */
  log(text: string): void
  /** Aborted when the job is cancelled or runs out of time. */
  readonly signal: AbortSignal
}

/** What a runner sends to end a step, in this order: the second after 7.5 s, and after 2.5 s more it kills. */
const STOPS = ['SIGINT', 'SIGTERM'] as const
/** How long a cancelled body has to let go of what it holds, in milliseconds. */
const PATIENCE = 2000

/**
 * Runs an action's body: its number is the exit code, its errors are one annotation each. A cancelled one ends the process,
 * whatever request or program it still waits for.
 *
 * @param patience milliseconds that a cancelled body is given
 */
export async function perform(
  body: (host: Host) => Promise<number>,
  patience: number = PATIENCE,
): Promise<void> {
  const stop = new AbortController()
  const late = Promise.withResolvers<never>()
  const abort = (): void => {
    stop.abort(new Error('the job was cancelled'))
    setTimeout(() => late.reject(stop.signal.reason), patience)
  }
  for (const signal of STOPS) process.on(signal, abort)
  try {
    process.exitCode = await Promise.race([body(openHost(stop.signal)), late.promise])
  } catch (error) {
    process.exitCode = failed(error, stop.signal)
  }
  for (const signal of STOPS) process.off(signal, abort)
  if (stop.signal.aborted) process.exit()
}

/** Exit codes of DESIGN §4: 2 something to mend, 70 a bug of ours, 130 a cancelled job. */
function failed(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    process.stdout.write('cancelled: nothing was concluded\n')
    return 130
  }
  const known = explainError(error)
  process.stdout.write(`${known === undefined ? bugCommand(error) : errorCommand(known)}\n`)
  return known === undefined ? 70 : 2
}

function openHost(signal: AbortSignal): Host {
  const input = (name: string): string =>
    (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim()
  return {
    input,
    choice(name, values) {
      const value = input(name)
      const found = values.find((one) => one === value)
      if (found !== undefined) return found
      throw wrongInput(name, value, values)
    },
    output: (name, value) => appendFileSync(fileOf('GITHUB_OUTPUT'), fileCommand(name, value)),
    summary: (markdown) => appendFileSync(fileOf('GITHUB_STEP_SUMMARY'), `${markdown}\n`),
    log: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    signal,
  }
}

/** `name<<end`, the value, `end`: no value can hold a mark that was drawn after it was written. */
export function fileCommand(name: string, value: string): string {
  const end = `end-${randomUUID()}`
  return `${name}<<${end}\n${value}\n${end}\n`
}

function fileOf(variable: string): string {
  const file = process.env[variable]
  if (file !== undefined && file !== '') return file
  throw notInAJob(variable)
}
