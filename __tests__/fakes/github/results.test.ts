import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { unzipSync } from 'fflate'
import { client, run, started, type Ended } from './client.ts'
import { ACTIONS_BOT, type FakeGitHub, type FakeJob } from './github.ts'

const R = '/repos/octo/model'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-results-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** GitHub's own clients, as a JavaScript action has them. */
async function action(github: FakeGitHub, { runtime }: FakeJob, code: string): Promise<Ended> {
  return run(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: process.cwd(),
    env: {
      GITHUB_SERVER_URL: github.serverUrl,
      ACTIONS_RUNTIME_TOKEN: runtime.token,
      ACTIONS_RESULTS_URL: runtime.resultsUrl,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    },
  })
}

function upload(name: string, file: string): string {
  const args = `${JSON.stringify(name)}, [${JSON.stringify(file)}], ${JSON.stringify(folder)}`
  return `
    const { DefaultArtifactClient } = await import('@actions/artifact')
    const client = new DefaultArtifactClient()
    const { id, digest } = await client.uploadArtifact(${args})
    const down = await client.downloadArtifact(id, { path: ${JSON.stringify(join(folder, 'down'))} })
    console.log('::made::' + JSON.stringify({ id, digest, ...down }))
  `
}

function made(ended: Ended): Record<string, unknown> {
  expect(ended).toMatchObject({ code: 0 })
  const line = ended.stdout.split('\n').find((one) => one.startsWith('::made::')) ?? ''
  return JSON.parse(line.slice('::made::'.length)) as Record<string, unknown>
}

