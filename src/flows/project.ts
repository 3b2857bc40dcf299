import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { findRepository, type Repository } from '../git/repository.ts'
import { folderLedger } from '../ledger/folder.ts'
import { FOLDERS } from '../ledger/layout.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { SCRATCH } from '../ledger/store.ts'
import { UserError } from '../record/error.ts'
import type { Lock } from '../spec/lock.ts'
import { parseLock } from '../spec/lock-file.ts'
import { parseSpec } from '../spec/parse.ts'
import { SpecError } from '../spec/problem.ts'
import { rebase } from '../spec/rebase.ts'
import type { Spec } from '../spec/spec.ts'

/** `reprise.lock` as it was found: *absent* and *unreadable* are different answers. */
export type LockState =
  | { readonly state: 'found'; readonly lock: Lock }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: string }

/** Where a project lies, before anything of it is read. */
export interface Place {
  /** Real path of the work tree's root. */
  readonly root: string
  readonly repository: Repository
  /** Folder of `reprise.yml` relative to the root; `''` is the root itself. */
  readonly folder: string
  /** Path of `reprise.yml` relative to the root. */
  readonly file: string
  /** Absolute path of the folder in which new records are kept. */
  readonly store: string
  readonly ledger: Ledger
}

/** A repository (or a project of a monorepo) with its configuration, lock and ledger. */
export interface Project extends Place {
  /** Its paths are relative to the root. */
  readonly spec: Spec
  readonly lock: LockState
}

/** @throws {UserError} those of findPlace, `config-unreadable`, or what parsing `reprise.yml` finds */
export async function openProject(cwd: string, config: string | undefined): Promise<Project> {
  const place = await findPlace(cwd, config)
  const { root, folder, file } = place
  const spec = rebaseSpec(parseSpec(readConfig(join(root, file)), file), folder)
  return { ...place, spec, lock: readLock(join(root, folder)) }
}

/**
 * The project around a folder: the nearest `reprise.yml` upwards, or the one that is named.
 *
 * @throws {UserError} `config-absent`, `config-outside`, `config-name`, `ledger-unsafe`, `not-a-repository`
 */
export async function findPlace(cwd: string, config: string | undefined): Promise<Place> {
  const repository = await findRepository(cwd)
  const root = realpathSync(repository.root)
  const named = config === undefined ? nearestConfig(realpathSync(cwd), root) : resolve(cwd, config)
  if (!existsSync(named)) {
    const hint = 'Name a reprise.yml, or make one with `reprise init`.'
    throw new UserError('config-absent', `${named} does not exist`, hint)
  }
  if (basename(named) !== 'reprise.yml') {
    // Under another name it would be a file of the training's tree, and editing a tolerance would change the inputs.
    const hint = 'Give each project of a monorepo a folder with a reprise.yml of its own.'
    throw new UserError('config-name', `${named} is not named reprise.yml`, hint)
  }
  const folder = relative(root, realpathSync(dirname(named)))
  if (folder === '..' || folder.startsWith('../')) {
    const hint = 'Start in the repository that it belongs to.'
    throw new UserError('config-outside', `${named} lies outside the work tree ${root}`, hint)
  }
  const store = join(root, folder, '.reprise')
  refuseLinks(store)
  return {
    root,
    repository,
    folder,
    file: join(folder, 'reprise.yml'),
    store,
    ledger: folderLedger(store),
  }
}

/** A change may commit `.reprise` as a link: what we write, and sweep away, would then be anywhere. */
function refuseLinks(ledger: string): void {
  for (const path of [ledger, ...[...FOLDERS, SCRATCH].map((name) => join(ledger, name))]) {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined || stats.isDirectory()) continue
    const hint = 'Remove it; records are kept there from the next run on.'
    throw new UserError('ledger-unsafe', `${path} is no folder but a file or a link`, hint)
  }
}

/** Our own files: they are never in the training's tree, so a change of them alone leaves nothing to compare. */
export function ownFiles({ folder, file }: Place): string[] {
  return [file, join(folder, 'reprise.lock')]
}

/** Every model's paths made relative to the work tree's root. */
export function rebaseSpec(spec: Spec, folder: string): Spec {
  const models = Object.entries(spec.models).map(
    ([name, model]) => [name, rebase(model, folder)] as const,
  )
  // No prototype: a record may name its model `constructor`.
  return {
    ...spec,
    models: Object.assign(Object.create(null) as object, Object.fromEntries(models)),
  }
}

function nearestConfig(from: string, root: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'reprise.yml')
    if (existsSync(file)) return file
    if (folder === root || folder === dirname(folder)) break
  }
  throw new UserError(
    'config-absent',
    `no reprise.yml between ${from} and ${root}`,
    'Make one with `reprise init`.',
  )
}

function readConfig(file: string): string {
  try {
    // Of a pipe in its place nobody would ever see the end.
    if (!statSync(file).isFile()) throw new Error('it is no regular file')
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'config-unreadable',
      `${file} cannot be read: ${why}`,
      'Make it a file that you can read.',
    )
  }
}

function readLock(folder: string): LockState {
  const file = join(folder, 'reprise.lock')
  // A link that leads nowhere is there, and cannot be read.
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return { state: 'absent' }
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    return { state: 'unreadable', why: 'reprise.lock is no regular file' }
  try {
    return parseLockText(readFileSync(file, 'utf8'))
  } catch (error) {
    return { state: 'unreadable', why: error instanceof Error ? error.message : String(error) }
  }
}

/** A lock's text as a state: what does not parse is unreadable, never absent. */
export function parseLockText(text: string): LockState {
  try {
    return { state: 'found', lock: parseLock(text, 'reprise.lock') }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // Of many problems the first says enough; the hint knows of merge conflicts.
    const first = error instanceof SpecError ? error.message.split('\n')[0] : error.message
    return { state: 'unreadable', why: `${first ?? ''} (${error.hint})` }
  }
}
