import { afterEach, describe, expect, test } from '@jest/globals'
import { openGitHub } from '../../src/github/client.ts'
import { open, startServer, TOKEN, type Server, type Told } from './server.ts'

const ROUTE = 'GET /repos/{owner}/{repo}/pulls/{pull_number}'
const WHERE = { owner: 'octo', repo: 'models', pull_number: 7 }
const PULL: Told = { status: 200, json: { number: 7 } }

let server: Server
afterEach(() => server.close())

/** A server that gives these answers one after the other, and the last one from then on. */
async function answers(...told: Told[]): Promise<Server> {
  let index = 0
  server = await startServer(() => told[Math.min(index++, told.length - 1)] ?? PULL)
  return server
}

describe('a read', () => {
  test('says who asks, and under which version of the API', async () => {
    const { github } = open(await answers(PULL))
    const { data } = await github.request(ROUTE, WHERE)
    expect(data.number).toBe(7)
    expect(server.asked[0]).toMatchObject({
      method: 'GET',
      path: '/repos/octo/models/pulls/7',
      headers: {
        authorization: `token ${TOKEN}`,
        'user-agent': 'reprise',
        'x-github-api-version': '2022-11-28',
      },
    })
    expect(github.calls).toBe(1)
  })

  const troubles: ReadonlyArray<readonly [string, Told, string]> = [
    [
      'an error of the server',
      { status: 502, json: { message: 'Bad Gateway' } },
      'it answered with 502',
    ],
    ['a dropped connection', 'drop', 'other side closed'],
    ['silence', 'silence', 'nothing came within 0.3 s'],
    ['half an answer', { ...(PULL as object), half: true } as Told, 'the answer ended too early'],
  ]
  test.each(troubles)('is tried again after %s', async (_name, told, why) => {
    const { github, waits } = open(await answers(told, told, PULL))
    const { data } = await github.request(ROUTE, WHERE)
    expect(data.number).toBe(7)
    expect(github.calls).toBe(3)
    expect(waits.map(({ seconds }) => seconds)).toEqual([1, 2])
    expect(waits[0]?.why).toBe(`no answer to GET /repos/octo/models/pulls/7: ${why}`)
  })

  test('says why nobody could be reached', async () => {
    await answers(PULL)
    await server.close()
    const { github } = open(server)
    await expect(github.request(ROUTE, WHERE)).rejects.toThrow('ECONNREFUSED')
  })

  test('is given up after five tries', async () => {
    const { github } = open(await answers('drop'))
    await expect(github.request(ROUTE, WHERE)).rejects.toMatchObject({
      code: 'github-unreachable',
      status: undefined,
    })
    expect(server.asked).toHaveLength(5)
  })

  const LIMIT = { message: 'API rate limit exceeded for installation ID 1.' }
  const limits: ReadonlyArray<readonly [string, Told, readonly number[]]> = [
    ['retry-after', { status: 403, json: LIMIT, headers: { 'retry-after': '17' } }, [17, 17]],
    ['retry-after', { status: 429, json: LIMIT, headers: { 'retry-after': '17' } }, [17, 17]],
    [
      'the end of the hour, by the server’s clock',
      {
        status: 403,
        json: LIMIT,
        headers: {
          date: 'Sun, 22 Nov 2026 20:00:00 GMT',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Date.UTC(2026, 10, 22, 20, 5) / 1000),
        },
      },
      [301, 301],
    ],
    [
      'a minute and longer',
      { status: 403, json: { message: 'You have exceeded a secondary rate limit.' } },
      [60, 120],
    ],
    ['a minute and longer', { status: 429, json: {} }, [60, 120]],
  ]
  test.each(limits)('over a limit waits for %s', async (_name, told, seconds) => {
    const { github, waits } = open(await answers(told, told, PULL))
    await github.request(ROUTE, WHERE)
    expect(waits.map((wait) => wait.seconds)).toEqual(seconds)
  })

  test('does not wait for hours', async () => {
    const told: Told = { status: 429, json: LIMIT, headers: { 'retry-after': '3000' } }
    const { github, waits } = open(await answers(told))
    await expect(github.request(ROUTE, WHERE)).rejects.toMatchObject({
      code: 'github-limited',
      after: 3000,
      hint: 'Try again in 3000 seconds, or with a token that has a higher limit.',
    })
    expect(waits).toEqual([])
  })
})

