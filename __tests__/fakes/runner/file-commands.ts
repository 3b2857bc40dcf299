import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepLog } from './log.ts'

/** The files a step writes its commands to; fresh ones for each step. */
export interface CommandFiles {
  readonly env: string
  readonly path: string
  readonly output: string
  readonly state: string
  readonly step_summary: string
}

/** Where what a step's commands say goes. */
export interface Effects {
  readonly setEnv: (name: string, value: string) => void
  readonly addPath: (folder: string) => void
  readonly setOutput: (name: string, value: string) => void
  readonly saveState: (name: string, value: string) => void
}

const MAX_SUMMARY = 1024 * 1024

export function createCommandFiles(temp: string): CommandFiles {
  const folder = join(temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const create = (prefix: string) => {
    const file = join(folder, `${prefix}_${suffix}`)
    writeFileSync(file, '')
    return file
  }
  return {
    env: create('set_env'),
    path: create('add_path'),
    output: create('set_output'),
    state: create('save_state'),
    step_summary: create('step_summary'),
  }
}

/** Carries out what a step wrote to its files. False: one of them is malformed, which fails the step. */
export function applyCommandFiles(files: CommandFiles, effects: Effects, log: StepLog): boolean {
  const readers: [string, () => void][] = [
    ['path', () => readPath(files.path, effects)],
    ['env', () => readEnv(files.env, effects, log)],
    ['state', () => applyPairs(files.state, effects.saveState)],
    ['output', () => applyPairs(files.output, effects.setOutput)],
  ]
  let sound = true
  for (const [name, read] of readers) {
    try {
      read()
    } catch (error) {
      log.issue('error', `Unable to process file command '${name}' successfully.`)
      log.issue('error', (error as Error).message)
      sound = false
    }
  }
  return sound
}

/** A step's summary, masked as the runner uploads it; nothing and an error where it is above 1 MiB. */
export function readSummary(
  files: CommandFiles,
  log: StepLog,
  mask: (text: string) => string,
): string {
  const size = statSync(files.step_summary, { throwIfNoEntry: false })?.size ?? 0
  if (size > MAX_SUMMARY) {
    const [limit, got] = [MAX_SUMMARY / 1024, Math.floor(size / 1024)]
    log.issue(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${limit}k, got ${got}k.`,
    )
    return ''
  }
  return size === 0 ? '' : mask(readFileSync(files.step_summary, 'utf8'))
}

function readPath(file: string, effects: Effects): void {
  const lines = (readText(file) ?? '').split(/\r?\n/)
  lines.filter((line) => line !== '').forEach(effects.addPath)
}

function readEnv(file: string, effects: Effects, log: StepLog): void {
  applyPairs(file, (name, value) => {
    if (name.toUpperCase() === 'NODE_OPTIONS')
      log.issue('error', `Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.`)
    else effects.setEnv(name, value)
  })
}

/** A missing file is an empty one: a step may delete it. */
function readText(file: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
}

/** `name=value` lines and `name<<delimiter` blocks, whichever sign comes first in a line. What stands before a malformed line takes effect. */
function applyPairs(file: string, apply: (name: string, value: string) => void): void {
  const lines = (readText(file) ?? '').split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const { name, delimiter, value } = parseLine(line)
    if (delimiter === undefined) {
      apply(name, value)
      continue
    }
    const end = lines.indexOf(delimiter, at + 1)
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    apply(name, lines.slice(at + 1, end).join('\n'))
    at = end
  }
}

function parseLine(line: string): { name: string; delimiter?: string; value: string } {
  const equals = line.indexOf('=')
  const heredoc = line.indexOf('<<')
  const plain = equals >= 0 && (heredoc < 0 || equals < heredoc)
  if (!plain && heredoc < 0) throw new Error(`Invalid format '${line}'`)
  const name = line.slice(0, plain ? equals : heredoc)
  if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty`)
  if (plain) return { name, value: line.slice(equals + 1) }
  const delimiter = line.slice(heredoc + 2)
  if (delimiter === '') throw new Error(`Invalid format '${line}'. Delimiter must not be empty`)
  return { name, delimiter, value: '' }
}
