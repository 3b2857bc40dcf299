import { nameOf } from './projects.ts'

const SMALL = ['mini', 'tiny', 'smoke', 'debug', 'small', 'toy', 'ci', 'fast', 'quick', 'test']
const CONFIG =
  /(?:^|\/)(?:conf|confs|config|configs|configuration|params|hparams)\/.*\.(?:ya?ml|json|toml)$|(?:^|\/)(?:config|params|hparams)[^/]*\.(?:ya?ml|json|toml)$/i

/** Files that hold parameters, by their place or name. */
export function configFiles(paths: readonly string[]): string[] {
  return paths.filter((path) => CONFIG.test(path)).sort()
}

/** The configuration that makes the shortest training, by its name. */
export function smallest(configs: readonly string[]): string | undefined {
  const rank = (path: string): number => {
    const words = nameOf(path)
      .toLowerCase()
      .split(/[^a-z]+/)
    const found = SMALL.findIndex((word) => words.includes(word))
    return found < 0 ? SMALL.length : found
  }
  return configs.filter((path) => rank(path) < SMALL.length).sort((a, b) => rank(a) - rank(b))[0]
}

export const FEW_STEPS = 50
