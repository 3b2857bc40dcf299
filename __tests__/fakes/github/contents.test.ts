import { describe, expect, test } from '@jest/globals'
import { client, started, type Ask } from './client.ts'
import { ACTIONS_BOT, type FakeGitHub, type FakeRepository } from './github.ts'

const R = '/repos/octo/model'

async function writing(): Promise<{ github: FakeGitHub; repository: FakeRepository; ask: Ask }> {
  const { github, repository } = await started()
  const token = github.token(ACTIONS_BOT, { contents: 'write', checks: 'write' })
  return { github, repository, ask: client(github, token) }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

describe('files', () => {
  test('are read as they are in git, and listed', async () => {
    const { github, ask } = await writing()
    const { data } = await ask('GET', `${R}/contents/train.py?ref=main`)
    expect(Buffer.from(String(data['content']), 'base64').toString()).toBe('print(1)\n')
    const raw = { accept: 'application/vnd.github.raw+json' }
    const { data: plain } = await ask('GET', `${R}/contents/train.py`, undefined, raw)
    expect(plain).toEqual({ text: 'print(1)\n' })
    expect((await ask('GET', `${R}/contents/none.py`)).status).toBe(404)
    await ask('PUT', `${R}/contents/src/a.py`, { message: 'a', content: base64('a') })
    expect((await ask('GET', `${R}/contents/src`)).data).toMatchObject([{ path: 'src/a.py' }])
    expect(github.problems).toEqual([])
  })

  test('are written by a commit, if nobody wrote since', async () => {
    const { github, repository, ask } = await writing()
    const path = `${R}/contents/reprise.yml`
    const { data: old } = await ask('GET', path)
    const put = (text: string, sha?: unknown): ReturnType<Ask> =>
      ask('PUT', path, { message: 'Accept', content: base64(text), ...(sha ? { sha } : {}) })
    expect(await put('two')).toMatchObject({ status: 422 })
    const parent = repository.head('main')
    expect(await put('two', old['sha'])).toMatchObject({ status: 200 })
    expect(repository.file('main', 'reprise.yml')).toBe('two')
    expect(repository.head('main~1')).toBe(parent)
    expect(await put('three', old['sha'])).toMatchObject({ status: 409 })
    expect(repository.file('main', 'reprise.yml')).toBe('two')
    const other = { message: 'm', content: base64('x'), branch: 'none' }
    expect((await ask('PUT', `${R}/contents/new.txt`, other)).status).toBe(404)
    const broken = { message: 'm', content: 'not base64!' }
    expect((await ask('PUT', `${R}/contents/new.txt`, broken)).status).toBe(422)
    expect(github.problems).toEqual([])
  })
})

describe('objects', () => {
  test('a commit by plumbing moves a branch, unless the branch has moved', async () => {
    const { github, repository, ask } = await writing()
    const main = repository.head('main')
    const blob = await ask('POST', `${R}/git/blobs`, { content: base64('b'), encoding: 'base64' })
    const entry = { path: 'b.txt', mode: '100644', type: 'blob', sha: blob.data['sha'] }
    const tree = await ask('POST', `${R}/git/trees`, { base_tree: main, tree: [entry] })
    const commit = await ask('POST', `${R}/git/commits`, {
      message: 'b',
      tree: tree.data['sha'],
      parents: [main],
    })
    const move = { sha: commit.data['sha'] }
    const other = repository.push('main', { 'c.txt': 'c' })
    expect((await ask('PATCH', `${R}/git/refs/heads/main`, move)).status).toBe(422)
    expect(repository.head('main')).toBe(other)
    const created = await ask('POST', `${R}/git/refs`, { ref: 'refs/heads/b', sha: move.sha })
    expect(created.status).toBe(201)
    expect((await ask('GET', `${R}/git/ref/heads/b`)).data).toMatchObject({ object: move })
    expect((await ask('GET', `${R}/branches/b`)).data).toMatchObject({ commit: move })
    expect(repository.file('b', 'b.txt')).toBe('b')
    expect((await ask('GET', `${R}/compare/main...b`)).data).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      files: [{ filename: 'b.txt', status: 'added' }],
    })
    expect(github.problems).toEqual([])
  })
})

describe('checks', () => {
  test('are made, concluded and found by commit', async () => {
    const { github, repository, ask } = await writing()
    const head_sha = repository.head('main')
    const first = await ask('POST', `${R}/check-runs`, { name: 'reprise', head_sha })
    const done = { conclusion: 'failure', output: { title: 'red', summary: 'the row' } }
    await ask('PATCH', `${R}/check-runs/${first.data.id}`, done)
    expect((await ask('GET', `${R}/check-runs/${first.data.id}`)).data).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
    })
    await ask('POST', `${R}/check-runs`, { name: 'reprise', head_sha, conclusion: 'success' })
    const latest = await ask('GET', `${R}/commits/main/check-runs?check_name=reprise`)
    expect(latest.data).toMatchObject({ total_count: 1, check_runs: [{ conclusion: 'success' }] })
    expect(repository.checkRuns()).toMatchObject([{ title: 'red' }, { title: null }])
    const nowhere = { name: 'reprise', head_sha: '0'.repeat(40) }
    expect((await ask('POST', `${R}/check-runs`, nowhere)).status).toBe(422)
    expect(github.problems).toEqual([])
  })
})
