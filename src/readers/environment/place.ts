/** The folders that a record spells by a sign instead of by name. */
export interface Homes {
  /** The work tree as the training saw it: spelled `.`. */
  readonly tree: string
  /** The home folder, spelled `~`. */
  readonly home: string | undefined
}

/** A path as a record may hold it: it gives away neither a user's name nor where the tree lies. */
export function spellPlace(path: string, { tree, home }: Homes): string {
  const short =
    replaced(path, tree, '.') ?? (home === undefined ? undefined : replaced(path, home, '~'))
  // Another user's home: a shared environment, or a training that ran as somebody else.
  return short ?? path.replace(/^\/(?:home|Users)\/[^/]+/, '~')
}

function replaced(path: string, folder: string, sign: string): string | undefined {
  const start = folder.replace(/\/+$/, '')
  if (start === '') return undefined
  if (path === start) return sign
  return path.startsWith(`${start}/`) ? `${sign}${path.slice(start.length)}` : undefined
}
