import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import picomatch from 'picomatch'
import { UserError } from '../record/error.ts'
import type { DataRule } from '../spec/spec.ts'
import { allowData, refused } from './data-limits.ts'
import { isWithin } from './mounts.ts'
import { isOurs, whyHidden, type Limits } from './shown.ts'
import { locate } from './system.ts'
import { filesBelow } from './workspace.ts'

/** One entry of `data:`, found. */
export interface DataSource {
  readonly rule: DataRule
  /**
   * `tree`: in the run's own tree, for git has it; `outside`: on this machine, also in the checkout where git
   * ignores it; `setup`: not there, so `setup` must make it, in the tree.
   */
  readonly from: 'tree' | 'outside' | 'setup'
  /** Files or folders: relative to the tree, or absolute where `outside`. */
  readonly roots: readonly string[]
  /** Files elsewhere to which links in it led before anything ran: real paths. */
  readonly targets: readonly string[]
}

/** What `data:` is looked up in. */
export interface DataFacts {
  readonly checkout: string
  readonly home: string
  /** The copy that was laid out, and its files. */
  readonly tree: string
  readonly placed: readonly string[]
  /** All files of the work tree that git does not ignore. */
  readonly known: readonly string[]
  readonly hasSetup: boolean
  readonly limits: Limits
}

export interface FoundData {
  readonly sources: readonly DataSource[]
  /** Git-ignored files in folders that also hold files of the tree: to be copied into it. */
  readonly bring: readonly string[]
}

/** Binds beyond this number would make a start slow: such a set is named by its folder. */
const MOST_ROOTS = 2000

/** Finds what `data:` names. @throws {UserError} `data-missing`, `data-refused`, `data-many` */
export function findData(rules: readonly DataRule[], facts: DataFacts): FoundData {
  const found = rules.map((rule) => findOne(rule, facts))
  for (const { source } of found) {
    if (source.roots.length > MOST_ROOTS) {
      throw new UserError(
        'data-many',
        `data: ${source.rule.path} names ${source.roots.length} files`,
        'Name the folder that holds them.',
      )
    }
  }
  const bring = found.flatMap((one) => one.bring)
  const sources = allowData(
    found.map(({ source }) => source),
    bring,
    named(rules, facts),
    facts,
  )
  return { sources, bring }
}

/** Places outside the checkout that may be shown: what rules name, and the ends of links that git neither tracks nor lists, which no change brings. */
function named(rules: readonly DataRule[], facts: DataFacts): string[] {
  return rules.flatMap((rule) => {
    const { start } = readRule(rule, facts)
    const isLinkOfHost =
      isWithin(start, facts.checkout) &&
      locate(dirname(start))?.real === dirname(start) &&
      ![...facts.known, ...facts.placed].includes(relative(facts.checkout, start))
    return isLinkOfHost || !isWithin(start, facts.checkout) ? (locate(start)?.real ?? []) : []
  })
}

interface Found {
  readonly source: Omit<DataSource, 'targets'>
  readonly bring: readonly string[]
}

/** A rule's pattern, and the folder or file at which it starts, both absolute. */
function readRule(
  rule: DataRule,
  facts: DataFacts,
): { whole: string; start: string; isGlob: boolean } {
  const pattern = rule.path
    .replace(/^~(?=\/|$)/, facts.home)
    .replace(/\/\*\*(\/\*)?$/, '')
    .replace(/(.)\/+$/, '$1')
  const { base, isGlob } = picomatch.scan(pattern)
  const start = resolve(facts.checkout, isGlob ? base : pattern)
  return { whole: resolve(facts.checkout, pattern), start, isGlob }
}

function findOne(rule: DataRule, facts: DataFacts): Found {
  const { whole, start, isGlob } = readRule(rule, facts)
  const isGlobOfCheckout = isGlob && isWithin(start, facts.checkout)
  // Before anything is listed: a whole disk would be.
  const real = isGlobOfCheckout ? undefined : locate(start)?.real
  const why = real === undefined ? undefined : whyHidden(real, facts.limits)
  if (why !== undefined) throw refused(rule, why)
  if (isWithin(start, facts.checkout) && isOurs(relative(facts.checkout, whole)))
    throw refused(rule, 'it belongs to git or to Reprise, not to the data')
  if (isWithin(start, facts.checkout))
    return findInCheckout(rule, relative(facts.checkout, whole), isGlob, facts)
  const roots = isGlob ? matchesBelow(start, whole) : existsSync(start) ? [start] : []
  if (roots.length === 0) throw missing(rule, facts)
  return { source: { rule, from: 'outside', roots }, bring: [] }
}

function matchesBelow(start: string, pattern: string): string[] {
  if (!existsSync(start)) return []
  const matches = picomatch(pattern, { dot: true })
  return filesBelow(start)
    .map((path) => join(start, path))
    .filter((path) => matches(path))
}

function findInCheckout(rule: DataRule, pattern: string, isGlob: boolean, facts: DataFacts): Found {
  const matches = isGlob ? picomatch(pattern, { dot: true }) : isBelow(pattern)
  const placed = facts.placed.filter((path) => matches(path))
  const ignored = ignoredBelow(isGlob ? picomatch.scan(pattern).base : pattern, facts).filter(
    (path) => matches(path),
  )
  const roots = isGlob ? [...placed, ...ignored] : [pattern]
  if (placed.length > 0) {
    const target = isGlob ? undefined : targetOutside(pattern, facts)
    if (target !== undefined)
      return { source: { rule, from: 'outside', roots: [target] }, bring: [] }
    return { source: { rule, from: 'tree', roots }, bring: ignored }
  }
  if (ignored.length > 0) {
    return {
      source: { rule, from: 'outside', roots: roots.map((path) => join(facts.checkout, path)) },
      bring: [],
    }
  }
  if (!facts.hasSetup || isGlob) throw missing(rule, facts)
  return { source: { rule, from: 'setup', roots: [pattern] }, bring: [] }
}

function isBelow(folder: string): (path: string) => boolean {
  return (path) => path === folder || path.startsWith(`${folder}/`)
}

/** Files of the checkout on disk that git ignores. */
function ignoredBelow(path: string, { checkout, known, placed }: DataFacts): string[] {
  const stats = lstatSync(join(checkout, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  const others = new Set([...known, ...placed])
  const found = stats.isDirectory() ? filesBelow(checkout, path === '.' ? '' : path) : [path]
  return found.filter((file) => !others.has(file) && !isOurs(file))
}

/** Where a symbolic link of the tree leads, if out of it. */
function targetOutside(path: string, { tree, checkout }: DataFacts): string | undefined {
  if (lstatSync(join(tree, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true)
    return undefined
  const target = resolve(dirname(join(checkout, path)), readlinkSync(join(tree, path)))
  return isWithin(target, checkout) || !existsSync(target) ? undefined : target
}

/** Data that is nowhere. */
export function missing(rule: DataRule, { hasSetup }: Pick<DataFacts, 'hasSetup'>): UserError {
  return new UserError(
    'data-missing',
    `data: ${rule.path} is not there${hasSetup ? ', and `setup` did not make it' : ''}`,
    'Fetch the data first, or correct the path; a file that `ignore:`, `metrics:` or `weights:` names is no data.',
  )
}

/** How a manifest names a file: relative to the work tree, under `~`, or absolute. */
export function nameOfFile(
  path: string,
  { checkout, home }: Pick<DataFacts, 'checkout' | 'home'>,
): string {
  if (isWithin(path, checkout)) return relative(checkout, path)
  return isWithin(path, home) && home !== '/' ? `~/${relative(home, path)}` : path
}
