import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, posix } from 'node:path'
import { digestOf, sha256, type Digest } from '../record/digest.ts'
import type { Json } from '../record/json.ts'
import { readPins } from '../readers/pins/read.ts'
import { memorySource } from '../readers/memory.ts'
import { joinPins, type Pins } from '../readers/pins/pins.ts'
import { harvestPins } from './harvest/pins.ts'
import type { Interpreter } from './interpreter.ts'
import type { Inventory } from './inventory.ts'
import type { TemplateRequest } from './request.ts'
import { describeSetup, type SetupPlace } from './setup.ts'
import { readsOf, wholeRequirements } from './setup-form.ts'

/** What `setup` would start from. */
export interface SetupStart {
  readonly command: string
  readonly request: TemplateRequest
  readonly place: SetupPlace
  /** The tree before it. */
  readonly tree: Inventory
  /** Whether data from outside the tree are shown to it. */
  readonly hasData: boolean
}

/** By what an environment is found again, and what may be in it. */
export interface SetupKey {
  readonly digest: Digest
  /** The packages that the files pin which the command reads. */
  readonly pins: Pins
  /** Whether all that the command reads is covered by its text and these pins, not by the whole tree. */
  readonly isPinned: boolean
}

/** Of what this program keeps and how; another number finds nothing that was kept before. */
const LAYOUT = 1
/** Settings of installers, which they find by themselves. */
const SETTINGS = /(?:^|\/)(?:pyproject\.toml|uv\.toml|poetry\.toml|pip\.conf|\.python-version)$/
/** Variables by which a command starts another program, or reads files that its text does not name. */
const STEERING = /^(?:PATH|HOME|BASH_ENV|ENV|LD_.*|PYTHON.*|PIP_.*|UV_.*|POETRY_.*|XDG_.*)$/

/**
 * The key under which the environment that a `setup` makes is kept, or why there is none. Equal keys mean: the same
 * command would install the same versions of the same packages into an environment at the same place. It covers
 *
 * - the command, all variables that it gets, where it starts, and where tree, home and environment are seen;
 * - the interpreter (real path, version and build, its file), packages outside that are seen through it (one that is
 *   there is not installed again), platform, processor and system;
 * - the package locks, the files that the command names, installers' settings, the names beside them, from which
 *   `python -m` imports; and every file of the tree where the command may read others: with `-e .`, `--find-links`, a
 *   path in a requirements file, or an option that is not known.
 *
 * There is no key where the command is not made of known installers, for it may take anything from the network or the
 * machine; nor where such a command could read data. A version is taken to name one content, as installers' own caches
 * do.
 */
export function setupKey(start: SetupStart): SetupKey | { readonly why: string } {
  const { command, request, place, tree, hasData } = start
  const reads = readsOf(command)
  const [interpreter] = place.workplace.interpreters
  if (interpreter === undefined || reads.of === 'unknown') return { why: whyNoKey(start) ?? '' }
  const named = reads.of === 'files' ? filesRead(reads.files, start) : undefined
  const isPinned =
    named !== undefined && !Object.keys(request.model.env).some((name) => STEERING.test(name))
  if (!isPinned && hasData)
    return {
      why: 'it may read `data:`, for not all that it installs is pinned in files of the tree',
    }
  const before = new Map(
    tree.flatMap(({ path, digest }) => (digest === undefined ? [] : [[path, digest] as const])),
  )
  const locks = harvestPins({ before }, request.model)
  const settings = [...before.keys()].filter((path) => SETTINGS.test(path))
  const files = [...new Set([...Object.keys(locks), ...(named ?? []), ...settings])].sort()
  const facts: Json = {
    layout: LAYOUT,
    command,
    ...seenBy(start),
    interpreter: interpreterFacts(interpreter),
    machine: machineFacts(),
    files: files.map((path) => [path, before.get(path) ?? '']),
    names: namesIn(request.model.directory, tree),
    tree: isPinned ? null : treeFacts(tree),
  }
  return {
    digest: digestOf(facts),
    isPinned,
    pins: joinPins([reads.pins, ...pinsIn(named ?? files, start)]),
  }
}

