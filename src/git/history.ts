import { git } from './git.ts'

export interface Commit {
  readonly commit: string
  /** The first line of its message. */
  readonly subject: string
}

/** Whether the history of a commit holds another one, or is it. */
export async function isAncestor(root: string, old: string, young: string): Promise<boolean> {
  const { code } = await git(root, ['merge-base', '--is-ancestor', old, young], { accept: [0, 1] })
  return code === 0
}

/**
 * The commits after one up to another, oldest first, along the first parents: what was merged counts as its merge. Those
 * beside the first one, which do not descend from it, are left out: it may itself have come in by a merge.
 */
export async function commitsBetween(
  root: string,
  good: string,
  bad: string,
): Promise<readonly Commit[]> {
  const args = [
    'rev-list',
    '--first-parent',
    '--ancestry-path',
    '--reverse',
    '--format=%s',
    bad,
    `^${good}`,
  ]
  return parse((await git(root, args)).stdout)
}

export async function commitOf(root: string, id: string): Promise<Commit> {
  const { stdout } = await git(root, ['rev-list', '--max-count=1', '--format=%s', id])
  return parse(stdout)[0] ?? { commit: id, subject: '' }
}

/** Pairs of lines: `commit <id>` and the subject. */
function parse(output: Buffer): Commit[] {
  const lines = output.toString('utf8').split('\n')
  return lines.flatMap((line, at) => {
    const id = /^commit ([0-9a-f]{40,64})$/.exec(line)?.[1]
    return id === undefined || at % 2 === 1 ? [] : [{ commit: id, subject: lines[at + 1] ?? '' }]
  })
}
