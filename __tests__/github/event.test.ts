import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Event } from '../../src/github/context.ts'
import { readContext, trustOfEvent } from '../../src/github/event.ts'
import { UserError } from '../../src/record/error.ts'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const ENV = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'octo/models',
  GITHUB_REPOSITORY_ID: '42',
  GITHUB_RUN_ID: '1001',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW_REF: 'octo/models/.github/workflows/train.yml@refs/pull/7/merge',
  GITHUB_ACTOR: 'ada',
  GITHUB_SHA: A,
  GITHUB_REF: 'refs/heads/main',
}
const repository = { id: 42, full_name: 'octo/models', private: false, default_branch: 'main' }

const read = (name: string, payload: unknown, env: Record<string, string> = {}) =>
  readContext({ ...ENV, GITHUB_EVENT_NAME: name, ...env }, JSON.stringify(payload))

const pull = (head: unknown, more: object = {}) => ({
  repository,
  action: 'synchronize',
  number: 7,
  pull_request: {
    head: { sha: A, ref: 'topic', repo: head },
    base: { sha: B, ref: 'main', repo: repository },
    ...more,
  },
})
const FORK = { id: 77, full_name: 'eve/models' }
const finished = (head: unknown, event = 'pull_request') => ({
  repository,
  action: 'completed',
  workflow_run: {
    id: 900,
    run_attempt: 3,
    event,
    path: '.github/workflows/train.yml@main',
    head_sha: A,
    head_branch: 'main',
    head_repository: head,
    conclusion: 'failure',
    pull_requests: [],
  },
})

describe('the circumstances', () => {
  test('of a job', () => {
    expect(read('pull_request', pull(repository, { draft: true }))).toEqual({
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      repo: { owner: 'octo', name: 'models' },
      repositoryId: 42,
      private: false,
      defaultBranch: 'main',
      runId: 1001,
      attempt: 2,
      workflow: '.github/workflows/train.yml',
      actor: 'ada',
      sha: A,
      ref: 'refs/heads/main',
      runUrl: 'https://github.com/octo/models/actions/runs/1001/attempts/2',
      event: {
        name: 'pull_request',
        number: 7,
        draft: true,
        head: { sha: A, ref: 'topic', repositoryId: 42, repository: 'octo/models' },
        base: { sha: B, ref: 'main' },
        action: 'synchronize',
      },
    })
  })

  test('on a server of one’s own', () => {
    const env = {
      GITHUB_SERVER_URL: 'https://git.example/',
      GITHUB_API_URL: 'https://git.example/api/v3/',
    }
    expect(
      read('push', { repository, before: A, after: B, ref: 'refs/heads/x' }, env),
    ).toMatchObject({
      serverUrl: 'https://git.example',
      apiUrl: 'https://git.example/api/v3',
      runUrl: 'https://git.example/octo/models/actions/runs/1001/attempts/2',
    })
  })

  test('of a schedule whose payload names no repository: taken for private', () => {
    expect(read('schedule', { schedule: '0 3 * * *' })).toMatchObject({
      private: true,
      defaultBranch: 'main',
      event: { name: 'schedule' },
    })
  })
})

