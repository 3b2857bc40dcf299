import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactName } from '../../../src/flows/job/artifact.ts'
import { readBundle } from '../../../src/flows/job/bundle.ts'
import { relayJob, type Relayed } from '../../../src/flows/job/relay.ts'
import type { InputDigest } from '../../../src/record/digest.ts'
import { copyOf, editRecord, editTable, train, type Trained } from './job.ts'
import { filesIn, makeScene, onPull, prepared, upload, type Scene } from './scene.ts'

/** A fork's pull request whose own job measured something; each test stores what it says that it handed over. */
let scene: Scene
let number: number
let honest: Trained
beforeAll(async () => {
  scene = await makeScene()
  const fork = scene.repo.fork('contributor')
  fork.push('change', { 'notes.txt': 'hello\n' })
  number = scene.repo.openPull({ head: 'change', from: fork }).number
  const stage = scene.stage(onPull(scene, number))
  const { plan } = await prepared(stage)
  const lab = { root: stage.workspace } as Parameters<typeof train>[0]
  honest = await train(lab, plan)
  const read = await readBundle(join(honest.bundles, 'main'))
  const record = read?.gathered.evidence[0]?.record
  if (record === undefined) throw new Error('no run')
  input = record.input
}, 60_000)
afterAll(async () => {
  expect(scene.github.problems).toEqual([])
  await scene.github.close()
})

const POSTING = {
  contents: 'read',
  actions: 'read',
  'pull-requests': 'write',
  checks: 'write',
} as const

/** The second stage, after a run that handed over these artifacts. */
async function relayed(
  artifacts: readonly (readonly [string, Parameters<typeof upload>[3]])[],
  workflow = '.github/workflows/reprise.yml',
): Promise<Relayed> {
  const run = scene.repo.startRun({ event: 'pull_request', pull: number })
  for (const [name, content] of artifacts) await upload(scene, run, name, content)
  scene.repo.finishRun(run.runId, 'failure')
  const sha = scene.repo.head('main')
  const ref = 'refs/heads/main'
  const job = scene.repo.startRun({ event: 'workflow_run', headSha: sha, permissions: POSTING })
  const payload = scene.repo.payload.workflowRun(run.runId)
  const stage = scene.stage({ name: 'workflow_run', payload, sha, ref, job })
  if (stage.context.event.name !== 'workflow_run') throw new Error('another event')
  const [one, ...more] = await relayJob(stage, stage.context.event.run, {
    workflow,
    policy: 'never',
  })
  if (one === undefined || more.length > 0) throw new Error(`${more.length + 1} reports`)
  return one
}

/** What the check of this run says. */
function concluded(): string | null | undefined {
  const { headSha } = scene.repo.pull(number)
  return scene.repo.checkRuns().findLast((check) => check.headSha === headSha)?.conclusion
}

let input: InputDigest
const NAME = (model = 'main'): string => artifactName(model, input)
const content = (trained: Trained): Record<string, Uint8Array> =>
  filesIn(join(trained.bundles, 'main'))

describe('what a fork’s own job handed over is judged again', () => {
  test('sound: its verdict, and a check of ours', async () => {
    const { report } = await relayed([[NAME(), content(honest)]])
    expect(report?.models[0]?.verdict).toMatchObject({ verdict: 'identical', basis: 'a/b' })
    expect(report?.change).toMatchObject({ trust: 'fork', pull: number })
    expect(concluded()).toBe('success')
  })

  const spoilt = (edit: (folder: string) => void): Trained => {
    const copy = copyOf(honest)
    edit(join(copy.bundles, 'main'))
    return copy
  }

  test.each<
    [string, () => readonly (readonly [string, Parameters<typeof upload>[3]])[], string, RegExp]
  >([
    ['nothing', () => [], 'evidence-lost', /handed nothing over/],
    [
      'an artifact that is none of ours',
      () => [['results', content(honest)]],
      'evidence-lost',
      /handed nothing over/,
    ],
    [
      'a zip that is none',
      () => [[NAME(), { zip: Buffer.from('no zip') }]],
      'evidence-invalid',
      /cannot be used/,
    ],
    [
      'a zip that leads out',
      () => [[NAME(), { ...content(honest), '../../../etc/passwd': Buffer.from('x') }]],
      'evidence-invalid',
      /cannot be used/,
    ],
    ['an empty zip', () => [[NAME(), {}]], 'evidence-lost', /handed nothing over/],
    [
      'an artifact that claims to be another model’s',
      () => [
        [
          NAME(),
          content(spoilt((folder) => editTable(folder, (table) => ({ ...table, model: 'other' })))),
        ],
      ],
      'evidence-invalid',
      /says that it is of other/,
    ],
    [
      'a model’s bundle under another model’s name',
      () => [[NAME('other'), content(honest)]],
      'evidence-lost',
      /handed nothing over/,
    ],
    [
      'a table that is cut',
      () => [
        [
          NAME(),
          content(spoilt((folder) => writeFileSync(join(folder, 'bundle.json'), '{"schema":'))),
        ],
      ],
      'evidence-invalid',
      /cannot be used/,
    ],
  ])('%s: not green', async (_name, artifacts, kind, why) => {
    const { report, said } = await relayed(artifacts())
    expect(report?.green).toBe(false)
    expect(report?.models.map(({ verdict }) => verdict.reasons)).toEqual([
      [{ kind, why: expect.stringMatching(why) }],
    ])
    expect(concluded()).toBe('failure')
    expect(said).toContain('check: written')
  })

  test('runs of another head', async () => {
    const other = copyOf(honest)
    await editRecord(join(other.bundles, 'main'), ({ code }) => ({
      code: { ...code, commit: '4'.repeat(40), head: '5'.repeat(40) },
    }))
    const { report } = await relayed([[NAME(), content(other)]])
    expect(report?.models[0]?.verdict.reasons).toEqual([
      { kind: 'evidence-invalid', why: expect.stringMatching(/trained another commit/) },
    ])
  })

  test('runs of another merge commit of the same head, which its base’s next commit made', async () => {
    const other = copyOf(honest)
    await editRecord(join(other.bundles, 'main'), ({ code }) => ({
      code: { ...code, commit: '4'.repeat(40) },
    }))
    const { report } = await relayed([[NAME(), content(other)]])
    expect(report?.models[0]?.verdict.verdict).toBe('identical')
  })

  test('what another run left is not looked at', async () => {
    await relayed([[NAME(), content(honest)]])
    const { report } = await relayed([])
    expect(report?.models[0]?.verdict.reasons[0]?.kind).toBe('evidence-lost')
  })

  test('of another workflow nothing is believed', async () => {
    const { report, said } = await relayed(
      [[NAME(), content(honest)]],
      '.github/workflows/other.yml',
    )
    expect(report).toBeUndefined()
    expect(said.join()).toMatch(/nothing of it is believed/)
  })
})
