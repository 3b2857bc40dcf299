import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { UserError } from '../record/error.ts'
import type { DataRule } from '../spec/spec.ts'
import type { DataFacts, DataSource } from './data.ts'
import { isWithin } from './mounts.ts'
import { isStored, whyHidden } from './shown.ts'
import { locate } from './system.ts'
import { filesBelow } from './workspace.ts'

/**
 * Holds what was found to the limits, on real paths: a root, and the file that a link in a set leads to, is a file of
 * the checkout, lies at or below a path that `data:` names, or is a store's content. What links lead to is decided
 * here, before anything has run: those that `setup` or a training makes never count.
 *
 * @param named real paths
 * @throws {UserError} `data-refused`
 */
export function allowData(
  found: ReadonlyArray<Omit<DataSource, 'targets'>>,
  bring: readonly string[],
  named: readonly string[],
  facts: DataFacts,
): DataSource[] {
  const check = (rule: DataRule, path: string, real: string): void => {
    const why = whyRefused(real, named, facts)
    if (why !== undefined)
      throw refused(rule, path === real ? why : `${path} leads to ${real}; ${why}`)
  }
  for (const path of bring) {
    const rule: DataRule = { path, mode: 'bind' }
    const file = join(facts.checkout, path)
    check(rule, file, realOf(rule, file))
    if (statSync(file).isDirectory()) throw refused(rule, 'it is a link to a folder')
  }
  return found.map((source) => {
    if (source.from === 'outside')
      for (const root of source.roots) check(source.rule, root, realOf(source.rule, root))
    const links = source.rule.mode === 'bind' ? linksOf(source, facts) : []
    for (const { link, target } of links) check(source.rule, link, target)
    return { ...source, targets: [...new Set(links.map(({ target }) => target))] }
  })
}

function realOf(rule: DataRule, path: string): string {
  const real = locate(path)?.real
  if (real === undefined) throw refused(rule, `${path} is a link to nothing`)
  return real
}

function whyRefused(
  real: string,
  named: readonly string[],
  { checkout, limits }: DataFacts,
): string | undefined {
  const stored = isStored(real) && statSync(real).isFile()
  // git-annex keeps its objects inside `.git`.
  if (stored && isWithin(real, checkout)) return undefined
  const why = whyHidden(real, limits)
  if (why !== undefined || stored || isWithin(real, checkout)) return why
  return named.some((folder) => isWithin(real, folder))
    ? undefined
    : `${real} is named nowhere in \`data:\``
}

interface Link {
  readonly link: string
  readonly target: string
}

/** Links in a set that lead to files out of it, as the training will see them. */
function linksOf({ from, roots }: Omit<DataSource, 'targets'>, facts: DataFacts): Link[] {
  const { checkout, tree } = facts
  const at = from === 'outside' ? '/' : tree
  return roots.flatMap((root) => {
    const host = from === 'outside' ? realpathSync(root) : join(tree, root)
    return filesOf(host).flatMap((file) => {
      if (!lstatSync(file).isSymbolicLink()) return []
      const link = from === 'outside' ? file : join(checkout, relative(at, file))
      const target = locate(resolve(dirname(link), readlinkSync(file)))?.real
      if (target === undefined || statSync(target).isDirectory()) return []
      const isSeen =
        isWithin(target, host) ||
        (isWithin(target, checkout) && existsSync(join(tree, relative(checkout, target))))
      return isSeen ? [] : [{ link, target }]
    })
  })
}

/** All files of a set; none where a link stands above it, for then it is not the set that lay there. */
export function filesOf(host: string): string[] {
  if (locate(dirname(host))?.real !== dirname(host)) return []
  const stats = lstatSync(host, { throwIfNoEntry: false })
  if (stats === undefined) return []
  return stats.isDirectory() ? filesBelow(host).map((path) => join(host, path)) : [host]
}

export function refused(rule: DataRule, why: string): UserError {
  return new UserError(
    'data-refused',
    `data: ${rule.path} is not shown to a training: ${why}`,
    'Name the folder of the data itself, also where a link leads to it.',
  )
}
