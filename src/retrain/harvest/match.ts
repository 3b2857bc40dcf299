import picomatch from 'picomatch'

/** Whether a path of the tree is what a pattern of `reprise.yml` means: itself, below that folder, or matched by the glob. */
export function matcher(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')
  // A name may look like a glob and be none: `out[1].csv`.
  const matches = picomatch([plain, `${plain}/**`], { dot: true })
  return (path) => path === plain || path.startsWith(`${plain}/`) || matches(path)
}

export interface Matches {
  readonly paths: readonly string[]
  /** Patterns that match nothing. */
  readonly empty: readonly string[]
}

export function matchAll(patterns: readonly string[], paths: readonly string[]): Matches {
  const found = patterns.map((pattern) => ({ pattern, paths: paths.filter(matcher(pattern)) }))
  return {
    paths: [...new Set(found.flatMap((one) => one.paths))].sort(),
    empty: found.filter((one) => one.paths.length === 0).map(({ pattern }) => pattern),
  }
}
