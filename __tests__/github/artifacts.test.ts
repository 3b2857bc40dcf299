import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { zipSync } from 'fflate'
import { downloadArtifact, listArtifacts } from '../../src/github/artifacts.ts'
import { sha256 } from '../../src/record/digest.ts'
import { open, REPO, startServer, type Asked, type Server, type Told } from './server.ts'

const zip = zipSync({ 'bundle.json': new TextEncoder().encode('{}') })
const SHA = 'a'.repeat(40)
const ARTIFACT = {
  id: 5,
  name: 'reprise-digits',
  digest: sha256(zip),
  expired: false,
  size: zip.byteLength,
}

let api: Server
let store: Server
let address: () => string
let stored: (asked: Asked) => Told
beforeEach(async () => {
  stored = () => ({ status: 200, bytes: zip, headers: { 'content-type': 'application/zip' } })
  store = await startServer((asked) => stored(asked))
  address = () => `${store.url}/blob?sig=secret`
  api = await startServer(() => ({ status: 302, headers: { location: address() } }))
})
afterEach(() => Promise.all([api.close(), store.close()]))

const download = (artifact: Partial<typeof ARTIFACT> = {}) => {
  const { github } = open(api)
  return downloadArtifact(github, REPO, { ...ARTIFACT, ...artifact })
}

describe('a download', () => {
  test('follows GitHub to another host, without the token', async () => {
    const files = await download()
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['bundle.json', '{}'],
    ])
    expect(api.asked.map(({ path }) => path)).toEqual([
      '/repos/octo/models/actions/artifacts/5/zip',
    ])
    expect(api.asked[0]?.headers.authorization).toBeDefined()
    expect(store.asked).toHaveLength(1)
    expect(store.asked[0]?.headers.authorization).toBeUndefined()
  })

  test('works where GitHub announces no digest', async () => {
    const { github } = open(api)
    const files = await downloadArtifact(github, REPO, { ...ARTIFACT, digest: undefined })
    expect(files.size).toBe(1)
  })

  const troubles: readonly Told[] = [
    'drop',
    { status: 403, json: {} },
    { status: 503 },
    { status: 200, bytes: zip, half: true },
  ]
  test.each(troubles)('asks for a new address after %j', async (told) => {
    stored = () => (store.asked.length === 1 ? told : { status: 200, bytes: zip })
    expect((await download()).size).toBe(1)
    expect(api.asked).toHaveLength(2)
  })

  test('is given up after three tries, without telling the address', async () => {
    stored = () => 'drop'
    const error: unknown = await download().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'github-unreachable' })
    expect((error as Error).message).toMatch(
      /^no answer to the download of the artifact reprise-digits: /,
    )
    expect((error as Error).message).not.toContain('secret')
    expect(store.asked).toHaveLength(3)
  })

  test.each([
    ['other bytes than announced', { digest: sha256('other') }, 'its digest is not the announced'],
    ['a size over the limit', { size: 2 ** 40 }, 'it has 1099511627776 bytes'],
  ])('refuses %s', async (_name, artifact, why) => {
    await expect(download(artifact)).rejects.toMatchObject({
      code: 'artifact-invalid',
      message: expect.stringContaining(why),
    })
  })

  test('stops reading what is longer than announced', async () => {
    const limits = { zip: 1000, files: 5, file: 1000, total: 1000, depth: 3 }
    stored = () => ({ status: 200, bytes: new Uint8Array(5_000_000) })
    const { github } = open(api)
    const asked = downloadArtifact(github, REPO, { ...ARTIFACT, digest: undefined }, limits)
    await expect(asked).rejects.toMatchObject({
      code: 'artifact-invalid',
      message: 'the artifact "reprise-digits" cannot be used: it has more than 1000 bytes',
    })
  })

  test('refuses what is no zip', async () => {
    const bytes = Buffer.from('<html>')
    stored = () => ({ status: 200, bytes })
    await expect(download({ digest: sha256(bytes) })).rejects.toMatchObject({
      code: 'artifact-invalid',
      message: expect.stringContaining('it is no zip, or cut short'),
    })
  })

  test.each(['file:///etc/passwd', 'data:,x', 'x', 'ftp://example.org/x'])(
    'does not go to %s',
    async (where) => {
      address = () => where
      await expect(download()).rejects.toMatchObject({ code: 'github-answer' })
      expect(store.asked).toEqual([])
    },
  )

  test('of an expired one asks nothing', async () => {
    await expect(download({ expired: true })).rejects.toMatchObject({ code: 'github-not-found' })
    expect(api.asked).toEqual([])
  })

  test('ends when the job is cancelled', async () => {
    const stop = new AbortController()
    const reason = new Error('cancelled')
    stored = () => {
      stop.abort(reason)
      return 'silence'
    }
    const { github } = open(api, { signal: stop.signal, timeout: 60_000 })
    await expect(downloadArtifact(github, REPO, ARTIFACT)).rejects.toBe(reason)
  })
})

