import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { listFiles } from '../git/files.ts'
import { findRepository, type Repository } from '../git/repository.ts'
import { UserError } from '../record/error.ts'
import { parseSpec } from '../spec/parse.ts'
import type { Spec } from '../spec/spec.ts'
import { draftSpec } from '../survey/draft.ts'
import { surveyRepository } from '../survey/repository.ts'
import type { Guess, RepositoryListing } from '../survey/survey.ts'
import { isThere, planWorkflows, writeWorkflow, type WorkflowOptions } from './workflows.ts'

export interface InitOptions extends WorkflowOptions {
  /** The file to write: its folder is the project that is looked at. Undefined: `reprise.yml` of the whole repository. */
  readonly config?: string | undefined
  /** Only say what would be written. */
  readonly print?: boolean
  /** Replace a `reprise.yml` that is there; a workflow never. */
  readonly force?: boolean
  /** Whether the workflow for GitHub is written too; it is unless this says no. */
  readonly workflow?: boolean
}

/** `kept`: it was there, and is as it was. `shown`: nothing was written. */
type State = 'written' | 'kept' | 'shown'

export interface Drafted {
  /** Absolute. */
  readonly file: string
  readonly text: string
  readonly state: State
  readonly guesses: readonly Guess[]
  readonly workflows: ReadonlyArray<{
    /** Absolute. */
    readonly file: string
    readonly text: string
    readonly state: State
  }>
  /** What was guessed or chosen and why, in plain words. */
  readonly notes: readonly string[]
  readonly next: string
}

/** A larger file is no program or configuration that a survey could learn from. */
const MOST_BYTES = 512 * 1024

/**
 * Looks at the repository around a folder and writes `reprise.yml` at its root, and the workflow that runs Reprise on
 * GitHub. What a person wrote stays as it is: where only one of them is missing, that one is written.
 *
 * @throws {UserError} `config-exists`: nothing is missing; `config-outside`, `config-unwritable`, `workflow-unwritable`,
 * `action-malformed`; what is wrong in a `reprise.yml` that is there; codes of git
 */
export async function init(cwd: string, options: InitOptions): Promise<Drafted> {
  const repository = await findRepository(cwd)
  const { root } = repository
  const named = options.config
  const file = named === undefined ? join(root, 'reprise.yml') : resolve(cwd, named)
  const config = await configOf(root, file, options)
  const { files, notes } =
    options.workflow === false ? NO_WORKFLOWS : await planned(repository, config, options)
  const missing = files.some(({ path }) => !isThere(join(root, path)))
  if (config.state === 'kept' && !missing) throw alreadyThere(file)
  if (config.state === 'written') write(file, config.text, options.force === true)
  const workflows = files.map((one) => ({
    file: join(root, one.path),
    text: one.text,
    state: options.print === true ? 'shown' : writeWorkflow(root, one) ? 'written' : 'kept',
  })) satisfies Drafted['workflows']
  const { text, state, guesses } = config
  return {
    file,
    text,
    state,
    guesses,
    workflows,
    notes: [...config.notes, ...notes],
    next: config.next,
  }
}

const NO_WORKFLOWS = { files: [], notes: [] }

interface Config {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
  readonly state: State
  readonly guesses: readonly Guess[]
  readonly notes: readonly string[]
  readonly next: string
}

async function configOf(root: string, file: string, options: InitOptions): Promise<Config> {
  const folder = folderOf(root, dirname(file))
  const path = join(folder, basename(file))
  if (existsSync(file) && options.print !== true && options.force !== true) {
    const text = readText(file)
    if (text === undefined) throw alreadyThere(file)
    const notes = [`${basename(file)} is there already: it was left as it is.`]
    return { path, text, state: 'kept', guesses: [], notes, next: NEXT_WORKFLOW }
  }
  const survey = surveyRepository(await project(root, folder))
  const { guesses } = survey
  const state = options.print === true ? 'shown' : 'written'
  const notes = notesOn(guesses)
  return { path, text: draftSpec(survey), state, guesses, notes, next: nextStep(guesses) }
}

const NEXT_WORKFLOW = 'read the workflow, then commit it: the first pull request is judged.'

async function planned(
  repository: Repository,
  { path, text, state, guesses }: Config,
  options: InitOptions,
): ReturnType<typeof planWorkflows> {
  // A draft without a guess is comments only, and not yet valid.
  const spec: Spec | undefined =
    state === 'kept' || guesses.length > 0 ? parseSpec(text, path) : undefined
  return planWorkflows(repository, path, spec, options)
}

/** A project's folder from the repository's root; `''` is the root itself. */
function folderOf(root: string, folder: string): string {
  const inside = relative(root, existsSync(folder) ? realpathSync(folder) : folder)
  if (!inside.startsWith('..') && existsSync(folder)) return inside
  throw new UserError(
    'config-outside',
    `${folder} is no folder of the repository ${root}`,
    'Name a file in a folder of this repository.',
  )
}

/** The files of a project, by their paths from its folder. */
async function project(root: string, folder: string): Promise<RepositoryListing> {
  const prefix = folder === '' ? '' : `${folder}/`
  const files = (await listFiles(root)).filter(
    ({ kind, path }) => kind === 'file' && path.startsWith(prefix),
  )
  return listing(
    join(root, folder),
    files.map(({ path }) => path.slice(prefix.length)),
  )
}

/** Files as a survey reads them: small ones, without insisting. */
export function listing(root: string, paths: readonly string[]): RepositoryListing {
  return {
    paths,
    read: (path) => readText(join(root, path)),
  }
}

function readText(file: string): string | undefined {
  try {
    const stats = statSync(file)
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file, 'utf8') : undefined
  } catch {
    // Gone, or not readable for us: it gives no hint.
    return undefined
  }
}

function write(file: string, text: string, replace: boolean): void {
  try {
    writeFileSync(file, text, { flag: replace ? 'w' : 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw alreadyThere(file)
    throw new UserError(
      'config-unwritable',
      `${file} cannot be written: ${message}`,
      'Make its folder writable, or see the text with --print.',
    )
  }
}

function alreadyThere(file: string): UserError {
  return new UserError(
    'config-exists',
    `${file} is there already`,
    'See what would be written with --print, or replace it with --force. A workflow is never replaced.',
  )
}

function notesOn(guesses: readonly Guess[]): string[] {
  if (guesses.length === 0)
    return ['Nothing here looks like a training: reprise.yml holds comments only.']
  return guesses.flatMap(({ name, train, confidence, because }) => [
    `${name}: ${train}  (confidence ${confidence})`,
    ...because.map((why) => `  because ${why}`),
  ])
}

function nextStep(guesses: readonly Guess[]): string {
  return guesses.length === 0
    ? 'write its command after `train:` in reprise.yml, then `reprise check`.'
    : 'read reprise.yml, then `reprise check` retrains and says whether the training repeats itself.'
}
