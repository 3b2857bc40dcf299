import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { digestFiles } from '../digest/digest.ts'
import { openStatCache, type StatCache } from '../digest/stat-cache.ts'
import { listFiles } from '../git/files.ts'
import { UserError } from '../record/error.ts'
import { findData, type DataSource } from './data.ts'
import { declaredEnvironment } from './environment.ts'
import { removeTree } from './folders.ts'
import { dataMounts, placeData, takeDataAway } from './placed-data.ts'
import type { TemplateRequest } from './request.ts'
import { foldersIn, environmentPlaces, type RunFolders } from './sandbox.ts'
import { makeScratch } from './scratch.ts'
import { runSetup } from './setup.ts'
import { openSetupCache } from './setup-cache.ts'
import { findWorkplace, type Workplace } from './workplace.ts'
import { layOutTree } from './workspace.ts'

/** What every run of one side of a plan starts from: the tree as it was laid out and as `setup` left it. */
export interface Template {
  readonly request: TemplateRequest
  /** The one folder in which all of it lies, runs included. */
  readonly scratch: string
  readonly workplace: Workplace
  /** Every file placed in the tree, relative path → manifest value. */
  readonly before: ReadonlyMap<string, string>
  /** Git's id of the tree. */
  readonly tree: string
  readonly data: readonly DataSource[]
  /** Digests of data outside the tree, for the runs of this template. */
  readonly digests: StatCache
  /** Whether `setup` was run, or an environment that it had made before was used; `none` where the model has none. */
  readonly setup: 'ran' | 'cached' | 'none'
  /** Seconds of `setup`, or of putting the cached environment in place; absent where there is none. */
  readonly setupSeconds?: number
  /** Why the setup cache, where one was given, was not used or not written. */
  readonly notes: readonly string[]
}

/** Where a run lies: at one place for `setup` and all runs, for below level 4 an environment knows its own path. */
export function runFolder(scratch: string): string {
  return join(scratch, 'run')
}

export function templateFolder(scratch: string): string {
  return join(scratch, 'template')
}

/** Host folder of the virtual environment that `setup` installed into. */
export function environmentFolder(scratch: string): string {
  return join(scratch, 'venv')
}

/**
 * Lays out the tree of one side, runs `setup` in it, and keeps what that left as the template of its runs. Whatever
 * comes to pass, the scratch folder is gone after a failure, and after {@link dispose}.
 *
 * @throws {UserError} `setup-failed`, `env-refused`, `data-missing`, `data-refused`, `data-many`, `tree-unreadable`,
 *   `isolation-unavailable`, `sandbox-failed`; codes of git
 * @throws the signal's reason
 */
export async function prepareTemplate(request: TemplateRequest): Promise<Template> {
  const begin = performance.now()
  request.onProgress?.({ phase: 'copying', seconds: 0 })
  refuseVariables(request)
  const scratch = await makeScratch(request.scratch)
  try {
    const folders = makeFolders(runFolder(scratch))
    const listed = await listFiles(request.checkout)
    const [workplace, { paths, tree }] = await bothOf(
      findWorkplace(request, listed),
      layOutTree(request, listed, folders.tree),
    )
    const { sources, bring } = findData(request.model.data, {
      checkout: workplace.checkout.real,
      home: workplace.callerHome,
      tree: folders.tree,
      placed: paths,
      known: workplace.known,
      hasSetup: request.model.setup !== undefined,
      limits: workplace.limits,
    })
    bringFiles(bring, workplace.checkout.real, folders.tree)
    const { signal } = request
    const digests = await digestFiles(folders.tree, paths, signal && { signal })
    const template = {
      request,
      scratch,
      workplace,
      tree,
      data: sources,
      before: new Map([...digests].map(([path, { value }]) => [path, value])),
      digests: request.digests ?? (await openStatCache(join(scratch, 'stat-cache'))),
    }
    request.onProgress?.({ phase: 'copying', seconds: (performance.now() - begin) / 1000 })
    const done = await setUp(template, folders)
    renameSync(runFolder(scratch), templateFolder(scratch))
    return { ...template, ...done }
  } catch (error) {
    await removeTree(scratch)
    throw error
  }
}

/** Two results; if one fails, only after the other has ended, so that nothing writes while scratch is removed. */
async function bothOf<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return [await a, await b]
}

/** Removes all that a template and its runs left on this machine. */
export async function dispose(template: Template): Promise<void> {
  await removeTree(template.scratch)
}

function refuseVariables({ model, caller }: TemplateRequest): void {
  const seed = model.seed.how === 'env' ? { [model.seed.name]: '' } : {}
  const { refused } = declaredEnvironment({ ...model.env, ...seed }, caller ?? process.env)
  if (refused.length === 0) return
  throw new UserError(
    'env-refused',
    `${refused.join(', ')} of ${model.name} cannot be set for a training`,
    'Names of GITHUB_, ACTIONS_, RUNNER_, INPUT_ and REPRISE_ hold tokens and command files; use another name.',
  )
}

/** The empty folders of a run. */
export function makeFolders(folder: string): RunFolders {
  const folders = foldersIn(folder)
  for (const path of Object.values(folders)) mkdirSync(path, { recursive: true, mode: 0o700 })
  return folders
}

function bringFiles(paths: readonly string[], checkout: string, tree: string): void {
  for (const path of paths) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    copyFileSync(join(checkout, path), join(tree, path))
  }
}

type SetUp = Pick<Template, 'setup' | 'setupSeconds' | 'notes'>

async function setUp(template: Omit<Template, keyof SetUp>, folders: RunFolders): Promise<SetUp> {
  const { request, workplace, data, scratch } = template
  const command = request.model.setup
  if (command === undefined) return { setup: 'none', notes: [] }
  const begin = performance.now()
  const notes: string[] = []
  // Data of the tree may be what it is about to fetch or unpack.
  const outside = data.filter(({ from }) => from === 'outside')
  const place = { workplace, folders, environment: environmentFolder(scratch), dataMounts: [] }
  const cache = openSetupCache({ command, request, place, hasData: outside.length > 0 }, (note) => {
    notes.push(note)
    request.onProgress?.({ phase: 'setup', seconds: (performance.now() - begin) / 1000, note })
  })
  if (await cache.take())
    return { setup: 'cached', setupSeconds: (performance.now() - begin) / 1000, notes }
  const placed = await placeData(outside, placeOf(workplace, folders), request.signal)
  const mounts = dataMounts(placed, workplace.checkout)
  const setupSeconds = await runSetup(command, request, { ...place, dataMounts: mounts })
  takeDataAway(placed, placeOf(workplace, folders), environmentPlaces(workplace))
  await cache.keep(mounts)
  return { setup: 'ran', setupSeconds, notes }
}

/** Where a run of this workplace has its data. */
export function placeOf(
  workplace: Workplace,
  { tree, copies }: RunFolders,
): Parameters<typeof placeData>[1] {
  const { isolation, checkout, callerHome } = workplace
  return { level: isolation.level, checkout: checkout.real, callerHome, tree, copies }
}