const TABLE: ReadonlyArray<readonly [string, unknown, Record<string, string>, Event, string]> = [
  [
    'pull_request',
    pull(FORK),
    {},
    {
      name: 'pull_request',
      number: 7,
      draft: false,
      head: { sha: A, ref: 'topic', repositoryId: 77, repository: 'eve/models' },
      base: { sha: B, ref: 'main' },
      action: 'synchronize',
    },
    'fork',
  ],
  [
    'pull_request',
    pull(null),
    {},
    {
      name: 'pull_request',
      number: 7,
      draft: false,
      head: { sha: A, ref: 'topic', repositoryId: undefined, repository: undefined },
      base: { sha: B, ref: 'main' },
      action: 'synchronize',
    },
    'fork',
  ],
  [
    'merge_group',
    { repository, merge_group: { head_sha: A, base_sha: B, base_ref: 'refs/heads/main' } },
    { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-7' },
    { name: 'merge_group', head: A, base: B, baseRef: 'main' },
    'branch',
  ],
  [
    'push',
    { repository, before: '0'.repeat(40), after: B, ref: 'refs/heads/main' },
    {},
    { name: 'push', before: '0'.repeat(40), after: B, defaultBranch: true },
    'protected',
  ],
  [
    'push',
    { repository, before: A, after: B, ref: 'refs/tags/main' },
    { GITHUB_REF: 'refs/tags/main' },
    { name: 'push', before: A, after: B, defaultBranch: false },
    'branch',
  ],
  ['schedule', { repository, schedule: '0 3 * * *' }, {}, { name: 'schedule' }, 'protected'],
  [
    'workflow_dispatch',
    { repository, inputs: { mode: 'accept', seeds: 3, dry: true } },
    {},
    { name: 'workflow_dispatch', inputs: { mode: 'accept', seeds: '3', dry: 'true' } },
    'protected',
  ],
  [
    'workflow_dispatch',
    { repository, inputs: null },
    { GITHUB_REF: 'refs/heads/topic' },
    { name: 'workflow_dispatch', inputs: {} },
    'branch',
  ],
  [
    'workflow_run',
    finished(repository),
    {},
    {
      name: 'workflow_run',
      run: {
        id: 900,
        attempt: 3,
        event: 'pull_request',
        path: '.github/workflows/train.yml',
        headSha: A,
        headBranch: 'main',
        headRepositoryId: 42,
        headRepository: 'octo/models',
        conclusion: 'failure',
      },
    },
    'branch',
  ],
]

describe('an event', () => {
  test.each(TABLE)('%s %#', (name, payload, env, event, trust) => {
    const context = read(name, payload, env)
    expect(context.event).toEqual(event)
    expect(trustOfEvent(context)).toBe(trust)
  })

  test('workflow_run of a fork, or of one that is gone, is a fork’s', () => {
    expect(trustOfEvent(read('workflow_run', finished(FORK)))).toBe('fork')
    expect(trustOfEvent(read('workflow_run', finished(null)))).toBe('fork')
  })

  test.each(['pull_request_target', 'issue_comment', 'toString', '__proto__'])(
    '%s is refused, with what works',
    (name) => {
      expect(() => read(name, { repository })).toThrow(
        expect.objectContaining({
          code: 'event-unsupported',
          hint: 'Start the workflow on: pull_request, merge_group, push, schedule, workflow_dispatch, workflow_run.',
        }),
      )
    },
  )

  test('pull_request_target is refused with the reason', () => {
    expect(() => read('pull_request_target', pull(FORK))).toThrow('beside a token that may write')
  })

  const wrong: ReadonlyArray<readonly [string, string, string, Record<string, string>]> = [
    ['payload is not JSON', 'push', '{', {}],
    ['names no default branch', 'workflow_dispatch', '{"inputs":{}}', {}],
    ['merge_group', 'merge_group', JSON.stringify({ repository }), {}],
    [
      'pull_request.head.sha',
      'pull_request',
      JSON.stringify({
        ...pull(FORK),
        pull_request: { head: { sha: '../x', ref: 't' }, base: { sha: A, ref: 'm' } },
      }),
      {},
    ],
    ['GITHUB_RUN_ID is not a number', 'schedule', '{}', { GITHUB_RUN_ID: '1e3' }],
    ['GITHUB_ACTOR is not set', 'schedule', '{}', { GITHUB_ACTOR: '' }],
    ['GITHUB_REPOSITORY is not owner/name', 'schedule', '{}', { GITHUB_REPOSITORY: 'a/b/c' }],
    ['GITHUB_API_URL is not an address', 'schedule', '{}', { GITHUB_API_URL: 'javascript:x' }],
  ]
  test.each(wrong)('what GitHub does not write: %s', (why, name, payload, env) => {
    const reading = () => readContext({ ...ENV, GITHUB_EVENT_NAME: name, ...env }, payload)
    expect(reading).toThrow(expect.objectContaining({ code: 'event-invalid' }))
    expect(reading).toThrow(why)
  })
})

describe('property: a hostile payload is a user error or a context, never a crash', () => {
  const names = fc.constantFrom(...new Set(TABLE.map(([name]) => name)), 'pull_request_target')
  const attempt = (name: string, payload: string): void => {
    try {
      trustOfEvent(readContext({ ...ENV, GITHUB_EVENT_NAME: name }, payload))
    } catch (error) {
      expect(error).toBeInstanceOf(UserError)
    }
  }

  test('any JSON, any text', () => {
    fc.assert(fc.property(names, fc.oneof(fc.json(), fc.string()), attempt))
    attempt('push', '['.repeat(200_000))
  })

  test('a real one with any part replaced', () => {
    const payloads = fc.constantFrom(...TABLE.map(([name, payload]) => ({ name, payload })))
    fc.assert(
      fc.property(payloads, fc.nat(), fc.jsonValue(), ({ name, payload }, at, value) => {
        let index = 0
        const size = JSON.stringify(payload).match(/[:[,]/g)?.length ?? 1
        const replaced = JSON.stringify(payload, (_key, part: unknown) =>
          index++ === 1 + (at % size) ? value : part,
        )
        attempt(name, replaced)
      }),
    )
  })
})
