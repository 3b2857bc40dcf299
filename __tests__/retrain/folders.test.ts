import { afterAll, describe, expect, test } from '@jest/globals'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { readableCaches } from '../../src/retrain/caches.ts'
import { copyTree, makeReadable, removeTree } from '../../src/retrain/folders.ts'
import { runnerFolders } from '../../src/retrain/system.ts'
import { cleanUp, deepen, temporaryFolder, write } from './repository.ts'

afterAll(cleanUp)

describe('folders', () => {
  test('a copy has the same files, links, modes and times; read-only folders too, and both can be removed', async () => {
    const from = temporaryFolder()
    write(from, { 'a/b.txt': 'text', 'a/run.sh': '#!/bin/sh\n', 'a/link': '-> ../nowhere' })
    utimesSync(join(from, 'a/b.txt'), 1, 946684800)
    chmodSync(join(from, 'a'), 0o555)
    const to = join(temporaryFolder(), 'copy')
    await copyTree(from, to)
    expect(readFileSync(join(to, 'a/b.txt'), 'utf8')).toBe('text')
    expect(readlinkSync(join(to, 'a/link'))).toBe('../nowhere')
    expect(statSync(join(to, 'a/b.txt')).mtimeMs).toBe(946684800000)
    expect([
      lstatSync(join(to, 'a')).mode & 0o777,
      statSync(join(to, 'a/run.sh')).mode & 0o777,
    ]).toEqual([0o555, 0o755])
    await removeTree(to)
    expect(existsSync(to)).toBe(false)
    await removeTree(to)
  })

  test('names and targets of links need not be UTF-8', async () => {
    const from = temporaryFolder()
    const name = Buffer.from([0x61, 0xff, 0x62])
    const at = (folder: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), name])
    mkdirSync(at(from))
    writeFileSync(Buffer.concat([at(from), Buffer.from('/file')]), 'text')
    symlinkSync(name, join(from, 'link'))
    const to = join(temporaryFolder(), 'copy')
    await copyTree(from, to)
    expect(readdirSync(to, 'buffer')).toEqual(readdirSync(from, 'buffer'))
    expect(readlinkSync(join(to, 'link'), 'buffer')).toEqual(name)
  })

  test('what cannot be copied is named', async () => {
    const from = temporaryFolder()
    deepen(from)
    await expect(copyTree(from, join(temporaryFolder(), 'copy'))).rejects.toMatchObject({
      code: 'copy-failed',
      message: expect.stringContaining('ENAMETOOLONG'),
    })
    await removeTree(from)
  })

  test('a folder is removed however deep it is and whatever it forbids, and nothing that it links to', async () => {
    const outside = temporaryFolder()
    write(outside, { 'kept.txt': '' })
    const folder = temporaryFolder()
    symlinkSync(outside, join(folder, 'link'))
    deepen(folder)
    await removeTree(folder)
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(outside)).toEqual(['kept.txt'])
  })

  test('only what is closed is opened: a changed mode would look like a written file', () => {
    const folder = temporaryFolder()
    write(folder, { 'open.txt': '', 'closed.txt': '' })
    chmodSync(join(folder, 'closed.txt'), 0)
    const changed = (name: string): number => statSync(join(folder, name)).ctimeMs
    const before = changed('open.txt')
    makeReadable(folder)
    expect(changed('open.txt')).toBe(before)
    expect(statSync(join(folder, 'closed.txt')).mode & 0o777).toBe(0o600)
  })

  test('a runner’s folder is known by its marker, else by its layout', () => {
    const folder = temporaryFolder()
    const checkout = join(folder, 'agent/_work/r/r')
    mkdirSync(checkout, { recursive: true })
    expect(runnerFolders(checkout)).toEqual([join(folder, 'agent')])
    writeFileSync(join(folder, '.credentials'), '')
    expect(runnerFolders(checkout)).toEqual([folder])
    expect(runnerFolders('/somewhere/else')).toEqual([])
    expect(runnerFolders('/somewhere/else', dirname(folder))).toEqual([folder])
  })

  test('caches: the data folders of the known ones, never the folder with the token', () => {
    const home = temporaryFolder()
    write(home, {
      '.cache/huggingface/token': 'x',
      '.cache/huggingface/hub/m': '',
      '.cache/pip/x': '',
      '.cache/uv/x': '',
      'own/y': '',
    })
    const limits = { checkout: '/checkout', home, hidden: [], tools: [] }
    const paths = (listed?: string[], caller = {}): string[] =>
      readableCaches(listed, caller, home, limits).map(({ path }) => path)
    expect(paths()).toEqual([join(home, '.cache/huggingface/hub'), join(home, '.cache/pip')])
    expect(paths(undefined, { HF_HOME: join(home, 'own') })).toEqual([join(home, '.cache/pip')])
    expect(paths(['~/own', '~/none'])).toEqual([join(home, 'own')])
  })
})
