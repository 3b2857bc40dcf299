import type { Digest } from '../record/digest.ts'
import type { Difference } from '../record/manifest.ts'
import type { RunRecord } from '../record/record.ts'
import { importedFirst, SHOWN_FILES } from './code.ts'
import { isBinaryName } from './content.ts'
import { dataFiles, declaredFiles } from './data.ts'
import { contentOf, pairOf, type Pair, type Side } from './material.ts'
import { sharesOf } from './shares.ts'

/** A file's content on one side that an explanation could use, with the digest it must have. */
export interface Wanted {
  readonly side: Side
  readonly path: string
  readonly digest: Digest
}

/**
 * The contents worth fetching before {@link explain}: of the changed files of the tree those that are text by their
 * name, parameters first, so many as are shown. Contents above `TEXT_BYTES` need not be fetched.
 */
export function wanted(
  run: RunRecord,
  baseline: RunRecord,
  attachment: (digest: Digest) => Uint8Array | undefined,
): Wanted[] {
  const pair = pairOf(run, baseline, { attachment, text: () => undefined })
  const shares = sharesOf(pair)
  const data = dataFiles(declaredFiles(pair).files, shares.of('data') ?? [])
  const code = importedFirst(pair, shares.of('code') ?? []).map(({ file }) => file)
  const files = [...params(pair), ...data.slice(0, SHOWN_FILES), ...code.slice(0, SHOWN_FILES)]
  const unique = [...new Map(files.map((file) => [file.name, file])).values()]
  return unique.filter(({ name }) => isInTree(name) && !isBinaryName(name)).flatMap(contents)
}

/** Parameter files that differ, or that one side did not record key by key. */
function params(pair: Pair): Difference[] {
  const names = [pair.baseline, pair.run].flatMap(({ record }) => Object.keys(record.config.params))
  return [...new Set(names)]
    .map((name) => ({
      name,
      before: pair.baseline.value(name) ?? undefined,
      after: pair.run.value(name) ?? undefined,
    }))
    .filter(({ before, after }) => before !== after)
}

function contents({ name, before, after }: Difference): Wanted[] {
  const sides: ReadonlyArray<[Side, string | undefined]> = [
    ['baseline', before],
    ['run', after],
  ]
  return sides.flatMap(([side, value]) => {
    const digest = contentOf(value)
    return digest === undefined ? [] : [{ side, path: name, digest: digest as Digest }]
  })
}

/** Records may be hostile: a path of theirs must not lead out of the work tree. */
function isInTree(path: string): boolean {
  return !/^[/~\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(path) && !path.startsWith('.git/')
}
