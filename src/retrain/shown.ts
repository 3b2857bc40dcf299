import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isWithin } from './mounts.ts'

/*
 * What of this machine a configuration may show to a training. `data:` and `caches:` come with the change under test,
 * and links too, so all is decided on real paths.
 */

/** Nothing in them is data, and through some of them a process reaches everything. */
const SYSTEM = ['/proc', '/sys', '/dev', '/run', '/var/run', '/etc', '/boot']
/** Others' things lie side by side in them. */
const SHARED = ['/tmp', '/var/tmp', '/home']
/** Git's settings and objects, which may hold tokens, and what we remember. */
const OURS = /(^|\/)\.(git|reprise)(\/|$)/

/** The places that decide; all real paths. */
export interface Limits {
  readonly checkout: string
  readonly home: string
  /** The runner's folders. */
  readonly hidden: readonly string[]
  /** What in them may be shown: the tool cache. */
  readonly tools: readonly string[]
}

/** Why a real path is never shown, whoever names it; undefined where it may be. */
export function whyHidden(real: string, limits: Limits): string | undefined {
  const { checkout, home, hidden, tools } = limits
  const system = SYSTEM.find((folder) => isWithin(real, folder))
  if (system !== undefined) return `${system} belongs to the system`
  const kept = [...SYSTEM, ...SHARED, checkout, ...hidden, ...(home === '/' ? [] : [home])]
  const covered = kept.find((folder) => isWithin(folder, real))
  if (covered !== undefined) return `it covers ${covered}`
  if (isWithin(real, checkout))
    return isOurs(relative(checkout, real))
      ? 'it belongs to git or to Reprise, not to the data'
      : undefined
  const runner = hidden.find((folder) => isWithin(real, folder))
  if (runner !== undefined && !tools.some((folder) => isWithin(real, folder)))
    return `it lies in the runner's folder ${runner}`
  const stats = statSync(real)
  return stats.isFile() || stats.isDirectory() ? undefined : 'it is neither a file nor a folder'
}

/** Whether a path in the checkout belongs to git or to us. */
export function isOurs(path: string): boolean {
  return OURS.test(path)
}

/**
 * Where tools keep contents under names made from digests, so that a link cannot choose what it leads to: DVC's
 * cache, git-annex's objects, the blobs of Hugging Face's hub.
 */
const STORED =
  /\/[0-9a-f]{2}\/[0-9a-f]{30}(\.dir)?$|\/annex\/objects\/(.+\/)?[A-Z0-9_]+-s\d+-[^/]*-[^/]+$|\/(models|datasets)--[^/]+\/blobs\/[0-9a-f]{40,64}$/

/** Whether a real path is one of a store's contents. */
export function isStored(real: string): boolean {
  return STORED.test(real)
}

/** Paths below a shown folder that must be covered: sockets, by which one talks to a daemon even without a network, and what {@link isOurs}. */
export function toCover(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (isOurs(entry.name) || entry.isSocket()) return [path]
    return entry.isDirectory() ? toCover(path) : []
  })
}
