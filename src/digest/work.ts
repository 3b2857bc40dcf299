import { isAbsolute } from 'node:path'
import { compareFile, hashRow } from './scan.ts'
import { claim, finish, STATE, viewTable } from './table.ts'

/** What a thread is handed: no more than one string and shared memory, for copying costs. */
export interface Work {
  /** `compare`: find which files are as the stat cache says; `hash`: hash all others. */
  readonly what: 'compare' | 'hash'
  readonly root: string
  /** Separated by NUL, which no path holds. */
  readonly paths: string
  readonly rows: number
  /** Whether a symbolic link counts as the file that it leads to. */
  readonly follow: boolean
  readonly memory: SharedArrayBuffer
}

/**
 * Works on rows of the table until none is left to claim, or `performance.now()` passes `until`. Any number of
 * threads may do so at once. Says whether none is left.
 */
export function scanTable(work: Work, paths: readonly string[], until = Infinity): boolean {
  const { what, root, follow, rows, memory } = work
  const table = viewTable(memory, rows)
  while (performance.now() < until) {
    const { from, to } = claim(table)
    if (from === to) return true
    for (let row = from; row < to; row++) {
      const state = table.state[row]
      const path = locate(root, paths[row] ?? '')
      if (what === 'compare' && state === STATE.cached) compareFile(table, row, path, follow)
      if (what === 'hash' && state === STATE.unknown) hashRow(table, row, path, follow)
    }
    finish(table, to - from)
  }
  return false
}

/** Where a path lies that is absolute or relative to `root`. */
export function locate(root: string, path: string): string {
  return isAbsolute(path) ? path : `${root}/${path}`
}
