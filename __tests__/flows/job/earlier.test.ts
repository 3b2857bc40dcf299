import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { artifactName } from '../../../src/flows/job/artifact.ts'
import { readBundle, writeBundle, type Bundle } from '../../../src/flows/job/bundle.ts'
import { earlierOf } from '../../../src/flows/job/earlier.ts'
import { folderLedger } from '../../../src/ledger/folder.ts'
import { besidePlan } from '../../../src/flows/job/plan.ts'
import type { InputDigest } from '../../../src/record/digest.ts'
import { sha256 } from '../../../src/record/digest.ts'
import type { FakeJob, RunOptions } from '../../fakes/github/types.ts'
import { copyOf, train, type Trained } from './job.ts'
import { filesIn, makeScene, onPull, prepared, upload, type Scene } from './scene.ts'

let scene: Scene
let honest: Trained
let bundle: Bundle
let input: InputDigest
beforeAll(async () => {
  scene = await makeScene()
  scene.repo.push('first', { 'notes.txt': 'hello\n' })
  const pull = scene.repo.openPull({ head: 'first' })
  const stage = scene.stage(onPull(scene, pull.number))
  const lab = { root: stage.workspace } as Parameters<typeof train>[0]
  honest = await train(lab, (await prepared(stage)).plan)
  const read = await readBundle(join(honest.bundles, 'main'))
  const record = read?.gathered.evidence[0]?.record
  if (read === undefined || record === undefined) throw new Error('no bundle')
  bundle = read
  input = record.input
}, 60_000)
afterAll(async () => {
  expect(scene.github.problems).toEqual([])
  await scene.github.close()
})

let branches = 0
/** A new pull request. */
function open(): { number: number; branch: string } {
  const branch = `branch-${(branches += 1)}`
  scene.repo.push(branch, { 'notes.txt': `${branches}\n` })
  return { number: scene.repo.openPull({ head: branch }).number, branch }
}

/** A run that ended and left a bundle like the honest one. */
async function left(
  from: Partial<RunOptions>,
  edit: Partial<Omit<Bundle, 'ledger'>>,
  name = artifactName('main', input),
): Promise<void> {
  const job = scene.repo.startRun({ event: 'pull_request', ...from })
  await put(job, edit, name)
  scene.repo.finishRun(job.runId, 'success')
}

/** A bundle like the honest one, as a job's artifact. */
async function put(
  job: FakeJob,
  edit: Partial<Omit<Bundle, 'ledger'>>,
  name = artifactName('main', input),
): Promise<void> {
  const { bundles } = copyOf(honest)
  writeBundle(join(bundles, 'main'), { ...bundle, ...edit })
  await upload(scene, job, name, filesIn(join(bundles, 'main')))
}

const SPENT = { spent: { runs: 2, minutes: 3 } }

describe('what a pull request measured before', () => {
  test('its own runs and what they cost, and the records for those who look them up', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number, ...SPENT })
    const { plan, file, log } = await prepared(scene.stage(onPull(scene, number)))
    const [job] = plan.models
    expect(job?.spent).toEqual(SPENT.spent)
    expect(job?.earlier.map(({ record }) => record.id)).toEqual(
      bundle.gathered.evidence.map(({ record }) => record.id),
    )
    expect(log).toMatch(/2 of \d+ runs spent, 2 to be had again/)
    for (const { record } of job?.earlier ?? [])
      expect((await besidePlan(file).record(record.id)).state).toBe('found')
  })

  test('the largest sum counts, whichever run ended last', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number, spent: { runs: 5, minutes: 4 } })
    const late = artifactName('main', sha256('other') as string as InputDigest)
    await left({ pull: number }, { pull: number, spent: { runs: 1, minutes: 6 } }, late)
    const { plan } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.models[0]?.spent).toEqual({ runs: 5, minutes: 6 })
  })

  test('a run that a person started on the branch is evidence, and not its expense', async () => {
    const { number, branch } = open()
    const headSha = scene.repo.head(branch)
    await left(
      { event: 'workflow_dispatch', headBranch: branch, headSha },
      { pull: undefined, ...SPENT },
    )
    const { plan } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.models[0]?.spent).toEqual({ runs: 0, minutes: 0 })
    expect(plan.models[0]?.earlier).toHaveLength(2)
  })

  test('a second attempt trains again, and the expense counts', async () => {
    const { number } = open()
    const event = onPull(scene, number)
    await put(event.job, { pull: number, ...SPENT })
    scene.repo.finishRun(event.job.runId, 'failure')
    const again = scene.repo.rerun(event.job.runId)
    const stage = scene.stage({ ...event, job: again })
    expect(stage.context.attempt).toBe(2)
    const { plan } = await prepared(stage)
    expect(plan.models[0]).toMatchObject({ earlier: [], spent: SPENT.spent })
  })

  test('what is in the very run that is judged was not spent before it', async () => {
    const { number } = open()
    const event = onPull(scene, number)
    await put(event.job, { pull: number, ...SPENT })
    scene.repo.finishRun(event.job.runId, 'failure')
    const stage = scene.stage({ ...event, job: scene.repo.rerun(event.job.runId) })
    const found = await earlierOf({
      ...stage,
      models: ['main'],
      ledger: folderLedger(join(stage.folder, 'earlier')),
      scratch: join(stage.folder, 'scratch'),
      spentHere: false,
    })
    expect(found.found.get('main')).toEqual({ earlier: [], spent: { runs: 0, minutes: 0 } })
  })
})

