import { readdirSync, readFileSync } from 'node:fs'

/** Kills what a job left behind: every process whose environment holds the job's RUNNER_TRACKING_ID. A process that unset it is not found. */
export function killOrphans(trackingId: string, write: (line: string) => void): void {
  write('Cleaning up orphan processes')
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (trackingIdOf(pid) !== trackingId) continue
    write(`Terminate orphan process: pid (${pid}) (${nameOf(pid)})`)
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function trackingIdOf(pid: string): string | undefined {
  const entry = read(`/proc/${pid}/environ`)
    .split('\0')
    .find((item) => item.startsWith('RUNNER_TRACKING_ID='))
  return entry?.slice('RUNNER_TRACKING_ID='.length)
}

function nameOf(pid: string): string {
  return read(`/proc/${pid}/comm`).trim()
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
