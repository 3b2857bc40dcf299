import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { unzipSync } from 'fflate'
import { FILES, TRAIN } from '../flows/lab.ts'
import { DEPENDABOT } from '../fakes/github/github.ts'
import type { Files } from '../fakes/github/types.ts'
import { makeWorld, type Ran, type World } from './world.ts'

/** A repository whose baseline was accepted on its default branch and lies in its ledger. */
async function settled(): Promise<World> {
  const world = await makeWorld()
  const before = world.repo.head('main')
  await world.onDispatch({ mode: 'accept' })
  await world.onPush(before)
  return world
}

let world: World
beforeAll(async () => {
  world = await settled()
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

let branches = 0
async function judged(files: Files): Promise<Ran & { body: string }> {
  const pull = world.open(`change-${(branches += 1)}`, files)
  const ran = await world.onPull(pull.number)
  return { ...ran, body: world.said(pull.number)[0]?.body ?? '' }
}

const LATE = TRAIN.replace('import json', 'import time; time.sleep(30)\nimport json')

describe('what is not green fails the job, and the comment says why', () => {
  test.each<[string, Files, string, RegExp]>([
    [
      'a crash',
      { 'train.py': `${TRAIN}raise SystemExit("no more cake")\n` },
      'failed',
      /no more cake/,
    ],
    [
      'a timeout',
      { 'train.py': LATE, 'reprise.yml': `${FILES['reprise.yml']}timeout: 1s\n` },
      'failed',
      /1 s/,
    ],
    [
      'a loss that is not a number',
      { 'train.py': TRAIN.replace('loss * 0.9', 'float("nan") * loss') },
      'failed',
      /NaN|not finite/i,
    ],
    [
      'a metric that has gone',
      { 'train.py': TRAIN.replace('"eval_loss"', '"loss"') },
      'failed',
      /eval_loss/,
    ],
    [
      'a model that has gone',
      { 'reprise.yml': 'models: {other: {train: python3 train.py}}\n' },
      'incomparable',
      /main/,
    ],
    ['a lock that cannot be read', { 'reprise.lock': '<<<<<<< HEAD\n' }, 'incomparable', /lock/],
    ['another result', { 'config.json': '{"seed": 8, "rate": 0.1}\n' }, 'changed', /config\.json/],
  ])('%s', async (_name, files, verdict, words) => {
    const ran = await judged(files)
    expect(ran.outputs['verdict']).toBe(verdict)
    expect(ran.conclusion).toBe('failure')
    expect(ran.body).toMatch(words)
    expect(ran.body).toContain(`**${verdict}**`)
  })

  test('a configuration with mistakes: annotated at its line, and nothing is trained', async () => {
    const ran = await judged({ 'reprise.yml': 'train: python3 train.py\ntrian: x\n' })
    expect(ran.conclusion).toBe('failure')
    const annotations = ran.jobs.flatMap(({ steps }) => steps).flatMap((step) => step.annotations)
    expect(annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        file: 'reprise.yml',
        line: 2,
        message: expect.stringContaining('did you mean "train"?'),
      }),
    )
  })

  test('a draft is not judged, is not green, and nothing is said', async () => {
    world.repo.push('draft', { 'config.json': '{"seed": 9, "rate": 0.1}\n' })
    const pull = world.repo.openPull({ head: 'draft', draft: true })
    const ran = await world.onPull(pull.number)
    expect(ran.conclusion).toBe('failure')
    expect(ran.log).toMatch(/draft/)
    expect(ran.log).not.toMatch(/training 00/)
    expect(world.said(pull.number)).toEqual([])
  })
})

describe('where the token can only read', () => {
  test.each(['Dependabot', 'a fork'])(
    '%s: the second workflow judges again, and posts',
    async (who) => {
      const fork = who === 'a fork' ? world.repo.fork('contributor') : undefined
      const branch = `bump-${fork === undefined ? 'here' : 'there'}`
      ;(fork ?? world.repo).push(branch, { 'config.json': '{"seed": 8, "rate": 0.1}\n' })
      const pull = world.repo.openPull({
        head: branch,
        ...(fork === undefined ? { actor: DEPENDABOT } : { from: fork }),
      })
      const ran = await world.onPull(pull.number, {
        readOnly: true,
        ...(fork === undefined && { actor: DEPENDABOT }),
      })
      expect(ran.conclusion).toBe('failure')
      expect(ran.outputs['verdict']).toBe('changed')
      expect(ran.log).toMatch(/comment: this token can only read/)
      expect(world.said(pull.number)).toEqual([])

      const relayed = await world.onRun(ran.runId)
      expect(relayed.log).toMatch(/comment: written/)
      expect(relayed.conclusion).toBe('success')
      const [comment] = world.said(pull.number)
      expect(comment?.body).toMatch(/\*\*changed\*\*/)
      if (fork !== undefined) expect(comment?.body).toMatch(/from a fork/)
      const check = world.repo.checkRuns().find(({ headSha }) => headSha === pull.headSha)
      expect(check).toMatchObject({ name: 'Reprise', conclusion: 'failure' })
    },
  )

  test('a head that has moved meanwhile gets no report of the old one', async () => {
    const fork = world.repo.fork('another')
    fork.push('moving', { 'notes.txt': 'one\n' })
    const pull = world.repo.openPull({ head: 'moving', from: fork })
    const ran = await world.onPull(pull.number, { readOnly: true })
    fork.push('moving', { 'notes.txt': 'two\n' })
    const relayed = await world.onRun(ran.runId)
    expect(relayed.log).toMatch(/no open pull request has [0-9a-f]{40} as its head any more/)
    expect(world.said(pull.number)).toEqual([])
  })

  test('a run of another workflow is believed nothing', async () => {
    const other = world.repo.startRun({
      event: 'pull_request',
      pull: 1,
      path: '.github/workflows/evil.yml',
    })
    world.repo.finishRun(other.runId, 'success')
    const relayed = await world.onRun(other.runId)
    expect(relayed.log).toMatch(/evil\.yml.*nothing of it is believed/)
  })
})

