import { posix } from 'node:path'
import { readRequirement } from '../readers/pins/requirements.ts'
import { NOTHING, joinPins, type Pins } from '../readers/pins/pins.ts'

/**
 * What a `setup` command reads of the tree, as far as its text tells. Only commands of package installers are known:
 * what another program does with the network or the machine, no key can cover.
 */
export type Reads =
  | { readonly of: 'files'; readonly files: readonly string[]; readonly pins: Pins }
  | { readonly of: 'tree'; readonly pins: Pins }
  | { readonly of: 'unknown'; readonly why: string }

/** A quoted or plain word without anything that a shell would put something else in the place of. */
const WORD = /'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./^-]+)/y
const PIP = /^(?:pip[\d.]*|python[\d.]* -m pip) install(?: |$)/
const UV_PIP = /^uv pip (?:install|sync)(?: |$)/
const UV_SYNC = /^uv sync(?: |$)/
const POETRY = /^poetry (?:install|sync)(?: |$)/
/** Options of pip and uv that name no file and choose nothing but pinned versions. */
const PIP_FLAGS =
  /^(?:-q+|-v+|-U|--quiet|--verbose|--upgrade|--no-deps|--require-hashes|--no-cache-dir|--no-input|--prefer-binary|--only-binary=:all:|--disable-pip-version-check|--no-compile|--progress-bar=\w+)$/
const LOCK_FLAGS =
  /^(?:-q|-n|--quiet|--frozen|--locked|--active|--no-install-project|--no-root|--no-dev|--no-interaction|--no-ansi|--all-extras|--no-default-groups|--no-progress|--(?:extra|extras|group|no-group|only-group|only|with|without)(?:=[\w,.-]+)?|\w[\w,.-]*)$/

/** Reads a command: installers one after another, joined by `&&`, in the shell's plain words. */
export function readsOf(command: string): Reads {
  const text = command.trim().replace(/\\\n/g, ' ')
  // In several lines one that fails does not end the command.
  const parts = text.includes('\n') ? [''] : text.split('&&')
  const read = parts.map((part) => readPart(wordsOf(part)))
  const unknown = read.find((one) => one.of === 'unknown')
  if (unknown !== undefined) return unknown
  const known = read.filter((one) => one.of !== 'unknown')
  const pins = joinPins(known.map((one) => one.pins))
  if (known.some((one) => one.of === 'tree')) return { of: 'tree', pins }
  return { of: 'files', files: known.flatMap((one) => (one.of === 'files' ? one.files : [])), pins }
}

const UNKNOWN: Reads = {
  of: 'unknown',
  why: 'it is not made of `pip install`, `uv pip`, `uv sync` and `poetry install` alone, joined by `&&`',
}

/** The words of one command; undefined where the shell would have to read it. */
function wordsOf(part: string): string[] | undefined {
  const words: string[] = []
  const text = part.trim()
  for (let at = 0; at < text.length;) {
    WORD.lastIndex = at
    const match = WORD.exec(text)
    if (match === null || !/^(?:\s|$)/.test(text.slice(WORD.lastIndex))) return undefined
    words.push(match[1] ?? match[2] ?? match[3] ?? '')
    at = WORD.lastIndex + (/^\s*/.exec(text.slice(WORD.lastIndex))?.[0].length ?? 0)
  }
  return words
}

function readPart(words: readonly string[] | undefined): Reads {
  const text = words?.join(' ') ?? ''
  const rest = (form: RegExp): string[] =>
    (words ?? []).slice((form.exec(text)?.[0] ?? '').trim().split(' ').length)
  if (PIP.test(text)) return readPip(rest(PIP), false)
  if (UV_PIP.test(text)) return readPip(rest(UV_PIP), text.startsWith('uv pip sync'))
  if (UV_SYNC.test(text)) return readLocked(rest(UV_SYNC), 'uv.lock', '--no-install-project')
  if (POETRY.test(text)) return readLocked(rest(POETRY), 'poetry.lock', '--no-root')
  return UNKNOWN
}

/** `namesFiles`: whether what is no option is a file, as for `uv pip sync`. */
function readPip(args: readonly string[], namesFiles: boolean): Reads {
  const files: string[] = []
  const inline: Pins[] = []
  let isWhole = true
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const assigned = /^--(?:requirements?|constraints?)=(.+)$/.exec(arg)?.[1]
    if (/^(?:-r|-c|--requirements?|--constraints?)$/.test(arg)) files.push(args[++at] ?? '')
    else if (assigned !== undefined) files.push(assigned)
    else if (namesFiles && !arg.startsWith('-')) files.push(arg)
    else if (!arg.startsWith('-') && readRequirement(arg).pins.length === 1)
      inline.push(readRequirement(arg))
    else if (!PIP_FLAGS.test(arg)) isWhole = false
  }
  const pins = joinPins(inline)
  return isWhole ? { of: 'files', files, pins } : { of: 'tree', pins }
}

/** An installer that reads its lock; without `alone` it installs the project itself, too. */
function readLocked(args: readonly string[], lock: string, alone: string): Reads {
  const isWhole = args.includes(alone) && args.every((arg) => LOCK_FLAGS.test(arg))
  return isWhole ? { of: 'files', files: [lock], pins: NOTHING } : { of: 'tree', pins: NOTHING }
}

/** An option that a requirements file may hold without reading or choosing anything that is not in its text. */
const PLAIN_OPTION =
  /^--(?:(?:extra-)?index-url[\s=]+https?:\/\/\S+|require-hashes|prefer-binary|(?:only|no)-binary[\s=]+\S+)$/
const INCLUDE = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)$/

/**
 * The files of which a requirements file consists, itself first, if each line of them pins one package, names another
 * such file or is a plain option; undefined where a line may mean anything else, such as a path of the tree.
 */
export function wholeRequirements(
  file: string,
  read: (path: string) => string | undefined,
  seen: readonly string[] = [],
): string[] | undefined {
  if (seen.includes(file)) return []
  const text = read(file)
  if (text === undefined) return undefined
  const found = [file]
  for (const raw of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const line = raw.replace(/(?:^|\s)#.*$/, '').trim()
    const include = INCLUDE.exec(line)?.[1]
    if (include !== undefined) {
      const other = posix.join(posix.dirname(file), include)
      const more = wholeRequirements(other, read, [...seen, ...found])
      if (more === undefined) return undefined
      found.push(...more)
    } else if (line !== '' && !PLAIN_OPTION.test(line) && readRequirement(line).pins.length !== 1) {
      return undefined
    }
  }
  return [...new Set(found)]
}
