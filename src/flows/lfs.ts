import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { expandPaths } from '../digest/expand.ts'
import { UserError } from '../record/error.ts'
import { isLfsPointer } from '../readers/lfs.ts'
import { fileSource } from '../retrain/file-source.ts'
import type { ModelSpec } from '../spec/spec.ts'

/** A Git LFS pointer is shorter than this (its specification). */
const POINTER_BYTES = 1024

/** Whether a file of the work tree holds a Git LFS pointer in place of its content. */
export function isPointer(root: string, path: string): boolean {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
  if (stats?.isFile() !== true || stats.size === 0 || stats.size >= POINTER_BYTES) return false
  try {
    return isLfsPointer(fileSource(root, path))
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/**
 * A training would read the 130 bytes of a pointer as if they were its data, and repeat itself perfectly.
 *
 * @throws {UserError} `data-pointer` where declared data of the work tree were not fetched
 */
export function requireContent(root: string, { data }: ModelSpec): void {
  for (const { path } of data) {
    const pointer = expandQuietly(root, path).find(
      (file) => !file.startsWith('/') && isPointer(root, file),
    )
    if (pointer === undefined) continue
    const what = `${pointer} is a Git LFS pointer: its content was not fetched`
    throw new UserError(
      'data-pointer',
      what,
      'Run `git lfs pull`; in a workflow, check out with `lfs: true`.',
      { file: pointer },
    )
  }
}

/** What is not there is found, and said, when the run's own tree is laid out. */
function expandQuietly(root: string, path: string): string[] {
  try {
    return expandPaths(root, path)
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}
