import { isObject } from '../series/flatten.ts'
import { parseYaml } from '../yaml.ts'
import { joinPins, loosely, NOTHING, pinned, type Pins } from './pins.ts'
import { readRequirement } from './requirements.ts'

/** conda-lock.yml repeats each package for each platform. */
const MOST_CHARACTERS = 4 * 1024 * 1024
const SPEC = /^(?:[^\s:]+::)?([\w.-]+)\s*(==?)\s*([^=\s*,|<>]+)(?:=[^=\s]+)?$/

/**
 * conda's environment.yml. `name==version` and `name=version=build` are pins; so is `name=1.26.4`, since a version of
 * three parts says which one is meant, though conda would also take `1.26.4.1`; `name=1.26` is loose.
 *
 * @throws {UserError} `yaml-syntax`
 */
export function readCondaEnvironment(text: string, file: string): Pins {
  const { value } = parseYaml(text, file)
  const dependencies = isObject(value) ? value['dependencies'] : undefined
  return joinPins(Array.isArray(dependencies) ? dependencies.map(readDependency) : [])
}

/** conda-lock.yml: a list of packages, one for each platform. @throws {UserError} `yaml-syntax` */
export function readCondaLock(text: string, file: string): Pins {
  const { value } = parseYaml(text, file, MOST_CHARACTERS)
  const packages = isObject(value) ? value['package'] : undefined
  const parts = Array.isArray(packages) ? packages.filter(isObject) : []
  return joinPins(
    parts.map(({ name, version }) =>
      typeof name === 'string' && typeof version === 'string' ? pinned(name, version) : NOTHING,
    ),
  )
}

function readDependency(entry: unknown): Pins {
  if (isObject(entry) && Array.isArray(entry['pip'])) {
    return joinPins(
      entry['pip'].map((line) => (typeof line === 'string' ? readRequirement(line) : NOTHING)),
    )
  }
  if (typeof entry !== 'string') return NOTHING
  const text = entry.trim()
  const [, name, operator, version] = SPEC.exec(text) ?? []
  const exact =
    operator === '==' || text.split('=').length === 3 || (version?.split('.').length ?? 0) >= 3
  return name !== undefined && version !== undefined && exact
    ? pinned(name, version)
    : loosely(text)
}
