import { describe, expect, test } from '@jest/globals'
import { client, started } from './client.ts'
import { ACTIONS_BOT, DEPENDABOT, person } from './github.ts'

const R = '/repos/octo/model'

describe('who may do what', () => {
  test('a request without a token, or with an unknown one, is not let in', async () => {
    const { github } = await started()
    expect(await client(github, '')('GET', R)).toMatchObject({ status: 401 })
    const answer = await client(github, 'ghs_unknown')('GET', R)
    expect(answer).toMatchObject({ status: 401, data: { message: 'Bad credentials' } })
  })

  test('a token that lacks the permission is told which would do', async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'a.txt': 'a' })
    repository.openPull({ head: 'feature' })
    const ask = client(github, github.token(ACTIONS_BOT, { 'pull-requests': 'read' }))
    expect((await ask('GET', `${R}/issues/1/comments`)).status).toBe(200)
    const denied = await ask('POST', `${R}/issues/1/comments`, { body: 'x' })
    expect(denied).toMatchObject({
      status: 403,
      data: { message: 'Resource not accessible by integration' },
    })
    expect(denied.headers.get('x-accepted-github-permissions')).toBe(
      'issues=write; pull_requests=write',
    )
    expect(repository.comments(1)).toEqual([])
    expect(github.problems).toEqual([])
  })

  test('a private repository is not there for those who must not see it', async () => {
    const { github, repository } = await started({ private: true })
    const other = github.repository({ owner: 'octo', name: 'other' })
    const stranger = github.token(ACTIONS_BOT, { contents: 'write' }, [other])
    const own = github.token(ACTIONS_BOT, { contents: 'read' }, [repository])
    expect((await client(github, stranger)('GET', R)).status).toBe(404)
    expect((await client(github, own)('GET', R)).status).toBe(200)
  })

  test('a token writes in its own repositories only', async () => {
    const { github } = await started()
    const other = github.repository({ owner: 'octo', name: 'other' })
    const ask = client(github, github.token(ACTIONS_BOT, { contents: 'write' }, [other]))
    expect((await ask('GET', `${R}/contents/train.py`)).status).toBe(200)
    expect((await ask('POST', `${R}/git/blobs`, { content: 'x' })).status).toBe(403)
  })

  test("a comment's author is the token's actor", async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'a.txt': 'a' })
    repository.openPull({ head: 'feature' })
    const job = repository.startRun({ event: 'pull_request', pull: 1 })
    await client(github, job.token)('POST', `${R}/issues/1/comments`, { body: 'x' })
    repository.comment(1, person('alice'), 'y')
    const authors = repository.comments(1).map(({ author }) => author)
    expect(authors).toEqual([
      { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' },
      person('alice'),
    ])
  })

  test("the token of a fork's or Dependabot's pull request reads, whatever was asked for", async () => {
    const { github, repository } = await started()
    const fork = repository.fork('eve')
    fork.push('patch', { 'a.txt': 'a' })
    repository.push('bump', { 'requirements.txt': 'torch==2' })
    repository.openPull({ head: 'patch', from: fork })
    repository.openPull({ head: 'bump', actor: DEPENDABOT })
    for (const pull of [1, 2]) {
      const { token } = repository.startRun({ event: 'pull_request', pull })
      const ask = client(github, token)
      expect((await ask('GET', `${R}/pulls/${pull}`)).status).toBe(200)
      expect((await ask('POST', `${R}/issues/${pull}/comments`, { body: 'x' })).status).toBe(403)
    }
  })

  test("a job's token ends with the job; nobody is behind it", async () => {
    const { github, repository } = await started()
    const { runId, token } = repository.startRun({ event: 'push' })
    const ask = client(github, token)
    expect((await ask('GET', '/user')).status).toBe(403)
    expect((await ask('GET', R)).status).toBe(200)
    repository.finishRun(runId, 'success')
    expect((await ask('GET', R)).status).toBe(401)
    const alice = await client(github, github.token(person('alice'), {}))('GET', '/user')
    expect(alice.data).toMatchObject({ login: 'alice' })
    expect(github.problems).toEqual([])
  })

  test("a person's permission in the repository", async () => {
    const { github, repository } = await started()
    repository.collaborator('alice', 'write')
    const ask = client(github, github.token(ACTIONS_BOT, {}))
    const of = async (login: string): Promise<unknown> =>
      (await ask('GET', `${R}/collaborators/${login}/permission`)).data['permission']
    expect([await of('alice'), await of('bob'), await of('octo')]).toEqual([
      'write',
      'read',
      'admin',
    ])
    expect(github.problems).toEqual([])
  })
})
