import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { client, git, started, tryGit } from './client.ts'
import { ACTIONS_BOT, person, type FakeGitHub } from './github.ts'

const R = '/repos/octo/model'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function clone(url: string, token: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-clone-'))
  folders.push(folder)
  await git(token, folder, 'clone', '--quiet', url, '.')
  return folder
}

function writer(github: FakeGitHub): string {
  return github.token(ACTIONS_BOT, { contents: 'write', 'pull-requests': 'read' })
}

describe('git over HTTP', () => {
  test('reads with contents: read, writes with contents: write', async () => {
    const { github, repository } = await started({ private: true })
    const [reader, none] = [
      github.token(ACTIONS_BOT, { contents: 'read' }),
      github.token(ACTIONS_BOT, {}),
    ]
    const folder = await clone(`${github.url}/octo/model`, reader)
    await git('', folder, 'commit', '--quiet', '--allow-empty', '-m', 'mine')
    const target = ['push', repository.cloneUrl, 'HEAD:refs/heads/mine']
    for (const token of ['', none, reader, 'unknown']) {
      expect((await tryGit(token, folder, ...target)).code).not.toBe(0)
    }
    for (const token of ['', none, 'unknown']) {
      expect((await tryGit(token, folder, 'ls-remote', repository.cloneUrl)).code).not.toBe(0)
    }
    expect((await tryGit(writer(github), folder, ...target)).code).toBe(0)
    expect(repository.head('mine')).toBe(await git('', folder, 'rev-parse', 'HEAD'))
    expect(github.requests.map(({ operation }) => operation)).toContain('git/receive-pack')
  })

  test('a public repository is read without a token', async () => {
    const { github, repository } = await started()
    for (const url of [repository.cloneUrl, `${github.serverUrl}/octo/model`]) {
      expect((await tryGit('', '.', 'ls-remote', url)).stdout).toContain(repository.head('main'))
    }
  })

  test('a push moves the pull request; its refs cannot be pushed', async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'a.txt': '1\n' })
    const before = repository.openPull({ head: 'feature' })
    const token = writer(github)
    const folder = await clone(repository.cloneUrl, token)
    await git(token, folder, 'checkout', '--quiet', 'feature')
    writeFileSync(join(folder, 'a.txt'), '2\n')
    await git(token, folder, 'commit', '--quiet', '-am', 'more')
    await git(token, folder, 'push', '--quiet')
    const after = repository.pull(1)
    expect(after.headSha).toBe(await git('', folder, 'rev-parse', 'HEAD'))
    expect(after.mergeSha).not.toBe(before.mergeSha)
    expect(repository.head('refs/pull/1/merge')).toBe(after.mergeSha)
    const forged = await tryGit(token, folder, 'push', 'origin', 'HEAD~1:refs/pull/1/head')
    expect(forged.stderr).toContain('hidden ref')
  })

  test.each([
    ['before', false],
    ['after', true],
  ] as const)('a push whose connection is dropped %s its effect', async (how, moved) => {
    const { github, repository } = await started()
    const token = writer(github)
    const folder = await clone(repository.cloneUrl, token)
    await git('', folder, 'commit', '--quiet', '--allow-empty', '-m', 'mine')
    github.fail({ operation: 'git/receive-pack', how })
    expect((await tryGit(token, folder, 'push', '--quiet')).code).not.toBe(0)
    const mine = await git('', folder, 'rev-parse', 'HEAD')
    expect(repository.head('main') === mine).toBe(moved)
  })
})

