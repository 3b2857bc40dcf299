import { randomUUID } from 'node:crypto'
import { accessSync, constants, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { execute, machineVariables, type Execution } from './execution.ts'
import { textOf } from './expressions.ts'

interface Shell {
  readonly arguments: string
  readonly extension: string
}

/** The runner's own command lines; the file of the script takes the place of `{0}`. */
const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { arguments: '--noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { arguments: '-e {0}', extension: '.sh' },
  python: { arguments: '{0}', extension: '.py' },
  pwsh: { arguments: `-command . '{0}'`, extension: '.ps1' },
}

/** A `run:` step: no inputs, no runtime tokens. */
export async function runScript(execution: Execution): Promise<'success' | 'failure'> {
  const { job, scope, node, scene, log, env } = execution
  const script = textOf(node.step.run, scene)
  // `defaults.run` is the workflow's and the job's: a composite doesn't see it.
  const defaults = scope.composite === undefined ? job.defaults : {}
  const shell = textOf(node.step.shell, scene) || defaults['shell']
  const folder = textOf(node.step.workingDirectory, scene) || (defaults['working-directory'] ?? '')
  const { file, args, extension } = commandLine(shell, searchPath(execution))
  const path = join(job.folders.temp, `${randomUUID()}${extension}`)
  writeFileSync(path, script)
  log.write(`##[group]Run ${firstLine(script)}`)
  for (const line of script.replace(/\n+$/, '').split('\n')) log.write(line)
  log.write(`shell: ${[file, ...args].join(' ')}`)
  if (env.size > 0) log.write('env:')
  for (const [name, value] of env) log.write(`  ${name}: ${value}`)
  log.write('##[endgroup]')
  const cwd = resolve(job.folders.workspace, folder)
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(
      `An error occurred trying to start process '${file}' with working directory '${cwd}'. No such file or directory`,
    )
  const filled = args.map((arg) => arg.replaceAll('{0}', path))
  const code = await execute(execution, file, filled, cwd, {})
  if (code !== 0) log.issue('error', `Process completed with exit code ${code}.`)
  return code === 0 ? 'success' : 'failure'
}

export function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/)[0] ?? ''
}

/** No shell named is bash where there is one, but with the flags of `sh`: no pipefail. */
function commandLine(
  shell: string | undefined,
  path: string,
): { file: string; args: string[]; extension: string } {
  if (shell === undefined || shell === '') {
    const file = which('bash', path) ?? which('sh', path) ?? 'sh'
    return { file, args: ['-e', '{0}'], extension: '.sh' }
  }
  const [name = '', ...rest] = shell.trim().split(/\s+/)
  const known = SHELLS[name]
  const args = rest.length > 0 ? rest : (known?.arguments.split(' ') ?? [])
  if (!args.some((arg) => arg.includes('{0}')))
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'",
    )
  const file = which(name, path)
  if (file === undefined) throw new Error(`${name}: command not found`)
  return { file, args, extension: known?.extension ?? '' }
}

function searchPath({ job, env }: Execution): string {
  const own = env.get('PATH') ?? machineVariables(job)['PATH'] ?? ''
  return [...job.path.toReversed(), own].join(':')
}

function which(name: string, path: string): string | undefined {
  if (name.includes('/')) return name
  const candidates = path
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
  return candidates.find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
