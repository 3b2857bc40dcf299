import { chmodSync, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../record/finding.ts'
import { memorySource } from '../../readers/memory.ts'
import type { Source } from '../../readers/source.ts'
import { sha256 } from '../../record/digest.ts'
import { fileSource } from '../file-source.ts'
import type { RunOutcome } from '../outcome.ts'

/** A run's tree after the run. */
export interface RunTree {
  /** Real path of its folder. */
  readonly root: string
  readonly before: RunOutcome['before']
  /** Regular files that the run wrote, changed or wrote again, without its data, sorted. */
  readonly written: readonly string[]
  readonly findings: readonly Finding[]
}

/** What programs leave that is no result of theirs. Hidden tools' folders are not skipped: `.hydra` and `.dvc` hold results. */
const SKIPPED = new Set([
  '.git',
  '__pycache__',
  'node_modules',
  '.venv',
  '.ipynb_checkpoints',
  '.pytest_cache',
])
const MOST_ENTRIES = 200_000
const MOST_DEPTH = 64
/** The clock that stamps files may lag behind the one that we ask by a tick of the kernel. */
const TICK_MS = 10

/** Looks at the tree without following any link. What cannot be looked at is a finding. */
export function scanTree(outcome: RunOutcome): RunTree {
  const data = new Set(
    outcome.data.flatMap(({ manifest }) => manifest.entries.map(([name]) => name)),
  )
  const { copy: root, before } = outcome
  const written: string[] = []
  const unseen = makeUnseen()
  const todo = isOwnFolder(root, unseen) ? [''] : []
  let [entries, deeper] = [0, false]
  for (
    let folder = todo.pop();
    folder !== undefined && entries < MOST_ENTRIES;
    folder = todo.pop()
  ) {
    for (const name of namesIn(root, folder, unseen)) {
      entries++
      const path = folder === '' ? name : `${folder}/${name}`
      const stats =
        SKIPPED.has(name) || data.has(path) ? undefined : lookAt(join(root, path), path, unseen)
      if (stats?.isDirectory() && path.split('/').length <= MOST_DEPTH) todo.push(path)
      else if (stats?.isDirectory()) deeper = true
      else if (stats?.isFile() && isWritten(stats, outcome.started.getTime())) written.push(path)
    }
  }
  const cut = entries >= MOST_ENTRIES || deeper
  return {
    root,
    before,
    written: written.sort(),
    findings: [...(cut ? [TOO_MANY] : []), ...unseen.findings()],
  }
}

const TOO_MANY: Finding = {
  kind: 'source-unreadable',
  path: '.',
  why: `the run left more than ${MOST_ENTRIES} files, or folders more than ${MOST_DEPTH} deep: the rest was not looked at`,
}

/** Takes note of what could not be looked at: one finding, however many a run made. */
interface Unseen {
  add(path: string, why: string): void
  findings(): Finding[]
}

function makeUnseen(): Unseen {
  let count = 0
  let first: { path: string; why: string } | undefined
  return {
    add(path, why) {
      count++
      first ??= { path, why }
    },
    findings() {
      if (first === undefined) return []
      const more = count === 1 ? '' : `, and so ${count - 1} more`
      return [{ kind: 'source-unreadable', path: first.path, why: `${first.why}${more}` }]
    },
  }
}

/** Below level 4 a run can put something else in its tree's place, such as a link to anywhere. */
function isOwnFolder(root: string, unseen: Unseen): boolean {
  const stats = lookAt(root, '.', unseen)
  const isOwn = stats?.isDirectory() === true && realpathSync(root) === root
  if (stats !== undefined && !isOwn) unseen.add('.', 'the run put something else in its place')
  return isOwn
}

/** What stands at a path, itself; a folder of ours that the run closed is opened again. */
function lookAt(file: string, path: string, unseen: Unseen): Stats | undefined {
  try {
    const stats = lstatSync(file)
    if (stats.isDirectory() && (stats.mode & 0o700) !== 0o700) chmodSync(file, stats.mode | 0o700)
    return stats
  } catch (error) {
    unseen.add(path, `it cannot be looked at (${codeOf(error)})`)
    return undefined
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error'
}

/**
 * Whether a file was written since the run began. The time of change cannot be set back by a program; files placed
 * just before the start kept their older time of modification.
 */
function isWritten({ ctimeMs, mtimeMs }: Stats, started: number): boolean {
  return ctimeMs >= started || (ctimeMs >= started - TICK_MS && mtimeMs >= started - TICK_MS)
}

/** A name that is no UTF-8 cannot be opened by its text. */
function namesIn(root: string, folder: string, unseen: Unseen): string[] {
  try {
    return readdirSync(join(root, folder)).filter(
      (name) => !name.includes('\ufffd') && !name.endsWith('.pyc'),
    )
  } catch (error) {
    unseen.add(folder === '' ? '.' : folder, `it cannot be listed (${codeOf(error)})`)
    return []
  }
}

/** A file as the run found it, or undefined where the run changed it or it is larger than `most` bytes. */
export function readBefore(
  tree: Pick<RunTree, 'root' | 'before'>,
  path: string,
  most: number,
): Source | undefined {
  const value = tree.before.get(path)
  if (value === undefined) return undefined
  try {
    const source = fileSource(tree.root, path)
    if (source.size > most) return undefined
    const bytes = source.read(0, source.size)
    return digestIn(value) === sha256(bytes) ? memorySource(path, bytes) : undefined
  } catch {
    return undefined
  }
}

/** The digest in a manifest's value, without the mark of an executable; undefined for a link. */
export function digestIn(value: string): string | undefined {
  return /^(?:x )?(sha256:[0-9a-f]{64})$/.exec(value)?.[1]
}
