import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { downloadArtifact, listArtifacts } from '../../src/github/artifacts.ts'
import { openGitHub } from '../../src/github/client.ts'
import type { Uploaded } from '../../src/github/upload.ts'
import { startGitHub } from '../fakes/github/github.ts'
import type { FakeGitHub, FakeJob, FakePull, FakeRepository } from '../fakes/github/types.ts'

const REPO = { owner: 'octo', name: 'models' }

let fake: FakeGitHub
let repository: FakeRepository
let pull: FakePull
beforeEach(async () => {
  fake = await startGitHub()
  repository = fake.repository({ ...REPO })
  repository.push('main', { 'train.py': 'print(1)\n' })
  repository.push('topic', { 'train.py': 'print(2)\n' })
  pull = repository.openPull({ head: 'topic' })
})
afterEach(async () => {
  const { problems } = fake
  await fake.close()
  expect(problems).toEqual([])
})

const job = (): FakeJob => repository.startRun({ event: 'pull_request', pull: pull.number })

describe('an artifact', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-upload-'))
    mkdirSync(join(folder, 'records'))
    writeFileSync(join(folder, 'bundle.json'), '{"version":1}')
    writeFileSync(join(folder, 'records', 'a.json'), 'x'.repeat(10_000))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** In a process of its own, as an action is: the toolkit reads its tokens from the environment. */
  async function upload({ runtime }: FakeJob, more: object = {}): Promise<Uploaded> {
    const files = ['bundle.json', 'records/a.json'].map((name) => join(folder, name))
    const options = { name: 'reprise-digits-0', root: folder, files, retentionDays: 3, ...more }
    const code = `
      import { uploadArtifact } from ${JSON.stringify(resolve('src/github/upload.ts'))}
      const done = await uploadArtifact(${JSON.stringify(options)}).catch(({ code, message }) => ({ code, message }))
      process.stdout.write('\\nRESULT ' + JSON.stringify(done))`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', code],
      {
        env: {
          PATH: process.env['PATH'],
          ACTIONS_RUNTIME_TOKEN: runtime.token,
          ACTIONS_RESULTS_URL: runtime.resultsUrl,
          GITHUB_SERVER_URL: fake.serverUrl,
          GITHUB_WORKSPACE: folder,
        },
      },
    )
    return JSON.parse(stdout.split('\nRESULT ').at(-1) ?? '') as Uploaded
  }

  test('comes back as it went', async () => {
    const run = job()
    const stored = await upload(run)
    expect(stored).toMatchObject({ name: 'reprise-digits-0', size: expect.any(Number) })
    const github = openGitHub({ apiUrl: fake.apiUrl, token: run.token })
    const filter = {
      prefix: 'reprise-digits-',
      headBranch: 'topic',
      headRepositoryId: repository.id,
    }
    const [artifact, ...others] = await listArtifacts(github, REPO, filter)
    expect(others).toEqual([])
    expect(artifact).toMatchObject({
      id: stored.id,
      digest: stored.digest,
      size: stored.size,
      run: { id: run.runId, headSha: pull.headSha },
    })
    if (artifact === undefined) return
    const files = await downloadArtifact(github, REPO, artifact)
    expect([...files].map(([name, bytes]) => [name, bytes.byteLength])).toEqual([
      ['bundle.json', 13],
      ['records/a.json', 10_000],
    ])
    const blob = fake.requests.filter(({ operation }) => operation === 'blob/get')
    expect(blob.map(({ token }) => token)).toEqual([''])
  })

  test('of the same name is replaced', async () => {
    const run = job()
    const first = await upload(run)
    writeFileSync(join(folder, 'bundle.json'), '{"version":2}')
    const second = await upload(run)
    expect(second.name).toBe(first.name)
    expect(repository.artifacts(run.runId).map(({ id }) => id)).toEqual([second.id])
  })

  test('that cannot be replaced gets another name', async () => {
    const run = job()
    await upload(run)
    fake.fail({ operation: 'ArtifactService/DeleteArtifact', how: { status: 403, body: {} } })
    expect(await upload(run, { attempt: 3 })).toMatchObject({ name: 'reprise-digits-0-3' })
  })

  test('that cannot be stored is a user error', async () => {
    const how = { status: 403, body: { code: 'permission_denied', msg: 'insufficient usage' } }
    fake.fail({ operation: 'ArtifactService/CreateArtifact', how })
    expect(await upload(job())).toMatchObject({
      code: 'artifact-not-stored',
      message: expect.stringContaining('the artifact reprise-digits-0 was not stored: '),
    })
  })
})
