import { afterEach, describe, expect, test } from '@jest/globals'
import { getPull, pullsFor } from '../../src/github/pulls.ts'
import { envelopeOf, getRun } from '../../src/github/run.ts'
import { trustOf } from '../../src/record/envelope.ts'
import { open, REPO, startServer, type Asked, type Server, type Told } from './server.ts'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

let server: Server
afterEach(() => server.close())
async function serve(answer: (asked: Asked) => Told) {
  server = await startServer(answer)
  return open(server).github
}

const pull = (number: number, more: object = {}, head: object = {}) => ({
  number,
  state: 'open',
  draft: false,
  merged_at: null,
  head: { sha: A, ref: 'topic', repo: { id: 77 }, ...head },
  base: { sha: B, ref: 'main' },
  ...more,
})

describe('a pull request', () => {
  test('as it is now', async () => {
    const json = pull(7, { state: 'closed', merged_at: '2026-11-22T20:00:00Z' }, { repo: null })
    const github = await serve(() => ({ status: 200, json }))
    expect(await getPull(github, REPO, 7)).toEqual({
      number: 7,
      head: { sha: A, ref: 'topic', repositoryId: undefined },
      base: { sha: B, ref: 'main' },
      state: 'closed',
      draft: false,
      merged: true,
    })
  })

  test('is found by commit and repository: a copy elsewhere is another’s, two bases are two', async () => {
    const others = Array.from({ length: 100 }, (_, index) => pull(index + 1, {}, { sha: B }))
    const all = [
      ...others,
      pull(101),
      pull(102, {}, { repo: { id: 78 } }),
      pull(103, {}, { repo: null }),
      pull(104, { base: { sha: A, ref: 'release' } }),
      pull(101),
    ]
    const github = await serve(({ query }) => {
      const first = (Number(query.get('page')) - 1) * 100
      return { status: 200, json: all.slice(first, first + 100) }
    })
    const found = await pullsFor(github, REPO, { headSha: A, headRepositoryId: 77 })
    expect(found.map(({ number, base }) => [number, base.ref])).toEqual([
      [101, 'main'],
      [104, 'release'],
    ])
    expect(server.asked.map(({ query }) => query.get('state'))).toEqual(['open', 'open'])
  })

  test('that is none', async () => {
    const github = await serve(() => ({ status: 404, json: { message: 'Not Found' } }))
    await expect(getPull(github, REPO, 8)).rejects.toMatchObject({ code: 'github-not-found' })
  })
})

describe('a run', () => {
  const run = (more: object = {}) => ({
    id: 900,
    run_attempt: 2,
    event: 'push',
    path: '.github/workflows/train.yml@refs/heads/main',
    head_sha: A,
    head_branch: 'main',
    head_repository: { id: 42, full_name: 'octo/models' },
    actor: { login: 'ada' },
    conclusion: null,
    created_at: '2026-11-22T20:00:00Z',
    ...more,
  })
  const envelope = async (more: object = {}, ref?: string) => {
    const github = await serve(() => ({ status: 200, json: run(more) }))
    return envelopeOf(await getRun(github, REPO, 900), REPO, 'main', ref)
  }

  test('tells where its records came from', async () => {
    expect(await envelope()).toEqual({
      repository: 'octo/models',
      run: 900,
      attempt: 2,
      event: 'push',
      workflow: '.github/workflows/train.yml',
      ref: 'main',
      commit: A,
      headRepository: 'octo/models',
      actor: 'ada',
      protectedRef: true,
    })
  })

  const trusts: ReadonlyArray<readonly [string, object, string | undefined, string]> = [
    ['the default branch', {}, undefined, 'protected'],
    ['the default branch, by its full name', {}, 'refs/heads/main', 'protected'],
    ['a tag with the name of the default branch', {}, 'refs/tags/main', 'branch'],
    ['another branch', { head_branch: 'topic' }, undefined, 'branch'],
    ['a pull request', { event: 'pull_request' }, undefined, 'branch'],
    ['a fork', { head_repository: { id: 7, full_name: 'eve/models' } }, undefined, 'fork'],
    ['a fork that is gone', { head_repository: null }, undefined, 'fork'],
  ]
  test.each(trusts)('of %s', async (_name, more, ref, trust) => {
    expect(trustOf(await envelope(more, ref))).toBe(trust)
  })

  test('without a branch, of somebody who is gone', async () => {
    expect(await envelope({ head_branch: null, actor: null })).toMatchObject({
      ref: '',
      actor: 'ghost',
      protectedRef: false,
    })
  })
})
