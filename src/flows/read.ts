import { realpathSync } from 'node:fs'
import { expandPaths } from '../digest/expand.ts'
import { readMetrics, type MetricsReading } from '../readers/read.ts'
import type { Source } from '../readers/source.ts'
import { fileSource } from '../retrain/file-source.ts'

/** What the readers see in files and folders. @throws {UserError} `data-missing`, `source-unreadable` */
export function readPaths(cwd: string, paths: readonly string[]): MetricsReading {
  return readMetrics(sourcesOf(cwd, paths))
}

/** Files and all files below folders as sources, each once; names are relative to `cwd` where they lie in it. */
export function sourcesOf(cwd: string, paths: readonly string[]): Source[] {
  const root = realpathSync(cwd)
  const names = [...new Set(paths.flatMap((path) => expandPaths(root, path)))]
  return names.map((name) =>
    name.startsWith('/')
      ? { ...fileSource('/', realpathSync(name).slice(1)), name }
      : fileSource(root, name),
  )
}
