import { parseJson } from '../../record/json.ts'
import { isObject } from '../series/flatten.ts'
import { parseToml } from '../series/toml.ts'
import { joinPins, loosely, NOTHING, pinned, type Pins } from './pins.ts'

/**
 * Locks in TOML with one table a package: `[[package]]` of uv.lock, poetry.lock and pdm.lock, `[[packages]]` of
 * pylock.toml (PEP 751). The project itself has no version there, or a source inside the tree.
 *
 * @throws {UserError} `toml-syntax`
 */
export function readTomlLock(text: string, file: string): Pins {
  const lock = parseToml(text, file)
  const tables = [lock['package'], lock['packages']].flatMap((value) =>
    Array.isArray(value) ? value : [],
  )
  return joinPins(tables.map(readPackage))
}

function readPackage(table: unknown): Pins {
  if (!isObject(table) || typeof table['name'] !== 'string') return NOTHING
  const { name, version } = table
  if (typeof version === 'string') return pinned(name as string, version)
  return isOfTheTree(table) ? NOTHING : loosely(name as string)
}

/** uv: `source = {editable = "."}`; pylock.toml: `directory = {path = "."}`, and a commit fixes `vcs`. */
function isOfTheTree(table: Readonly<Record<string, unknown>>): boolean {
  const source = isObject(table['source']) ? table['source'] : {}
  const vcs = isObject(table['vcs']) ? table['vcs'] : {}
  const inside = ['editable', 'virtual', 'directory', 'path'].some(
    (key) => typeof source[key] === 'string',
  )
  return inside || isObject(table['directory']) || typeof vcs['commit-id'] === 'string'
}

/** Pipfile.lock: `{"default": {"idna": {"version": "==3.10"}}}`. @throws {UserError} a code of `parseJson` */
export function readPipfileLock(text: string, file: string): Pins {
  const lock = parseJson(text, file)
  const groups = isObject(lock) ? [lock['default'], lock['develop']] : []
  const entries = groups.flatMap((group) => (isObject(group) ? Object.entries(group) : []))
  return joinPins(entries.map(([name, entry]) => readPipfileEntry(name, entry)))
}

function readPipfileEntry(name: string, entry: unknown): Pins {
  const { version, ref, path } = isObject(entry) ? entry : {}
  const exact = typeof version === 'string' ? /^={2,3}(.+)$/.exec(version)?.[1] : undefined
  if (exact !== undefined) return pinned(name, exact)
  return typeof ref === 'string' || typeof path === 'string' ? NOTHING : loosely(name)
}
