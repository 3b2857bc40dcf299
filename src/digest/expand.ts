import { readdirSync, statSync, type Dirent } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import { UserError } from '../record/error.ts'

/** Folders that are never data: they change by being looked at. */
const SKIPPED = ['.git', '.reprise']

/**
 * The files that a path or glob of `reprise.yml` means: a file, all files below a folder, or all that a glob
 * matches or that lie below a folder it matches; names with a leading dot too. Symbolic links are followed.
 * Files inside `root` are given relative to it, others absolute. Sorted.
 *
 * @throws {UserError} `data-missing` if there is none
 */
export function expandPaths(root: string, pattern: string): string[] {
  const files = [...new Set(matching(root, pattern))]
  if (files.length > 0) return files.map((file) => spell(root, file)).sort()
  throw new UserError(
    'data-missing',
    `nothing matches ${JSON.stringify(pattern)}`,
    'Check the path, and that the data was fetched; relative paths start at the repository.',
  )
}

/** Where a pattern starts, and the rest of it: a glob's special characters are only those that were written. */
function anchored(root: string, pattern: string): { anchor: string; rest: string } {
  if (pattern === '~' || pattern.startsWith('~/')) {
    return { anchor: homedir(), rest: pattern.slice(2) }
  }
  if (isAbsolute(pattern)) return { anchor: '/', rest: pattern.slice(1) }
  const up = /^(?:\.{1,2}(?:\/+|$))*/.exec(pattern)?.[0] ?? ''
  return { anchor: resolve(root, up), rest: pattern.slice(up.length) }
}

function matching(root: string, pattern: string): string[] {
  const { anchor, rest } = anchored(root, pattern)
  const path = join(anchor, rest)
  const stats = statSync(path, { throwIfNoEntry: false })
  // A name may look like a glob and be none: `data[1].csv`.
  if (stats?.isDirectory()) return walk(path, '', () => true)
  if (stats !== undefined) return [path]
  const { base, isGlob } = picomatch.scan(rest)
  if (!isGlob || !isFolder(join(anchor, base))) return []
  return walk(anchor, base, picomatch(rest, { dot: true }))
}

/** The files below `anchor/start` that match, by their path from `anchor`, or lie in a folder that does. */
function walk(anchor: string, start: string, matches: (path: string) => boolean): string[] {
  const files: string[] = []
  const visit = (path: string, inside: boolean, above: readonly string[]): void => {
    const folder = join(anchor, path)
    const { dev, ino } = statSync(folder)
    const id = `${dev}:${ino}`
    // A link to a folder above would lead round for ever.
    if (above.includes(id)) return
    for (const entry of list(folder)) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`
      const hit = inside || matches(below)
      if (isFolderEntry(anchor, below, entry)) visit(below, hit, [...above, id])
      else if (hit) files.push(join(anchor, below))
    }
  }
  visit(start, false, [])
  return files
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(
      ({ name }) => !SKIPPED.includes(name),
    )
  } catch (error) {
    const why = (error as Error).message
    const hint = 'Make it readable, or name what you need of it.'
    throw new UserError('file-unreadable', `${folder} cannot be listed: ${why}`, hint, {
      file: folder,
    })
  }
}

function isFolderEntry(anchor: string, path: string, entry: Dirent): boolean {
  return entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(anchor, path)))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function spell(root: string, file: string): string {
  const inside = relative(root, file)
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? file : inside
}
