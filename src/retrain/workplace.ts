import { existsSync, lstatSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import type { TreeFile } from '../git/files.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { readableCaches } from './caches.ts'
import { trainingEnvironment, type Variables } from './environment.ts'
import { findInterpreters, foldersOf, type Interpreter } from './interpreter.ts'
import { findIsolation, type Isolation } from './isolation.ts'
import { INSIDE, isWithin, type Location } from './mounts.ts'
import type { TemplateRequest } from './request.ts'
import { keptIn } from './setup-store.ts'
import type { Limits } from './shown.ts'
import { locate, runnerFolders } from './system.ts'

/** What is the same for all runs of a template: the machine, and the checkout as it stands on it. */
export interface Workplace {
  readonly isolation: Isolation
  readonly caller: Variables
  readonly checkout: Location
  /** The caller's home, and where the scratch home stands in its place. */
  readonly callerHome: string
  readonly home: Location
  /** All files of the work tree that git does not ignore, relative. */
  readonly known: readonly string[]
  /** The likeliest first. */
  readonly interpreters: readonly Interpreter[]
  /** Caches of `caches:`, or the known ones that exist. */
  readonly caches: readonly Location[]
  readonly readable: readonly Location[]
  /** Folders in those that are not shown: what other setups left. */
  readonly covered: readonly string[]
  readonly limits: Limits
  /** Folders for PATH: that of the interpreter first. */
  readonly path: readonly string[]
}

/** Looks at machine and checkout. @throws {UserError} `isolation-unavailable` */
export async function findWorkplace(
  request: TemplateRequest,
  listed: readonly TreeFile[],
): Promise<Workplace> {
  const { model } = request
  const caller = request.caller ?? process.env
  const checkout = locate(request.checkout) ?? { path: request.checkout, real: request.checkout }
  const path = absolute(caller['PATH'])
  const tracked = new Set(listed.filter((file) => file.tracked).map((file) => file.path))
  const isBrought = (folder: string): boolean =>
    [folder, locate(folder)?.real ?? folder].some((one) => isTracked(one, checkout.real, tracked))
  const environments = environmentsOf(caller, checkout.real).filter((folder) => !isBrought(folder))
  const callerHome = caller['HOME'] ?? '/'
  const [isolation, interpreters] = await Promise.all([
    findIsolation(path, request.network, request.isolation),
    findInterpreters({
      commands: [model.train, model.setup ?? ''],
      path,
      directory: directoryIn(checkout.real, model),
      environment: trainingEnvironment({
        caller,
        // An empty or relative entry would be a folder of the checkout.
        declared: { LD_LIBRARY_PATH: absolute(caller['LD_LIBRARY_PATH']).join(':') },
        home: callerHome,
        path,
        network: 'off',
        probe: undefined,
        output: undefined,
        more: {},
        defaults: {},
        told: {},
      }),
      isBrought: (file) => isBroughtProgram(file, checkout.real, tracked),
      environments,
    }),
  ])
  const limits = limitsOf(caller, checkout, callerHome, interpreters.flatMap(foldersOf))
  const caches = readableCaches(model.caches, caller, callerHome, limits)
  const outside = [...path, ...listedPaths(caller)].filter(
    (entry) => !isWithin(entry, checkout.real),
  )
  const folders = [...interpreters.flatMap(foldersOf), ...environments, ...outside]
  const first = interpreters[0] === undefined ? [] : [dirname(interpreters[0].executable)]
  return {
    isolation,
    caller,
    checkout,
    callerHome,
    home: homeInside(callerHome, checkout),
    known: listed.map((file) => file.path),
    interpreters,
    caches,
    covered: request.setupCache === undefined ? [] : [keptIn(request.setupCache.folder)],
    readable: [...existing(folders.filter((folder) => !isBrought(folder))), ...caches],
    limits,
    path: [...new Set([...first, ...path])],
  }
}

function limitsOf(
  caller: Variables,
  { real: checkout }: Location,
  home: string,
  needed: readonly string[],
): Limits {
  const tools = ['RUNNER_TOOL_CACHE', 'AGENT_TOOLSDIRECTORY'].flatMap((name) =>
    absolute(caller[name]),
  )
  return {
    checkout,
    home: locate(home)?.real ?? home,
    hidden: runnerFolders(checkout).filter((folder) => !needed.includes(folder)),
    tools: existing(tools).map(({ real }) => real),
  }
}

/** Variables whose paths a training needs to see: libraries, the runner's tool cache, certificates. */
const PATHS = ['LD_LIBRARY_PATH', 'RUNNER_TOOL_CACHE', 'AGENT_TOOLSDIRECTORY']
const CERTIFICATES = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'PIP_CERT',
]

function listedPaths(caller: Variables): string[] {
  return [...PATHS, ...CERTIFICATES].flatMap((name) => absolute(caller[name]))
}

/** A list as in PATH; a relative entry would mean something else in each folder. */
function absolute(list: string | undefined): string[] {
  return (list ?? '').split(':').filter((entry) => isAbsolute(entry))
}

function existing(folders: readonly string[]): Location[] {
  return [...new Set(folders)].flatMap((folder) => locate(folder) ?? [])
}

/** Whether a path in the checkout is, or lies in, something that git tracks: then the change under test may have brought it. */
function isTracked(path: string, checkout: string, tracked: ReadonlySet<string>): boolean {
  if (!isWithin(path, checkout)) return false
  const within = relative(checkout, path)
  const parts = within.split('/')
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  return (
    within === '' ||
    above.some((one) => tracked.has(one)) ||
    [...tracked].some((file) => file.startsWith(`${within}/`))
  )
}

/**
 * Whether a program in the checkout may have come with the change: all but those of an installation, the folder above
 * its `bin`, in which git tracks nothing.
 */
function isBroughtProgram(file: string, checkout: string, tracked: ReadonlySet<string>): boolean {
  const installation = dirname(dirname(file))
  return (
    isWithin(file, checkout) &&
    (!isWithin(installation, checkout) || isTracked(installation, checkout, tracked))
  )
}

/** Environments that exist: the active ones, and the one that tools look for in a checkout. */
function environmentsOf(caller: Variables, checkout: string): string[] {
  const named = [caller['VIRTUAL_ENV'], caller['CONDA_PREFIX'], join(checkout, '.venv')]
  return named.filter(
    (folder) => folder !== undefined && isAbsolute(folder) && existsSync(folder),
  ) as string[]
}

/** Where the commands start; the checkout itself if that folder is not there yet. */
function directoryIn(checkout: string, { directory }: ModelSpec): string {
  const folder = join(checkout, directory)
  return isWithin(folder, checkout) &&
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
    ? folder
    : checkout
}

/** HOME's own path, unless there cannot be a folder of its own: then one of ours. */
function homeInside(home: string, checkout: Location): Location {
  const place =
    isAbsolute(home) && lstatSync(home, { throwIfNoEntry: false }) !== undefined
      ? locate(home)
      : undefined
  const taken = ['/', '/tmp', '/usr', '/etc', '/opt', '/dev', '/proc', '/sys', checkout.real]
  if (place === undefined || taken.includes(place.real))
    return { path: INSIDE.home, real: INSIDE.home }
  return place
}
