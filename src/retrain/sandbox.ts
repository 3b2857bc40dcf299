import { lstatSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { UserError } from '../record/error.ts'
import type { ModelSpec } from '../spec/spec.ts'
import { declaredEnvironment, trainingEnvironment } from './environment.ts'
import { coveredInCaches } from './caches.ts'
import { INSIDE, isWithin, planMounts, type Location, type Mount } from './mounts.ts'
import { REPEATABLE } from './probe-variables.ts'
import type { LaunchRequest } from './running.ts'
import { acceleratorDevices, blank, locate, systemMounts } from './system.ts'
import type { Workplace } from './workplace.ts'

/** The host folders of one run, or of `setup`. */
export interface RunFolders {
  readonly tree: string
  readonly home: string
  readonly temporary: string
  readonly output: string
  readonly copies: string
  /** Logs and the launcher's own files; never shown to the run. */
  readonly own: string
}

export function foldersIn(folder: string): RunFolders {
  const [tree, home, temporary, output, copies, own] = [
    'tree',
    'home',
    'tmp',
    'out',
    'data',
    'own',
  ].map((name) => join(folder, name)) as [string, string, string, string, string, string]
  return { tree, home, temporary, output, copies, own }
}

/** What distinguishes one start from another. */
export interface Start {
  readonly workplace: Workplace
  readonly model: ModelSpec
  readonly folders: RunFolders
  readonly command: string
  readonly network: 'on' | 'off'
  /** Host folder of the probe; absent for `setup`. */
  readonly probe: string | undefined
  /** The virtual environment of `setup`: its host folder, and whether it may be written. */
  readonly environment: { readonly folder: string; readonly writable: boolean } | undefined
  /** Beyond `env:`: the seed's variable. */
  readonly variables: Readonly<Record<string, string>>
  /** What the probe is told. */
  readonly told: Readonly<Record<string, string>>
  readonly dataMounts: readonly Mount[]
}

/** Where the training sees its tree. */
export function treeSeenAs({ isolation, checkout }: Workplace, folders: RunFolders): string {
  return isolation.level === 4 ? checkout.real : folders.tree
}

/** Where the virtual environment of `setup` is seen. */
export function environmentSeenAs({ isolation }: Workplace, folder: string): string {
  return isolation.level === 4 ? INSIDE.environment : folder
}

/** The part of a launch that says what is started and what it sees. */
export function describeLaunch(
  start: Start,
): Pick<
  LaunchRequest,
  'isolation' | 'command' | 'directory' | 'environment' | 'mounts' | 'network' | 'folder'
> {
  const { workplace, model, folders, command, network } = start
  return {
    isolation: workplace.isolation,
    command,
    directory: join(treeSeenAs(workplace, folders), model.directory),
    environment: variablesOf(start),
    mounts: workplace.isolation.level === 4 ? mountsOf(start) : [],
    network,
    folder: folders.own,
  }
}

function variablesOf(start: Start): Record<string, string> {
  const { workplace, folders, environment, probe, told } = start
  const isSandboxed = workplace.isolation.level === 4
  const venv =
    environment === undefined ? undefined : environmentSeenAs(workplace, environment.folder)
  return trainingEnvironment({
    caller: workplace.caller,
    declared: { ...declaredEnvironment(start.model.env, workplace.caller).set, ...start.variables },
    home: isSandboxed ? workplace.home.path : folders.home,
    path: [...(venv === undefined ? [] : [join(venv, 'bin')]), ...workplace.path],
    network: start.network,
    probe: isSandboxed && probe !== undefined ? INSIDE.probe : probe,
    output: probe === undefined ? undefined : isSandboxed ? INSIDE.output : folders.output,
    told,
    defaults: probe !== undefined && start.model.deterministic ? REPEATABLE : {},
    more: {
      ...(venv !== undefined && { VIRTUAL_ENV: venv }),
      // In the sandbox /tmp is the run's own. User packages are found by HOME there, by this elsewhere.
      ...(!isSandboxed && {
        TMPDIR: folders.temporary,
        PYTHONUSERBASE: join(workplace.callerHome, '.local'),
      }),
    },
  })
}

function mountsOf(start: Start): Mount[] {
  const { workplace, model, folders, environment, probe } = start
  const more: Mount[] = [
    ...writableCaches(workplace),
    ...coveredInCaches(model.caches, workplace.caches),
    ...coverIn(workplace),
    ...start.dataMounts,
  ]
  if (environment !== undefined) {
    more.push({
      kind: environment.writable ? 'rw' : 'ro',
      from: environment.folder,
      to: INSIDE.environment,
    })
  }
  if (probe !== undefined) {
    more.push(
      { kind: 'ro', from: probe, to: INSIDE.probe },
      { kind: 'rw', from: folders.output, to: INSIDE.output },
    )
  }
  const mounts = planMounts({
    system: systemMounts(process.getuid?.() === 0, workplace.readable),
    devices: acceleratorDevices(),
    readable: workplace.readable,
    hidden: workplace.limits.hidden,
    home: { from: folders.home, at: workplace.home },
    tree: { from: folders.tree, at: workplace.checkout },
    more,
  })
  refuseLinks(mounts, [
    [workplace.checkout, folders.tree],
    [workplace.home, folders.home],
  ])
  return mounts
}

/**
 * bubblewrap makes the places on which it mounts, and while it does so a link leads out of the sandbox: one that
 * `setup` made would have it write anywhere on this machine.
 */
function refuseLinks(
  mounts: readonly Mount[],
  writable: ReadonlyArray<readonly [Location, string]>,
): void {
  for (const { to } of mounts) {
    for (const [{ path, real }, host] of writable) {
      const place = [real, path].find((folder) => isWithin(to, folder))
      if (place === undefined || staysIn(join(host, relative(place, to)), host)) continue
      throw new UserError(
        'mount-refused',
        `${to} cannot be shown to the training: a link in its place leads elsewhere`,
        'Let neither the repository nor `setup` put a link there.',
      )
    }
  }
}

/** Whether a path, as far as it exists, is in a folder also when links are followed. */
function staysIn(path: string, folder: string): boolean {
  const place = locate(path)?.real
  if (place !== undefined) return isWithin(place, folder)
  return !isLink(path) && staysIn(dirname(path), folder)
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

/** Puts empty folders in the place of those that are shown with a folder around them. */
function coverIn({ covered, readable }: Workplace): Mount[] {
  return covered
    .flatMap((folder) => locate(folder) ?? [])
    .filter((place) => readable.some(({ real }) => isWithin(place.real, real)))
    .flatMap(({ path, real }) => [...new Set([path, real])].map((to) => blank(real, to)))
}

/** Folders that variables name as homes of caches: the run may write there, beside the read-only data in them. */
function writableCaches({ caller, home }: Workplace): Mount[] {
  const named = ['HF_HOME', 'TORCH_HOME', 'XDG_CACHE_HOME'].map((name) => caller[name] ?? '')
  return named
    .filter(
      (path) =>
        path.startsWith('/') &&
        ![home.path, '/tmp', '/usr', '/opt', '/etc'].some((folder) => isWithin(path, folder)),
    )
    .map((to) => ({ kind: 'tmpfs', to }))
}

/** Places in the tree on which an environment of the checkout is mounted. */
export function environmentPlaces({ checkout, readable }: Workplace): string[] {
  return readable
    .map(({ path }) => path)
    .filter((path) => path !== checkout.real && isWithin(path, checkout.real))
    .map((path) => relative(checkout.real, path))
}
