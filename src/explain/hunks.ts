import { structuredPatch } from 'diff'
import { linesOf, mostEdits, TEXT_BYTES, TEXT_LINES, textOf } from './content.ts'
import { excerpt } from './excerpt.ts'
import type { Hunk } from './explanation.ts'
import { TEXTS } from './texts.ts'

const CONTEXT = 2
const LINES = 200
const LINE_LENGTH = 300

/** The lines in which two versions of a file differ, bounded; a missing version is empty bytes. */
export interface Hunks {
  readonly hunks: readonly Hunk[] | undefined
  readonly note: string | undefined
}

/** Compares two versions of a text file; endings of lines alone are no difference of lines. */
export function hunksOf(before: Uint8Array, after: Uint8Array): Hunks {
  if (Math.max(before.length, after.length) > TEXT_BYTES) return none(TEXTS.large)
  const [old, young] = [textOf(before), textOf(after)]
  if (old === undefined || young === undefined) return none(TEXTS.binary)
  const [oldLines, youngLines] = [linesOf(old), linesOf(young)]
  const count = oldLines.length + youngLines.length
  if (count > TEXT_LINES) return none(TEXTS.large)
  // Compared as lines: an ending that differs everywhere would hide the one line that matters.
  const [a, b] = [oldLines.join('\n'), youngLines.join('\n')]
  if (a === b) return { hunks: [], note: TEXTS.endings }
  const options = { context: CONTEXT, maxEditLength: mostEdits(count) }
  const patch = structuredPatch('', '', ended(a), ended(b), undefined, undefined, options)
  return patch === undefined ? none(TEXTS.tooDifferent) : bounded(patch.hunks.map(hunk))
}

interface PatchHunk {
  readonly oldStart: number
  readonly newStart: number
  readonly lines: readonly string[]
}

function hunk({ oldStart, newStart, lines }: PatchHunk): Hunk {
  return { beforeLine: oldStart, afterLine: newStart, lines }
}

function bounded(hunks: readonly Hunk[]): Hunks {
  let room = LINES
  const shown: Hunk[] = []
  for (const { beforeLine, afterLine, lines } of hunks) {
    if (room === 0) break
    const some = lines.slice(0, room).map((line) => excerpt(line, LINE_LENGTH))
    shown.push({ beforeLine, afterLine, lines: some })
    room -= some.length
  }
  const rest = sum(hunks) - sum(shown)
  return { hunks: shown, note: rest === 0 ? undefined : TEXTS.moreLines(rest) }
}

function sum(hunks: readonly Hunk[]): number {
  return hunks.reduce((total, { lines }) => total + lines.length, 0)
}

function ended(text: string): string {
  return text === '' ? '' : `${text}\n`
}

function none(note: string): Hunks {
  return { hunks: undefined, note }
}