/** Why there can be no key, as far as it can be told without a look at the tree. */
export function whyNoKey({ command, place }: Omit<SetupStart, 'tree'>): string | undefined {
  const { isolation, interpreters } = place.workplace
  // An environment knows its own path: below level 4 that is a new one each time.
  if (isolation.level !== 4) return `it needs isolation level 4, and here it is ${isolation.level}`
  if (interpreters.length === 0) return 'no Python was found whose environment it would be'
  const reads = readsOf(command)
  return reads.of === 'unknown' ? reads.why : undefined
}

/** The files named by the command, with those that they name, if together they leave nothing to other files. */
function filesRead(named: readonly string[], start: SetupStart): string[] | undefined {
  const { directory } = start.request.model
  const found = named.map((file) => {
    const path = posix.join(directory, file)
    if (file.endsWith('.lock')) return readText(path, start) === undefined ? undefined : [path]
    return wholeRequirements(path, (one) => readText(one, start))
  })
  return found.every((files) => files !== undefined) ? found.flat() : undefined
}

/** A file of the tree; nothing for a link or what is not there. */
function readText(path: string, { tree, place }: SetupStart): string | undefined {
  const entry = tree.find((one) => one.path === path)
  return entry?.kind === 'file' ? readFileSync(join(place.folders.tree, path), 'utf8') : undefined
}

function pinsIn(files: readonly string[], start: SetupStart): Pins[] {
  return files.flatMap((path) => {
    const text = readText(path, start)
    try {
      return text === undefined ? [] : [readPins(memorySource(path, Buffer.from(text)))]
    } catch {
      // Of a lock that cannot be read nothing is pinned, and what is not pinned is not kept.
      return []
    }
  })
}

function seenBy({ command, request, place }: SetupStart): Record<string, Json> {
  const { environment, directory } = describeSetup(command, request, place)
  const { checkout, home } = place.workplace
  return {
    environment: { ...environment },
    directory,
    checkout: { ...checkout },
    home: { ...home },
  }
}

function interpreterFacts(interpreter: Interpreter): Json {
  const { executable, base, version, build, library, sites } = interpreter
  const real = realpathSync(base)
  const outside = sites.map((site): Json => [
    site,
    existsSync(site) ? readdirSync(site).filter(isPackage).sort() : [],
  ])
  return {
    executable,
    base,
    real,
    file: sha256(readFileSync(real)),
    version,
    build,
    library,
    outside,
  }
}

/** What in a folder says which packages it holds, in which version. */
function isPackage(name: string): boolean {
  return /\.(?:dist-info|egg-info|egg|egg-link|pth)$/.test(name)
}

/** The system's version and its settings for installers. */
const SYSTEM = ['/etc/os-release', '/etc/pip.conf', '/etc/xdg/pip/pip.conf', '/etc/uv/uv.toml']

function machineFacts(): Json {
  const { platform, arch } = process
  const system = SYSTEM.map((path) => (existsSync(path) ? sha256(readFileSync(path)) : null))
  return { platform, arch, processor: cpus()[0]?.model ?? null, system }
}

function namesIn(directory: string, tree: Inventory): string[] {
  const folder = posix.normalize(directory).replace(/\/$/, '')
  return tree
    .filter(({ path }) => posix.dirname(path) === folder)
    .map(({ path }) => posix.basename(path))
    .sort()
}

/** Git's own files follow from the others. */
function treeFacts(tree: Inventory): Json {
  return tree
    .filter(({ path }) => path !== '.git' && !path.startsWith('.git/'))
    .map(({ path, kind, mode, digest = '', target = '' }) => [path, kind, mode, digest, target])
}
