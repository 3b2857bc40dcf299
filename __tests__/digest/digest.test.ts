import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { digestFiles } from '../../src/digest/digest.ts'
import { folderOf } from './temporary.ts'

test('a file, an executable and a link, relative and absolute', async () => {
  const root = folderOf({ 'a/b': 'x', run: 'y' })
  chmodSync(join(root, 'run'), 0o755)
  symlinkSync('a/ä', join(root, 'link'))
  const absolute = join(root, 'a/b')
  const digests = await digestFiles(root, ['a/b', 'run', 'link', absolute])
  expect(Object.fromEntries(digests)).toEqual({
    'a/b': { value: sha256('x'), bytes: 1 },
    run: { value: `x ${sha256('y')}`, bytes: 1 },
    link: { value: 'link:a/ä', bytes: 4 },
    [absolute]: { value: sha256('x'), bytes: 1 },
  })
  expect((await digestFiles(root, [])).size).toBe(0)
})

test('a link that is followed counts as the file', async () => {
  const root = folderOf({ a: 'x' })
  symlinkSync('a', join(root, 'link'))
  const digests = await digestFiles(root, ['link'], { follow: true })
  expect(digests.get('link')).toEqual({ value: sha256('x'), bytes: 1 })
})

test('sizes around the buffer', async () => {
  const buffer = 256 * 1024
  const sizes = [0, 1, buffer - 1, buffer, buffer + 1, 2 * buffer, 3 * buffer + 17]
  const contents = sizes.map((size) => Buffer.alloc(size, 'abcdefg'))
  const root = folderOf()
  contents.forEach((content, n) => writeFileSync(join(root, `f${n}`), content))
  const digests = await digestFiles(
    root,
    contents.map((_, n) => `f${n}`),
  )
  expect([...digests.values()]).toEqual(
    contents.map((content) => ({ value: sha256(content), bytes: content.length })),
  )
})

describe('threads', () => {
  const files = Object.fromEntries(
    Array.from({ length: 700 }, (_, n) => [`d${n % 7}/ü\n${n}`, `${n}`]),
  )
  const wanted = Object.entries(files).map(([path, text]) => [path, sha256(text)])

  test.each([undefined, 1, 3])(
    '%s of them give the same digests, in the order asked',
    async (workers) => {
      const options = workers === undefined ? {} : { workers }
      const digests = await digestFiles(folderOf(files), Object.keys(files), options)
      expect([...digests].map(([path, { value }]) => [path, value])).toEqual(wanted)
    },
  )

  test('a program of its own ends when they are done', () => {
    const module = new URL('../../src/digest/digest.ts', import.meta.url).href
    const source = `
      import { digestFiles } from '${module}'
      const paths = ${JSON.stringify(Object.keys(files))}
      console.log((await digestFiles('${folderOf(files)}', paths)).size)`
    const args = ['--input-type=module', '-e', source]
    expect(execFileSync(process.execPath, args).toString()).toBe('700\n')
  })

  test('can be stopped, before and while they work', async () => {
    const root = folderOf()
    execFileSync('truncate', ['-s', '40G', join(root, 'endless')])
    const before = digestFiles(root, ['endless'], { signal: AbortSignal.abort('early') })
    await expect(before).rejects.toBe('early')
    const stop = new AbortController()
    const running = digestFiles(root, ['endless'], { signal: stop.signal })
    setTimeout(() => stop.abort('late'), 100)
    await expect(running).rejects.toBe('late')
  })
})

describe('what cannot be read', () => {
  const cases: Record<string, [(root: string) => void, string]> = {
    'is not there': [(root) => rmSync(join(root, 'bad')), 'no such file'],
    'is a folder': [(root) => execFileSync('mkdir', ['-p', join(root, 'bad')]), 'it is a folder'],
    'is a pipe': [
      (root) => execFileSync('mkfifo', [join(root, 'bad')]),
      'it is not a regular file',
    ],
  }
  for (const [name, [make, why]] of Object.entries(cases)) {
    test.each([1, undefined])(`${name}: an error that names it (%s)`, async (workers) => {
      const root = folderOf({ good: 'x', ...(name === 'is not there' && { bad: '' }) })
      make(root)
      const options = workers === undefined ? {} : { workers }
      await expect(digestFiles(root, ['good', 'bad'], options)).rejects.toMatchObject({
        name: 'UserError',
        code: 'file-unreadable',
        message: expect.stringContaining(why),
        place: { file: 'bad' },
      })
    })
  }
})
