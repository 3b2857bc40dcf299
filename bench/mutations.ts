import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { digestFiles } from '../src/digest/digest.ts'
import { openStatCache, type StatCache } from '../src/digest/stat-cache.ts'

interface Mutation {
  readonly name: string
  /** Whether the file's mtime is the same before and after. */
  readonly aged: boolean
  readonly change: (file: string, content: string) => void
}

/** Ways to change a file so that a careless cache does not notice. The size never changes. */
const MUTATIONS: readonly Mutation[] = [
  { name: 'same size, mtime restored', aged: true, change: writeFileSync },
  {
    name: 'another file renamed over it',
    aged: true,
    change(file, content) {
      writeFileSync(`${file}.new`, content)
      age(`${file}.new`)
      renameSync(`${file}.new`, file)
    },
  },
  {
    name: 'truncated and extended',
    aged: true,
    change(file, content) {
      truncateSync(file, 1)
      writeFileSync(file, content.slice(0, 1), { flag: 'r+' })
      appendFileSync(file, content.slice(1))
    },
  },
  { name: 'rewritten within a tick', aged: false, change: writeFileSync },
]

/** A time that a float holds exactly, so that it can be restored to the nanosecond. */
function age(file: string): void {
  utimesSync(file, 1_700_000_000.125, 1_700_000_000.125)
}

/** How many changes of each kind went unnoticed, out of `times`; half of the files have settled before. */
export async function countUndetected(
  folder: string,
  times: number,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const mutation of MUTATIONS) {
    const root = join(folder, `mutation-${mutation.name}`)
    mkdirSync(root)
    const paths = Array.from({ length: times }, (_, index) => `f${index}`)
    // Never saved: writing a file between two steps would take longer than a tick of the clock.
    const cache = await openStatCache(join(folder, 'mutation-cache'))
    for (const path of paths) make(join(root, path), `old ${path}`, mutation)
    await new Promise((settled) => setTimeout(settled, 150))
    await digest(root, paths, cache)
    let missed = 0
    for (const [index, path] of paths.entries()) {
      const file = join(root, path)
      if (index % 2 === 0) make(file, `OLD ${path}`, mutation)
      await digest(root, [path], cache)
      mutation.change(file, `new ${path}`)
      if (mutation.aged) age(file)
      const [found] = await digest(root, [path], cache)
      const now = createHash('sha256').update(readFileSync(file)).digest('hex')
      if (found !== `sha256:${now}`) missed++
    }
    counts[mutation.name] = missed
  }
  return counts
}

function make(file: string, content: string, { aged }: Mutation): void {
  writeFileSync(file, content)
  if (aged) age(file)
}

async function digest(root: string, paths: readonly string[], cache: StatCache): Promise<string[]> {
  return [...(await digestFiles(root, paths, { cache })).values()].map(({ value }) => value)
}
