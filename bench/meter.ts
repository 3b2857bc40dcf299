import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** Seconds, and bytes of the largest single process, its descendants counted. */
export interface Cost {
  readonly wall: number
  readonly cpu: number
  readonly memory: number
}

/** What came of one process. */
export interface Metered extends Cost {
  /** Milliseconds since 1970. */
  readonly start: number
  readonly code: number
  /** What it wrote, errors included. */
  readonly log: string
}

/**
 * Runs a command and prints what it and all its descendants took: the kernel's own account of finished children. As their
 * reaper it also gets those whose parent, such as a sandbox's, ended before them. What the command writes goes to stderr.
 */
export const METER = `
import ctypes, json, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
begun = time.time()
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
wall = time.perf_counter() - start
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
use = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": use.ru_utime + use.ru_stime, "memory": use.ru_maxrss * 1024,
    "start": begun * 1000, "code": code}))
`

/** Runs a command under the meter while this process goes on: it may be the server that the command talks to. */
export async function meter(
  command: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Metered> {
  const child = spawn('python3', ['-c', METER, ...command], { cwd, env })
  const [stdout, log] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (stdout === '') throw new Error(`${command.join(' ')} could not be run: ${log}`)
  return { ...(JSON.parse(stdout) as Omit<Metered, 'log'>), log }
}

/** Of an odd number of values the middle one, of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

export function medianCost(all: readonly Cost[]): Cost {
  return {
    wall: median(all.map(({ wall }) => wall)),
    cpu: median(all.map(({ cpu }) => cpu)),
    memory: median(all.map(({ memory }) => memory)),
  }
}