describe('what is not its own, or cannot be read, counts for nothing', () => {
  const nothing = async (number: number): Promise<string> => {
    const { plan, log } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.models[0]).toMatchObject({ earlier: [], spent: { runs: 0, minutes: 0 } })
    return log
  }

  test('another pull request of the same branch', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number + 1000, ...SPENT })
    await nothing(number)
  })

  test('another project of the repository', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number, config: 'sub/reprise.yml', ...SPENT })
    await nothing(number)
  })

  test('a branch of the same name in a fork', async () => {
    const { number, branch } = open()
    const fork = scene.repo.fork(`stranger-${branch}`)
    fork.push(branch, { 'notes.txt': 'theirs\n' })
    const theirs = scene.repo.openPull({ head: branch, from: fork })
    await left({ pull: theirs.number }, { pull: number, ...SPENT })
    await nothing(number)
  })

  test('a fork that has gone: nobody can tell which artifacts were its own', async () => {
    const { number, branch } = open()
    await left({ pull: number }, { pull: number, ...SPENT })
    const event = onPull(scene, number)
    const payload = JSON.parse(JSON.stringify(event.payload)) as {
      pull_request: { head: { repo: unknown } }
    }
    payload.pull_request.head.repo = null
    const { plan } = await prepared(scene.stage({ ...event, payload }))
    expect(plan.trust).toBe('fork')
    expect(plan.models[0]).toMatchObject({ earlier: [], spent: { runs: 0, minutes: 0 } })
    expect(branch).not.toBe('')
  })

  test('a bundle under another model’s name', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number, model: 'other', ...SPENT })
    await nothing(number)
  })

  test('a hostile artifact, which is told and keeps no other from being read', async () => {
    const { number } = open()
    const job = scene.repo.startRun({ event: 'pull_request', pull: number })
    const name = artifactName('main', sha256('evil') as string as InputDigest)
    await upload(scene, job, name, { zip: Buffer.from('PK\u0003\u0004 and no more') })
    scene.repo.finishRun(job.runId, 'success')
    expect(await nothing(number)).toMatch(/was not used: the artifact .* cannot be used/)
    await left({ pull: number }, { pull: number, ...SPENT })
    const { plan } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.models[0]?.spent).toEqual(SPENT.spent)
  })

  test('a hostile message is no command in the log', async () => {
    const { number } = open()
    await left({ pull: number }, { pull: number, ...SPENT })
    const job = scene.repo.startRun({ event: 'pull_request', pull: number })
    const name = artifactName('main', sha256('command') as string as InputDigest)
    const table = JSON.stringify({ 'x\n::set-output name=plan::/tmp/x\n': 1 })
    await upload(scene, job, name, { 'bundle.json': Buffer.from(table) })
    scene.repo.finishRun(job.runId, 'success')
    const { log } = await prepared(scene.stage(onPull(scene, number)))
    expect(log).toContain('was not used')
    expect(log).not.toMatch(/^\s*::/m)
  })
})
