import { describe, expect, test } from '@jest/globals'
import { client, started, type Ask } from './client.ts'
import { ACTIONS_BOT, person, type FakeGitHub, type FakeRepository } from './github.ts'
import { NEEDS } from './needs.ts'
import { ROUTES } from './openapi/operations.ts'

const R = '/repos/octo/model'
const COMMENTS = `${R}/issues/1/comments`

async function withPull(): Promise<{ github: FakeGitHub; repository: FakeRepository; ask: Ask }> {
  const { github, repository } = await started()
  repository.push('feature', { 'a.txt': 'a' })
  repository.openPull({ head: 'feature' })
  const token = github.token(ACTIONS_BOT, { 'pull-requests': 'write', checks: 'write' })
  return { github, repository, ask: client(github, token) }
}

describe('limits', () => {
  test('a comment has at most 65 536 characters', async () => {
    const { github, ask } = await withPull()
    expect((await ask('POST', COMMENTS, { body: 'x'.repeat(65_536) })).status).toBe(201)
    const refused = await ask('POST', COMMENTS, { body: 'x'.repeat(65_537) })
    expect(refused).toMatchObject({ status: 422, data: { message: 'Validation Failed' } })
    expect(github.problems).toEqual([])
  })

  test('a check has at most 65 535 characters of summary, and 50 annotations in a request', async () => {
    const { github, repository, ask } = await withPull()
    const note = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }
    const write = (summary: string, notes: number): ReturnType<Ask> =>
      ask('POST', `${R}/check-runs`, {
        name: 'reprise',
        head_sha: repository.head('feature'),
        conclusion: 'success',
        output: { title: 't', summary, annotations: Array.from({ length: notes }, () => note) },
      })
    expect((await write('x'.repeat(65_535), 50)).status).toBe(201)
    expect((await write('x'.repeat(65_536), 0)).status).toBe(422)
    expect((await write('x', 51)).status).toBe(422)
    expect(github.problems).toEqual([
      'POST /repos/octo/model/check-runs: body/output/summary: must NOT have more than 65535 characters',
      'POST /repos/octo/model/check-runs: body/output/annotations: must NOT have more than 50 items',
    ])
  })

  test('lists come in pages that name their neighbours', async () => {
    const { github, repository, ask } = await withPull()
    for (let at = 1; at <= 5; at += 1) repository.comment(1, person('alice'), `comment ${at}`)
    const page = await ask('GET', `${COMMENTS}?per_page=2&page=2`)
    expect(page.data).toMatchObject([{ body: 'comment 3' }, { body: 'comment 4' }])
    const url = `${github.apiUrl}${COMMENTS}?per_page=2&page`
    expect(page.headers.get('link')).toBe(
      `<${url}=1>; rel="prev", <${url}=3>; rel="next", <${url}=3>; rel="last", <${url}=1>; rel="first"`,
    )
    expect((await ask('GET', COMMENTS)).headers.get('link')).toBeNull()
    expect((await ask('GET', `${COMMENTS}?per_page=101`)).status).toBe(422)
    expect(github.problems).toEqual([`GET ${COMMENTS}: query/per_page: must be <= 100`])
  })

  test('the budget of an hour ends, and says when the next begins', async () => {
    const { github, ask } = await withPull()
    const resetAt = Math.floor(Date.now() / 1000) + 600
    github.limit({ remaining: 1, resetAt })
    expect((await ask('GET', R)).headers.get('x-ratelimit-remaining')).toBe('0')
    const refused = await ask('GET', R)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(resetAt))
    const { data } = await ask('GET', '/rate_limit')
    expect(data).toMatchObject({ rate: { remaining: 0, used: 1, reset: resetAt } })
    expect(refused.headers.get('retry-after')).toBeNull()
    github.limit({ remaining: 1, resetAt: 0 })
    expect((await ask('GET', R)).status).toBe(200)
  })

  test('too many writes in a minute are refused, with and without retry-after', async () => {
    const { github, repository, ask } = await withPull()
    github.limit({ writesPerMinute: 1, status: 429, retryAfter: 7 })
    await ask('POST', COMMENTS, { body: 'x' })
    const refused = await ask('POST', COMMENTS, { body: 'y' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
    github.limit({ writesPerMinute: 0, status: 403, retryAfter: undefined })
    const other = await ask('POST', COMMENTS, { body: 'y' })
    expect([other.status, other.headers.get('retry-after')]).toEqual([403, null])
    expect(other.data.message).toContain('secondary rate limit')
    expect((await ask('GET', COMMENTS)).status).toBe(200)
    expect(repository.comments(1)).toHaveLength(1)
    expect(github.problems).toEqual([])
  })
})

describe('what the description does not allow', () => {
  test('is about every operation that the fake answers', () => {
    expect(ROUTES.map(({ operation }) => operation).sort()).toEqual(Object.keys(NEEDS).sort())
  })

  test('is answered with 422 and kept', async () => {
    const { github, repository, ask } = await withPull()
    const refused = await ask('POST', COMMENTS, { body: 1, colour: 'red' })
    expect(refused.status).toBe(422)
    expect((await ask('GET', `${R}/pulls?sort=colour&what=1`)).status).toBe(422)
    expect((await ask('DELETE', `${R}/pulls/1`)).status).toBe(404)
    expect(github.problems).toEqual([
      `POST ${COMMENTS}: body: must NOT have additional properties "colour"`,
      `POST ${COMMENTS}: body/body: must be string`,
      `GET ${R}/pulls: query: must NOT have additional properties "what"`,
      `GET ${R}/pulls: query/sort: must be equal to one of the allowed values ["created","updated","popularity","long-running"]`,
      `DELETE ${R}/pulls/1: not an operation that the fake knows`,
    ])
    expect(repository.comments(1)).toEqual([])
  })

  test('an answer of the fake is no exception', async () => {
    const { github, repository, ask } = await withPull()
    repository.comment(1, { login: 'alice', id: 0.5, type: 'User' }, 'half a person')
    await ask('GET', COMMENTS)
    expect(github.problems).toEqual([`GET ${COMMENTS}: answer/0/user/id: must be integer`])
  })

  test('every request is logged with its operation, token and status', async () => {
    const { github, repository } = await withPull()
    const token = github.token(ACTIONS_BOT, { 'pull-requests': 'read' }, [repository])
    await client(github, token)('GET', `${R}/pulls?state=open`)
    await client(github, '')('GET', `${R}/pulls/1`)
    expect(github.requests).toEqual([
      { operation: 'pulls/list', method: 'GET', path: `${R}/pulls?state=open`, status: 200, token },
      { operation: 'pulls/get', method: 'GET', path: `${R}/pulls/1`, status: 401, token: '' },
    ])
  })
})
