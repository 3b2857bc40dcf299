import type { Command } from 'commander'
import { explainBug, explainError } from '../../flows/errors.ts'
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts'

/** Options that every command has. */
export interface Globals extends TerminalOptions {
  readonly config: string | undefined
}

type Body<Options> = (
  terminal: Terminal,
  options: Options & Globals,
  args: readonly string[],
) => Promise<number>

/** What people and systems send to end a program; all of them end the training too. */
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** Makes a command's body into commander's action: its number becomes the exit code, its errors one message. */
export function act<Options>(body: Body<Options>) {
  return async function run(this: Command): Promise<void> {
    const options = this.optsWithGlobals<Options & Globals>()
    const stop = new AbortController()
    const abort = (): void => stop.abort()
    for (const signal of STOPS) process.on(signal, abort)
    // Whoever reads our answer may stop reading: the verdict stands all the same.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
    try {
      const terminal = openTerminal(
        { json: options.json ?? false, quiet: options.quiet ?? false },
        stop.signal,
      )
      process.exitCode = await attempt(terminal, () => body(terminal, options, this.args))
    } finally {
      for (const signal of STOPS) process.off(signal, abort)
    }
  }
}

/** Exit codes of DESIGN §4: 130 stopped by the user, 2 something to mend, 70 a bug of ours. */
async function attempt(terminal: Terminal, body: () => Promise<number>): Promise<number> {
  try {
    return await body()
  } catch (error) {
    terminal.progress('', '')
    const known = explainError(error)
    if (known !== undefined) {
      terminal.fail(known)
      return 2
    }
    if (!terminal.signal.aborted) return bug(error)
    process.stderr.write('reprise: stopped; nothing was recorded for the run in progress\n')
    return 130
  }
}

/** Says that it is our mistake, and gives the exit code for it. */
export function bug(error: unknown): 70 {
  const lines = ['reprise: this is a bug of Reprise, not of your training.', ...explainBug(error)]
  process.stderr.write(`${lines.join('\n')}\n`)
  return 70
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') process.exitCode = 70
}
