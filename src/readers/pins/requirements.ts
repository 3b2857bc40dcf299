import { joinPins, loosely, NOTHING, pinned, type Pins } from './pins.ts'

const REQUIREMENT = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/
const INCLUDE = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)/
const EDITABLE = /^(?:-e|--editable)[\s=]+(\S+)/
/** A commit or the digest of an archive: what the address holds cannot change. */
const FIXED_URL = /@[0-9a-f]{40}(?:[#?]|$)|#.*sha(?:256|384|512)=[0-9a-f]{64,}/

/**
 * pip's requirements files, as pip-compile, uv and people write them: `==` pins, other files named by `-r` or `-c`
 * are loose (they are read on their own), so is a URL without a commit or digest; the project itself (`-e .`) is neither.
 * Source: pip's documentation of the requirements file format; PEP 508.
 */
export function readRequirements(text: string): Pins {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)
  return joinPins(lines.map((line) => readRequirement(line.replace(/(?:^|\s)#.*$/, ''))))
}

/** One requirement, with its hashes and markers, or an option. */
export function readRequirement(line: string): Pins {
  const text = line.trim()
  if (text === '') return NOTHING
  const [include] = INCLUDE.exec(text) ?? []
  if (include !== undefined) return loosely(include)
  const target = EDITABLE.exec(text)?.[1]
  if (target !== undefined) return readAddress(target)
  if (text.startsWith('-')) return NOTHING
  const bare = text.replace(/\s--?[a-z][\w-]*[\s=].*$/, '')
  if (/^(?:\.|\/|[a-z+]+:\/\/)/.test(bare)) return readAddress(bare)
  const [, name, rest = ''] = REQUIREMENT.exec(bare) ?? []
  if (name === undefined) return loosely(text)
  if (rest.startsWith('@')) return FIXED_URL.test(rest) ? NOTHING : loosely(bare)
  const version = versionOf(rest)
  return version === undefined ? loosely(bare.trim()) : pinned(name, version)
}

/** The version that `==` or `===` names, without a wildcard. */
function versionOf(rest: string): string | undefined {
  const [specifiers = ''] = rest.replace(/[()]/g, '').split(';')
  const exact = specifiers.split(',').map((one) => /^\s*={2,3}\s*([^\s*]+)\s*$/.exec(one)?.[1])
  return exact.find((version) => version !== undefined)
}

/** A path in the tree is the project itself, a URL is fixed by a commit or a digest, or loose. */
function readAddress(address: string): Pins {
  const remote = /^[a-z+]+:\/\//.test(address)
  return !remote || FIXED_URL.test(address) ? NOTHING : loosely(address)
}
