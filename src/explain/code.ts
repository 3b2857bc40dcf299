import type { Difference } from '../record/manifest.ts'
import type { Change, FactorReport, How } from './explanation.ts'
import { factorReport, gap, type Compared } from './factor.ts'
import { hunksOf, type Hunks } from './hunks.ts'
import { contentOf, differences, type Pair, type View } from './material.ts'
import { TEXTS, FETCH_LISTS } from './texts.ts'

const MODULE = /\.pyw?$/i

/** So many files show their lines. */
export const SHOWN_FILES = 20

/**
 * The files of the tree that differ and are neither data, parameters nor package locks: first those that became
 * different after the tree was laid out, then imported ones.
 */
export function explainCode(pair: Pair, files: readonly Difference[] | undefined): FactorReport {
  if (files === undefined) {
    const gaps = [gap('code', TEXTS.treeList, FETCH_LISTS)]
    return factorReport('code', pair, { changes: [], gaps })
  }
  const later = changedAfter(pair)
  const ranked = importedFirst(pair, files)
  const removed = new Map(
    files.flatMap(({ name, before, after }) =>
      after === undefined && before !== undefined ? [[before, name]] : [],
    ),
  )
  const changes = ranked.map(({ file, imported }, index): Change => {
    const lines =
      index < SHOWN_FILES
        ? linesThatDiffer(pair, file, removed)
        : { hunks: undefined, note: TEXTS.moreFiles }
    return { kind: 'code', path: file.name, how: howOf(file), imported, ...lines }
  })
  return factorReport('code', pair, {
    changes: [...later.changes, ...changes],
    gaps: later.gaps,
  })
}

/**
 * Files whose contents were not the same when they were imported, though the tree's were before `setup`: what `setup`
 * or the training itself wrote there decided what ran. Files imported on one side only are a consequence, no cause.
 */
function changedAfter({ baseline, run, tree }: Pair): Compared {
  const [old, young] = [baseline.record.code.sources, run.record.code.sources]
  if (old === undefined || young === undefined || old === young) return { changes: [], gaps: [] }
  const files = differences(baseline, run, 'sources', old, young)
  if (files === undefined) return { changes: [], gaps: [gap('code', TEXTS.sources, FETCH_LISTS)] }
  const known = new Set(tree?.map(({ name }) => name))
  const changes = files
    .filter((file) => howOf(file) === 'changed' && !known.has(file.name))
    .map(({ name }): Change => {
      const said = { how: 'changed', imported: true, hunks: undefined } as const
      return { kind: 'code', path: name, ...said, note: TEXTS.afterSetup }
    })
  return { changes, gaps: [] }
}

/** What became of a file. */
export function howOf({ before, after }: Difference): How {
  return before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
}

/** A file with whether the training imported or opened it: undefined where that is not known. */
interface Ranked {
  readonly file: Difference
  readonly imported: boolean | undefined
}

/** The files in the order in which they matter: a file that the training imported can have changed it. */
export function importedFirst(pair: Pair, files: readonly Difference[]): Ranked[] {
  const [old, young] = [sourcesOf(pair.baseline), sourcesOf(pair.run)]
  const rank = (imported: boolean | undefined): number =>
    imported === true ? 0 : imported === undefined ? 1 : 2
  return files
    .map((file) => ({ file, imported: wasImported(file, old, young) }))
    .sort((a, b) => rank(a.imported) - rank(b.imported))
}

function wasImported(
  { name, before, after }: Difference,
  old: ReadonlySet<string> | undefined,
  young: ReadonlySet<string> | undefined,
): boolean | undefined {
  const answers = [
    ...(before === undefined ? [] : [old?.has(name)]),
    ...(after === undefined ? [] : [young?.has(name)]),
  ]
  if (answers.includes(true)) return true
  // Anything but a module may have been opened where nobody saw it: by a library that is not Python.
  return answers.includes(undefined) || !MODULE.test(name) ? undefined : false
}

function sourcesOf(view: View): ReadonlySet<string> | undefined {
  const entries = view.list('sources', view.record.code.sources)?.entries
  return entries === undefined ? undefined : new Set(entries.map(([name]) => name))
}

function linesThatDiffer(
  pair: Pair,
  file: Difference,
  removed: ReadonlyMap<string, string>,
): Hunks {
  const special = noteOnKind(file)
  if (special !== undefined) return { hunks: [], note: special }
  const from = file.before === undefined ? removed.get(file.after ?? '') : undefined
  if (from !== undefined) return { hunks: [], note: TEXTS.moved(from) }
  const before = file.before === undefined ? new Uint8Array() : pair.baseline.text(file.name)
  const after = file.after === undefined ? new Uint8Array() : pair.run.text(file.name)
  if (before === undefined || after === undefined) return { hunks: undefined, note: TEXTS.absent }
  return hunksOf(before, after)
}

/** What is to be said of a file whose contents do not differ or that is a link; undefined for any other. */
export function noteOnKind({ before, after }: Difference): string | undefined {
  if (before?.startsWith('link:') === true || after?.startsWith('link:') === true) {
    return TEXTS.link(target(before), target(after))
  }
  const same = before !== undefined && contentOf(before) === contentOf(after)
  return same ? TEXTS.mode : undefined
}

function target(value: string | undefined): string | undefined {
  return value?.startsWith('link:') === true
    ? value.slice('link:'.length)
    : value === undefined
      ? undefined
      : 'a file'
}
