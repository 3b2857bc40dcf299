import type { Digest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import type { Manifest } from '../../record/manifest.ts'
import { detectPins, readPins } from '../../readers/pins/read.ts'
import type { ModelSpec } from '../../spec/spec.ts'
import { matchAll } from './match.ts'
import { digestIn, readBefore, type RunTree } from './tree.ts'

const MOST_BYTES = 16 * 1024 * 1024
const SHOWN = 20

/** The package locks in force, path → digest: those that `packages:` names, else those that are recognised. */
export function harvestPins(
  tree: Pick<RunTree, 'before'>,
  model: ModelSpec,
): Record<string, Digest> {
  const all = [...tree.before.keys()]
  const paths = model.packages === undefined ? detectPins(all) : matchAll(model.packages, all).paths
  const digests = paths.map((path) => [path, digestIn(tree.before.get(path) ?? '')] as const)
  return Object.fromEntries(
    digests.filter((entry): entry is [string, Digest] => entry[1] !== undefined),
  )
}

/**
 * Packages that are installed in another version than a lock says. A lock may name several versions of a package, each
 * for its platform; a package that is not installed may be meant for another platform or extra.
 */
export function pinMismatches(
  tree: RunTree,
  files: readonly string[],
  packages: Manifest | undefined,
): Finding[] {
  if (packages === undefined) return []
  const installed = new Map(packages.entries)
  return files.flatMap((file) => mismatchesIn(tree, file, installed)).slice(0, SHOWN)
}

function mismatchesIn(
  tree: RunTree,
  file: string,
  installed: ReadonlyMap<string, string>,
): Finding[] {
  const source = readBefore(tree, file, MOST_BYTES)
  if (source === undefined) return []
  try {
    const versions = Map.groupBy(readPins(source).pins, ({ name }) => name)
    return [...versions].flatMap(([name, pins]): Finding[] => {
      const version = installed.get(name)
      if (version === undefined || pins.some((pin) => isVersion(pin.version, version))) return []
      return [
        {
          kind: 'pin-mismatch',
          name,
          pinned: pins.map((pin) => pin.version).join(' or '),
          installed: version,
          file,
        },
      ]
    })
  } catch (error) {
    if (error instanceof UserError)
      return [{ kind: 'source-unreadable', path: file, why: error.message }]
    throw error
  }
}

/** PEP 440: `==2.1` is met by `2.1.0` and, where it names no local version, by `2.1.0+cu118`. */
export function isVersion(pinned: string, installed: string): boolean {
  const [wanted, got] = [release(pinned), release(installed)]
  return wanted === got || (!wanted.includes('+') && wanted === got.split('+', 1)[0])
}

function release(version: string): string {
  const [main = '', local] = version.trim().toLowerCase().replace(/^v/, '').split('+')
  // Looking back keeps this linear: a version is what a run says it is.
  const short = main.replace(/(?<!\.0)(?:\.0)+$/, '')
  return local === undefined ? short : `${short}+${local}`
}
