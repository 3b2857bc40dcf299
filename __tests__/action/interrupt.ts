import { readdirSync, readFileSync } from 'node:fs'

/** Runs something with a signal that aborts as soon as a condition holds. @throws where it never did */
export async function interrupted<T>(
  condition: () => boolean,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController()
  const timer = setInterval(() => {
    if (condition()) control.abort()
  }, 5)
  try {
    const result = await run(control.signal)
    if (!control.signal.aborted) throw new Error('it ended before it was to be cancelled')
    return result
  } finally {
    clearInterval(timer)
  }
}

/** Processes whose command line holds a text, and whose environment another; one in a sandbox is seen from outside. */
export function processesWith(text: string, environment = ''): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
      if (!line.includes(text) || !read(`/proc/${pid}/environ`).includes(environment)) return []
      return [`${pid} ${line}`]
    })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended, or it is another user's.
    return ''
  }
}
