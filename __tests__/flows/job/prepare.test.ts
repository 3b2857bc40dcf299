import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PrepareOptions } from '../../../src/flows/job/prepare.ts'
import { FILES } from '../lab.ts'
import { makeScene, onBranch, onPull, prepared, type Happened, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await makeScene()
})
afterAll(async () => {
  expect(scene.github.problems).toEqual([])
  await scene.github.close()
})

let branches = 0
function pullOf(files: Readonly<Record<string, string | null>>, fork?: string): number {
  const branch = `branch-${(branches += 1)}`
  const from = fork === undefined ? undefined : scene.repo.fork(fork)
  ;(from ?? scene.repo).push(branch, files)
  return scene.repo.openPull({ head: branch, ...(from && { from }) }).number
}

describe('what each event is for', () => {
  const queue = (): Happened => {
    const group = scene.repo.mergeGroup(pullOf({ 'notes.txt': 'queued' }))
    return {
      name: 'merge_group',
      payload: scene.repo.payload.mergeGroup(group),
      sha: group.headSha,
      ref: group.headRef,
      job: scene.repo.startRun({ event: 'merge_group', headSha: group.headSha }),
    }
  }
  const pull = (): Happened => onPull(scene, pullOf({ 'notes.txt': 'x' }))
  const on =
    (name: 'push' | 'schedule' | 'workflow_dispatch'): (() => Happened) =>
    () =>
      onBranch(scene, name)

  test.each<[string, () => Happened, Partial<PrepareOptions>, object, string, boolean]>([
    ['pull_request', pull, {}, { do: 'judge' }, 'branch', true],
    ['pull_request, mode ignored', pull, { mode: 'accept' }, { do: 'judge' }, 'branch', true],
    ['merge_group', queue, {}, { do: 'judge' }, 'branch', true],
    ['push', on('push'), {}, { do: 'keep', why: 'merged' }, 'protected', false],
    ['schedule', on('schedule'), {}, { do: 'keep', why: 'calibrate' }, 'protected', false],
    ['workflow_dispatch', on('workflow_dispatch'), {}, { do: 'judge' }, 'protected', false],
    [
      'workflow_dispatch, calibrate',
      on('workflow_dispatch'),
      { mode: 'calibrate' },
      { do: 'keep', why: 'calibrate' },
      'protected',
      false,
    ],
    [
      'workflow_dispatch, accept',
      on('workflow_dispatch'),
      { mode: 'accept', because: 'why not', cause: 'code' },
      { do: 'accept', branch: 'main', because: 'why not', cause: 'code' },
      'protected',
      false,
    ],
  ])('%s', async (_name, event, options, task, trust, hasBase) => {
    const { plan } = await prepared(scene.stage(event()), options)
    expect(plan.task).toEqual(task)
    expect(plan.trust).toBe(trust)
    expect(plan.change.base !== undefined).toBe(hasBase)
  })

  test.each<[string, PrepareOptions['mode']]>([
    ['push', 'check'],
    ['schedule', 'check'],
    ['workflow_dispatch', 'calibrate'],
  ])('%s of another branch writes no memory', async (name, mode) => {
    scene.repo.push('side', { 'notes.txt': 'side' })
    const event = onBranch(scene, name as 'push', 'side')
    await expect(prepared(scene.stage(event), { mode })).rejects.toMatchObject({
      code: 'not-protected',
      message: expect.stringMatching(/the default branch, main, and this is refs\/heads\/side/),
    })
  })

  test('a tag of the default branch’s name is not the default branch', async () => {
    const event = { ...onBranch(scene, 'push'), ref: 'refs/tags/main' }
    await expect(prepared(scene.stage(event))).rejects.toMatchObject({ code: 'not-protected' })
  })

  test('on a tag nothing can be accepted', async () => {
    const event = { ...onBranch(scene, 'workflow_dispatch'), ref: 'refs/tags/v1' }
    await expect(prepared(scene.stage(event), { mode: 'accept' })).rejects.toMatchObject({
      code: 'accept-branch',
    })
  })

  test('a draft is planned nothing, and is not green', async () => {
    scene.repo.push('draft', { 'notes.txt': 'x' })
    const { number } = scene.repo.openPull({ head: 'draft', draft: true })
    const { plan, outputs } = await prepared(scene.stage(onPull(scene, number)))
    expect(outputs).toMatchObject({ idle: 'true', matrix: '{"include":[]}' })
    expect(plan.models).toEqual([])
    expect(plan.settled.map(({ verdict }) => verdict.verdict)).toEqual(['incomparable'])
  })
})

