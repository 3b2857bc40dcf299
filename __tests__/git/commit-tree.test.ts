import {
  cpSync,
  existsSync,
  chmodSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { commitTree } from '../../src/git/commit-tree.ts'
import { listFiles } from '../../src/git/files.ts'
import { repository, temporary, user, write } from './repository.ts'

/** A copy of a checkout's files, as a run gets it, with its one commit. */
async function copied(root: string): Promise<{ copy: string; tree: string; commit: string }> {
  const copy = join(temporary(), 'copy')
  const paths = (await listFiles(root)).map(({ path }) => path)
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => source !== join(root, '.git'),
  })
  return { copy, ...(await commitTree(root, copy, paths, join(copy, '.git'))) }
}

test('one commit of exactly the files, its id by the tree alone', async () => {
  const root = repository({ 'a.py': '1', 'b c/ä\n"': '2', gone: '1' })
  write(root, { 'a.py': 'changed', new: 'untracked' })
  rmSync(join(root, 'gone'))
  chmodSync(join(root, 'new'), 0o755)
  symlinkSync('nowhere', join(root, 'link'))
  const { copy, tree, commit } = await copied(root)
  expect(user(copy, 'status', '--porcelain')).toBe('')
  expect(user(copy, 'log', '--format=%H %T %an %at %ct %P')).toBe(`${commit} ${tree} reprise 0 0 `)
  expect(
    user(
      copy,
      '-c',
      'core.quotePath=false',
      'ls-tree',
      '-r',
      '--format=%(objectmode) %(path)',
      'HEAD',
    ),
  ).toBe(['100644 a.py', '100644 "b c/ä\\n\\""', '120000 link', '100755 new'].join('\n'))
  const again = repository({ 'a.py': 'changed', 'b c/ä\n"': '2', new: 'untracked' })
  symlinkSync('nowhere', join(again, 'link'))
  chmodSync(join(again, 'new'), 0o755)
  expect(await copied(again)).toMatchObject({ tree, commit })
})

test('the result stands alone: whole, no alternates, no remotes', async () => {
  const root = repository({ a: '1', b: '2' })
  user(root, 'gc', '-q')
  user(root, 'remote', 'add', 'origin', 'https://example.org/x.git')
  const { copy } = await copied(root)
  rmSync(root, { recursive: true })
  expect(user(copy, 'fsck', '--full', '--strict')).toBe('')
  expect(user(copy, 'remote')).toBe('')
  expect(existsSync(join(copy, '.git/objects/info/alternates'))).toBe(false)
  expect(user(copy, 'show', 'HEAD:b')).toBe('2')
})

test('attributes do not matter: bytes are kept, nothing is left out, the status is clean', async () => {
  const attributes =
    '*.txt text eol=crlf\n*.id ident\n*.u16 working-tree-encoding=UTF-16\nx export-ignore\n'
  const files = { 'a.txt': 'lf\n', 'b.txt': 'crlf\r\n', 'c.id': '$Id$\n', 'd.u16': 'plain', x: '1' }
  const root = repository({ a: '1' })
  write(root, { '.gitattributes': attributes, ...files })
  const { copy } = await copied(root)
  expect(user(copy, 'status', '--porcelain')).toBe('')
  for (const [path, content] of Object.entries(files)) {
    expect(readFileSync(join(copy, path), 'utf8')).toBe(content)
    expect(user(copy, 'cat-file', '-s', `HEAD:${path}`)).toBe(String(content.length))
  }
})

describe('what a checkout planted does not run', () => {
  test('file-system monitor, hook, filter, template', async () => {
    const trap = join(temporary(), 'trap')
    const root = repository({ '.gitattributes': '* filter=evil\n', a: '1' })
    writeFileSync(join(root, '.git/trap.sh'), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 })
    cpSync(join(root, '.git/trap.sh'), join(root, '.git/hooks/post-index-change'))
    user(root, 'config', 'core.fsmonitor', join(root, '.git/trap.sh'))
    user(root, 'config', 'filter.evil.clean', `touch ${trap}; cat`)
    user(root, 'config', 'init.templateDir', join(root, '.git'))
    const { copy } = await copied(root)
    expect(existsSync(trap)).toBe(false)
    expect(existsSync(join(copy, '.git/hooks'))).toBe(false)
    user(root, 'status')
    expect(existsSync(trap)).toBe(true)
  })
})

test('20 000 files', async () => {
  const paths = Array.from({ length: 20_000 }, (_, n) => `d${n % 100}/f${n}.py`)
  const root = temporary()
  write(root, Object.fromEntries(paths.map((path) => [path, `x = ${path}\n`])))
  user(root, 'init', '-q')
  // Into one pack, which is quick.
  user(root, '-c', 'core.bigFileThreshold=1', 'add', '.')
  const into = join(temporary(), '.git')
  const { commit } = await commitTree(root, root, paths, into)
  const copy = [`--git-dir=${into}`, `--work-tree=${root}`]
  expect(user(root, ...copy, 'ls-tree', '-r', '--name-only', commit).split('\n')).toHaveLength(
    20_000,
  )
  expect(user(root, ...copy, 'status', '--porcelain')).toBe('')
})

test('a repository with SHA-256 ids, and none of its files', async () => {
  const root = temporary()
  user(root, 'init', '-q', '--object-format=sha256')
  const { copy, commit } = await copied(root)
  expect(commit).toMatch(/^[0-9a-f]{64}$/)
  expect(user(copy, 'status', '--porcelain')).toBe('')
})

test('a name that git cannot hold is an error', async () => {
  const root = repository({ a: '1' })
  const folder = temporary()
  write(folder, { 'x/.git/config': '' })
  await expect(
    commitTree(root, folder, ['x/.git/config'], join(folder, '.git')),
  ).rejects.toMatchObject({ code: 'git-failed', message: expect.stringContaining('x/.git/config') })
  write(folder, { 'a\\b': '1', 'git~1': '1' })
  const made = await commitTree(root, folder, ['a\\b', 'git~1'], join(temporary(), '.git'))
  expect(made.tree).toMatch(/^[0-9a-f]{40}$/)
})
