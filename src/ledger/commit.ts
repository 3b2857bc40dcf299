import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { line } from '../git/output.ts'
import { onBench, type Bench, type Clone } from './clone.ts'
import { FOLDERS, type Folder } from './layout.ts'
import type { Snapshot, Tree, TreeLine } from './snapshot.ts'

const AUTHOR = { NAME: 'Reprise', EMAIL: 'reprise@localhost' }
const WHO = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(AUTHOR).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  ),
)

/** Writes one commit that adds files (path → bytes) to what a snapshot holds; strangers beside them stay. */
export async function writeCommit(
  clone: Clone,
  before: Snapshot,
  files: ReadonlyMap<string, Uint8Array>,
  message: string,
): Promise<Snapshot & { readonly commit: string }> {
  return onBench(
    clone,
    async (bench) => {
      const ids = await writeBlobs(bench, [...files.values()])
      const lines = [...files.keys()].map((path, at) => ({ path, id: ids[at] ?? '' }))
      const folders: Record<Folder, Tree> = { ...before.folders }
      const root = new Map(before.root)
      for (const name of FOLDERS) {
        const added = lines.filter(({ path }) => path.startsWith(`${name}/`))
        if (added.length === 0) continue
        folders[name] = new Map([
          ...before.folders[name],
          ...added.map(({ path, id }): [string, TreeLine] => [
            path.slice(name.length + 1),
            { mode: '100644', id },
          ]),
        ])
        root.set(name, { mode: '40000', id: await writeTree(bench, folders[name]) })
      }
      const tree = await writeTree(bench, root)
      const parents = before.commit === undefined ? [] : ['-p', before.commit]
      const args = ['commit-tree', tree, ...parents]
      const commit = line(await bench.must(args, { env: WHO, input: message }))
      return { commit, root, folders }
    },
    before.commit,
  )
}

async function writeBlobs(bench: Bench, contents: readonly Uint8Array[]): Promise<string[]> {
  const names = contents.map((_, at) => `blob-${at}`)
  for (const [at, bytes] of contents.entries()) {
    await writeFile(join(bench.folder, `blob-${at}`), bytes)
  }
  const args = ['hash-object', '-w', '--no-filters', '--stdin-paths']
  const output = await bench.must(args, { input: names.map((name) => `${name}\n`).join('') })
  return line(output).split('\n')
}

async function writeTree(bench: Bench, tree: Tree): Promise<string> {
  const types: Readonly<Record<string, string>> = { '40000': 'tree', '160000': 'commit' }
  const lines = [...tree].map(
    ([name, { mode, id }]) => `${mode} ${types[mode] ?? 'blob'} ${id}\t${name}\0`,
  )
  // Most blobs are not here, and need not be.
  const input = Buffer.from(lines.join(''), 'latin1')
  return line(await bench.must(['mktree', '-z', '--missing'], { input }))
}
