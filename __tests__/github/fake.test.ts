import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { publishCheck } from '../../src/github/check-run.ts'
import { openGitHub, type GitHub } from '../../src/github/client.ts'
import { publishComment, type Sticky } from '../../src/github/comment.ts'
import { commitFile } from '../../src/github/contents.ts'
import { readContext, trustOfEvent } from '../../src/github/event.ts'
import { getPull, pullsFor } from '../../src/github/pulls.ts'
import { envelopeOf, getRun } from '../../src/github/run.ts'
import { trustOf } from '../../src/record/envelope.ts'
import { DEPENDABOT, person, startGitHub } from '../fakes/github/github.ts'
import type { FakeGitHub, FakeJob, FakePull, FakeRepository, How } from '../fakes/github/types.ts'

/** Every request and answer here is held against GitHub's OpenAPI description. */
const REPO = { owner: 'octo', name: 'models' }
const LOCK = 'reprise.lock'

let fake: FakeGitHub
let repository: FakeRepository
let pull: FakePull
beforeEach(async () => {
  fake = await startGitHub()
  repository = fake.repository({ ...REPO })
  repository.push('main', { [LOCK]: 'version: 1\n', 'train.py': 'print(1)\n' })
  repository.push('topic', { 'train.py': 'print(2)\n' })
  pull = repository.openPull({ head: 'topic' })
})
afterEach(async () => {
  const { problems } = fake
  await fake.close()
  expect(problems).toEqual([])
})

function open(token: string, signal?: AbortSignal): GitHub {
  const sleep = (): Promise<void> => Promise.resolve()
  return openGitHub({ apiUrl: fake.apiUrl, token, signal, timeout: 500, sleep })
}
const job = (options: Partial<Parameters<FakeRepository['startRun']>[0]> = {}): FakeJob =>
  repository.startRun({ event: 'pull_request', pull: pull.number, ...options })

describe('a comment', () => {
  const sticky = (run: number, body = `run ${run}`): Sticky => ({
    config: 'reprise.yml',
    body,
    order: { head: pull.headSha, run, attempt: 1 },
    onlyUpdate: false,
  })
  const seen = () => repository.comments(pull.number).map(({ body }) => body.split('\n').at(-1))
  const writes = () => fake.requests.filter(({ method }) => method !== 'GET').length

  test('is one request to update', async () => {
    const github = open(job().token)
    expect(await publishComment(github, REPO, pull.number, sticky(1))).toBe('created')
    expect(await publishComment(github, REPO, pull.number, sticky(2))).toBe('updated')
    expect(await publishComment(github, REPO, pull.number, sticky(1))).toBe('superseded')
    expect(seen()).toEqual(['run 2'])
    expect(writes()).toBe(2)
  })

  const limited = (status: number, headers = {}): How => ({
    status,
    headers,
    body: { message: 'You have exceeded a secondary rate limit.' },
  })
  const faults: ReadonlyArray<readonly [string, How]> = [
    ['created, then 502', { status: 502, effect: true }],
    ['a reset after the effect', 'after'],
    ['a reset before it', 'before'],
    ['half an answer', 'half'],
    ['no answer after the effect', 'timeout-after'],
    ['no answer', 'timeout'],
    ['403 with retry-after', limited(403, { 'retry-after': '1' })],
    ['403 without', limited(403)],
    ['429 with retry-after', limited(429, { 'retry-after': '1' })],
    ['429 without', limited(429)],
  ]
  test.each(faults)('is there once after %s', async (_name, how) => {
    const github = open(job().token)
    fake.fail({ operation: 'issues/create-comment', how })
    expect(await publishComment(github, REPO, pull.number, sticky(1))).toBe('created')
    fake.fail({ operation: 'issues/update-comment', how })
    expect(await publishComment(github, REPO, pull.number, sticky(2))).toBe('updated')
    expect(seen()).toEqual(['run 2'])
  })

  test('of a person’s own token', async () => {
    const github = open(fake.token(person('ada'), { 'pull-requests': 'write' }))
    repository.comment(
      pull.number,
      person('eve'),
      repository.comments(pull.number)[0]?.body ?? 'hi',
    )
    await publishComment(github, REPO, pull.number, sticky(1))
    await publishComment(github, REPO, pull.number, sticky(2))
    expect(seen()).toEqual(['hi', 'run 2'])
  })

  test('is refused to Dependabot’s run, which says why', async () => {
    const github = open(job({ actor: DEPENDABOT }).token)
    await expect(publishComment(github, REPO, pull.number, sticky(1))).rejects.toMatchObject({
      code: 'github-forbidden',
      hint: expect.stringContaining('`issues: write or pull-requests: write`'),
    })
  })

  test('waits for the next hour no longer than is sensible', async () => {
    fake.limit({ remaining: 0, resetAt: Math.floor(Date.now() / 1000) + 3000 })
    const asked = publishComment(open(job().token), REPO, pull.number, sticky(1))
    await expect(asked).rejects.toMatchObject({ code: 'github-limited' })
  })
})

