import type { Difference } from '../record/manifest.ts'
import { howOf, noteOnKind, SHOWN_FILES } from './code.ts'
import type { Change, FactorReport } from './explanation.ts'
import { factorReport, gap, type Compared, type Gap } from './factor.ts'
import { differences, type Pair, type View } from './material.ts'
import { compareRows, type RowDifferences } from './rows.ts'
import { FETCH_LISTS, TEXTS } from './texts.ts'

/** The data sets and the data in the tree, file by file, and row by row where both versions are at hand. */
export function explainData(pair: Pair, inTree: readonly Difference[] | undefined): FactorReport {
  const declared = declaredFiles(pair)
  const files = dataFiles(declared.files, inTree ?? [])
  const changes = files.map((file, index): Change => ({
    kind: 'data',
    path: file.name,
    how: howOf(file),
    ...(index < SHOWN_FILES
      ? rowsThatDiffer(pair, file)
      : { rows: undefined, total: undefined, note: TEXTS.moreFiles }),
  }))
  const tree = inTree === undefined ? [gap('data', TEXTS.treeList, FETCH_LISTS)] : []
  return factorReport('data', pair, {
    changes: [...declared.changes, ...changes],
    gaps: [...declared.gaps, ...tree],
  })
}

/** Files of declared sets and of the tree, each once: a declared set's own list says more. */
export function dataFiles(
  declared: readonly Difference[],
  inTree: readonly Difference[],
): Difference[] {
  return [...new Map([...inTree, ...declared].map((file) => [file.name, file])).values()]
}

interface Declared extends Compared {
  readonly files: readonly Difference[]
}

/** What differs in the declared sets. */
export function declaredFiles(pair: Pair): Declared {
  const names = new Set(
    [...pair.baseline.record.data, ...pair.run.record.data].map(({ name }) => name),
  )
  const parts = [...names].sort().map((name) => setDifferences(pair, name))
  return {
    files: parts.flatMap(({ files }) => files),
    changes: parts.flatMap(({ changes }) => changes),
    gaps: parts.flatMap(({ gaps }) => gaps),
  }
}

const NOTHING: Declared = { files: [], changes: [], gaps: [] }

function setDifferences(pair: Pair, name: string): Declared {
  const old = manifestOf(pair.baseline, name)
  const young = manifestOf(pair.run, name)
  if (old === undefined || young === undefined) return oneSided(pair, name)
  const files = differences(pair.baseline, pair.run, 'data', old, young)
  if (files !== undefined) return { ...NOTHING, files }
  // The digests prove that the set differs, though not in which file.
  const changes: Change[] = [
    {
      kind: 'data',
      path: name,
      how: 'changed',
      rows: undefined,
      total: undefined,
      note: TEXTS.absent,
    },
  ]
  return { files: [], changes, gaps: [gap('data', TEXTS.dataList(name), FETCH_LISTS)] }
}

/** A set that only one side declares: its files may have been in the other's tree, or in another set, all along. */
function oneSided(pair: Pair, name: string): Declared {
  const files: Difference[] = []
  const gaps: Gap[] = []
  const [has, lacks] =
    manifestOf(pair.run, name) === undefined ? [pair.baseline, pair.run] : [pair.run, pair.baseline]
  const entries = has.list('data', manifestOf(has, name))?.entries
  if (entries === undefined)
    return { ...NOTHING, gaps: [gap('data', TEXTS.dataAlone(name), FETCH_LISTS)] }
  for (const [path, value] of entries) {
    const other = lacks.value(path)
    if (other === undefined)
      return { ...NOTHING, gaps: [gap('data', TEXTS.dataAlone(name), FETCH_LISTS)] }
    if (other === value) continue
    const theirs = other ?? undefined
    files.push(
      has === pair.run
        ? { name: path, before: theirs, after: value }
        : { name: path, before: value, after: theirs },
    )
  }
  return { files, changes: [], gaps }
}

function manifestOf(
  view: View,
  name: string,
): View['record']['data'][number]['manifest'] | undefined {
  return view.record.data.find((set) => set.name === name)?.manifest
}

function rowsThatDiffer(pair: Pair, file: Difference): RowDifferences {
  const special = noteOnKind(file)
  if (special !== undefined) return { rows: [], total: 0, note: special }
  if (file.before === undefined || file.after === undefined)
    return { rows: undefined, total: undefined }
  const [before, after] = [pair.baseline.text(file.name), pair.run.text(file.name)]
  if (before === undefined || after === undefined)
    return { rows: undefined, total: undefined, note: TEXTS.absent }
  return compareRows(file.name, before, after)
}
