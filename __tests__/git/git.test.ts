import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { git } from '../../src/git/git.ts'
import { fields } from '../../src/git/output.ts'
import { findRepository } from '../../src/git/repository.ts'
import { repository, temporary, user, write } from './repository.ts'

describe('git', () => {
  test('answers with output, standard error and code', async () => {
    const root = repository({ a: '1' })
    const result = await git(root, ['ls-files', '-z'])
    expect([result.code, fields(result.stdout)]).toEqual([0, ['a']])
    expect((await git(root, ['merge-base', '--is-ancestor', 'HEAD', 'HEAD'])).code).toBe(0)
  })

  test('fails with the last line that git wrote', async () => {
    const root = repository({ a: '1' })
    await expect(git(root, ['cat-file', 'blob', 'nothing'])).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining('Not a valid object name nothing'),
    })
    await expect(git(temporary(), ['status'])).rejects.toMatchObject({ code: 'not-a-repository' })
    await expect(git('/nowhere/at/all', ['status'])).rejects.toMatchObject({
      code: 'not-a-repository',
      message: '/nowhere/at/all does not exist',
    })
    await expect(git(join(root, 'a'), ['status'])).rejects.toMatchObject({
      code: 'not-a-repository',
      message: expect.stringContaining('is not a folder'),
    })
  })

  test('says when there is no git', async () => {
    const root = repository({ a: '1' })
    const env = { PATH: temporary() }
    await expect(git(root, ['status'], { env })).rejects.toMatchObject({ code: 'git-absent' })
  })

  test('ends a git that writes without end, or that nobody waits for any more', async () => {
    const root = repository({ big: 'x'.repeat(1_000_000) })
    await expect(git(root, ['cat-file', 'blob', 'HEAD:big'], { cap: 1000 })).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining('more than 1000 bytes'),
    })
    const signal = AbortSignal.abort()
    await expect(git(root, ['status'], { signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('inherits no GIT_ variable', async () => {
    const [root, other] = [repository({ a: '1' }), repository({ b: '1' })]
    process.env['GIT_DIR'] = join(other, '.git')
    try {
      expect(fields((await git(root, ['ls-files', '-z'])).stdout)).toEqual(['a'])
    } finally {
      delete process.env['GIT_DIR']
    }
  })

  test('reaches no network, not even another folder', async () => {
    const [root, other] = [repository({ a: '1' }), repository({ b: '1' })]
    await expect(git(root, ['fetch', other])).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining("transport 'file' not allowed"),
    })
    const env = { GIT_ALLOW_PROTOCOL: 'file' }
    expect((await git(root, ['fetch', '-q', other], { env })).code).toBe(0)
  })

  test('runs no hook and no file-system monitor, whatever a call sets', async () => {
    const root = repository({ a: '1' })
    const trap = join(temporary(), 'trap')
    writeFileSync(`${trap}.sh`, `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 })
    write(root, { '.git/hooks/post-index-change': `#!/bin/sh\ntouch ${trap}\n` })
    chmodSync(join(root, '.git/hooks/post-index-change'), 0o755)
    user(root, 'config', 'core.fsmonitor', `${trap}.sh`)
    const chmod = ['update-index', '--chmod=+x', 'a']
    await git(root, ['status'], { config: [['core.fsmonitor', `${trap}.sh`]] })
    await git(root, chmod, { config: [['core.hooksPath', join(root, '.git/hooks')]] })
    expect(existsSync(trap)).toBe(false)
    user(root, 'status')
    expect(existsSync(trap)).toBe(true)
  })
})

function chown(folder: string, uid: number): void {
  execFileSync('chown', ['-R', `${uid}`, folder])
}

describe('findRepository', () => {
  test('finds root, commit and branch from inside', async () => {
    const root = repository({ 'a/b c/file': '1' })
    expect(await findRepository(join(root, 'a/b c'))).toEqual({
      root,
      gitDir: join(root, '.git'),
      commit: user(root, 'rev-parse', 'HEAD'),
      branch: 'main',
    })
  })

  test('leaves out what there is not', async () => {
    const unborn = temporary()
    user(unborn, 'init', '-q')
    expect(await findRepository(unborn)).toEqual({
      root: unborn,
      gitDir: join(unborn, '.git'),
      branch: 'main',
    })
    const detached = repository({ a: '1' })
    user(detached, 'checkout', '-q', '--detach')
    expect(await findRepository(detached)).not.toHaveProperty('branch')
  })

  test('refuses a folder without one, and a bare one', async () => {
    const bare = temporary()
    user(bare, 'init', '-q', '--bare')
    for (const folder of [temporary(), bare]) {
      await expect(findRepository(folder)).rejects.toMatchObject({ code: 'not-a-repository' })
    }
  })

  const asRoot = process.geteuid?.() === 0 ? test : test.skip
  asRoot('takes a checkout that the runner owns, refuses one planted above', async () => {
    const above = repository({ a: '1' })
    mkdirSync(join(above, 'mine'))
    chown(above, 12_345)
    expect(await findRepository(above)).toMatchObject({ root: above, branch: 'main' })
    expect(fields((await git(above, ['ls-files', '-z'])).stdout)).toEqual(['a'])
    chown(join(above, 'mine'), 54_321)
    await expect(findRepository(join(above, 'mine'))).rejects.toMatchObject({
      code: 'repository-owner',
      message: expect.stringContaining('belongs to another user'),
    })
  })
})

test('a name that is not UTF-8 is an error, not another name', () => {
  const output = Buffer.from([0x61, 0, 0x62, 0xff, 0])
  expect(() => fields(output)).toThrow(expect.objectContaining({ code: 'path-encoding' }))
  expect(fields(Buffer.from('\ufeffa\0b\nc\0'))).toEqual(['\ufeffa', 'b\nc'])
})
