/** One program that a command line starts. */
export interface Program {
  readonly name: string
  readonly arguments: readonly string[]
  /** Whether the shell has gone to another folder before. */
  readonly moved: boolean
}

const PART =
  /\d*(?:>>?|<)(?:&\d+|\s*[^\s;|&]+)?|(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"&|;<>])+|&&|\|\||[&|;\n]/g
const QUOTED = /'([^']*)'|"((?:\\.|[^"\\])*)"/g
const REDIRECTION = /^\d*[<>]/
const SEPARATOR = /^(?:&&|\|\||[&|;\n])$/
const ASSIGNMENT = /^[A-Za-z_]\w*=/
/** Words in front of a program that only change how it starts. */
const PREFIX = /^(?:env|exec|time|nice|nohup|command)$/
const BUILTIN =
  /^(?:cd|pushd|popd|export|unset|set|source|\.|ulimit|umask|trap|test|\[|true|:|echo|printf|wait)$/
/** What only a shell can resolve. */
const OPEN = /[$`(){}*?\\]|^-|^(?:if|for|while|until|case|eval|!)$/

/**
 * The programs that a shell command starts, in their order. What only a shell could tell (variables, loops,
 * substitutions) is left out: this is for hints, never for running anything.
 */
export function programsOf(command: string): Program[] {
  const found: Program[] = []
  let moved = false
  for (const words of simpleCommands(command)) {
    const [name, ...rest] = words.slice(
      words.findIndex((word) => !ASSIGNMENT.test(word) && !PREFIX.test(word)),
    )
    if (name === undefined || ASSIGNMENT.test(name) || OPEN.test(name)) continue
    if (/^(?:cd|pushd|popd)$/.test(name)) moved = true
    if (!BUILTIN.test(name)) found.push({ name, arguments: rest, moved })
  }
  return found
}

function simpleCommands(command: string): string[][] {
  const commands: string[][] = [[]]
  for (const [part] of command.matchAll(PART)) {
    if (SEPARATOR.test(part)) commands.push([])
    else if (!REDIRECTION.test(part)) commands.at(-1)?.push(part.replace(QUOTED, '$1$2'))
  }
  return commands.filter((words) => words.length > 0)
}

const PYTHON = /(?:^|\/)python[\d.]*$/
const NO_PYTHON =
  /^(?:Rscript|julia|node|deno|bun|java|cargo|go|dotnet|docker|podman|apptainer|singularity|ssh|sbatch)$/

/**
 * Why the probe cannot get into a training, as far as its command line proves it; undefined where it may. Python's
 * `-I` and `-E` ignore PYTHONPATH, `-S` leaves out `sitecustomize` (Python's documentation, command line).
 */
export function probeProblem(command: string): string | undefined {
  const programs = programsOf(command)
  for (const { name, arguments: words } of programs) {
    const all = [name, ...words]
    const flag = all
      .map((word, at) => (PYTHON.test(word) ? isolatingFlag(all.slice(at + 1)) : undefined))
      .find(Boolean)
    if (flag !== undefined)
      return `${flag === 'S' ? 'python -S leaves out sitecustomize' : `python -${flag} ignores PYTHONPATH`}`
  }
  const names = programs.map(({ name }) => name)
  const other = names.find((name) => NO_PYTHON.test(name))
  if (other === undefined || names.some((name) => PYTHON.test(name))) return undefined
  return `${other} starts no Python of this machine that could read PYTHONPATH`
}

/** Options come before the program; `-c` and `-m` end them, `-W` and `-X` take the rest of the word or the next one. */
function isolatingFlag(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const letters = /^-([A-Za-z]+)/.exec(words[at] ?? '')?.[1]
    if (letters === undefined) return undefined
    const before = letters.replace(/[cmWX].*$/, '')
    const flag = /[SIE]/.exec(before)?.[0]
    if (flag !== undefined) return flag
    const taking = letters.charAt(before.length)
    if (taking === 'c' || taking === 'm') return undefined
    if (taking !== '' && letters.length === before.length + 1) at++
  }
  return undefined
}
