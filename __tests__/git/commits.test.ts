import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import {
  defaultBranch,
  findCommit,
  mergeBase,
  parents,
  resolveCommit,
} from '../../src/git/commits.ts'
import { readBlob, treeFiles } from '../../src/git/objects.ts'
import { commitAll, repository, temporary, user, write } from './repository.ts'

/** main: a - b; side: a - c; then side merged into main. */
function merged(): { root: string; a: string; b: string; c: string; merge: string } {
  const root = repository({ file: 'a' })
  const a = user(root, 'rev-parse', 'HEAD')
  user(root, 'checkout', '-q', '-b', 'side')
  write(root, { side: 'c' })
  const c = commitAll(root)
  user(root, 'checkout', '-q', 'main')
  write(root, { file: 'b' })
  const b = commitAll(root)
  user(root, 'merge', '-q', '--no-edit', 'side')
  return { root, a, b, c, merge: user(root, 'rev-parse', 'HEAD') }
}

test('names, merge base and parents', async () => {
  const { root, a, b, c, merge } = merged()
  expect(await resolveCommit(root, 'side')).toBe(c)
  expect(await resolveCommit(root, b.slice(0, 10))).toBe(b)
  for (const rev of ['no-such', 'f'.repeat(40), '--all', '', 'HEAD:file', 'HEAD^{tree}']) {
    expect(await findCommit(root, rev)).toBeUndefined()
    await expect(resolveCommit(root, rev)).rejects.toMatchObject({
      code: 'unknown-commit',
      message: `no commit ${JSON.stringify(rev)} in this repository`,
    })
  }
  expect(await mergeBase(root, b, c)).toBe(a)
  expect(await parents(root, merge)).toEqual([b, c])
  expect(await parents(root, a)).toEqual([])
})

test('no common ancestor is an answer, a commit that is not there an error', async () => {
  const { root, a } = merged()
  user(root, 'checkout', '-q', '--orphan', 'alone')
  const alone = commitAll(root)
  expect(await mergeBase(root, a, alone)).toBeUndefined()
  await expect(mergeBase(root, a, 'f'.repeat(40))).rejects.toMatchObject({ code: 'git-failed' })
})

test('a shallow clone still knows what the parents were', async () => {
  const { root, b, c, merge } = merged()
  const clone = join(temporary(), 'clone')
  user(root, 'clone', '-q', '--depth=1', `file://${root}`, clone)
  expect(await parents(clone, merge)).toEqual([b, c])
  expect(await findCommit(clone, b)).toBeUndefined()
})

test('the default branch', async () => {
  const { root } = merged()
  expect(await defaultBranch(root)).toBe('main')
  const clone = join(temporary(), 'clone')
  user(root, 'clone', '-q', '-b', 'side', root, clone)
  user(clone, 'remote', 'set-head', 'origin', 'side')
  expect(await defaultBranch(clone)).toBe('origin/side')
  user(clone, 'remote', 'set-head', 'origin', '--delete')
  expect(await defaultBranch(clone)).toBe('origin/main')
  user(root, 'branch', '-m', 'main', 'trunk')
  expect(await defaultBranch(root)).toBeUndefined()
})

describe('a commit and its files', () => {
  test('treeFiles gives path, mode and blob', async () => {
    const root = repository({ 'a b': '1', 'dir/ä\n"': '2' })
    user(root, 'update-index', '--chmod=+x', 'a b')
    user(root, 'commit', '-q', '-m', 'x')
    const files = await treeFiles(join(root, 'dir'), 'HEAD')
    expect(files.map(({ path, mode }) => [mode, path])).toEqual([
      ['100755', 'a b'],
      ['100644', 'dir/ä\n"'],
    ])
    expect(files[0]?.blob).toBe(user(root, 'rev-parse', 'HEAD:a b'))
  })

  test('readBlob gives bytes as stored, or undefined', async () => {
    const root = repository({ '*': 'star', 'dir/f': '\0\r\n', ':(top)x': 'magic' })
    expect(await readBlob(root, 'HEAD', 'dir/f')).toEqual(Buffer.from('\0\r\n'))
    expect(await readBlob(root, 'HEAD', '*')).toEqual(Buffer.from('star'))
    expect(await readBlob(root, 'HEAD', ':(top)x')).toEqual(Buffer.from('magic'))
    for (const path of ['dir', 'dir/', 'none', '../x', '?']) {
      expect(await readBlob(root, 'HEAD', path)).toBeUndefined()
    }
    await expect(readBlob(root, 'f'.repeat(40), 'dir/f')).rejects.toMatchObject({
      code: 'git-failed',
    })
  })
})
