import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import { manifestOf } from '../../src/record/manifest.ts'
import { expandPaths } from '../../src/digest/expand.ts'
import { dataManifest, fileManifest } from '../../src/digest/manifests.ts'
import { folderOf } from './temporary.ts'

const FILES = {
  'data/train.csv': '1',
  'data/.hidden': '2',
  'data/deep/er/x.txt': '3',
  'data/a[1].csv': '4',
  'data/.git/index': 'not data',
  'other/train.csv': '5',
}

describe('expandPaths', () => {
  const root = folderOf(FILES)
  const cases: Record<string, string[]> = {
    'data/train.csv': ['data/train.csv'],
    './data//train.csv': ['data/train.csv'],
    'data/deep': ['data/deep/er/x.txt'],
    'data/deep/': ['data/deep/er/x.txt'],
    'data/*.csv': ['data/a[1].csv', 'data/train.csv'],
    'data/a[1].csv': ['data/a[1].csv'],
    '**/train.csv': ['data/train.csv', 'other/train.csv'],
    'data/**': ['data/.hidden', 'data/a[1].csv', 'data/deep/er/x.txt', 'data/train.csv'],
    'data/d*': ['data/deep/er/x.txt'],
    '{data,other}/train.csv': ['data/train.csv', 'other/train.csv'],
  }
  for (const [pattern, files] of Object.entries(cases)) {
    test(pattern, () => expect(expandPaths(root, pattern)).toEqual(files))
  }

  test('outside the root, names are absolute; inside, relative however it was written', () => {
    const outside = folderOf({ 'set/a': '1' })
    const up = join(relative(root, outside), '*')
    for (const pattern of [join(outside, 'set'), join(outside, '**'), up]) {
      expect(expandPaths(root, pattern)).toEqual([join(outside, 'set/a')])
    }
    expect(expandPaths(root, join(root, 'other/*'))).toEqual(['other/train.csv'])
  })

  test('a root whose name looks like a glob', () => {
    const odd = join(folderOf({ '[x]*/data/a.csv': '1' }), '[x]*')
    expect(expandPaths(odd, 'data/*.csv')).toEqual(['data/a.csv'])
  })

  test('links are followed, but not round', () => {
    const linked = folderOf({ 'real/a': '1', 'store/b': '2' })
    symlinkSync('..', join(linked, 'real/loop'))
    symlinkSync('../store', join(linked, 'real/link'))
    symlinkSync('../store/b', join(linked, 'real/b'))
    const found = expandPaths(linked, 'real')
    expect(found).toEqual(expect.arrayContaining(['real/a', 'real/b', 'real/link/b']))
    expect(found.every((path) => path.split('/').length < 6)).toBe(true)
  })

  test('nothing is an error, also an empty folder', () => {
    mkdirSync(join(root, 'empty'), { recursive: true })
    for (const pattern of ['none', 'none/*', 'data/*.json', 'empty', '~/no/such/folder']) {
      expect(() => expandPaths(root, pattern)).toThrow(
        expect.objectContaining({
          code: 'data-missing',
          message: `nothing matches ${JSON.stringify(pattern)}`,
        }),
      )
    }
  })
})

test('the manifest of a tree and of data', async () => {
  const root = folderOf(FILES)
  symlinkSync('train.csv', join(root, 'other/link.csv'))
  const code = await fileManifest('code', root, ['data/train.csv', 'other/link.csv'])
  expect(code.manifest).toEqual(
    manifestOf('code', [
      ['data/train.csv', sha256('1')],
      ['other/link.csv', 'link:train.csv'],
    ]),
  )
  const data = await dataManifest(root, 'other')
  expect(data).toEqual({
    manifest: manifestOf('data', [
      ['other/link.csv', sha256('5')],
      ['other/train.csv', sha256('5')],
    ]),
    files: 2,
    bytes: 2,
  })
})

test('no name of a data file tells who the user is', () => {
  const home = folderOf(FILES)
  const module = new URL('../../src/digest/manifests.ts', import.meta.url).href
  const source = `
    import { dataManifest } from '${module}'
    for (const pattern of ['~/other/*', '${home}/other']) {
      console.log(JSON.stringify((await dataManifest('${folderOf()}', pattern)).manifest.entries))
    }`
  const args = ['--input-type=module', '-e', source]
  const output = execFileSync(process.execPath, args, { env: { HOME: home } }).toString()
  const entries = JSON.stringify([['~/other/train.csv', sha256('5')]])
  expect(output).toBe(`${entries}\n${entries}\n`)
})
