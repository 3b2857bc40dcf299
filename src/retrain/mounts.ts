/** One thing that the sandbox shows, at `to`. `ro`, `rw` and `dev` bind the host's `from`. */
export type Mount =
  | { readonly kind: 'ro' | 'rw' | 'dev'; readonly from: string; readonly to: string }
  | { readonly kind: 'tmpfs'; readonly to: string }
  | { readonly kind: 'link'; readonly target: string; readonly to: string }

/** A path as people spell it and as the kernel resolves it. */
export interface Location {
  readonly path: string
  readonly real: string
}

/** Where things of ours stand in the sandbox: fixed, so that every run sees the same paths. */
export const INSIDE = {
  probe: '/run/reprise/probe',
  output: '/run/reprise/out',
  environment: '/run/reprise/venv',
  home: '/run/reprise/home',
} as const

/** What this machine and this run consist of, as the mount list needs it. */
export interface SandboxFacts {
  /** The system's top-level folders (read-only) and links, and what in them is to be empty. */
  readonly system: readonly Mount[]
  /** The accelerator's devices. */
  readonly devices: readonly string[]
  /** Prefixes of interpreters, caches: read-only, each at its own path. */
  readonly readable: readonly Location[]
  /** Folders that must not show even where the system's folders would show them: the runner's. */
  readonly hidden: readonly string[]
  /** The host folder that stands in for home, and where. */
  readonly home: { readonly from: string; readonly at: Location }
  /** The host folder of the run's tree, and the checkout's place, where it is mounted. */
  readonly tree: { readonly from: string; readonly at: Location }
  /** Declared data, and what else the run needs. */
  readonly more: readonly Mount[]
}

/** Whether `path` is `folder` or lies below it; both absolute and normalised. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

/**
 * All mounts of one run, in the order in which they must be made: what lies deeper later, and of two at one place
 * only the later. So home may hold the checkout, the checkout its data, `/tmp` all of them.
 */
export function planMounts(facts: SandboxFacts): Mount[] {
  const mounts: Mount[] = [
    ...facts.system,
    { kind: 'tmpfs', to: '/tmp' },
    { kind: 'tmpfs', to: '/var/tmp' },
    { kind: 'tmpfs', to: '/dev/shm' },
    ...facts.devices.map((path): Mount => ({ kind: 'dev', from: path, to: path })),
    ...facts.hidden.map((to): Mount => ({ kind: 'tmpfs', to })),
    ...placesOf(facts.home.at).map((to): Mount => ({ kind: 'rw', from: facts.home.from, to })),
    ...facts.readable
      .filter(({ real }) => mayShow(real, facts))
      .flatMap((place) => readOnly(place, facts)),
    ...placesOf(facts.tree.at).map((to): Mount => ({ kind: 'rw', from: facts.tree.from, to })),
    ...facts.more,
  ]
  const last = new Map(mounts.map((mount) => [mount.to, mount]))
  return [...last.values()].sort((a, b) => depth(a.to) - depth(b.to))
}

function placesOf({ path, real }: Location): string[] {
  return path === real ? [real] : [real, path]
}

function depth(path: string): number {
  return path.split('/').filter((part) => part !== '').length
}

/** Nothing is shown that would show home, the checkout or the runner's folder along with it. */
function mayShow(real: string, facts: SandboxFacts): boolean {
  const kept = [facts.home.at.real, facts.tree.at.real, ...facts.hidden]
  return real !== '/' && !kept.some((path) => isWithin(path, real))
}

/**
 * A read-only bind at the real path, and one at the path as spelt where no bound folder shows the link itself:
 * a mount cannot be made through an absolute link.
 */
function readOnly({ path, real }: Location, facts: SandboxFacts): Mount[] {
  const shown = facts.system.filter(({ kind }) => kind === 'ro').map(({ to }) => to)
  const covering = [facts.home.at.real, facts.home.at.path, ...facts.hidden]
  const isShown = (place: string): boolean =>
    shown.some((folder) => isWithin(place, folder)) &&
    !covering.some((folder) => isWithin(place, folder))
  return placesOf({ path, real })
    .filter((to) => !isShown(to))
    .map((to): Mount => ({ kind: 'ro', from: real, to }))
}

/** How one process is started inside. */
export interface SandboxedProcess {
  readonly directory: string
  readonly network: 'on' | 'off'
  readonly environment: Readonly<Record<string, string>>
  /** Descriptor from which bubblewrap reads the seccomp filter. */
  readonly filter: number
}

/**
 * bubblewrap's arguments, without the command. Always without any capability: started by root, bubblewrap keeps
 * them all, and the training could unmount what hides home. `localhost` as the host's name resolves everywhere
 * and tells nothing.
 */
export function bwrapArguments(mounts: readonly Mount[], start: SandboxedProcess): string[] {
  const namespaces = '--unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try'.split(' ')
  if (start.network === 'off') namespaces.push('--unshare-net')
  const variables = Object.entries(start.environment)
  return [
    namespaces,
    '--hostname localhost --new-session --die-with-parent --cap-drop ALL'.split(' '),
    '--proc /proc --dev /dev'.split(' '),
    ...mounts.map(spellMount),
    // Otherwise the root is a writable memory disk on which results vanish without an error.
    ['--remount-ro', '/', '--clearenv'],
    ...variables.map(([name, value]) => ['--setenv', name, value]),
    ['--chdir', start.directory, '--seccomp', String(start.filter)],
  ].flat()
}

function spellMount(mount: Mount): string[] {
  switch (mount.kind) {
    case 'ro':
      return ['--ro-bind', mount.from, mount.to]
    case 'rw':
      return ['--bind', mount.from, mount.to]
    case 'dev':
      return ['--dev-bind', mount.from, mount.to]
    case 'tmpfs':
      return ['--tmpfs', mount.to]
    case 'link':
      return ['--symlink', mount.target, mount.to]
  }
}
