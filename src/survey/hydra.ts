import { parse } from 'yaml'
import { folderOf } from './projects.ts'
import { FEW_STEPS, smallest } from './small.ts'
import type { RepositoryListing } from './survey.ts'

/** Whether a program takes its configuration from hydra. */
export function isHydra(text: string): boolean {
  return /@hydra\.main\b/.test(text)
}

interface Part {
  readonly words: readonly string[]
  readonly because: readonly string[]
  readonly params: readonly string[]
}

/** A hydra configuration: its folder, its files, and the one it starts from. */
interface Tree {
  readonly folder: string
  readonly files: readonly string[]
  readonly root: string | undefined
}

/** Overrides that make hydra's configuration small: an experiment or a whole configuration, else a few steps. */
export function hydraArguments(files: RepositoryListing, script: string, text: string): Part {
  const folder = resolve(
    folderOf(script),
    /config_path\s*=\s*f?["']([^"']+)["']/.exec(text)?.[1] ?? '.',
  )
  const name = /config_name\s*=\s*["']([^"']+?)(?:\.ya?ml)?["']/.exec(text)?.[1] ?? 'config'
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = files.paths.filter((path) => path.startsWith(prefix) && /\.ya?ml$/.test(path))
  const tree = { folder, files: inside, root: inside.find((path) => stem(folder, path) === name) }
  return (
    smallConfiguration(tree) ??
    shortTrainer(files, tree) ??
    part(tree, [], undefined, `hydra reads its configuration from ${folder || 'the root'}`)
  )
}

function part(
  tree: Tree,
  words: readonly string[],
  file: string | undefined,
  because: string,
): Part {
  const params = [...new Set([tree.root, file])].filter((path) => path !== undefined)
  return { words, params, because: [because] }
}

function smallConfiguration(tree: Tree): Part | undefined {
  const { folder, files, root } = tree
  const experiment = smallest(files.filter((path) => stem(folder, path).startsWith('experiment/')))
  if (experiment !== undefined) {
    const name = stem(folder, experiment).slice('experiment/'.length)
    return part(
      tree,
      [`experiment=${name}`],
      experiment,
      `${experiment} looks like the smallest experiment`,
    )
  }
  const whole = smallest(files.filter((path) => !stem(folder, path).includes('/')))
  if (whole === undefined || whole === root) return undefined
  return part(
    tree,
    ['--config-name', stem(folder, whole)],
    whole,
    `${whole} looks like the smallest configuration`,
  )
}

function shortTrainer(files: RepositoryListing, tree: Tree): Part | undefined {
  const trainer = trainerFile(files, tree)
  const key = ['max_steps', 'max_epochs'].find((name) => trainer?.keys.includes(name) === true)
  if (key === undefined) return undefined
  const word = `trainer.${key}=${key === 'max_steps' ? FEW_STEPS : 1}`
  return part(
    tree,
    [word],
    trainer?.path,
    `${word} keeps it short: choose enough for the loss to move`,
  )
}

/** Where the trainer is configured: a file of the group `trainer`, or a key of the root. */
function trainerFile(
  files: RepositoryListing,
  { folder, files: inside, root }: Tree,
): { path: string; keys: string[] } | undefined {
  const group = inside.filter((path) => stem(folder, path).startsWith('trainer/'))
  const path = group.find((file) => file.endsWith('/default.yaml')) ?? group[0] ?? root
  if (path === undefined) return undefined
  const value = readMapping(files.read(path))
  const mapping = group.length > 0 ? value : value?.['trainer']
  return mapping !== null && typeof mapping === 'object'
    ? { path, keys: Object.keys(mapping) }
    : undefined
}

function readMapping(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : parse(text, { maxAliasCount: 0 })
    return value !== null && typeof value === 'object'
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    // A guess only: what cannot be read gives no hint.
    return undefined
  }
}

function stem(folder: string, path: string): string {
  return path.slice(folder === '' ? 0 : folder.length + 1).replace(/\.ya?ml$/, '')
}

/** A path relative to a folder, as one relative to the project. */
function resolve(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
