import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where `scripts/install-test-tools.sh` puts what the system's packages do not hold. */
const TOOLS = process.env.REPRISE_TEST_TOOLS ?? join(homedir(), '.cache', 'reprise-test-tools')

/** Prints the version of each package named, without importing any; fails where one is missing. */
const VERSIONS =
  'import sys; from importlib.metadata import version; print(*[version(name) for name in sys.argv[1:]])'

const known = new Map<string, readonly string[] | undefined>()

/** Versions of packages as one interpreter finds them; undefined where it or one of them is missing. */
export function versionsOf(
  python: string,
  packages: readonly string[],
): readonly string[] | undefined {
  const key = [python, ...packages].join(' ')
  if (!known.has(key)) {
    const { status, stdout } = spawnSync(python, ['-c', VERSIONS, ...packages], {
      encoding: 'utf8',
    })
    known.set(key, status === 0 ? stdout.trim().split(' ') : undefined)
  }
  return known.get(key)
}

/** With torch ≥ 2, transformers, lightning and accelerate: REPRISE_TORCH_PYTHON, else that of the test tools. */
export function torchPython(): string | undefined {
  const told = process.env.REPRISE_TORCH_PYTHON
  return [...(told === undefined ? [] : [told]), toolOf('torch')].find((python) =>
    versionsOf(python, ['torch', 'numpy']),
  )
}

/** Debian's own Python with its own torch 1.13. */
export function oldTorchPython(): string | undefined {
  const [torch] = versionsOf('/usr/bin/python3', ['torch', 'numpy']) ?? []
  return torch?.startsWith('1.') === true ? '/usr/bin/python3' : undefined
}

/** With jax and keras. */
export function jaxPython(): string | undefined {
  return versionsOf(toolOf('jax'), ['jax', 'keras']) === undefined ? undefined : toolOf('jax')
}

/** A folder with another numpy, for PYTHONPATH in front of the one that `torchPython` has. */
export function otherNumpy(): string | undefined {
  const folder = join(TOOLS, 'numpy-1.26.4')
  return existsSync(join(folder, 'numpy', '__init__.py')) ? folder : undefined
}

export function rscript(): string | undefined {
  return ['/usr/bin/Rscript', '/usr/local/bin/Rscript'].find((path) => existsSync(path))
}

function toolOf(environment: string): string {
  return join(TOOLS, environment, 'bin', 'python')
}
