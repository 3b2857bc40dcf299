import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Repository } from './model.ts'
import type { RunnerOptions } from './types.ts'

/** Where `uses:` points: a folder of the workspace, or one of a repository at a ref. */
export type Reference =
  | { readonly local: string }
  | { readonly repository: Repository; readonly path: string }

/** `$/x` is *this action's repository at the same commit*; in a workflow and in local actions, the workflow's own. */
export function parseUses(
  uses: string,
  here: Repository | undefined,
  options: RunnerOptions,
): Reference {
  if (uses.startsWith('docker://')) throw new Error(`${uses}: docker actions are not run here`)
  if (uses.startsWith('./')) return { local: uses }
  if (uses === '$' || uses.startsWith('$/')) {
    if (here === undefined)
      throw new Error(
        `Unable to resolve self-reference '${uses}': the workflow's repository is unknown. Name it in options.actions['${options.github['repository'] ?? 'owner/repo'}'].`,
      )
    return { repository: here, path: uses.slice(2) }
  }
  const match = /^([^/@]+\/[^/@]+)(?:\/([^@]+))?@(.+)$/.exec(uses)
  const [, name, path = '', ref] = match ?? []
  if (name === undefined || ref === undefined)
    throw new Error(`Expected format {org}/{repo}[/path]@ref, $/path or ./path. Actual '${uses}'`)
  return { repository: { name, ref, root: rootOf(name, ref, options) }, path }
}

function rootOf(name: string, ref: string, { actions = {} }: RunnerOptions): string {
  const root = actions[`${name}@${ref}`] ?? actions[name]
  if (root !== undefined) return resolve(root)
  throw new Error(
    `Unable to resolve action \`${name}@${ref}\`, repository not found: give options.actions['${name}'] its folder`,
  )
}

/** The repository a workflow file belongs to: the mapped one, else the folder around its `.github`. */
export function homeOf(file: string, options: RunnerOptions): Repository | undefined {
  const { repository: name, sha = '' } = options.github
  if (name === undefined) return undefined
  const ref = options.github['workflow_sha'] ?? sha
  const mapped = options.actions?.[`${name}@${ref}`] ?? options.actions?.[name]
  const around = /^(.*)\/\.github\/workflows\/[^/]+$/.exec(file)?.[1]
  const root = mapped ?? around
  return root === undefined ? undefined : { name, ref, root: resolve(root) }
}

/** The repository an action's folder belongs to: a mapped one, else the nearest with `.git`, else the folder. */
export function repositoryOf(
  folder: string,
  options: RunnerOptions,
): { repository: Repository; path: string } {
  const ref = options.github['sha'] ?? 'main'
  const full = resolve(folder)
  for (const [key, root] of Object.entries(options.actions ?? {})) {
    const base = resolve(root)
    const [name = key, at = ref] = key.split('@')
    if (full === base || full.startsWith(`${base}/`))
      return { repository: { name, ref: at, root: base }, path: full.slice(base.length + 1) }
  }
  const root = nearestGit(full) ?? full
  return { repository: { name: 'local/action', ref, root }, path: full.slice(root.length + 1) }
}

function nearestGit(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder
  return dirname(folder) === folder ? undefined : nearestGit(dirname(folder))
}
