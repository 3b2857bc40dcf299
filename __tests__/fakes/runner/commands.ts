import { isAbsolute, relative } from 'node:path'
import type { Effects } from './file-commands.ts'
import type { StepLog, Where } from './log.ts'
import type { Masks } from './masks.ts'

interface Command {
  readonly name: string
  readonly properties: ReadonlyMap<string, string>
  readonly data: string
}

/** What commands on stdout and stderr can reach. */
export interface CommandTarget {
  readonly log: StepLog
  readonly masks: Masks
  readonly effects: Effects
  readonly workspace: string
  /** The step's environment: ACTIONS_ALLOW_UNSECURE_COMMANDS in it brings `set-env` and `add-path` back. */
  readonly env: Readonly<Record<string, string>>
  /** A command failed, which fails the step. */
  readonly fail: () => void
}

type Handler = (command: Command, target: CommandTarget) => void

const DEPRECATED =
  'command is deprecated and will be disabled soon. Please upgrade to using Environment Files.'
const DISABLED =
  'command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment variable to `true`.'

const handlers: Readonly<Record<string, Handler>> = {
  error: issue,
  warning: issue,
  notice: issue,
  debug: (command, { log }) => log.debug(command.data),
  group: (command, { log }) => log.write(`##[group]${command.data}`),
  endgroup: (_, { log }) => log.write('##[endgroup]'),
  'add-mask': (command, { masks, log }) => {
    if (command.data.trim() === '')
      log.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
    else masks.add(command.data)
  },
  'set-output': (command, target) => {
    target.log.issue('warning', `The \`set-output\` ${DEPRECATED}`)
    target.effects.setOutput(nameOf(command), command.data)
  },
  'save-state': (command, target) => {
    target.log.issue('warning', `The \`save-state\` ${DEPRECATED}`)
    target.effects.saveState(nameOf(command), command.data)
  },
  'set-env': (command, target) => {
    allowUnsecure(command, target)
    target.effects.setEnv(nameOf(command), command.data)
  },
  'add-path': (command, target) => {
    allowUnsecure(command, target)
    target.effects.addPath(command.data)
  },
  // Problem matchers are accepted and do nothing here.
  'add-matcher': (command, { log }) => log.debug(`add-matcher ${command.data}`),
  'remove-matcher': (command, { log }) => log.debug(`remove-matcher ${command.data}`),
}

/** Those that `::echo::on` does not repeat in the log. */
const silent = new Set(['error', 'warning', 'notice', 'debug', 'add-mask', 'echo', 'stop-commands'])

/** Reads a step's output line by line: commands are carried out, everything else is the log. */
export function createCommandReader(target: CommandTarget): (line: string) => void {
  let stopToken: string | undefined
  let echoing = false
  const names = () => [
    ...Object.keys(handlers),
    'echo',
    'stop-commands',
    ...(stopToken === undefined ? [] : [stopToken]),
  ]
  const stop = (line: string, token: string) => {
    checkStopToken(token, names())
    stopToken = token
    if (token.length > 6) target.masks.add(token)
    target.log.write(line)
  }
  const execute = (line: string, command: Command) => {
    if (echoing && !silent.has(command.name)) target.log.write(line)
    try {
      if (command.name === 'echo') echoing = echoSwitch(command)
      else if (command.name === 'stop-commands') stop(line, command.data)
      else handlers[command.name]?.(command, target)
    } catch (error) {
      const what = silent.has(command.name) ? command.name : line
      target.log.issue('error', `Unable to process command '${what}' successfully.`)
      target.log.issue('error', (error as Error).message)
      target.fail()
    }
  }
  return (line) => {
    const command = parseCommand(line, names())
    if (command === undefined) target.log.write(line)
    else if (stopToken !== undefined) {
      target.log.write(line)
      if (command.name === stopToken.toLowerCase()) stopToken = undefined
    } else execute(line, command)
  }
}

