import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { remoteOf } from '../../src/flows/job/remote.ts'
import { findCommit, parents } from '../../src/git/commits.ts'
import { fetchCommit, remoteRef, type Remote } from '../../src/git/fetch.ts'
import { readBlob } from '../../src/git/objects.ts'
import { answerGit } from '../fakes/git-http.ts'
import { commitAll, repository, temporary, user, write } from './repository.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

const local = (root: string): Remote => ({ url: `file://${root}`, config: [], protocols: 'file' })

/** A merge of two branches, and a clone that has nothing but it. */
function shallow(): { root: string; clone: string; base: string; head: string; merge: string } {
  const root = repository({ file: 'a' })
  user(root, 'checkout', '-q', '-b', 'side')
  write(root, { side: 'c' })
  const head = commitAll(root)
  user(root, 'checkout', '-q', 'main')
  write(root, { file: 'b' })
  const base = commitAll(root)
  user(root, 'merge', '-q', '--no-edit', 'side')
  const merge = user(root, 'rev-parse', 'HEAD')
  const clone = join(temporary(), 'clone')
  user(root, 'clone', '-q', '--depth=1', `file://${root}`, clone)
  return { root, clone, base, head, merge }
}

describe('a commit that a shallow clone lacks', () => {
  test('comes with its files and without its history; nothing else moves', async () => {
    const { root, clone, base, merge } = shallow()
    const before = [
      user(clone, 'for-each-ref'),
      user(clone, 'status', '--porcelain=v2', '--branch'),
    ]
    expect((await parents(clone, merge))[0]).toBe(base)
    expect((await fetchCommit(clone, local(root), base)).there).toBe(true)
    expect(Buffer.from((await readBlob(clone, base, 'file')) ?? []).toString()).toBe('b')
    expect(await findCommit(clone, `${base}^`)).toBeUndefined()
    expect([
      user(clone, 'for-each-ref'),
      user(clone, 'status', '--porcelain=v2', '--branch'),
    ]).toEqual(before)
    expect(readdirSync(join(clone, '.git'))).not.toContain('FETCH_HEAD')
  })

  test('is asked for by a ref where that is how it can be had', async () => {
    const { root, clone, head } = shallow()
    user(root, 'update-ref', 'refs/pull/7/head', head)
    expect((await fetchCommit(clone, local(root), head, 'refs/pull/7/head')).there).toBe(true)
  })

  test('that is another than the ref’s is not there', async () => {
    const { root, clone, head } = shallow()
    user(root, 'update-ref', 'refs/pull/7/head', 'main')
    expect((await fetchCommit(clone, local(root), head, 'refs/pull/7/head')).there).toBe(false)
  })

  test('that nobody has is not there, nor is one whose remote cannot be reached', async () => {
    const { root, clone, base } = shallow()
    expect((await fetchCommit(clone, local(root), 'f'.repeat(40))).there).toBe(false)
    expect((await fetchCommit(clone, local(`${root}-gone`), base)).there).toBe(false)
    expect((await fetchCommit(clone, { ...local(root), protocols: 'https' }, base)).there).toBe(
      false,
    )
  })

  test('that is there is not asked for', async () => {
    const { clone, merge } = shallow()
    expect((await fetchCommit(clone, local('/nowhere'), merge)).there).toBe(true)
  })

  test('a fetch that is stopped is stopped', async () => {
    const { root, clone, base } = shallow()
    const stop = AbortSignal.abort(new Error('cancelled'))
    await expect(fetchCommit(clone, local(root), base, base, stop)).rejects.toThrow()
  })
})

describe('what a ref of a remote names', () => {
  test('is that ref’s commit alone, also where another ends like it', async () => {
    const { root, clone, base, head } = shallow()
    user(root, 'update-ref', 'refs/heads/refs/pull/7/merge', head)
    expect(await remoteRef(clone, local(root), 'refs/pull/7/merge')).toBeUndefined()
    user(root, 'update-ref', 'refs/pull/7/merge', base)
    user(root, 'update-ref', 'refs/heads/a/refs/pull/7/merge', head)
    expect(await remoteRef(clone, local(root), 'refs/pull/7/merge')).toBe(base)
    expect(await remoteRef(clone, local(root), 'refs/pull/8/merge')).toBeUndefined()
  })

  test('of a remote that is not there is an error', async () => {
    const { clone } = shallow()
    await expect(remoteRef(clone, local('/nowhere'), 'refs/heads/main')).rejects.toMatchObject({
      code: 'git-failed',
    })
  })
})

describe('credentials', () => {
  /** A server that tells which credentials it was sent, and what all command lines were meanwhile. */
  async function guarded(root: string): Promise<{ url: string; sent: string[][]; seen: string[] }> {
    const sent: string[][] = []
    const seen: string[] = []
    const server = createServer((request, response) => {
      const raw = request.rawHeaders
      sent.push(raw.filter((_, at) => at % 2 === 1 && /^authorization$/i.test(raw[at - 1] ?? '')))
      seen.push(...commandLines())
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
        return
      }
      request.url = request.url?.replace('/lab/mini.git', `/${basename(root)}/.git`) ?? ''
      void answerGit({ folder: dirname(root) }, request, response)
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    closing.push(() => server.closeAllConnections())
    closing.push(() => void server.close())
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, seen }
  }
  const SECRET = Buffer.from('x-access-token:ghs_thisIsTheSecret').toString('base64')
  const repo = { owner: 'lab', name: 'mini' }

  test('reach the server once, and are in no command line and in no file', async () => {
    const { root, clone, base } = shallow()
    const { url, sent, seen } = await guarded(root)
    // What actions/checkout leaves where it is not told otherwise: GitHub refuses a request with two such headers.
    execFileSync('git', ['config', `http.${url}/.extraheader`, 'AUTHORIZATION: basic b2xk'], {
      cwd: clone,
    })
    const remote = remoteOf({ serverUrl: url, repo }, 'ghs_thisIsTheSecret')
    expect((await fetchCommit(clone, remote, base)).there).toBe(true)
    expect(await remoteRef(clone, remote, 'refs/heads/side')).toMatch(/^[0-9a-f]{40}$/)
    expect(sent.length).toBeGreaterThan(2)
    for (const headers of sent) expect(headers).toEqual([`basic ${SECRET}`])
    expect(seen.some((line) => line.includes('lab/mini.git'))).toBe(true)
    for (const secret of [SECRET, 'ghs_thisIsTheSecret']) {
      expect(seen.filter((line) => line.includes(secret))).toEqual([])
      expect(filesOf(join(clone, '.git')).some((bytes) => bytes.includes(secret))).toBe(false)
    }
  })

  test('that are wrong, or none, are no commit', async () => {
    const { root, clone, base } = shallow()
    const { url } = await guarded(root)
    expect((await fetchCommit(clone, remoteOf({ serverUrl: url, repo }, ''), base)).there).toBe(
      false,
    )
  })
})

function filesOf(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
}