test('two jobs of one pull request at once leave one comment, that of the newer run', async () => {
  const pull = world.open('twice', { 'config.json': '{"seed": 11, "rate": 0.1}\n' })
  const elsewhere = `${world.folder}/other-machine`
  const [one, two] = await Promise.all([
    world.onPull(pull.number),
    world.onPull(pull.number, { options: { workspace: elsewhere } }),
  ])
  const comments = world.said(pull.number)
  expect(comments).toHaveLength(1)
  expect(comments[0]?.body).toContain(`run=${Math.max(one.runId, two.runId)} `)
})

test('an older run that ends late overwrites nothing', async () => {
  const pull = world.open('late', { 'config.json': '{"seed": 12, "rate": 0.1}\n' })
  const old = await world.onPull(pull.number)
  const young = await world.onPull(pull.number)
  const again = await world.onPull(pull.number, { rerun: old.runId })
  expect(again.log).toMatch(/comment: a newer run has reported/)
  expect(world.said(pull.number)[0]?.body).toContain(`run=${young.runId} `)
})

test('a merge queue’s group is judged and gates', async () => {
  const pull = world.open('queued', { 'config.json': '{"seed": 13, "rate": 0.1}\n' })
  const ran = await world.onQueue(pull.number)
  expect(ran.outputs['verdict']).toBe('changed')
  expect(ran.conclusion).toBe('failure')
  expect(world.said(pull.number)).toEqual([])
})

test('a ledger that cannot be read is no baseline', async () => {
  // The one that the lock names: the ledger holds the runs of the push after the merge too.
  const lock = world.repo.file('main', 'reprise.lock') ?? ''
  const record = `records/${/record: sha256:([0-9a-f]{64})/.exec(lock)?.[1]}.json`
  const whole = world.repo.head('reprise')
  expect(world.repo.file('reprise', record)).toBeDefined()
  world.repo.push('reprise', { [record]: '{"schema": "reprise/record/v1"}\n' })
  const ran = await judged({ 'notes.txt': 'hello\n' })
  expect(ran.outputs['verdict']).toBe('incomparable')
  expect(ran.conclusion).toBe('failure')
  expect(ran.body).toMatch(/ledger/)
  execFileSync('git', ['update-ref', 'refs/heads/reprise', whole], { cwd: world.repo.folder })
})

test('a head that moves while the training runs: the report says that it is stale', async () => {
  const pull = world.open('moves', { 'config.json': '{"seed": 14, "rate": 0.1}\n' })
  const ran = await world.onPull(pull.number, {
    // The job has its event already when it asks for its token.
    begin: () => world.repo.push('moves', { 'config.json': '{"seed": 15, "rate": 0.1}\n' }),
  })
  expect(ran.outputs['verdict']).toBe('changed')
  expect(world.said(pull.number)[0]?.body).toMatch(
    new RegExp(`stale.*${pull.headSha.slice(0, 12)}.*${world.repo.head('moves').slice(0, 12)}`),
  )
})

