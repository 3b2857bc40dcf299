import { defuse, type ErrorText } from '../../flows/errors.ts'

/** What a command may do to the outside: write lines, show progress, and be told to stop. */
export interface Terminal {
  readonly json: boolean
  readonly quiet: boolean
  /** Whether standard output is a terminal that shows colour. */
  readonly color: boolean
  readonly columns: number
  readonly cwd: string
  /** Aborted by Ctrl-C, SIGTERM, or a terminal that closes. */
  readonly signal: AbortSignal
  /** The command's answer. */
  out(text: string): void
  /** What goes beside the answer: notes, paths. Silent under `--quiet`. */
  note(text: string): void
  /** One live line, replaced by the next and removed by `''`; without a terminal only changed phases are written. */
  progress(line: string, phase: string): void
  /** An error, whatever the options say: a message of several lines, and what to do. */
  fail(text: ErrorText): void
}

export interface TerminalOptions {
  readonly json: boolean
  readonly quiet: boolean
}

const COLUMNS = 100

export function openTerminal(options: TerminalOptions, signal: AbortSignal): Terminal {
  const live = process.stderr.isTTY && !options.quiet
  let phaseShown = ''
  let lineShown = false
  const clear = (): void => {
    if (lineShown) process.stderr.write('\r\u001b[2K')
    lineShown = false
  }
  const err = (text: string): void => {
    clear()
    process.stderr.write(`${inert(text, false)}\n`)
  }
  const out = (text: string): void => {
    clear()
    process.stdout.write(inert(text.endsWith('\n') ? text : `${text}\n`, options.json))
  }
  return {
    ...options,
    color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    // A terminal that does not know its width says 0.
    columns: process.stdout.columns || COLUMNS,
    cwd: process.cwd(),
    signal,
    out,
    note(text) {
      if (!options.quiet) err(text)
    },
    progress(line, phase) {
      clear()
      if (options.quiet || line === '') return
      if (live) {
        process.stderr.write(inert(line, false).slice(0, (process.stderr.columns || COLUMNS) - 1))
        lineShown = true
      } else if (phase !== phaseShown) {
        err(line)
      }
      phaseShown = phase
    },
    fail({ error, message, hint }) {
      if (options.json) {
        const { code, place } = error
        out(JSON.stringify({ error: { code, message: message.join('\n'), hint, place } }, null, 2))
      } else {
        err(`reprise: ${message.join('\n')}${hint === '' ? '' : `\n  ${hint}`}`)
      }
    },
  }
}

const UNSEEN_BRACKET = /(#[\p{Cf}\p{Default_Ignorable_Code_Point}]*)\[/gu

/** Under a GitHub runner text from a training must never be a command; JSON keeps its meaning. */
function inert(text: string, json: boolean): string {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return text
  // A `#` of JSON stands in a string, and so does the bracket after it.
  return json ? text.replace(UNSEEN_BRACKET, String.raw`$1\u005b`) : defuse(text)
}
