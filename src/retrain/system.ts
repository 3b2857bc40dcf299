import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isWithin, type Location, type Mount } from './mounts.ts'

/** Read-only folders of a system, as far as they exist. */
const SYSTEM = '/usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc /opt /nix /gnu'.split(' ')
/** Parts of `/sys` that tell about devices and limits (as Flatpak binds them). */
const DEVICE_FACTS = ['block', 'bus', 'class', 'dev', 'devices', 'module', 'fs/cgroup'].map(
  (name) => `/sys/${name}`,
)
/** Writable by root even without capabilities; the list is that of the OCI runtimes. */
const READ_ONLY = ['sys', 'sysrq-trigger', 'irq', 'bus', 'fs', 'mtrr'].map(
  (name) => `/proc/${name}`,
)
/** Unreadable in the sandbox: the OCI runtimes' masked paths. */
const MASKED = [
  '/proc/kcore',
  '/proc/keys',
  '/proc/key-users',
  '/proc/timer_list',
  '/proc/sched_debug',
  '/proc/acpi',
  '/proc/scsi',
]

/** Where secrets that only root may read are kept, and how many folders deep they are looked for. */
const SECRETS = [
  ['/etc', 16],
  ['/opt', 4],
  ['/usr/local', 4],
] as const

/** The system part of a sandbox on this machine. `asRoot`: also hides what only root may read, but not what is `needed`. */
export function systemMounts(asRoot: boolean, needed: readonly Location[] = []): Mount[] {
  const masked = MASKED.filter((path) => existsSync(path))
  const real = needed.map((place) => place.real)
  const secrets = asRoot ? SECRETS.flatMap(([folder, depth]) => rootOnly(folder, depth, real)) : []
  return [
    ...[...SYSTEM, ...DEVICE_FACTS, ...READ_ONLY]
      .filter((path) => existsSync(path))
      .map(showSystem),
    ...resolver(),
    ...[...masked, ...secrets].map((path) => blank(path)),
  ]
}

function showSystem(path: string): Mount {
  if (lstatSync(path).isSymbolicLink())
    return { kind: 'link', target: readlinkSync(path), to: path }
  return { kind: 'ro', from: path, to: path }
}

/** Puts nothing in the place of something on the host. */
export function blank(path: string, to: string = path): Mount {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? { kind: 'tmpfs', to }
    : { kind: 'ro', from: '/dev/null', to }
}

/** /etc/resolv.conf often links into /run, which is not shown. */
function resolver(): Mount[] {
  try {
    const real = realpathSync('/etc/resolv.conf')
    return isWithin(real, '/etc') ? [] : [{ kind: 'ro', from: real, to: real }]
  } catch {
    return []
  }
}

/** Root without capabilities still reads root's own files: shadow, host keys, cluster credentials. */
function rootOnly(folder: string, depth: number, needed: readonly string[]): string[] {
  if (depth === 0 || !existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (!entry.isFile() && !entry.isDirectory()) return []
    if (needed.some((place) => isWithin(path, place))) return []
    const isOnTheWay = needed.some((place) => isWithin(place, path))
    const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0o004
    if ((mode & 0o004) === 0 && !isOnTheWay) return [path]
    return entry.isDirectory() ? rootOnly(path, depth - 1, needed) : []
  })
}

const DEVICES = /^(nvidia.*|kfd|dri|dxg)$/

/** Device files of the accelerators that this machine has. */
export function acceleratorDevices(): string[] {
  return readdirSync('/dev')
    .filter((name) => DEVICES.test(name))
    .map((name) => join('/dev', name))
}

/**
 * The folders of self-hosted runners: they hold the runners' credentials. That around a checkout, found by its marker
 * file, else by the layout `<runner>/_work/<repository>/<repository>`; and those in `/opt`, which the system shows.
 */
export function runnerFolders(checkout: string, others = '/opt'): string[] {
  const ancestors: string[] = []
  for (let path = dirname(checkout); path !== dirname(path); path = dirname(path))
    ancestors.push(path)
  const byLayout = ancestors.find((path) => path.endsWith('/_work'))
  const around =
    ancestors.find(isMarked) ?? (byLayout === undefined ? undefined : dirname(byLayout))
  const beside = existsSync(others) ? readdirSync(others).map((name) => join(others, name)) : []
  return [...new Set([...(around === undefined ? [] : [around]), ...beside.filter(isMarked)])]
}

function isMarked(folder: string): boolean {
  return ['.runner', '.credentials'].some((name) => existsSync(join(folder, name)))
}

/** A path with its real path, or undefined where there is nothing. */
export function locate(path: string): Location | undefined {
  try {
    return { path, real: realpathSync(path) }
  } catch {
    return undefined
  }
}
