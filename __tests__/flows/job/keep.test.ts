import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactName } from '../../../src/flows/job/artifact.ts'
import { bundleDigest } from '../../../src/flows/job/hand-over.ts'
import { reportStage, type Conclusion } from '../../../src/flows/job/conclude.ts'
import { readBundle } from '../../../src/flows/job/bundle.ts'
import { openBranchLedger, remoteOf } from '../../../src/flows/job/remote.ts'
import type { Stage } from '../../../src/flows/job/stage.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { trustOf } from '../../../src/record/envelope.ts'
import { spellKey } from '../../../src/record/key.ts'
import type { RunRecord } from '../../../src/record/record.ts'
import { parseSpec } from '../../../src/spec/parse.ts'
import { setBaseline, writeLock } from '../../../src/spec/lock-file.ts'
import { entryOf } from '../../compare/case.ts'
import { FILES, SEEDED } from '../lab.ts'
import { editTable, temporary, type Trained } from './job.ts'
import { filesIn, makeScene, onBranch, onPull, prepared, upload, type Scene } from './scene.ts'
import { retrainJob } from '../../../src/flows/job/retrain.ts'

/** Runs the second stage of a job on a checkout. */
async function trained(
  stage: Stage,
  { file, digest }: { file: string; digest: string },
): Promise<Pick<Trained, 'bundles'>> {
  const bundles = join(temporary(), 'bundles')
  await retrainJob({
    cwd: stage.workspace,
    plan: file,
    digest,
    model: undefined,
    seed: undefined,
    bundles,
    toolCache: undefined,
    isolation: undefined,
    signal: stage.signal,
    onProgress: () => {},
    log: () => {},
  })
  return { bundles }
}

/** The third stage of the same job. */
function concluded(
  stage: Stage,
  plan: { file: string; digest: string },
  bundles = '',
): Promise<Conclusion> {
  return reportStage(stage, {
    comment: 'never',
    fail: true,
    plan: plan.file,
    planDigest: plan.digest,
    bundles,
    bundleDigest: bundles === '' ? '' : bundleDigest(bundles),
    handOver: 'file',
    workflow: '',
  })
}

/** A lock that names this record. */
function lockOf(record: RunRecord, yml: string = FILES['reprise.yml']): string {
  const model = parseSpec(yml, 'reprise.yml').models['main']
  if (model === undefined) throw new Error('no model')
  const key = spellKey({ model: 'main', ...record.key })
  return writeLock(setBaseline(undefined, key, entryOf(record, model)))
}

let scene: Scene
let record: RunRecord
let whole: Record<string, Uint8Array>
let name: string
beforeAll(async () => {
  scene = await makeScene({
    'train.py': SEEDED,
    'reprise.yml': `${FILES['reprise.yml']}seed: {env: SEED}\n`,
  })
  scene.repo.push('change', { 'notes.txt': 'x' })
  const pull = scene.repo.openPull({ head: 'change' })
  const event = onPull(scene, pull.number)
  const stage = scene.stage(event)
  const { bundles } = await trained(stage, await prepared(stage))
  const bundle = await readBundle(join(bundles, 'main'))
  const first = bundle?.gathered.evidence[0]?.record
  if (first === undefined) throw new Error('no run')
  record = first
  whole = filesIn(join(bundles, 'main'))
  name = artifactName('main', record.input)
  await upload(scene, event.job, name, whole)
  scene.repo.finishRun(event.job.runId, 'success')
  scene.repo.push('change', { 'reprise.lock': lockOf(record) })
  scene.repo.mergePull(pull.number, 'merge')
}, 60_000)
afterAll(async () => {
  expect(scene.github.problems).toEqual([])
  await scene.github.close()
})

/** The memory on the branch, as a stranger reads it. */
function memory(): Ledger {
  const { token } = onBranch(scene, 'push').job
  const context = { serverUrl: scene.github.serverUrl, repo: { owner: 'lab', name: 'mini' } }
  return openBranchLedger(remoteOf(context, token), 'reprise', temporary())
}

/** An artifact of the same name from somebody else’s run, newer than the true one. */
async function impostor(content: Parameters<typeof upload>[3]): Promise<void> {
  const job = scene.repo.startRun({
    event: 'pull_request',
    headBranch: 'evil',
    headSha: scene.repo.head('main'),
  })
  await upload(scene, job, name, content)
}

