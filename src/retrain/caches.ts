import { join, relative } from 'node:path'
import { UserError } from '../record/error.ts'
import type { Variables } from './environment.ts'
import type { Location, Mount } from './mounts.ts'
import { toCover, whyHidden, type Limits } from './shown.ts'
import { blank, locate } from './system.ts'

/**
 * The caches that a training may read: those listed, or the data folders of the known ones. Never the folder above
 * them: Hugging Face's holds the token. Not uv's either: uv refuses to start with a cache that it cannot write
 * (seen with 0.13). What does not exist is left out.
 *
 * @throws {UserError} `caches-refused`
 */
export function readableCaches(
  listed: readonly string[] | undefined,
  caller: Variables,
  home: string,
  limits: Limits,
): Location[] {
  const paths = listed?.map((path) => path.replace(/^~(?=\/|$)/, home)) ?? knownCaches(caller, home)
  const found = paths.flatMap((path) => locate(path) ?? [])
  for (const { path, real } of listed === undefined ? [] : found) {
    const why = whyHidden(real, limits)
    if (why !== undefined) {
      throw new UserError(
        'caches-refused',
        `caches: ${path} is not shown to a training: ${why}`,
        'Name the folder of the cache itself.',
      )
    }
  }
  return found
}

/** What must not show in caches that the configuration chose. */
export function coveredInCaches(
  listed: readonly string[] | undefined,
  caches: readonly Location[],
): Mount[] {
  const chosen = listed === undefined ? [] : caches
  return chosen.flatMap(({ path, real }) =>
    toCover(real).flatMap((file) =>
      [...new Set([file, join(path, relative(real, file))])].map((to) => blank(file, to)),
    ),
  )
}

function knownCaches(caller: Variables, home: string): string[] {
  const cache = caller['XDG_CACHE_HOME'] ?? join(home, '.cache')
  const huggingFace = caller['HF_HOME'] ?? join(cache, 'huggingface')
  return [
    caller['HF_HUB_CACHE'] ?? join(huggingFace, 'hub'),
    caller['HF_DATASETS_CACHE'] ?? join(huggingFace, 'datasets'),
    join(caller['TORCH_HOME'] ?? join(cache, 'torch'), 'hub'),
    caller['PIP_CACHE_DIR'] ?? join(cache, 'pip'),
  ]
}
