import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { exportTree } from '../../src/git/export.ts'
import { pointerTo } from './pointer.ts'
import { commitAll, repository, temporary, user, write } from './repository.ts'

const everything = (): boolean => true
const listed = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).sort()

test('writes what is wanted of another commit, and touches nothing else', async () => {
  const root = repository({ 'src/run.sh': 'old', 'docs/x': '1', gone: '1' })
  user(root, 'update-index', '--chmod=+x', 'src/run.sh')
  symlinkSync('../gone', join(root, 'src/link'))
  user(root, 'add', 'src/link')
  user(root, 'commit', '-q', '-m', 'x')
  const old = user(root, 'rev-parse', 'HEAD')
  execFileSync('rm', ['gone'], { cwd: root })
  write(root, { 'src/run.sh': 'new' })
  commitAll(root)
  const into = join(temporary(), 'a/b')
  await exportTree(root, old, into, (path) => !path.startsWith('docs/'))
  expect(await listed(into)).toEqual(['gone', 'src', 'src/link', 'src/run.sh'])
  expect(readFileSync(join(into, 'src/run.sh'), 'utf8')).toBe('old')
  expect(lstatSync(join(into, 'src/run.sh')).mode & 0o111).not.toBe(0)
  expect(lstatSync(join(into, 'gone')).mode & 0o111).toBe(0)
  expect(readlinkSync(join(into, 'src/link'))).toBe('../gone')
  expect(user(root, 'status', '--porcelain')).toBe('')
})

test("the commit's own attributes count: line ends yes, export-ignore no, filters never", async () => {
  const trap = join(temporary(), 'trap')
  const attributes = '*.bat text eol=crlf\nhidden export-ignore\n*.py filter=evil\n'
  const root = repository({
    '.gitattributes': attributes,
    'a.bat': 'x\n',
    hidden: '1',
    'a.py': 'p',
  })
  const old = user(root, 'rev-parse', 'HEAD')
  user(root, 'config', 'filter.evil.smudge', `touch ${trap}; cat`)
  write(root, { '.gitattributes': '* -text\n' })
  commitAll(root)
  const into = temporary()
  await exportTree(root, old, into, everything)
  expect(await listed(into)).toEqual(['.gitattributes', 'a.bat', 'a.py', 'hidden'])
  expect(readFileSync(join(into, 'a.bat'), 'utf8')).toBe('x\r\n')
  expect(existsSync(trap)).toBe(false)
})

test('fills in LFS content that the repository keeps', async () => {
  const content = 'weights of a model'
  const files = { 'here.bin': pointerTo(content), 'elsewhere.bin': pointerTo('not kept') }
  const root = repository({ '.gitattributes': '*.bin filter=lfs -text\n', ...files })
  const oid = /sha256:(\w+)/.exec(files['here.bin'])?.[1] ?? ''
  write(root, { [`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`]: content })
  const into = temporary()
  await exportTree(root, 'HEAD', into, everything)
  expect(readFileSync(join(into, 'here.bin'), 'utf8')).toBe(content)
  expect(readFileSync(join(into, 'elsewhere.bin'), 'utf8')).toBe(files['elsewhere.bin'])
})

test('writes nothing outside: a tree with both a link and a folder of one name', async () => {
  const root = repository({ f: '1' })
  const outside = temporary()
  const blob = (text: string): string =>
    execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: text })
      .toString()
      .trim()
  const tree = (text: string): string =>
    execFileSync('git', ['mktree'], { cwd: root, input: text }).toString().trim()
  const inner = tree(`100644 blob ${blob('stolen')}\tx\n`)
  const outer = tree(`120000 blob ${blob(outside)}\ta\n040000 tree ${inner}\ta\n`)
  const commit = user(root, 'commit-tree', outer, '-m', 'x')
  await exportTree(root, commit, temporary(), everything).catch(() => undefined)
  expect(await listed(outside)).toEqual([])
})

test('a folder that holds something is refused', async () => {
  const root = repository({ f: '1' })
  const into = temporary()
  mkdirSync(join(into, 'x'))
  await expect(exportTree(root, 'HEAD', into, everything)).rejects.toThrow('is not empty')
  await expect(exportTree(root, 'f'.repeat(40), temporary(), everything)).rejects.toMatchObject({
    code: 'git-failed',
  })
})
