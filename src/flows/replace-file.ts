import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { UserError } from '../record/error.ts'

/**
 * Replaces a file at once or not at all. A link in its place is replaced, never followed: the tree may come from a change
 * that nobody has looked at yet.
 *
 * @throws {UserError} `file-unwritable`
 */
export function replaceFile(path: string, text: string): void {
  const next = `${path}.${randomUUID()}`
  try {
    const descriptor = openSync(next, 'wx', 0o644)
    try {
      writeSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    const why = error instanceof Error ? error.message : String(error)
    const hint = 'Mend its permissions, or remove what lies in its place.'
    throw new UserError('file-unwritable', `${path} cannot be written: ${why}`, hint)
  }
}