describe('a list', () => {
  const listed = (id: number, more: object = {}) => ({
    id,
    name: `reprise-digits-${id}`,
    size_in_bytes: 10,
    digest: `sha256:${'0'.repeat(64)}`,
    expired: false,
    created_at: '2026-11-22T20:00:00Z',
    workflow_run: {
      id: 900,
      repository_id: 1,
      head_repository_id: 42,
      head_branch: 'topic',
      head_sha: SHA,
    },
    ...more,
  })
  let server: Server
  afterEach(() => server.close())

  async function serve(artifacts: readonly object[]) {
    server = await startServer(({ query }) => {
      const first = (Number(query.get('page')) - 1) * 100
      const name = query.get('name')
      const wanted = artifacts.filter(
        (one) => name === null || (one as { name: string }).name === name,
      )
      return {
        status: 200,
        json: { total_count: wanted.length, artifacts: wanted.slice(first, first + 100) },
      }
    })
    return open(server).github
  }

  test('says where each came from', async () => {
    const github = await serve([listed(1)])
    expect(await listArtifacts(github, REPO, {})).toEqual([
      {
        id: 1,
        name: 'reprise-digits-1',
        size: 10,
        digest: `sha256:${'0'.repeat(64)}`,
        expired: false,
        createdAt: '2026-11-22T20:00:00Z',
        run: { id: 900, headSha: SHA, headBranch: 'topic', headRepositoryId: 42 },
      },
    ])
  })

  test('is filtered by everything at once, over pages', async () => {
    const run = { id: 901, head_repository_id: 77, head_branch: 'topic', head_sha: SHA }
    const github = await serve([
      ...Array.from({ length: 150 }, (_, index) => listed(index + 1)),
      listed(200, { name: 'other' }),
      listed(201, { workflow_run: run }),
      listed(202, { workflow_run: { ...run, head_branch: 'main' } }),
      listed(203, { workflow_run: null }),
    ])
    const filter = { prefix: 'reprise-', headBranch: 'topic', headRepositoryId: 77 }
    expect((await listArtifacts(github, REPO, filter)).map(({ id }) => id)).toEqual([201])
    expect(github.calls).toBe(2)
    expect(await listArtifacts(github, REPO, { most: 3 })).toHaveLength(3)
    expect(github.calls).toBe(3)
    expect(await listArtifacts(github, REPO, { name: 'other' })).toHaveLength(1)
    expect(server.asked.at(-1)?.query.get('name')).toBe('other')
  })

  test('of one run', async () => {
    const github = await serve([listed(1)])
    expect(await listArtifacts(github, REPO, { runId: 900 })).toHaveLength(1)
    expect(server.asked[0]?.path).toBe('/repos/octo/models/actions/runs/900/artifacts')
  })

  test('that is not as GitHub writes it is refused', async () => {
    const github = await serve([{ ...listed(1), id: '1' }])
    await expect(listArtifacts(github, REPO, {})).rejects.toMatchObject({
      code: 'github-answer',
      message: expect.stringContaining('artifacts.0.id'),
    })
  })
})