describe('after a merge', () => {
  test('an accepted record comes from the artifact that holds it, whatever else has its name', async () => {
    await impostor({ zip: Buffer.from('this is no zip') })
    await impostor({ '../../escape': Buffer.from('x') })
    const { [`records/${record.id.slice(7)}.json`]: bytes = Buffer.alloc(0) } = whole
    await impostor({ [`records/${record.id.slice(7)}.json`]: bytes })
    await impostor({ [`records/${record.id.slice(7)}.json`]: Buffer.from('{}') })
    await impostor({ 'notes.txt': Buffer.from('nothing of ours') })
    const stage = scene.stage(onBranch(scene, 'push'))
    const plan = await prepared(stage)
    // It will be copied, so the run of its seed is not made again.
    expect(plan.plan.models[0]?.draws).toMatchObject({ first: false, below: 8 })
    const { log, exitCode } = await concluded(stage, plan)
    expect(log).toMatch(/is of no use: .*cannot be used/)
    expect(log).toMatch(/is of no use: it lacks attachments/)
    expect(log).toMatch(/ledger: copied [0-9a-f]{12} of main from run \d+/)
    expect(log).toMatch(/ledger: nothing of main: .*handed nothing over/)
    expect(exitCode).toBe(0)
    const ledger = memory()
    expect(await ledger.record(record.id)).toEqual({ state: 'found', value: record })
    for (const { digest } of record.attachments)
      expect((await ledger.attachment(digest)).state).toBe('found')
    const envelope = await ledger.envelope(record.id)
    if (envelope.state !== 'found') throw new Error('no envelope')
    expect(envelope.value.event).toBe('pull_request')
    expect(trustOf(envelope.value)).toBe('branch')
  })

  test('one run with the next seed joins the pool, with the ref that its own job was for', async () => {
    const stage = scene.stage(onBranch(scene, 'push'))
    const plan = await prepared(stage)
    const { bundles } = await trained(stage, plan)
    const { log } = await concluded(stage, plan, bundles)
    expect(log).toMatch(/ledger: kept [0-9a-f]{12} of main, seed index 1/)
    expect(log).not.toMatch(/copied/)
    const ledger = memory()
    const ids = (await ledger.ids()).filter((id) => id !== record.id)
    expect(ids).toHaveLength(1)
    const [id] = ids
    const envelope = id && (await ledger.envelope(id))
    if (!envelope || envelope.state !== 'found') throw new Error('no envelope')
    expect(envelope.value.ref).toBe('refs/heads/main')
    expect(trustOf(envelope.value)).toBe('protected')
  })

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'of another plan',
      (folder) => editTable(folder, (table) => ({ ...table, plan: `sha256:${'2'.repeat(64)}` })),
      /another plan/,
    ],
    [
      'that is damaged',
      (folder) => writeFileSync(join(folder, 'bundle.json'), '{'),
      /cannot be used/,
    ],
    ['whose attachments are gone', (folder) => editTable(folder, () => undefined), /is not whole/],
  ])('a run %s is not kept, and that is an error', async (what, spoil, why) => {
    const stage = scene.stage(onBranch(scene, 'schedule'))
    const plan = await prepared(stage)
    const { bundles } = await trained(stage, plan)
    const before = await memory().ids()
    spoil(join(bundles, 'main'))
    if (what.includes('attachments'))
      for (const file of Object.keys(filesIn(join(bundles, 'main', 'attachments'))))
        writeFileSync(join(bundles, 'main', 'attachments', file), 'changed')
    await expect(concluded(stage, plan, bundles)).rejects.toMatchObject({
      code: 'bundle-invalid',
      message: expect.stringMatching(why),
    })
    expect(await memory().ids()).toEqual(before)
  })
})

describe('what is to be trained for the ledger', () => {
  const drawn = async (
    world: Scene,
    event: 'push' | 'schedule',
  ): Promise<Awaited<ReturnType<typeof prepared>>> => prepared(world.stage(onBranch(world, event)))

  test('nothing under `require: identical`, and why', async () => {
    const silent = await makeScene({
      'reprise.yml':
        'models:\n  a: {train: "true", require: identical, seed: {env: S}}\n  b: {train: "true", require: identical}\n',
    })
    const { plan, log, outputs } = await drawn(silent, 'schedule')
    expect(plan.models).toEqual([])
    expect(outputs['idle']).toBe('true')
    expect(log).toMatch(/a: nothing is calibrated under `require: identical`/)
    expect(log).toMatch(/b: nothing is calibrated under `require: identical`/)
    expect((await drawn(silent, 'push')).plan.notes).toEqual([])
    await silent.github.close()
  })

  test('nothing more once two seeds gave equal bits: the seed does not reach the training', async () => {
    const deaf = await makeScene({ 'reprise.yml': `${FILES['reprise.yml']}seed: {env: SEED}\n` })
    for (const seed of [1, 2]) {
      const stage = deaf.stage(onBranch(deaf, 'schedule'))
      const plan = await prepared(stage)
      const { bundles } = await trained(stage, plan)
      const { log } = await concluded(stage, plan, bundles)
      expect(log).toMatch(new RegExp(`ledger: kept [0-9a-f]{12} of main, seed index ${seed}`))
    }
    const { plan, log } = await drawn(deaf, 'schedule')
    expect(plan.models).toEqual([])
    expect(log).toMatch(
      /main: nothing is calibrated: two seed indices gave equal bits.*\{env: NAME\}/,
    )
    await deaf.github.close()
  })

  test('as many seeds as are listed, eight at most', async () => {
    const many = await makeScene({
      'reprise.yml':
        'models:\n  a: {train: "true", seed: {env: S, values: [1, 2, 3]}}\n  b: {train: "true", seed: {arg: --seed}}\n  c: {train: "true"}\n',
    })
    const { plan } = await drawn(many, 'schedule')
    expect(plan.models.map(({ draws }) => draws?.below)).toEqual([3, 8, 8])
    await many.github.close()
  })

  test('the lock’s own run, where its record is nowhere any more: also where no noise is measured', async () => {
    const lost = await makeScene({
      'reprise.yml': `${FILES['reprise.yml']}require: identical\n`,
      'reprise.lock': lockOf(record),
    })
    for (const event of ['push', 'schedule'] as const) {
      const { plan } = await drawn(lost, event)
      expect(plan.models[0]?.draws).toEqual({ known: [], first: true, below: 1 })
    }
    const job = lost.repo.startRun({ event: 'push', headSha: lost.repo.head('main') })
    const { id } = await upload(lost, job, name, whole)
    expect((await drawn(lost, 'push')).plan.models).toEqual([])
    lost.repo.expireArtifact(id)
    const { plan } = await drawn(lost, 'push')
    expect(plan.models[0]?.draws?.first).toBe(true)
    const stage = lost.stage(onBranch(lost, 'push'))
    const { log } = await concluded(stage, await prepared(stage))
    expect(log).toMatch(/is in no artifact any more; it can be compared with, but not explained/)
    await lost.github.close()
  })
})
