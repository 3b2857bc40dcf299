import { clean } from '../text/clean.ts'
import type { Block } from './block.ts'

/** A patch line by line. */
export function patchLines(patch: string | undefined): string[] {
  return patch === undefined ? [] : patch.replace(/\n+$/, '').split('\n')
}

/**
 * One command that applies a patch, to be pasted into a shell: nothing in a quoted here-document is expanded. None where an
 * output would show a line otherwise than it is, for then another patch would be applied.
 */
export function applyBlocks(lines: readonly string[]): Block[] {
  const isShown = lines.every((line) => line === clean(line))
  if (lines.length === 0 || !isShown) return []
  let end = 'REPRISE'
  while (lines.includes(end)) end += '_'
  return [{ kind: 'whole', as: 'sh', lines: [`git apply <<'${end}'`, ...lines, end] }]
}
