import { availableParallelism, cpus } from 'node:os'
import { Worker } from 'node:worker_threads'
import { isClaimed, isFinished, viewTable } from './table.ts'
import { scanTable, type Work } from './work.ts'

/** Beside the bundle lies the bundled worker; beside this source, its source. */
const WORKER = import.meta.url.endsWith('.ts') ? './worker.ts' : './digest-worker.js'
/** With a cold disk the threads wait, not the processor: then more of them help, up to so many. */
const MOST = 16
/** Milliseconds; the kernel counts processor time in steps of ten. */
const LOOK_EVERY = 100
/** Milliseconds after which other work in this thread has its turn. */
const SLICE = 20
/** Files from which on a second thread pays: it starts in the time in which this one compares 20 000. */
const MANY = 60_000

/**
 * Hashes in threads, until the table is done. It starts as many as there are processors, at most four, and adds
 * more while the processors are idle; or exactly `workers`.
 *
 * @throws the signal's reason
 */
export async function hashInThreads(
  work: Work,
  workers: number | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted()
  const crew = makeCrew(work)
  const stop = (): void => crew.fail(signal?.reason)
  crew.start(Math.min(workers ?? Math.min(availableParallelism(), 4), work.rows))
  const watch = workers === undefined ? watchIdle(work, crew) : undefined
  signal?.addEventListener('abort', stop)
  try {
    await crew.ended
  } finally {
    clearInterval(watch)
    signal?.removeEventListener('abort', stop)
    await crew.dismiss()
  }
}

/**
 * Compares in this thread, a slice at a time; where there is much to compare, threads that have started
 * meanwhile help.
 *
 * @throws the signal's reason
 */
export async function compareTogether(
  work: Work,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const crew = makeCrew(work)
  crew.start(work.rows < MANY ? 0 : Math.min(availableParallelism() - 1, 3))
  try {
    while (!scanTable(work, paths, performance.now() + SLICE)) {
      await new Promise((resolve) => setImmediate(resolve))
      signal?.throwIfAborted()
    }
    if (!isFinished(viewTable(work.memory, work.rows))) await crew.ended
  } finally {
    // Nothing is left to do for those that have only now started; waiting for their end would take longer than they do.
    void crew.dismiss()
  }
}

interface Crew {
  readonly size: () => number
  readonly start: (threads: number) => void
  /** When the last thread has ended. A thread ends when no row is left to claim, so all are done then. */
  readonly ended: Promise<void>
  readonly fail: (reason: unknown) => void
  readonly dismiss: () => Promise<void>
}

function makeCrew(work: Work): Crew {
  const threads = new Set<Worker>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Whoever does not wait for the end need not hear of a failure.
  promise.catch(() => undefined)
  const start = (): void => {
    // The flags of this process need not suit a thread: `--input-type`, for one, stops it.
    const thread = new Worker(new URL(WORKER, import.meta.url), { workerData: work, execArgv: [] })
    threads.add(thread)
    thread.on('error', reject)
    thread.on('exit', () => {
      threads.delete(thread)
      if (threads.size === 0) resolve()
    })
  }
  return {
    size: () => threads.size,
    start: (count) => Array.from({ length: count }).forEach(start),
    ended: promise,
    fail: reject,
    dismiss: async () => {
      await Promise.all([...threads].map(async (thread) => thread.terminate()))
    },
  }
}

/** Starts more threads while rows are left and the machine's processors mostly wait. */
function watchIdle(work: Work, crew: Crew): NodeJS.Timeout {
  const table = viewTable(work.memory, work.rows)
  let [before, busy] = [performance.now(), busyMilliseconds()]
  return setInterval(() => {
    const [now, used] = [performance.now(), busyMilliseconds()]
    const able = Math.min(crew.size(), availableParallelism())
    const idle = (used - busy) / (now - before) < 0.6 * able
    ;[before, busy] = [now, used]
    if (idle && !isClaimed(table)) crew.start(Math.min(crew.size(), MOST - crew.size()))
  }, LOOK_EVERY)
}

/** What all processors together have worked, whoever for: were it only ours, a busy machine would look idle. */
function busyMilliseconds(): number {
  return cpus()
    .flatMap(({ times: { user, nice, sys, irq } }) => [user, nice, sys, irq])
    .reduce((sum, time) => sum + time, 0)
}
