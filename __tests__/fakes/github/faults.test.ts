import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { client, started, type Ask } from './client.ts'
import { ACTIONS_BOT, type FakeGitHub, type FakeRepository, type How } from './github.ts'

const COMMENTS = '/repos/octo/model/issues/1/comments'
const OPERATION = 'issues/create-comment'

async function withPull(): Promise<{ github: FakeGitHub; repository: FakeRepository; ask: Ask }> {
  const { github, repository } = await started()
  repository.push('feature', { 'a.txt': 'a' })
  repository.openPull({ head: 'feature' })
  const token = github.token(ACTIONS_BOT, { 'pull-requests': 'write' })
  return { github, repository, ask: client(github, token) }
}

describe('faults', () => {
  test.each<[how: How, comments: number]>([
    ['before', 0],
    ['after', 1],
    ['half', 1],
  ])('%s: the client sees a broken connection', async (how, comments) => {
    const { github, repository, ask } = await withPull()
    github.fail({ operation: OPERATION, how })
    await expect(ask('POST', COMMENTS, { body: 'x' })).rejects.toThrow()
    expect(repository.comments(1)).toHaveLength(comments)
    expect(github.requests.at(-1)).toMatchObject({ operation: OPERATION, status: 0 })
    expect((await ask('POST', COMMENTS, { body: 'y' })).status).toBe(201)
  })

  test.each<[how: How, comments: number]>([
    ['timeout', 0],
    ['timeout-after', 1],
  ])('%s: no answer comes', async (how, comments) => {
    const { github, repository } = await withPull()
    github.fail({ operation: OPERATION, how })
    const token = github.token(ACTIONS_BOT, { 'pull-requests': 'write' })
    const waiting = fetch(`${github.apiUrl}${COMMENTS}`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: '{"body":"x"}',
    })
    const lost = expect(waiting).rejects.toThrow('fetch failed')
    const asked = (): boolean => github.requests.some((one) => one.operation === OPERATION)
    while (!asked()) await wait(5)
    expect(github.requests.find(({ operation }) => operation === OPERATION)?.status).toBe(0)
    expect(repository.comments(1)).toHaveLength(comments)
    await github.close()
    await lost
  })

  test('a status, with and without effect, with headers', async () => {
    const { github, repository, ask } = await withPull()
    const limited = { status: 429, headers: { 'retry-after': '3' }, body: { message: 'wait' } }
    github.fail({ operation: OPERATION, how: { status: 502, effect: true } })
    github.fail({ operation: OPERATION, how: limited })
    expect((await ask('POST', COMMENTS, { body: 'x' })).status).toBe(502)
    expect(repository.comments(1)).toHaveLength(1)
    const answer = await ask('POST', COMMENTS, { body: 'x' })
    expect(answer).toMatchObject({ status: 429, data: { message: 'wait' } })
    expect(answer.headers.get('retry-after')).toBe('3')
    expect(repository.comments(1)).toHaveLength(1)
  })

  test('begin later, last for a number of requests, and spare other operations', async () => {
    const { github, ask } = await withPull()
    github.fail({ operation: OPERATION, how: { status: 500 }, skip: 1, times: 2 })
    const seen: number[] = []
    for (let at = 0; at < 4; at += 1) {
      seen.push((await ask('POST', COMMENTS, { body: 'x' })).status)
      expect((await ask('GET', COMMENTS)).status).toBe(200)
    }
    expect(seen).toEqual([201, 500, 500, 201])
  })

  test('latency delays every answer', async () => {
    const { github } = await started({ latencyMs: 50 })
    const ask = client(github, github.token(ACTIONS_BOT, {}))
    const before = performance.now()
    await ask('GET', '/repos/octo/model')
    expect(performance.now() - before).toBeGreaterThan(49)
  })
})
