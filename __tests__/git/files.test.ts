import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { changedPaths, isDirty } from '../../src/git/worktree.ts'
import { listFiles } from '../../src/git/files.ts'
import { pointerTo } from './pointer.ts'
import { commitAll, repository, temporary, user, write } from './repository.ts'

const sorted = async (root: string): Promise<string[]> =>
  (await listFiles(root)).map(({ path, tracked }) => `${path}${tracked ? '' : ' ?'}`).sort()

describe('listFiles', () => {
  test('gives the work tree as it is now', async () => {
    const root = repository({ kept: '1', changed: '1', gone: '1', '.gitignore': 'out/\n' })
    write(root, { changed: '2', 'new\nline ä "x"': '1', 'out/x': '1', staged: '1' })
    user(root, 'add', 'staged')
    rmSync(join(root, 'gone'))
    symlinkSync('nowhere', join(root, 'link'))
    const names = ['.gitignore', 'changed', 'kept', 'link ?', 'new\nline ä "x" ?', 'staged']
    expect(await sorted(root)).toEqual(names)
  })

  test('gives the files of a folder that a tracked file became', async () => {
    const root = repository({ a: '1', b: '1' })
    rmSync(join(root, 'a'))
    write(root, { 'a/x/y': '1' })
    expect(await sorted(root)).toEqual(['a/x/y ?', 'b'])
  })

  test('gives each path once in a conflict', async () => {
    const root = repository({ a: '1' })
    user(root, 'checkout', '-q', '-b', 'other')
    write(root, { a: '2' })
    commitAll(root)
    user(root, 'checkout', '-q', 'main')
    write(root, { a: '3' })
    commitAll(root)
    expect(() => user(root, 'merge', '-q', 'other')).toThrow()
    expect(await sorted(root)).toEqual(['a'])
    expect(await changedPaths(root)).toEqual(['a'])
  })

  test('goes into submodules and nested repositories, and names one that is not checked out', async () => {
    const library = repository({ 'lib.py': '1' })
    const root = repository({ a: '1' })
    user(root, 'submodule', '--quiet', 'add', library, 'vendor/lib')
    commitAll(root)
    write(root, { 'vendor/lib/new.py': '1' })
    user(root, 'clone', '-q', library, 'nested')
    const names = [
      '.gitmodules',
      'a',
      'nested/lib.py ?',
      'vendor/lib/lib.py',
      'vendor/lib/new.py ?',
    ]
    expect(await sorted(root)).toEqual(names)
    expect(await changedPaths(root)).toEqual(['nested', 'vendor/lib/new.py'])
    const clone = join(temporary(), 'clone')
    user(root, 'clone', '-q', root, clone)
    const submodules = (await listFiles(clone)).filter(({ kind }) => kind === 'submodule')
    expect(submodules).toEqual([{ path: 'vendor/lib', tracked: true, kind: 'submodule' }])
  })

  test('keeps what a sparse checkout left out away', async () => {
    const root = repository({ 'in/a': '1', 'out/b': '1' })
    user(root, 'sparse-checkout', 'set', 'in')
    expect(await sorted(root)).toEqual(['in/a'])
  })
})

describe('changedPaths', () => {
  test('knows staged, unstaged, untracked and deleted, save the excepted', async () => {
    const root = repository({ a: '1', b: '1', c: '1', same: '1', 'reprise.lock': '1' })
    write(root, { a: '2', b: '2', 'new/x y': '1', 'reprise.lock': '2' })
    user(root, 'add', 'b')
    rmSync(join(root, 'c'))
    expect(await changedPaths(root, ['reprise.lock'])).toEqual(['a', 'b', 'c', 'new/x y'])
    expect(await isDirty(root)).toBe(true)
  })

  test('a clean tree is clean, also where HEAD is not born', async () => {
    const root = repository({ a: '1', 'reprise.lock': '1' })
    write(root, { 'reprise.lock': '2' })
    expect(await isDirty(root, ['reprise.lock'])).toBe(false)
    const unborn = temporary()
    user(unborn, 'init', '-q')
    write(unborn, { a: '1' })
    expect(await changedPaths(unborn)).toEqual(['a'])
  })

  test('runs no filter that the repository defines, whatever its name', async () => {
    const trap = join(temporary(), 'trap')
    const names = ['evil', 'a=b', 'dotted.name']
    const attributes = names.map((name) => `*.${name} filter=${name}\n`).join('')
    const files = Object.fromEntries(names.map((name) => [`x.${name}`, '1']))
    const root = repository({ '.gitattributes': attributes, ...files })
    for (const name of names) user(root, 'config', `filter.${name}.clean`, `touch ${trap}; cat`)
    write(root, files)
    const later = new Date(Date.now() + 5000)
    for (const file of Object.keys(files)) utimesSync(join(root, file), later, later)
    expect(await changedPaths(root)).toEqual([])
    expect(() => writeFileSync(trap, '', { flag: 'wx' })).not.toThrow()
  })

  test('an LFS file is changed when its content is', async () => {
    const content = 'weights'
    const root = repository({
      '.gitattributes': '*.bin filter=lfs -text\n',
      'w.bin': pointerTo(content),
    })
    write(root, { 'w.bin': content })
    expect(await changedPaths(root)).toEqual([])
    write(root, { 'w.bin': 'weighty' })
    expect(await changedPaths(root)).toEqual(['w.bin'])
  })
})

test('an empty folder of another repository adds nothing', async () => {
  const root = repository({ a: '1' })
  mkdirSync(join(root, 'empty'))
  expect(await sorted(root)).toEqual(['a'])
})