/** `::name k=v,k=v::data` at a line's start, and the older `##[name k=v;k=v]data` anywhere in it. */
const FORMS = [
  {
    pattern: /^\s*::(?<info>.*?)::(?<data>.*)$/s,
    separator: ',',
    inProperty: ['%0D', '%0A', '%3A', '%2C', '%25'],
    inData: ['%0D', '%0A', '%25'],
  },
  {
    pattern: /##\[(?<info>[^\]]*)\](?<data>.*)$/s,
    separator: ';',
    inProperty: ['%3B', '%0D', '%0A', '%5D', '%25'],
    inData: ['%3B', '%0D', '%0A', '%5D', '%25'],
  },
]

/** A line that holds no known command is none. */
function parseCommand(line: string, known: readonly string[]): Command | undefined {
  for (const { pattern, separator, inProperty, inData } of FORMS) {
    const { info = '', data = '' } = pattern.exec(line)?.groups ?? {}
    const [word = '', ...rest] = info.split(' ')
    const name = word.toLowerCase()
    if (name === '' || !known.some((item) => item.toLowerCase() === name)) continue
    const pairs = rest.join(' ').trim().split(separator)
    const properties = new Map(pairs.flatMap((pair) => property(pair, inProperty)))
    return { name, properties, data: unescape(data, inData) }
  }
  return undefined
}

function property(pair: string, escapes: readonly string[]): [string, string][] {
  const equals = pair.indexOf('=')
  const value = pair.slice(equals + 1)
  return equals < 1 || value === ''
    ? []
    : [[pair.slice(0, equals).toLowerCase(), unescape(value, escapes)]]
}

function unescape(text: string, escapes: readonly string[]): string {
  return escapes.reduce((done, code) => done.replaceAll(code, decodeURIComponent(code)), text)
}

function issue(command: Command, { log, workspace }: CommandTarget): void {
  const level = command.name as 'error' | 'warning' | 'notice'
  log.issue(level, command.data, place(command.properties, workspace))
}

/** Lines and columns that make no sense are dropped, as the runner drops them. */
function place(properties: ReadonlyMap<string, string>, workspace: string): Where {
  const number = (name: string) => {
    const text = properties.get(name)?.trim() ?? ''
    return /^-?\d+$/.test(text) ? Number(text) : undefined
  }
  const file = properties.get('file')
  const title = properties.get('title')
  const endLine = number('endline')
  const line = number('line') ?? endLine
  const lines = endLine !== undefined && endLine < (line ?? 0) ? {} : { line, endLine }
  const endColumn = number('endcolumn')
  const col = number('col') ?? endColumn
  const oneLine = line !== undefined && (endLine === undefined || endLine === line)
  const ordered = endColumn === undefined || endColumn >= (col ?? 0)
  const columns = oneLine && ordered ? { col, endColumn } : {}
  return defined({ title, file: file && fromWorkspace(file, workspace), ...lines, ...columns })
}

function fromWorkspace(file: string, workspace: string): string {
  const inside = isAbsolute(file) ? relative(workspace, file) : file
  return inside.startsWith('..') ? file : inside
}

function defined(values: Record<string, unknown>): Where {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function nameOf(command: Command): string {
  const name = command.properties.get('name')
  if (name === undefined)
    throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`)
  return name
}

function allowUnsecure(command: Command, { env }: CommandTarget): void {
  if (env['ACTIONS_ALLOW_UNSECURE_COMMANDS']?.toLowerCase() !== 'true')
    throw new Error(`The \`${command.name}\` ${DISABLED}`)
}

function echoSwitch(command: Command): boolean {
  const word = command.data.trim().toLowerCase()
  if (word !== 'on' && word !== 'off')
    throw new Error(
      `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${command.data}'.`,
    )
  return word === 'on'
}

function checkStopToken(token: string, names: readonly string[]): void {
  if (token === '' || token.toLowerCase() === 'pause-logging' || names.includes(token))
    throw new Error(
      "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.",
    )
}
