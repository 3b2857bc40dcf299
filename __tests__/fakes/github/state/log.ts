import { git, tryGit } from './git.ts'

export interface Signed {
  readonly name: string
  readonly email: string
  readonly date: string
}

export interface CommitFacts {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signed
  readonly committer: Signed
  readonly message: string
}

/** What a commit says of itself. */
export function readCommit(folder: string, sha: string): CommitFacts {
  const fields = ['H', 'T', 'P', 'an', 'ae', 'aI', 'cn', 'ce', 'cI', 'B'].map((one) => `%${one}`)
  const text = git(folder, ['show', '--no-patch', `--format=${fields.join('%x00')}`, sha])
  const [id = '', tree = '', parents = '', name = '', email = '', date = '', ...rest] =
    text.split('\0')
  const [committerName = '', committerEmail = '', committerDate = '', message = ''] = rest
  return {
    sha: id,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name, email, date },
    committer: { name: committerName, email: committerEmail, date: committerDate },
    message: message.trimEnd(),
  }
}

export interface Change {
  readonly path: string
  readonly sha: string
  readonly status: 'added' | 'removed' | 'modified'
  readonly additions: number
  readonly deletions: number
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** The files that differ; `from` undefined: all of them are new. */
export function changes(folder: string, from: string | undefined, to: string): Change[] {
  const trees = [from ?? EMPTY_TREE, to]
  const diff = (...args: string[]): string[] =>
    git(folder, ['diff-tree', '-r', '-z', '--no-renames', ...args, ...trees]).split('\0')
  const counts = new Map(diff('--numstat').map((line) => countOf(line)))
  const raw = diff('--raw', '--no-abbrev').slice(0, -1)
  return raw.flatMap((line, index) => {
    if (index % 2 === 1) return []
    const [, , , sha = '', letter = ''] = line.split(' ')
    const path = raw[index + 1] ?? ''
    const status = { A: 'added', D: 'removed' }[letter] ?? 'modified'
    const [additions = 0, deletions = 0] = counts.get(path) ?? []
    return [{ path, sha, status, additions, deletions } as Change]
  })
}

function countOf(line: string): [path: string, counts: readonly number[]] {
  const [additions = '', deletions = '', path = ''] = line.split('\t')
  return [path, [Number.parseInt(additions, 10) || 0, Number.parseInt(deletions, 10) || 0]]
}

/** Commits of `to` that `from` lacks, the newest first. */
export function between(folder: string, from: string, to: string): string[] {
  const text = git(folder, ['rev-list', `${from}..${to}`])
  return text === '' ? [] : text.split('\n')
}

export function mergeBase(folder: string, a: string, b: string): string | undefined {
  const { code, stdout } = tryGit(folder, ['merge-base', a, b])
  return code === 0 ? stdout.toString().trim() : undefined
}
