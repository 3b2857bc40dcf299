import { execFile } from 'node:child_process'
import { existsSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { findProgram } from '../git/programs.ts'
import type { Variables } from './environment.ts'
import { isWithin } from './mounts.ts'

/** A Python as it describes itself. */
const Interpreter = z.object({
  /** `sys.executable`: of a virtual environment its own; of a version manager's shim the real one behind it. */
  executable: z.string(),
  /** The interpreter from which virtual environments are made. */
  base: z.string(),
  prefixes: z.array(z.string()),
  version: z.string(),
  /** `sys.version`: with the patch level, the compiler and the time of building. */
  build: z.string(),
  /** Where packages lie below a prefix: `lib/python3.11/site-packages`. */
  library: z.string(),
  /** The folders that packages are imported from. */
  sites: z.array(z.string()),
})
export type Interpreter = z.infer<typeof Interpreter>

/** Lines of .pth files and `sitecustomize` may lead into the checkout (editable installs), so neither is run. */
const QUESTION = `
import json, os, site, sys, sysconfig
site.addsitedir = lambda folder, known_paths=None: known_paths
site.execsitecustomize = site.execusercustomize = lambda: None
site.main()
sites = list(site.getsitepackages()) if hasattr(site, "getsitepackages") else []
if sys.prefix == sys.base_prefix:
    sites.append(site.getusersitepackages())
print(json.dumps({
    "executable": sys.executable,
    "base": getattr(sys, "_base_executable", None) or sys.executable,
    "prefixes": sorted({sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}),
    "version": "%d.%d" % sys.version_info[:2],
    "build": sys.version,
    "library": sysconfig.get_path("purelib", "posix_prefix", {"base": "", "platbase": ""}).lstrip("/"),
    "sites": [path for path in sites if os.path.isdir(path)],
}))
`
const PATIENCE_MS = 20_000

export interface InterpreterSearch {
  /** Commands of the model, which may name an interpreter. */
  readonly commands: readonly string[]
  /** Folders of PATH. */
  readonly path: readonly string[]
  /** Folder that the commands run in. */
  readonly directory: string
  /** What they are asked with: what a training would get, nothing that the model declares. */
  readonly environment: Variables
  /** Whether the change under test may have brought a file along, by its real path. */
  readonly isBrought: (path: string) => boolean
  /** Virtual environments that exist, active or not. */
  readonly environments: readonly string[]
}

/**
 * The Pythons that the commands may start, the likeliest first. Each is asked once, isolated from the checkout's
 * files and the caller's Python settings.
 */
export async function findInterpreters(search: InterpreterSearch): Promise<Interpreter[]> {
  const named = search.commands.flatMap(
    (command) => command.match(/(?:[^\s;&|'"=]*\/)?python[\d.]*(?=\s|$)/g) ?? [],
  )
  const files = onePerFolder(
    [...named, 'python3', 'python'].flatMap((name) => fileOf(name, search)),
  )
  const others = search.environments
    .map((folder) => join(folder, 'bin/python'))
    .filter((file) => existsSync(file))
  const asked = [...new Set([...files, ...others])].filter((file) => mayAsk(file, search.isBrought))
  const answers = await Promise.all(asked.map((file) => ask(file, search)))
  const byExecutable = new Map<string, Interpreter>()
  for (const answer of answers) {
    if (answer !== undefined && !byExecutable.has(answer.executable))
      byExecutable.set(answer.executable, answer)
  }
  return [...byExecutable.values()]
}

/** `python` and `python3` of one folder are of one installation, or shims of one manager; to ask takes a while. */
function onePerFolder(files: readonly string[]): string[] {
  const folders = files.map((file) => dirname(file))
  return files.filter((_, index) => folders.indexOf(folders[index] ?? '') === index)
}

function fileOf(name: string, { path, directory }: InterpreterSearch): string[] {
  if (name.includes('/')) return [resolve(directory, name)].filter((file) => existsSync(file))
  return [findProgram(name, path) ?? []].flat()
}

async function ask(
  file: string,
  { directory, environment }: InterpreterSearch,
): Promise<Interpreter | undefined> {
  try {
    const options = { cwd: directory, env: { ...environment }, timeout: PATIENCE_MS }
    const { stdout } = await promisify(execFile)(file, ['-I', '-S', '-c', QUESTION], options)
    return Interpreter.parse(JSON.parse(stdout))
  } catch {
    // No Python, or one that does not start: the training will say so itself.
    return undefined
  }
}

/**
 * Whether a file may be run out here: nothing on the way to it, link by link, is a file of the change, and it is not
 * reached through a process or a device, where a path means another file for each who asks.
 */
function mayAsk(file: string, isBrought: InterpreterSearch['isBrought']): boolean {
  const steps = [file, ...linksTo(file)]
  try {
    const real = steps.map((step) => join(realpathSync(dirname(step)), basename(step)))
    return ![...steps, ...real, realpathSync(file)].some(
      (step) => isWithin(step, '/proc') || isWithin(step, '/dev') || isBrought(step),
    )
  } catch {
    return false
  }
}

/** The folders that must be seen for this interpreter to work, every link on the way to it included. */
export function foldersOf(interpreter: Interpreter): string[] {
  const links = [...linksTo(interpreter.executable), ...linksTo(interpreter.base)]
  return [...interpreter.prefixes, ...interpreter.sites, ...links.map((file) => dirname(file))]
}

function linksTo(file: string): string[] {
  const found = [file]
  for (let at = file; found.length < 20;) {
    try {
      const target = readlinkSync(at)
      at = resolve(realpathSync(dirname(at)), target)
      found.push(at)
    } catch {
      break
    }
  }
  return found
}
