import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { commitFile } from '../../src/github/contents.ts'
import type { GitHub } from '../../src/github/client.ts'
import { open, REPO, startServer, type Asked, type Server, type Told } from './server.ts'

const blobOf = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')
const commitOf = (number: number) => String(number).padStart(40, '0')

/** One file of one branch. */
let branch: { text: string | undefined; commits: number }
let fault: ((asked: Asked) => Told | undefined) | undefined
let server: Server
let github: GitHub

function answer(asked: Asked): Told {
  const blob = branch.text === undefined ? undefined : blobOf(branch.text)
  if (asked.path.endsWith('/branches/topic')) {
    return { status: 200, json: { name: 'topic', commit: { sha: commitOf(branch.commits) } } }
  }
  if (asked.method === 'GET') {
    return blob === undefined ? { status: 404, json: {} } : { status: 200, json: { sha: blob } }
  }
  const told = fault?.(asked)
  if (told !== undefined) return told
  const { sha } = asked.body as { sha?: string }
  if (blob !== undefined && sha === undefined) {
    return { status: 422, json: { message: `Invalid request.\n\n"sha" wasn't supplied.` } }
  }
  if (sha !== blob) return { status: 409, json: { message: `reprise.lock does not match ${sha}` } }
  return store(asked)
}

function store({ body }: Asked): Told {
  branch.text = Buffer.from((body as { content: string }).content, 'base64').toString()
  branch.commits += 1
  return { status: 201, json: { commit: { sha: commitOf(branch.commits) } } }
}

beforeEach(async () => {
  branch = { text: 'old\n', commits: 1 }
  fault = undefined
  server = await startServer(answer)
  ;({ github } = open(server))
})
afterEach(() => server.close())

const commit = (expected: string | undefined, text = 'new é\n') =>
  commitFile(github, REPO, {
    branch: 'topic',
    path: 'speech/reprise.lock',
    text,
    message: 'Accept',
    expected,
  })
const OLD = blobOf('old\n')

describe('a commit of one file', () => {
  test('changes it in one request', async () => {
    expect(await commit(OLD)).toEqual({ commit: commitOf(2) })
    expect(branch).toEqual({ text: 'new é\n', commits: 2 })
    expect(server.asked).toHaveLength(1)
    expect(server.asked[0]).toMatchObject({
      method: 'PUT',
      path: '/repos/octo/models/contents/speech/reprise.lock',
      body: { branch: 'topic', message: 'Accept', sha: OLD },
    })
  })

  test('makes it', async () => {
    branch.text = undefined
    expect(await commit(undefined)).toEqual({ commit: commitOf(2) })
  })

  test.each([
    ['changed', 'theirs\n', OLD],
    ['made', 'theirs\n', undefined],
    ['removed', undefined, OLD],
  ])('does nothing where somebody %s it meanwhile', async (_name, text, expected) => {
    branch.text = text
    await expect(commit(expected)).rejects.toMatchObject({
      code: 'branch-moved',
      message: 'speech/reprise.lock was changed on topic meanwhile; nothing was overwritten',
    })
    expect(branch).toEqual({ text, commits: 1 })
  })

  const lost: ReadonlyArray<readonly [string, Told]> = [
    ['a 502', { status: 502, json: {} }],
    ['a reset', 'drop'],
    ['silence', 'silence'],
    ['half an answer', { status: 201, json: { commit: { sha: commitOf(2) } }, half: true }],
  ]
  test.each(lost)('is made once when its answer is lost: %s', async (_name, told) => {
    fault = (asked) => {
      fault = undefined
      store(asked)
      return told
    }
    expect(await commit(OLD)).toEqual({ commit: commitOf(2) })
    expect(branch.commits).toBe(2)
  })

  test.each(lost)('is sent again when it never arrived: %s', async (_name, told) => {
    fault = () => {
      fault = undefined
      return told
    }
    expect(await commit(OLD)).toEqual({ commit: commitOf(2) })
    expect(branch.commits).toBe(2)
  })

  test('sees what came between', async () => {
    fault = () => {
      fault = undefined
      branch.text = 'theirs\n'
      return 'drop'
    }
    await expect(commit(OLD)).rejects.toMatchObject({ code: 'branch-moved' })
    expect(branch.text).toBe('theirs\n')
  })

  test('tries again when only the branch moved', async () => {
    fault = () => {
      fault = undefined
      return { status: 409, json: { message: `topic expected to be at ${commitOf(1)}` } }
    }
    expect(await commit(OLD)).toEqual({ commit: commitOf(2) })
  })

  test('gives up when the branch moves all the time', async () => {
    fault = () => ({ status: 409, json: { message: `topic expected to be at ${commitOf(1)}` } })
    await expect(commit(OLD)).rejects.toMatchObject({ code: 'branch-moved' })
    expect(server.asked.filter(({ method }) => method === 'PUT')).toHaveLength(3)
  })

  test('passes on what GitHub finds wrong with the request itself', async () => {
    fault = () => ({ status: 422, json: { message: 'path contains a malformed component' } })
    await expect(commit(OLD)).rejects.toMatchObject({
      code: 'github-answer',
      message: expect.stringContaining('malformed component'),
    })
  })

  test.each([
    [403, 'Resource not accessible by integration'],
    [409, 'Repository rule violations found\n\nChanges must be made through a pull request.'],
    [409, 'Could not update file: At least 1 approving review is required'],
    [409, 'Could not create file: Required status check "x" is expected.'],
  ])('is forbidden: %d %s', async (status, message) => {
    fault = () => ({ status, json: { message } })
    await expect(commit(OLD)).rejects.toMatchObject({ code: 'github-forbidden', status })
    expect(github.calls).toBe(1)
  })
})
