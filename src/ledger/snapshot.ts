import { onBench, type Clone } from './clone.ts'
import { FOLDERS, type Folder } from './layout.ts'

/** A line of a tree. Names are bytes as Latin-1, so that any name survives being written again. */
export interface TreeLine {
  /** `100644`, `100755`, `120000`, `160000`, `40000`. */
  readonly mode: string
  readonly id: string
}
export type Tree = ReadonlyMap<string, TreeLine>

/** What a branch holds: all names, no content. */
export interface Snapshot {
  /** Undefined: the branch is not there yet. */
  readonly commit: string | undefined
  readonly root: Tree
  readonly folders: Readonly<Record<Folder, Tree>>
}

/** `<id> tree <size>` */
const HEADER = /^([0-9a-f]{40}) ([a-z]+) (\d+)$/

export const NOTHING: Snapshot = {
  commit: undefined,
  root: new Map(),
  folders: { records: new Map(), envelopes: new Map(), attachments: new Map(), digests: new Map() },
}

/** The line that a path of the layout has. */
export function lookUp(folders: Snapshot['folders'], path: string): TreeLine | undefined {
  const folder = FOLDERS.find((name) => path.startsWith(`${name}/`))
  return folder && folders[folder].get(path.slice(folder.length + 1))
}

/** Reads a commit's trees; undefined where the clone lacks the commit or one of them. */
export async function readSnapshot(clone: Clone, commit: string): Promise<Snapshot | undefined> {
  const asked = [`${commit}^{tree}`, ...FOLDERS.map((name) => `${commit}:${name}`)]
  const output = await onBench(clone, (bench) =>
    bench.must(['cat-file', '--batch', '--buffer'], { input: `${asked.join('\n')}\n` }),
  )
  const [root, ...inner] = readBatch(output, asked.length)
  if (root === undefined) return undefined
  const top = parseTree(root)
  const trees = FOLDERS.map((name, at): [Folder, Tree | undefined] => {
    const mode = top.get(name)?.mode
    if (mode === undefined) return [name, new Map()]
    if (mode !== '40000') throw new Error(`${name} is no folder there`)
    const bytes = inner[at]
    return [name, bytes && parseTree(bytes)]
  })
  if (trees.some(([, tree]) => tree === undefined)) return undefined
  return { commit, root: top, folders: Object.fromEntries(trees) as Snapshot['folders'] }
}

/** The contents that `git cat-file --batch` answers with, in order; undefined for what is not there. */
export function readBatch(output: Buffer, count: number): (Buffer | undefined)[] {
  const contents: (Buffer | undefined)[] = []
  let at = 0
  while (contents.length < count) {
    const end = output.indexOf('\n', at)
    if (end < 0) throw new Error('git cat-file ended too early')
    const header = HEADER.exec(output.toString('latin1', at, end))
    at = end + 1
    if (header === null) {
      contents.push(undefined)
      continue
    }
    const size = Number(header[3])
    contents.push(output.subarray(at, at + size))
    at += size + 1
  }
  return contents
}

/** Source: git's tree format, `<mode> <name>\0<20 bytes>` without end. */
function parseTree(bytes: Buffer): Tree {
  const tree = new Map<string, TreeLine>()
  let at = 0
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at)
    const end = bytes.indexOf(0, space)
    if (space < 0 || end < 0 || end + 21 > bytes.length) throw new Error('a tree is damaged')
    tree.set(bytes.toString('latin1', space + 1, end), {
      mode: bytes.toString('latin1', at, space),
      id: bytes.toString('hex', end + 1, end + 21),
    })
    at = end + 21
  }
  return tree
}
