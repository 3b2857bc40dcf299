import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { memorySource } from '../../src/readers/memory.ts'
import { readMetrics, type MetricsReading } from '../../src/readers/read.ts'
import type { Source } from '../../src/readers/source.ts'
import type { Series } from '../../src/record/series.ts'

const FIXTURES = new URL('../fixtures/readers/', import.meta.url).pathname

/** The bytes of a real file. */
export function bytesOf(path: string): Buffer {
  return readFileSync(join(FIXTURES, path))
}

/** A real file under a name of the test's choice. */
export function real(path: string, name = path): Source {
  return memorySource(name, bytesOf(path))
}

/** What another program says is in a folder's files. */
export function expectedOf<T>(folder: string): T {
  return JSON.parse(bytesOf(`${folder}/expected.json`).toString('utf8')) as T
}

/** All real files below a folder, named as below `root`. */
export function folder(path: string, root: string): Source[] {
  const names = readdirSync(join(FIXTURES, path)).filter((name) => name !== 'expected.json')
  return names.flatMap((name) =>
    statSync(join(FIXTURES, path, name)).isDirectory()
      ? folder(`${path}/${name}`, `${root}/${name}`)
      : [real(`${path}/${name}`, `${root}/${name}`)],
  )
}

export function seriesNamed(reading: MetricsReading, name: string): Series {
  const found = reading.series.find((one) => one.name === name)
  if (found === undefined)
    throw new Error(`no ${name} among ${reading.series.map((one) => one.name).join(', ')}`)
  return found
}

/** What the readers make of files that a run wrote, given by name and content. */
export function read(
  ...files: ReadonlyArray<readonly [string, string | Uint8Array]>
): MetricsReading {
  return readMetrics(files.map(([name, content]) => memorySource(name, content)))
}

export function finals(reading: MetricsReading): Record<string, number | undefined> {
  return Object.fromEntries(
    reading.series.map(({ name, values, summary }) => [name, summary ?? values.at(-1)]),
  )
}