test('accepting where the token may not write hands over the patch', async () => {
  world.repo.push('locked', { 'config.json': '{"seed": 16, "rate": 0.1}\n' })
  const ran = await world.onDispatch(
    { mode: 'accept', because: 'another seed', cause: 'configuration' },
    'locked',
    { readOnly: true },
  )
  expect(ran.log).toMatch(/this token may not commit to locked: apply the patch/)
  const summaries = ran.jobs.flatMap(({ steps }) => steps).map(({ summary }) => summary)
  expect(summaries.join('')).toMatch(
    /```diff\n--- a\/reprise\.lock[\s\S]*\+.*because: another seed/,
  )
  expect(world.repo.file('locked', 'reprise.lock')).toBe(world.repo.file('main', 'reprise.lock'))
})

test('the page of the run and the artifact hold the report', async () => {
  const pull = world.open('page', { 'config.json': '{"seed": 17, "rate": 0.1}\n' })
  const ran = await world.onPull(pull.number)
  const steps = ran.jobs.flatMap((job) => job.steps)
  expect(steps.map(({ summary }) => summary).join('')).toMatch(/\*\*changed\*\*[\s\S]*eval_loss/)
  const [artifact, ...others] = world.repo.artifacts(ran.runId)
  expect(others).toEqual([])
  expect(artifact?.name).toMatch(/^reprise-main-[0-9a-f]{12}$/)
  const names = Object.keys(unzipSync(artifact?.content ?? new Uint8Array()))
  expect(names).toEqual(
    expect.arrayContaining(['bundle.json', 'report.html', 'report.json', 'report.md']),
  )
  expect(names.filter((name) => /^records\/[0-9a-f]{64}\.json$/.test(name)).length).toBeGreaterThan(
    0,
  )
})

test('accepting a training that fails says why nothing was accepted, beside the report', async () => {
  world.repo.push('broken', { 'train.py': `${TRAIN}raise SystemExit("no more cake")\n` })
  const ran = await world.onDispatch({ mode: 'accept', because: 'x', cause: 'code' }, 'broken')
  expect(ran.conclusion).toBe('failure')
  const steps = ran.jobs.flatMap((job) => job.steps)
  const errors = steps.flatMap((step) => step.annotations).map(({ message }) => message)
  expect(errors.join('\n')).toMatch(/no run finished, so there is nothing to accept/)
  expect(steps.map(({ summary }) => summary).join('')).toMatch(/\*\*failed\*\*[\s\S]*no more cake/)
})

test('of a run that was cancelled the second workflow says nothing', async () => {
  const pull = world.open('stopped', { 'notes.txt': 'hello\n' })
  const run = world.repo.startRun({ event: 'pull_request', pull: pull.number, actor: DEPENDABOT })
  world.repo.finishRun(run.runId, 'cancelled')
  const relayed = await world.onRun(run.runId)
  expect(relayed.log).toMatch(/the run ended as cancelled: nothing to report/)
  expect(world.said(pull.number)).toEqual([])
})

test('the ledger is never kept on the default branch', async () => {
  const yml = `${FILES['reprise.yml']}ledger: {branch: main}\n`
  const other = await makeWorld({ files: { 'reprise.yml': yml } })
  const ran = await other.onPull(other.open('any', { 'notes.txt': 'hello\n' }).number)
  expect(ran.conclusion).toBe('failure')
  expect(ran.log).toMatch(/the ledger cannot be kept on main, the default branch/)
  await other.close()
})

describe('an entry of the lock that was edited by hand', () => {
  const lock = (): string => world.repo.file('main', 'reprise.lock') ?? ''

  test.each<[string, (text: string) => string]>([
    [
      'says that the training does not repeat',
      (text) => text.replace(/repeats: \w+/, 'repeats: no'),
    ],
    [
      'brings a deviation of its own',
      (text) => text.replace('runs: 1', 'runs: 2').replace(/mean: [\d.]+/, 'mean: 0.5, sd: 9'),
    ],
  ])('and %s is no revert', async (_name, edit) => {
    const ran = await judged({
      'reprise.lock': edit(lock()),
      'config.json': '{"seed": 18, "rate": 0.1}\n',
    })
    expect(ran.outputs['verdict']).toBe('incomparable')
    expect(ran.body).toMatch(/replaced without a cause/)
  })

  test('a first entry for a model that the base can be trained for is no answer to the comparison', async () => {
    const other = await makeWorld()
    const pull = other.open('move', { 'config.json': '{"seed": 8, "rate": 0.1}\n' })
    const red = await other.onPull(pull.number)
    expect(red.outputs).toMatchObject({ verdict: 'changed', basis: 'a/b' })
    await other.onDispatch({ mode: 'accept' }, 'move')
    const again = await other.onPull(pull.number)
    expect(again.outputs).toMatchObject({ verdict: 'changed', basis: 'a/b' })
    expect(again.conclusion).toBe('failure')
    await other.close()
  })
})

test('what another workflow of the branch calls evidence is none', async () => {
  const pull = world.open('evil', { 'config.json': '{"seed": 19, "rate": 0.1}\n' })
  const honest = await world.onPull(pull.number)
  const [artifact] = world.repo.artifacts(honest.runId)
  expect(artifact?.name).toMatch(/^reprise-main-/)
  const ran = await world.onPull(pull.number, {
    context: { workflow_ref: `${world.repo.fullName}/.github/workflows/other.yml@refs/heads/evil` },
  })
  // For a workflow of another path the runs of ours are not its own either.
  expect(ran.log).toMatch(/0 of 8 runs spent, 0 to be had again/)
})
