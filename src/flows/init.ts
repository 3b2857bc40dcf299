import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { listFiles } from '../git/files.ts'
import { findRepository } from '../git/repository.ts'
import { UserError } from '../record/error.ts'
import { draftSpec } from '../survey/draft.ts'
import { surveyRepository } from '../survey/repository.ts'
import type { Guess, RepositoryListing } from '../survey/survey.ts'

export interface InitOptions {
  /** The file to write: its folder is the project that is looked at. Undefined: `reprise.yml` of the whole repository. */
  readonly config?: string | undefined
  /** Only say what would be written. */
  readonly print?: boolean
  /** Replace a file that is there. */
  readonly force?: boolean
}

export interface Drafted {
  /** Absolute. */
  readonly file: string
  readonly text: string
  readonly guesses: readonly Guess[]
  /** What was guessed and why, in plain words. */
  readonly notes: readonly string[]
  readonly next: string
}

/** A larger file is no program or configuration that a survey could learn from. */
const MOST_BYTES = 512 * 1024

/**
 * Looks at the repository around a folder and writes `reprise.yml` at its root.
 *
 * @throws {UserError} `config-exists`, `config-outside`, `config-unwritable`; codes of git
 */
export async function init(cwd: string, options: InitOptions): Promise<Drafted> {
  const { root } = await findRepository(cwd)
  const file =
    options.config === undefined ? join(root, 'reprise.yml') : resolve(cwd, options.config)
  if (existsSync(file) && options.print !== true && options.force !== true) throw alreadyThere(file)
  const survey = surveyRepository(await project(root, dirname(file)))
  const text = draftSpec(survey)
  if (options.print !== true) write(file, text, options.force === true)
  const { guesses } = survey
  return { file, text, guesses, notes: notesOn(guesses), next: nextStep(guesses) }
}

/** The files of a project, by their paths from its folder. */
async function project(root: string, folder: string): Promise<RepositoryListing> {
  const inside = relative(root, existsSync(folder) ? realpathSync(folder) : folder)
  if (inside.startsWith('..') || !existsSync(folder)) {
    throw new UserError(
      'config-outside',
      `${folder} is no folder of the repository ${root}`,
      'Name a file in a folder of this repository.',
    )
  }
  const prefix = inside === '' ? '' : `${inside}/`
  const files = (await listFiles(root)).filter(
    ({ kind, path }) => kind === 'file' && path.startsWith(prefix),
  )
  return listing(
    join(root, inside),
    files.map(({ path }) => path.slice(prefix.length)),
  )
}

/** Files as a survey reads them: small ones, without insisting. */
export function listing(root: string, paths: readonly string[]): RepositoryListing {
  return {
    paths,
    read(path) {
      try {
        const file = join(root, path)
        const stats = statSync(file)
        return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file, 'utf8') : undefined
      } catch {
        // Gone, or not readable for us: it gives no hint.
        return undefined
      }
    },
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
    'See what would be written with --print, or replace it with --force.',
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