describe('the base', () => {
  test('of a merge commit is its first parent, fetched into a checkout of depth 1', async () => {
    const number = pullOf({ 'notes.txt': 'x' })
    const event = onPull(scene, number)
    const parent = execFileSync('git', ['rev-parse', `${event.sha}^1`], {
      cwd: scene.repo.folder,
      encoding: 'utf8',
    }).trim()
    const workspace = scene.checkout(event.sha)
    const { plan } = await prepared(scene.stage({ ...event, workspace }))
    expect(plan.change).toMatchObject({
      trained: event.sha,
      head: scene.repo.pull(number).headSha,
      base: parent,
    })
    expect(parent).toBe(scene.repo.head('main'))
    const config = readFileSync(join(workspace, '.git/config'), 'utf8')
    expect(config).not.toMatch(/extraheader|token|AUTHORIZATION/i)
  })

  test('of the head alone is not known: what of its lock is its own nobody could say', async () => {
    const number = pullOf({ 'notes.txt': 'x' })
    const workspace = scene.checkout(scene.repo.pull(number).headSha)
    await expect(
      prepared(scene.stage({ ...onPull(scene, number), workspace })),
    ).rejects.toMatchObject({
      code: 'checkout-other',
      message: expect.stringMatching(/^the head, [0-9a-f]{40}, is checked out/),
    })
  })

  test('of any other commit is nobody’s', async () => {
    const event = onPull(scene, pullOf({ 'notes.txt': 'x' }))
    const workspace = scene.checkout(scene.repo.head('main'))
    await expect(prepared(scene.stage({ ...event, workspace }))).rejects.toMatchObject({
      code: 'checkout-other',
    })
  })

  test('gives policy, tolerance and the ledger’s branch; the change’s own are shown and do not count', async () => {
    const head = `${FILES['reprise.yml']}policy: {green: [identical, reproduced, improved], budget: {runs: 99}}\nledger: {branch: mine}\n`
    const number = pullOf({ 'reprise.yml': head.replace('0.001', '1000') })
    const { plan } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.branch).toBe('reprise')
    expect(plan.policy.green).toEqual(['identical', 'reproduced'])
    expect(plan.policy.budget.runs).toBeLessThan(99)
    const [job] = plan.models
    expect(job?.draft.policy).toEqual(plan.policy)
    expect(job?.draft.model.expect['eval_loss']?.within).toMatchObject({ value: 0.001 })
    const counted = job?.draft.settings.map(({ field, counted: from }) => [field, from])
    expect(counted).toContainEqual(['expect.eval_loss', 'base'])
  })
})

describe('a fork chooses nothing of this machine', () => {
  const greedy = `${FILES['reprise.yml'].replace(
    'data: [data.csv]',
    'data: [data.csv, /srv/secret, ~/.netrc, {path: /srv/other, mode: copy}]',
  )}caches: [~/.cache/private, /srv/cache]\nnetwork: on\nenv: {HOME_SECRET: null, OMP_NUM_THREADS: "1"}\n`

  test('nor for a model that the base does not know, whichever side is trained', async () => {
    const number = pullOf(
      {
        'reprise.yml': `models:\n  main: {train: "true"}\n  new:\n${greedy.replace(/^(?=.)/gm, '    ')}`,
      },
      'stranger',
    )
    const { plan } = await prepared(scene.stage(onPull(scene, number)))
    expect(plan.trust).toBe('fork')
    const draft = plan.models.find((job) => job.draft.model.name === 'new')?.draft
    for (const model of [draft?.model, draft?.base?.model]) {
      expect(model?.data.map(({ path }) => path)).toEqual(['data.csv'])
      expect(model).toMatchObject({ caches: [], network: 'off', env: { OMP_NUM_THREADS: '1' } })
      expect(model?.env).not.toHaveProperty('HOME_SECRET')
    }
  })

  test('for a known model it sees what the base’s file names', async () => {
    const rich = await makeScene({
      'reprise.yml': `${FILES['reprise.yml'].replace('[data.csv]', '[data.csv, /srv/shared]')}caches: [~/.cache/shared]\nenv: {SHARED: null}\n`,
    })
    const fork = rich.repo.fork('stranger')
    fork.push('greedy', { 'reprise.yml': greedy })
    const { number } = rich.repo.openPull({ head: 'greedy', from: fork })
    const { plan } = await prepared(rich.stage(onPull(rich, number)))
    await rich.github.close()
    const model = plan.models[0]?.draft.model
    expect(model?.data.map(({ path }) => path)).toEqual(['/srv/shared', 'data.csv'])
    expect(model).toMatchObject({ caches: ['~/.cache/shared'], network: 'off' })
    expect(model?.env).toEqual({ OMP_NUM_THREADS: '1' })
  })

  test('a branch of the repository itself does: its author could edit the workflow', async () => {
    const { plan } = await prepared(scene.stage(onPull(scene, pullOf({ 'reprise.yml': greedy }))))
    const model = plan.models[0]?.draft.model
    expect(plan.trust).toBe('branch')
    expect(model?.data).toHaveLength(4)
    expect(model?.env['HOME_SECRET']).toBeNull()
  })
})

test('what a change writes is no command to the runner', async () => {
  const number = pullOf({
    'reprise.yml': FILES['reprise.yml'].replace(
      'python3 train.py',
      '"python3 train.py\\n::set-output name=plan::/tmp/x\\n ::error::gotcha\\n##[add-path]/tmp"',
    ),
  })
  const { plan, log } = await prepared(scene.stage(onPull(scene, number)))
  expect(plan.models[0]?.draft.model.train).toContain('\n::set-output')
  expect(log).toContain('set-output')
  expect(log).not.toMatch(/^\s*::|##\[/m)
})

test('one model of several may be asked for; an unknown one is an error', async () => {
  const several = await makeScene({
    'reprise.yml':
      'models:\n  a: {train: "true"}\n  a-b: {train: "true"}\n  plan: {train: "true"}\n',
  })
  const event = onBranch(several, 'workflow_dispatch')
  const { plan } = await prepared(several.stage(event), { model: 'a-b' })
  expect(plan.models.map(({ draft }) => draft.model.name)).toEqual(['a-b'])
  const stage = several.stage(onBranch(several, 'workflow_dispatch'))
  await expect(prepared(stage, { model: 'b' })).rejects.toMatchObject({ code: 'model-unknown' })
  await several.github.close()
})