describe('pull requests', () => {
  test('the test merge has the base as its first parent and the head as its second', async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'a.txt': 'a\n' })
    const { headSha } = repository.openPull({ head: 'feature', title: 'Add a' })
    const base = repository.push('main', { 'b.txt': 'b\n' })
    const { data } = await client(github, writer(github))('GET', `${R}/pulls/1`)
    expect(data).toMatchObject({ mergeable: true, head: { sha: headSha }, base: { sha: base } })
    const merge = String(data['merge_commit_sha'])
    expect([repository.head(`${merge}^1`), repository.head(`${merge}^2`)]).toEqual([base, headSha])
    expect([repository.file(merge, 'a.txt'), repository.file(merge, 'b.txt')]).toEqual([
      'a\n',
      'b\n',
    ])
    expect(github.problems).toEqual([])
  })

  test('a conflict is not mergeable', async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'train.py': 'print(2)\n' })
    repository.openPull({ head: 'feature' })
    repository.push('main', { 'train.py': 'print(3)\n' })
    const { data } = await client(github, writer(github))('GET', `${R}/pulls/1`)
    expect(data).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
      merge_commit_sha: null,
    })
    expect(() => repository.mergePull(1, 'squash')).toThrow('conflicts')
  })

  test.each([
    ['merge', 2],
    ['squash', 1],
  ] as const)(
    '%s makes a commit with %d parents, found by its pull request',
    async (method, count) => {
      const { github, repository } = await started()
      repository.push('feature', { 'a.txt': 'a\n' })
      repository.openPull({ head: 'feature', title: 'Add a' })
      const sha = repository.mergePull(1, method)
      expect(repository.head('main')).toBe(sha)
      expect(repository.file('main', 'a.txt')).toBe('a\n')
      expect(repository.pull(1)).toMatchObject({ state: 'closed', merged: true, mergeSha: sha })
      const ask = client(github, writer(github))
      expect((await ask('GET', `${R}/commits/${sha}/pulls`)).data).toMatchObject([
        { number: 1, merge_commit_sha: sha },
      ])
      const { data } = await ask('GET', `${R}/commits/${sha}`)
      expect(data['parents']).toHaveLength(count)
      expect(github.problems).toEqual([])
    },
  )

  test('a fork holds the head in its own repository', async () => {
    const { github, repository } = await started()
    const fork = repository.fork('eve')
    const head = fork.push('patch', { 'a.txt': 'a\n' })
    repository.openPull({ head: 'patch', from: fork })
    expect(repository.head('refs/pull/1/head')).toBe(head)
    const ask = client(github, writer(github))
    const { data } = await ask('GET', `${R}/pulls?head=eve:patch`)
    const repo = { id: fork.id, full_name: 'eve/model', fork: true }
    expect(data).toMatchObject([{ user: { login: 'eve' }, head: { sha: head, repo } }])
    expect((await ask('GET', '/repos/eve/model')).data).toMatchObject({
      parent: { id: repository.id },
    })
    const { runId } = repository.startRun({ event: 'pull_request', pull: 1 })
    const reader = client(github, github.token(ACTIONS_BOT, { actions: 'read' }))
    const run = await reader('GET', `${R}/actions/runs/${runId}`)
    expect(run.data).toMatchObject({ pull_requests: [], head_repository: { id: fork.id } })
    expect(github.problems).toEqual([])
  })

  test('a closed pull request, or one whose branch is gone, is closed', async () => {
    const { repository } = await started()
    repository.push('one', { 'a.txt': '1' })
    repository.push('two', { 'a.txt': '2' })
    repository.openPull({ head: 'one' })
    repository.openPull({ head: 'two' })
    repository.closePull(1)
    repository.deleteBranch('two')
    expect([repository.pull(1).state, repository.pull(2).state]).toEqual(['closed', 'closed'])
    expect(() => repository.head('refs/pull/1/merge')).toThrow('unknown revision')
  })
})

describe('payloads', () => {
  test('have the shape of GitHub’s webhooks', async () => {
    const { github, repository } = await started()
    const before = repository.head('main')
    repository.push('feature', { 'a.txt': 'a\n' })
    repository.openPull({ head: 'feature' })
    const { payload } = repository
    const group = repository.mergeGroup(1)
    const { runId } = repository.startRun({ event: 'pull_request', pull: 1 })
    const moved = repository.push('feature', { 'a.txt': 'b\n' }, { actor: person('alice') })
    repository.finishRun(runId, 'failure')
    expect(payload.pullRequest(1, 'synchronize', before)).toMatchObject({
      action: 'synchronize',
      before,
      after: moved,
      pull_request: { number: 1, head: { sha: moved } },
      repository: { full_name: 'octo/model' },
    })
    expect(payload.mergeGroup(group)).toMatchObject({ merge_group: { head_sha: group.headSha } })
    expect(payload.workflowDispatch({ mode: 'accept' })).toMatchObject({ ref: 'refs/heads/main' })
    expect(payload.workflowRun(runId)).toMatchObject({
      workflow_run: { id: runId, event: 'pull_request', conclusion: 'failure' },
    })
    expect(payload.schedule('0 3 * * *')).toMatchObject({ schedule: '0 3 * * *' })
    const after = repository.mergePull(1, 'squash')
    expect(payload.push('main', before)).toMatchObject({
      before,
      after,
      forced: false,
      head_commit: { id: after, added: ['a.txt'] },
    })
    expect(github.problems).toEqual([])
  })
})
