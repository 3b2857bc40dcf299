import { UserError } from '../../record/error.ts'
import type { Source } from '../source.ts'
import { readText } from '../text.ts'
import { readCondaEnvironment, readCondaLock } from './conda.ts'
import { readPipfileLock, readTomlLock } from './packages.ts'
import type { Pins } from './pins.ts'
import { readRequirements } from './requirements.ts'

const MOST_BYTES = 16 * 1024 * 1024

/** File names of package locks, with their reader. */
const LOCKS: ReadonlyArray<readonly [RegExp, (text: string, file: string) => Pins]> = [
  [/^(?:uv|poetry|pdm)\.lock$/, readTomlLock],
  [/^pylock(?:\.[^.]+)?\.toml$/, readTomlLock],
  [/^Pipfile\.lock$/, readPipfileLock],
  [/^conda-lock\.ya?ml$/, readCondaLock],
  [/^environment\.ya?ml$/, readCondaEnvironment],
  [/^requirements.*\.txt$/, readRequirements],
]
const VENDORED = /(?:^|\/)(?:node_modules|site-packages|\.venv|venv|\.git|\.tox)\//

/** The paths that are package locks by their name, sorted; those inside installed packages are left out. */
export function detectPins(paths: readonly string[]): string[] {
  return paths.filter((path) => !VENDORED.test(path) && readerOf(path) !== undefined).sort()
}

/**
 * The packages that a lock pins, and what it leaves open. A file of another name is read as pip's requirements if it
 * ends in `.txt`.
 *
 * @throws {UserError} `pins-format`, or the code of its syntax
 */
export function readPins(source: Source): Pins {
  const reader =
    readerOf(source.name) ?? (source.name.endsWith('.txt') ? readRequirements : undefined)
  if (reader === undefined) {
    throw new UserError(
      'pins-format',
      `${source.name} is no package lock that is known`,
      'Name uv.lock, poetry.lock, pdm.lock, pylock.toml, Pipfile.lock, conda-lock.yml, environment.yml or a requirements file.',
      { file: source.name },
    )
  }
  return reader(readText(source, MOST_BYTES), source.name)
}

function readerOf(path: string): ((text: string, file: string) => Pins) | undefined {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.at(-2) === 'requirements' && name.endsWith('.txt')) return readRequirements
  return LOCKS.find(([pattern]) => pattern.test(name))?.[1]
}
