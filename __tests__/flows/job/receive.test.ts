import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { artifactName, isArtifactOf } from '../../../src/flows/job/artifact.ts'
import { writeBundle } from '../../../src/flows/job/bundle.ts'
import { keepCancelled } from '../../../src/flows/job/cancelled.ts'
import { bundlesFolder, receiveBundles, sendBundles } from '../../../src/flows/job/hand-over.ts'
import { readBundles } from '../../../src/flows/job/report.ts'
import { sha256, type InputDigest } from '../../../src/record/digest.ts'
import type { FakeJob } from '../../fakes/github/types.ts'
import { exampleRecord } from '../../record/example.ts'
import { temporary } from './job.ts'
import { filesIn, makeScene, onPull, upload, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await makeScene()
})
afterAll(async () => {
  expect(scene.github.problems).toEqual([])
  await scene.github.close()
})

/** A bundle of a model that could not be trained at all. */
function bundleIn(
  folder: string,
  { model = 'small', config = 'reprise.yml', pull = 1 } = {},
): void {
  writeBundle(folder, {
    plan: sha256('plan'),
    config,
    pull,
    model,
    machine: { hardware: exampleRecord().hardware, findings: [] },
    gathered: { evidence: [], obstacles: {} },
    reused: [],
    cost: { runs: 0, seconds: 0, setupSeconds: 0 },
    spent: { runs: 0, minutes: 0 },
  })
}

let branches = 0
/** A run of a new pull request, whose jobs leave artifacts. */
function startRun(): { job: FakeJob; stage: ReturnType<Scene['stage']> } {
  const branch = `received-${(branches += 1)}`
  scene.repo.push(branch, { 'notes.txt': branch })
  const event = onPull(scene, scene.repo.openPull({ head: branch }).number)
  return { job: event.job, stage: scene.stage(event) }
}

const named = (model: string, text: string, seed?: number): string =>
  artifactName(model, sha256(text) as string as InputDigest, seed)

async function leave(
  job: FakeJob,
  name: string,
  content: Parameters<typeof bundleIn>[1],
): Promise<void> {
  const folder = temporary()
  bundleIn(folder, content)
  await upload(scene, job, name, filesIn(folder))
}

describe('what the jobs of a run left', () => {
  test('all of a large matrix comes', async () => {
    const { job, stage } = startRun()
    const seeds = Array.from({ length: 130 }, (_, seed) => seed)
    for (const seed of seeds) await leave(job, named('small', 'x', seed), {})
    const got = await receiveBundles(stage, job.runId, ['small'], temporary())
    expect(got).toHaveLength(130)
  })

  test('of one model the newest; of two projects’ models of one name each has its own', async () => {
    const { job, stage } = startRun()
    await leave(job, named('small', 'first attempt'), { pull: 1 })
    await leave(job, named('small', 'second attempt'), { pull: 2 })
    await leave(job, named('small', 'their model'), { config: 'sub/reprise.yml', pull: 3 })
    const pulls = async (config: string): Promise<unknown[]> => {
      const got = await receiveBundles({ ...stage, config }, job.runId, ['small'], temporary())
      return (await readBundles(got)).map(({ bundle }) => 'pull' in bundle && bundle.pull)
    }
    expect(await pulls('reprise.yml')).toEqual([2])
    expect(await pulls('sub/reprise.yml')).toEqual([3])
    expect(await pulls('other/reprise.yml')).toEqual([])
  })

  test('what cannot be read hides nothing newer, and is told where it is the newest', async () => {
    const { job, stage } = startRun()
    const spoilt = { 'bundle.json': Buffer.from('{') }
    await upload(scene, job, named('small', 'cut'), spoilt)
    await leave(job, named('small', 'whole'), {})
    await leave(job, named('large', 'whole'), { model: 'large' })
    await upload(scene, job, named('large', 'cut'), { zip: Buffer.from('PK\u0003\u0004') })
    const got = await receiveBundles(stage, job.runId, ['small', 'large'], temporary())
    const read = await readBundles(got)
    const broken = read.filter(({ bundle }) => 'invalid' in bundle)
    expect(read).toHaveLength(2)
    expect(broken.map(({ model }) => model)).toEqual(['large'])
  })
})

describe('bundles that a job sends', () => {
  const before = { ...process.env }
  let job: FakeJob
  let folder: string
  let env: Record<string, string>
  beforeEach(() => {
    job = startRun().job
    env = { RUNNER_TEMP: temporary() }
    folder = bundlesFolder(env, 'reprise.yml')
    Object.assign(process.env, {
      ACTIONS_RUNTIME_TOKEN: job.runtime.token,
      ACTIONS_RESULTS_URL: job.runtime.resultsUrl,
      GITHUB_SERVER_URL: scene.github.serverUrl,
    })
  })
  afterAll(() => {
    process.env = before
  })
  const names = (): string[] => scene.repo.artifacts(job.runId).map(({ name }) => name)

  test('one that cannot be read is known as its model’s, whatever seed it was asked for', async () => {
    mkdirSync(join(folder, 'small-seed-3'), { recursive: true })
    writeFileSync(join(folder, 'small-seed-3', 'bundle.json'), '{')
    const [name = ''] = await sendBundles(folder, { config: 'reprise.yml', seed: 3, attempt: 1 })
    expect(isArtifactOf('small', name)).toBe(true)
    expect(names()).toEqual([name])
  })

  test('without inputs, two projects’ models of one name leave two', async () => {
    bundleIn(join(folder, 'small'))
    await sendBundles(folder, { config: 'reprise.yml', attempt: 1 })
    bundleIn(join(folder, 'small'), { config: 'sub/reprise.yml' })
    await sendBundles(folder, { config: 'sub/reprise.yml', attempt: 1 })
    expect(new Set(names()).size).toBe(2)
    expect(names().every((name) => isArtifactOf('small', name))).toBe(true)
  })

  test('of a cancelled job; one that measured nothing leaves nothing', async () => {
    const options = { env, config: 'reprise.yml', seed: '' }
    expect(await keepCancelled(options)).toBe('')
    mkdirSync(join(folder, 'small'), { recursive: true })
    expect(await keepCancelled(options)).toBe('')
    bundleIn(join(folder, 'small'))
    expect(await keepCancelled(options)).toBe(`artifact: ${names()[0]}`)
    expect(names()).toHaveLength(1)
  })

  test('that a cancelled job cannot store in its time are a note', async () => {
    bundleIn(join(folder, 'small'))
    const { requests } = scene.github
    const from = requests.length
    const asked = (): number =>
      requests.slice(from).filter(({ operation }) => operation === 'ArtifactService/CreateArtifact')
        .length
    const refuse = (): void =>
      scene.github.fail({
        operation: 'ArtifactService/CreateArtifact',
        how: { status: 403, body: { code: 'permission_denied', msg: 'no room' } },
      })
    const options = { env, config: 'reprise.yml', seed: '' }
    refuse()
    expect(await keepCancelled(options)).toMatch(/^artifact: .* was not stored: /)
    refuse()
    expect(await keepCancelled(options, 0)).toBe(
      'artifact: what was measured was not stored within 0 seconds',
    )
    // It goes on in this process, where an action's would end.
    while (asked() < 2) await setTimeout(10)
  })
})
