import { lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs'
import { join, relative } from 'node:path'
import { normaliseName } from '../readers/pins/pins.ts'
import { isVersion } from './harvest/pins.ts'
import { firstChange, takeInventory } from './inventory.ts'
import { isWithin, type Location, type Mount } from './mounts.ts'
import { describeSetup } from './setup.ts'
import type { SetupKey, SetupStart } from './setup-key.ts'

/**
 * Why an environment cannot stand in for its `setup` another time: something else was changed, too, or what was
 * installed is not what the tree pins. Undefined where it can.
 *
 * @throws if the tree cannot be read; the signal's reason
 */
export async function whyNotKept(start: SetupStart, key: SetupKey): Promise<string | undefined> {
  const { command, request, place, tree } = start
  const { folders, workplace, environment } = place
  const change = firstChange(tree, await takeInventory(folders.tree, request.signal))
  if (change !== undefined) return `it changes the tree: ${change}`
  const { mounts } = describeSetup(command, request, place)
  const left = leftInHome(folders.home, workplace.home, mounts)
  if (left !== undefined) return `it leaves ~/${left}`
  const [interpreter] = workplace.interpreters
  return whyNotPinned(join(environment, interpreter?.library ?? ''), key)
}

/** What installers keep for themselves, and what pip leaves by asking for the version of Rust's compiler. */
const THEIRS = ['.cache/pip', '.cache/uv', '.cache/pypoetry', '.rustup']

/** The first thing in the scratch home that is neither installers' own nor a place on which something was mounted. */
function leftInHome(folder: string, at: Location, mounts: readonly Mount[]): string | undefined {
  const points = mounts.flatMap(({ to }) =>
    [at.path, at.real].filter((home) => isWithin(to, home)).map((home) => relative(home, to)),
  )
  const isExpected = (path: string, entry: Dirent): boolean => {
    if (THEIRS.some((theirs) => isWithin(path, theirs))) return true
    if (entry.isDirectory()) return [...points, ...THEIRS].some((point) => isWithin(point, path))
    return entry.isFile() && points.includes(path) && lstatSync(join(folder, path)).size === 0
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => [relative(folder, join(entry.parentPath, entry.name)), entry] as const)
    .find(([path, entry]) => !isExpected(path, entry))?.[0]
}

/** The first package in an environment that another time could be another one. */
function whyNotPinned(library: string, { pins: { pins }, isPinned }: SetupKey): string | undefined {
  const names = readdirSync(library).filter((name) => /\.(?:dist-info|egg-info|egg)$/.test(name))
  for (const name of names) {
    const [, found, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(name) ?? []
    if (found === undefined || version === undefined)
      return `it installs ${name}, whose version is not told`
    const package_ = normaliseName(found)
    if (!pins.some((pin) => pin.name === package_ && isVersion(pin.version, version)))
      return `it installs ${package_} ${version}, which no lock pins`
    if (isPinned && isLocal(join(library, name)))
      return `it installs ${package_} from files that are not its lock`
  }
  return undefined
}

/** Whether a package was installed from a path (PEP 610). */
function isLocal(folder: string): boolean {
  if (!readdirSync(folder).includes('direct_url.json')) return false
  return /"url"\s*:\s*"file:/.test(readFileSync(join(folder, 'direct_url.json'), 'utf8'))
}