describe('what GitHub tells', () => {
  test('of a pull request and of those with one head', async () => {
    const fork = repository.fork('eve')
    const sha = fork.push('topic', { 'train.py': 'print(3)\n' }, { onto: repository.head('main') })
    const theirs = repository.openPull({ head: 'topic', from: fork })
    const github = open(job().token)
    expect(await getPull(github, REPO, pull.number)).toEqual({
      number: pull.number,
      head: { sha: pull.headSha, ref: 'topic', repositoryId: repository.id },
      base: { sha: pull.baseSha, ref: 'main' },
      state: 'open',
      draft: false,
      merged: false,
    })
    const from = async (headRepositoryId: number) =>
      (await pullsFor(github, REPO, { headSha: sha, headRepositoryId })).map(({ number }) => number)
    expect(await from(fork.id)).toEqual([theirs.number])
    expect(await from(repository.id)).toEqual([])
  })

  test('of a run, and of one of a fork', async () => {
    const fork = repository.fork('eve')
    fork.push('main', { 'train.py': 'print(3)\n' })
    const theirs = repository.openPull({ head: 'main', from: fork })
    const github = open(job().token)
    const trust = async ({ runId }: FakeJob) =>
      trustOf(envelopeOf(await getRun(github, REPO, runId), REPO, 'main'))
    expect(await trust(job({ event: 'push', headBranch: 'main' }))).toBe('protected')
    expect(await trust(job())).toBe('branch')
    expect(await trust(job({ pull: theirs.number }))).toBe('fork')
  })

  test('in the payloads of its events', () => {
    const { payload } = repository
    const run = job()
    const read = (name: string, value: unknown, ref = 'refs/heads/main') =>
      readContext(
        {
          GITHUB_EVENT_NAME: name,
          GITHUB_SERVER_URL: fake.serverUrl,
          GITHUB_API_URL: fake.apiUrl,
          GITHUB_REPOSITORY: 'octo/models',
          GITHUB_REPOSITORY_ID: String(repository.id),
          GITHUB_RUN_ID: String(run.runId),
          GITHUB_RUN_ATTEMPT: '1',
          GITHUB_WORKFLOW_REF: `octo/models/.github/workflows/reprise.yml@${ref}`,
          GITHUB_ACTOR: 'ada',
          GITHUB_SHA: pull.headSha,
          GITHUB_REF: ref,
        },
        JSON.stringify(value),
      )
    const group = repository.mergeGroup(pull.number)
    const contexts = [
      read('pull_request', payload.pullRequest(pull.number), 'refs/pull/1/merge'),
      read('push', payload.push('main', pull.baseSha)),
      read('merge_group', payload.mergeGroup(group), group.headRef),
      read('schedule', payload.schedule('0 3 * * *')),
      read('workflow_dispatch', payload.workflowDispatch({ mode: 'accept' })),
      read('workflow_run', payload.workflowRun(run.runId)),
    ]
    expect(contexts.map((context) => [context.event.name, trustOfEvent(context)])).toEqual([
      ['pull_request', 'branch'],
      ['push', 'protected'],
      ['merge_group', 'branch'],
      ['schedule', 'protected'],
      ['workflow_dispatch', 'protected'],
      ['workflow_run', 'branch'],
    ])
    expect(contexts[2]?.event).toMatchObject({ head: group.headSha, baseRef: 'main' })
    expect(contexts[5]?.event).toMatchObject({ run: { id: run.runId, headSha: pull.headSha } })
  })
})

describe('a check', () => {
  test.each<How>(['after', 'half', 'before', { status: 502, effect: true }])(
    'with 60 annotations is there once after %j',
    async (how) => {
      const github = open(fake.token(person('ada'), { checks: 'write' }))
      fake.fail({ operation: 'checks/create', how })
      fake.fail({ operation: 'checks/update', how })
      const annotations = Array.from({ length: 60 }, (_, index) => ({
        path: 'reprise.yml',
        line: index + 1,
        level: 'failure' as const,
        message: 'changed',
      }))
      await publishCheck(github, REPO, {
        name: 'Reprise',
        headSha: pull.headSha,
        conclusion: 'failure',
        title: 'changed',
        summary: 'loss +0.03',
        annotations,
        externalId: '10.1',
        detailsUrl: 'https://github.com/octo/models/actions/runs/10',
      })
      expect(repository.checkRuns()).toMatchObject([{ conclusion: 'failure', title: 'changed' }])
      expect(repository.checkRuns()[0]?.annotations).toHaveLength(60)
    },
  )
})

describe('a commit', () => {
  const commit = async (
    expected: string,
    token = fake.token(person('ada'), { contents: 'write' }),
  ) =>
    commitFile(open(token), REPO, {
      branch: 'topic',
      path: LOCK,
      text: 'version: 2\n',
      message: 'Accept',
      expected,
    })
  const blob = async (): Promise<string> => {
    const where = { owner: 'octo', repo: 'models', path: LOCK, ref: 'topic' }
    const answer = await open(job().token).request(
      'GET /repos/{owner}/{repo}/contents/{path}',
      where,
    )
    return (answer.data as { sha: string }).sha
  }

  test.each<How>(['after', 'half', 'before', { status: 502, effect: true }])(
    'is made once after %j',
    async (how) => {
      const before = repository.head('topic')
      const expected = await blob()
      fake.fail({ operation: 'repos/create-or-update-file-contents', how })
      const { commit: made } = await commit(expected)
      expect(repository.file('topic', LOCK)).toBe('version: 2\n')
      expect(repository.head('topic')).toBe(made)
      expect(made).not.toBe(before)
    },
  )

  test('does not overwrite', async () => {
    const expected = await blob()
    repository.push('topic', { [LOCK]: 'version: 3\n' })
    await expect(commit(expected)).rejects.toMatchObject({ code: 'branch-moved' })
    expect(repository.file('topic', LOCK)).toBe('version: 3\n')
  })

  test('needs the permission', async () => {
    await expect(commit(await blob(), job().token)).rejects.toMatchObject({
      code: 'github-forbidden',
      hint: expect.stringContaining('`contents: write`'),
    })
  })
})