describe('a refusal', () => {
  test('says which permission is needed, and is not tried again', async () => {
    const { github } = open(
      await answers({
        status: 403,
        json: { message: 'Resource not accessible by integration' },
        headers: {
          'x-ratelimit-remaining': '4000',
          'x-accepted-github-permissions': 'issues=write; pull_requests=write,contents=read',
        },
      }),
    )
    await expect(github.request(ROUTE, WHERE)).rejects.toMatchObject({
      code: 'github-forbidden',
      status: 403,
      message:
        'GitHub answered GET /repos/octo/models/pulls/7 with 403: Resource not accessible by integration',
      hint: expect.stringContaining('`issues: write or pull-requests: write and contents: read`'),
    })
    expect(github.calls).toBe(1)
  })

  test.each([
    [401, 'github-forbidden', 'has run out'],
    [403, 'github-forbidden', '`permissions:` of the job'],
    [404, 'github-not-found', 'may not see it'],
    [410, 'github-not-found', 'may not see it'],
    [422, 'github-answer', 'too old or too new'],
  ])('of status %d is %s', async (status, code, hint) => {
    const { github } = open(
      await answers({ status, json: { message: 'No\u001b[31m way\r\n::error::' } }),
    )
    const error: unknown = await github.request(ROUTE, WHERE).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, status, hint: expect.stringContaining(hint) })
    expect((error as Error).message).toContain('No [31m way ::error::')
    expect(github.calls).toBe(1)
  })

  test('never shows the token, even where the server repeats it', async () => {
    const { github } = open(
      await answers({ status: 403, json: { message: `token ${TOKEN} is weak`, errors: [TOKEN] } }),
    )
    const error: unknown = await github.request(ROUTE, WHERE).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: expect.stringContaining('token *** is weak') })
    const all = [error, (error as Error).stack, (error as Error).cause, JSON.stringify(error)]
    expect(all.join('\n')).not.toContain(TOKEN)
    expect((error as Error).cause).toBeUndefined()
  })
})

describe('a write', () => {
  test.each<Told>([{ status: 502, json: {} }, 'drop', { status: 429, json: {} }])(
    'is sent once (%j)',
    async (told) => {
      const { github, waits } = open(await answers(told))
      const sent = github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        owner: 'octo',
        repo: 'models',
        issue_number: 7,
        body: 'x',
      })
      await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/^github-/) })
      expect(github.calls).toBe(1)
      expect(waits).toEqual([])
    },
  )
})

describe('cancelling', () => {
  const reason = new Error('the job was cancelled')

  test('ends a request', async () => {
    const stop = new AbortController()
    const { github } = open(await answers('silence'), { signal: stop.signal, timeout: 60_000 })
    const asked = github.request(ROUTE, WHERE)
    setTimeout(() => stop.abort(reason), 50)
    await expect(asked).rejects.toBe(reason)
    expect(github.calls).toBe(1)
  })

  test('ends a wait', async () => {
    const stop = new AbortController()
    await answers({ status: 429, json: {} })
    const github = openGitHub({
      apiUrl: server.url,
      token: TOKEN,
      signal: stop.signal,
      onWait: () => setTimeout(() => stop.abort(reason), 20),
    })
    await expect(github.request(ROUTE, WHERE)).rejects.toBe(reason)
    await expect(github.request(ROUTE, WHERE)).rejects.toBe(reason)
    expect(github.calls).toBe(1)
  })
})

describe('what it is opened with', () => {
  test('a token loses the line end that a secret often has', async () => {
    const { github } = open(await answers(PULL), { token: `${TOKEN}\n` })
    await github.request(ROUTE, WHERE)
    expect(server.asked[0]?.headers.authorization).toBe(`token ${TOKEN}`)
  })

  test('an address keeps its path, as of GitHub Enterprise Server', async () => {
    await answers(PULL)
    const { github } = open({ ...server, url: `${server.url}/api/v3/` })
    await github.request(ROUTE, WHERE)
    expect(server.asked[0]?.path).toBe('/api/v3/repos/octo/models/pulls/7')
  })

  test('no token: asks as anybody may', async () => {
    const { github } = open(await answers(PULL), { token: '' })
    await github.request(ROUTE, WHERE)
    expect(server.asked[0]?.headers.authorization).toBeUndefined()
  })

  test.each([
    ['github-token', { token: `${TOKEN} ${TOKEN}` }],
    ['github-token', { token: 'ghs_\u2026' }],
    ['github-url', { apiUrl: 'api.github.com' }],
    ['github-url', { apiUrl: 'file:///etc/passwd' }],
    ['github-url', { apiUrl: `https://${TOKEN}@api.github.com` }],
  ])('%s', async (code, wrong) => {
    await answers(PULL)
    const opening = (): unknown => open(server, wrong)
    expect(opening).toThrow(expect.objectContaining({ code }))
    expect(opening).not.toThrow(TOKEN)
  })
})