describe('artifacts', () => {
  test('what @actions/artifact uploads, the API gives back byte for byte', async () => {
    const { github, repository } = await started()
    const job = repository.startRun({ event: 'push' })
    const file = join(folder, 'bundle.json')
    writeFileSync(file, '{"seed":1}')
    const { id, digest } = made(await action(github, job, upload('reprise-digits', file)))
    expect(readFileSync(join(folder, 'down/bundle.json'), 'utf8')).toBe('{"seed":1}')
    const ask = client(github, github.token(ACTIONS_BOT, { actions: 'read' }))
    const { data } = await ask('GET', `${R}/actions/artifacts?name=reprise-digits`)
    const head = { head_branch: 'main', head_sha: repository.head('main') }
    const workflow_run = { id: job.runId, head_repository_id: repository.id, ...head }
    const artifact = { id, name: 'reprise-digits', digest: `sha256:${digest}`, workflow_run }
    expect(data).toMatchObject({ total_count: 1, artifacts: [artifact] })
    const ofRun = await ask('GET', `${R}/actions/runs/${job.runId}/artifacts`)
    expect(ofRun.data).toEqual(data)
    const redirect = await ask('GET', `${R}/actions/artifacts/${id}/zip`)
    expect(redirect.status).toBe(302)
    const location = String(redirect.headers.get('location'))
    const response = await fetch(location)
    const zip = Buffer.from(await response.arrayBuffer())
    expect(createHash('sha256').update(zip).digest('hex')).toBe(digest)
    expect(Buffer.from(unzipSync(zip)['bundle.json'] ?? [])).toEqual(readFileSync(file))
    const part = await fetch(location, { headers: { range: 'bytes=2-5' } })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(zip.subarray(2, 6))
    const operations = github.requests.map(({ operation }) => operation)
    expect(operations).toEqual(expect.arrayContaining(['blob/block', 'blob/commit', 'blob/get']))
    expect(github.problems).toEqual([])
  })

  test('a run’s attempt has one artifact of a name; the next attempt may have another', async () => {
    const { github, repository } = await started()
    const job = repository.startRun({ event: 'push' })
    const file = join(folder, 'a.txt')
    writeFileSync(file, 'a')
    made(await action(github, job, upload('same', file)))
    const again = await action(
      github,
      repository.startJob(job.runId, 'other'),
      upload('same', file),
    )
    expect(again.code).not.toBe(0)
    expect(again.stderr).toContain('an artifact with this name already exists')
    repository.finishRun(job.runId, 'failure')
    made(await action(github, repository.rerun(job.runId), upload('same', file)))
    const attempts = repository.artifacts(job.runId).map(({ attempt }) => attempt)
    expect(attempts).toEqual([1, 2])
    expect(github.problems).toEqual([])
  })

  test('an artifact expires, and so does an address; a token is for its own run', async () => {
    const { github, repository } = await started({ signedUrlMs: -1 })
    const [job, other] = [
      repository.startRun({ event: 'push' }),
      repository.startRun({ event: 'push' }),
    ]
    const file = join(folder, 'a.txt')
    writeFileSync(file, 'a')
    const late = await action(github, job, upload('late', file))
    expect(late.stderr).toContain('AuthenticationFailed')
    const ids = (one: FakeJob): Record<string, string> => {
      const [, part = ''] = one.runtime.token.split('.')
      const { scp } = JSON.parse(Buffer.from(part, 'base64url').toString()) as { scp: string }
      const [, run_id = '', job_id = ''] = scp.split('Actions.Results').at(-1)?.split(':') ?? []
      return { workflow_run_backend_id: run_id, workflow_job_run_backend_id: job_id }
    }
    const service = 'twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts'
    const list = (token: string, body: object): Promise<Response> =>
      fetch(`${github.url}/${service}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await list(job.runtime.token, ids(job))).status).toBe(200)
    expect((await list(job.runtime.token, ids(other))).status).toBe(403)
    expect((await list('unknown', ids(job))).status).toBe(401)
    expect((await list(job.runtime.token, { colour: 1 })).status).toBe(400)
    expect(github.problems).toContain('ArtifactService/ListArtifacts: colour is not a field')
  })

  test('what expired is listed as expired and gone', async () => {
    const { github, repository } = await started()
    const job = repository.startRun({ event: 'push' })
    const file = join(folder, 'a.txt')
    writeFileSync(file, 'a')
    const { id } = made(await action(github, job, upload('old', file)))
    repository.expireArtifact(Number(id))
    const ask = client(github, github.token(ACTIONS_BOT, { actions: 'read' }))
    const { data } = await ask('GET', `${R}/actions/artifacts/${String(id)}`)
    expect(data).toMatchObject({ expired: true })
    expect((await ask('GET', `${R}/actions/artifacts/${String(id)}/zip`)).status).toBe(410)
    expect(github.problems).toEqual([])
  })
})

describe('caches', () => {
  const cached = (verb: string, key: string): string => `
    const cache = await import('@actions/cache')
    const path = [${JSON.stringify(join(folder, 'digests'))}]
    const result = await cache.${verb}(path, ${JSON.stringify(key)}, ${verb === 'saveCache' ? '{}' : "['d-']"})
    console.log('::made::' + JSON.stringify({ result }))
  `

  test('@actions/cache restores what it saved, on the default branch for all', async () => {
    const { github, repository } = await started()
    repository.push('feature', { 'a.txt': 'a' })
    repository.openPull({ head: 'feature' })
    const main = repository.startRun({ event: 'push' })
    writeFileSync(join(folder, 'digests'), 'data')
    expect(made(await action(github, main, cached('saveCache', 'd-1')))['result']).toBeGreaterThan(
      0,
    )
    rmSync(join(folder, 'digests'))
    const job = repository.startRun({ event: 'pull_request', pull: 1 })
    expect(made(await action(github, job, cached('restoreCache', 'd-2')))).toEqual({
      result: 'd-1',
    })
    expect(readFileSync(join(folder, 'digests'), 'utf8')).toBe('data')
    const saved = made(await action(github, job, cached('saveCache', 'd-3')))
    expect(saved['result']).toBeGreaterThan(0)
    const operations = github.requests.map(({ operation, status }) => `${operation} ${status}`)
    expect(operations).toEqual(expect.arrayContaining(['blob/put 201', 'blob/get 200']))
    // What a pull request saved is its own.
    expect(made(await action(github, main, cached('restoreCache', 'd-3')))).toEqual({
      result: 'd-1',
    })
    expect(github.problems).toEqual([])
  })

  test('a run that may only read saves nothing and is not failed', async () => {
    const { github, repository } = await started()
    const job = repository.startRun({ event: 'push', cache: 'read' })
    writeFileSync(join(folder, 'digests'), 'data')
    const ended = await action(github, job, cached('saveCache', 'd-1'))
    expect(made(ended)).toEqual({ result: -1 })
    expect(ended.stdout).toContain('cache write denied')
  })
})
