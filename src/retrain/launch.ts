import { existsSync } from 'node:fs'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type * as z from 'zod/mini'
import type { Exit } from '../record/record.ts'
import { openSandbox } from './bwrap.ts'
import {
  closeAll,
  covering,
  inheritedDescriptors,
  makePipes,
  type PipeEnds,
} from './descriptors.ts'
import { lastLines } from './log.ts'
import { exitOf, sandboxFailed } from './exit.ts'
import {
  countLeft,
  killNamespace,
  killQuietly,
  killTraced,
  startOf,
  type Traces,
} from './processes.ts'
import type { LaunchRequest, Running } from './running.ts'
import { watch } from './watch.ts'

export interface Launched {
  readonly exit: z.infer<typeof Exit>
  readonly started: Date
  readonly seconds: number
  readonly processesLeft: number
  readonly stdout: string
  readonly stderr: string
}

/** Where a command's two logs stand in its folder. */
function logsIn(folder: string): { stdout: string; stderr: string } {
  return { stdout: join(folder, 'stdout.log'), stderr: join(folder, 'stderr.log') }
}

/** bash where it is there, as CI systems run commands: sh may know no pipefail. */
const SHELL = existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh'

/** A command that fails where any part of a pipe of it does: `train | tee log` must not hide a crash. */
export function failingInPipes(command: string): string {
  return SHELL.endsWith('bash') ? `set -o pipefail\n${command}` : command
}

/**
 * Runs one command to its end, or to ours, and leaves no process of it behind: at level 4 by the death of its
 * namespace, below by its process group, a mark in the environment that children inherit, and the run's folder.
 *
 * @throws {UserError} `sandbox-failed`: bubblewrap ended before it started the command
 * @throws the signal's reason, after everything has been killed
 */
export async function launch(request: LaunchRequest): Promise<Launched> {
  request.signal?.throwIfAborted()
  const logs = logsIn(request.folder)
  const pipes = await makePipes(request.folder, 2)
  const [out, err] = pipes
  if (out === undefined || err === undefined) throw new Error('two pipes were asked for')
  const started = new Date()
  const running = startWith(request, [out, err])
  const watched = await watch(running, [out.reader, err.reader], logs, request)
  request.signal?.throwIfAborted()
  if (
    running.hasStarted !== undefined &&
    !(await running.hasStarted) &&
    watched.ended === undefined
  ) {
    throw sandboxFailed(lastLines(logs.stderr, 3))
  }
  return {
    exit: exitOf(watched),
    started,
    seconds: watched.seconds,
    processesLeft: watched.processesLeft,
    ...logs,
  }
}

function startWith(request: LaunchRequest, pipes: readonly [PipeEnds, PipeEnds]): Running {
  const [out, err] = pipes
  try {
    return start(request, [out.writer, err.writer])
  } catch (error) {
    for (const { reader } of pipes) reader.destroy()
    throw error
  } finally {
    closeAll([out.writer, err.writer])
  }
}

type Outputs = readonly [stdout: number, stderr: number]

function start(request: LaunchRequest, outputs: Outputs): Running {
  const { isolation, command, environment } = request
  if (isolation.level === 4) return startInSandbox(isolation.program, request, outputs)
  const shell = [SHELL, '-c', command]
  const [program = '', ...args] =
    isolation.level === 2 ? [isolation.program, '--no-new-privs', ...shell] : shell
  const name = 'REPRISE_RUN'
  const value = randomBytes(16).toString('hex')
  const child = spawnAlone(program, args, ['ignore', ...outputs], {
    env: { ...environment, [name]: value },
    cwd: request.directory,
  })
  // The folder of logs lies in that of the run, beside its tree and its home.
  const traces: Traces = {
    mark: `${name}=${value}`,
    folder: dirname(request.folder),
    since: startOf(child.pid) ?? 0,
  }
  return {
    child,
    kill: () => killTraced(child.pid, traces),
    countLeft: () => countLeft(traces),
    hasStarted: undefined,
  }
}

/**
 * Tells, on a descriptor that the command does not get, that it starts, and after its end how many processes are
 * left: one second is given to helpers that are about to end. Two are its own: bubblewrap's and this shell.
 */
const WRAPPER = `echo started >&3
"$2" -c "$1" 3>&-
code=$?
for try in 1 2 3 4 5 6 7 8 9 10; do
  left=-2
  for process in /proc/[0-9]*; do left=$((left + 1)); done
  [ "$left" -gt 0 ] || break
  sleep 0.1
done
echo "left $left" >&3
exit "$code"`

function startInSandbox(program: string, request: LaunchRequest, outputs: Outputs): Running {
  const { folder, mounts, command, directory, network, environment } = request
  const sandbox = openSandbox(folder, mounts, { directory, network, environment }, 5)
  const args = [
    '--info-fd',
    '4',
    ...sandbox.arguments,
    '/bin/sh',
    '-c',
    WRAPPER,
    'reprise',
    command,
    SHELL,
  ]
  const child = spawnAlone(
    program,
    args,
    ['ignore', ...outputs, 'pipe', 'pipe', ...sandbox.descriptors],
    { env: {} },
  )
  sandbox.close()
  const said = readUntil(child, 3, /^left .*\n/m)
  const info = readUntil(child, 4, /\}/)
  return {
    child,
    kill: async () => {
      killQuietly(child.pid)
      const first = /"child-pid":\s*(\d+)/.exec(await info)?.[1]
      if (first !== undefined) await killNamespace(Number(first))
      // Nothing is to be heard any more, whoever may hold the other ends.
      for (const descriptor of [3, 4]) child.stdio[descriptor]?.destroy()
    },
    countLeft: async () => Math.max(0, Number(/^left (-?\d+)$/m.exec(await said)?.[1] ?? 0)),
    hasStarted: said.then((text) => text.startsWith('started')),
  }
}

type Stdio = ReadonlyArray<number | 'ignore' | 'pipe'>

/** In a session of its own, without a terminal and without descriptors that are not meant for it. */
function spawnAlone(
  program: string,
  args: readonly string[],
  stdio: Stdio,
  options: { env: NodeJS.ProcessEnv; cwd?: string },
): ChildProcess & { pid: number } {
  const devNull = openSync('/dev/null', 'r+')
  try {
    const child = spawn(program, args, {
      ...options,
      stdio: covering(stdio, inheritedDescriptors(), devNull),
      detached: true,
    })
    // Without a process there is an `error` event; what it says is told here.
    child.on('error', () => undefined)
    if (child.pid === undefined) throw sandboxFailed(`${program} could not be started`)
    return child as ChildProcess & { pid: number }
  } finally {
    closeSync(devNull)
  }
}

/** More than is ever written there by whom we started. */
const MOST_SAID = 4096

/**
 * What was written to a descriptor until it says `last`, or it is closed, or it holds more than was ever meant: a
 * training may get hold of the other end.
 */
function readUntil(child: ChildProcess, descriptor: number, last: RegExp): Promise<string> {
  const stream = child.stdio[descriptor]
  const { promise, resolve } = Promise.withResolvers<string>()
  let text = ''
  const end = (): void => resolve(text)
  stream?.on('data', (part: Buffer) => {
    text = (text + part.toString()).slice(0, MOST_SAID)
    if (text.length === MOST_SAID || last.test(text)) end()
  })
  stream?.on('error', end)
  stream?.on('close', end)
  return promise
}
