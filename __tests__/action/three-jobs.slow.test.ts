import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sha256 } from '../../src/record/digest.ts'
import type { Files } from '../fakes/github/types.ts'
import { interrupted, processesWith } from './interrupt.ts'
import { errorsOf, jobsOf, loseOne, machines, MARK, MODELS, NAMED, replaced } from './two-models.ts'
import { makeWorld, type Ran, type Unusual, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld({ files: MODELS, facts: { threeJobs: true } })
  const before = world.repo.head('main')
  await world.onDispatch({ mode: 'accept' })
  await world.onPush(before)
}, 60_000)
afterAll(async () => {
  expect(world.github.problems).toEqual([])
  await world.close()
})

let branches = 0
async function judged(files: Files, unusual: Unusual = {}): Promise<Ran & { body: string }> {
  const branch = `change-${(branches += 1)}`
  const pull = world.open(branch, files)
  const ran = await world.onPull(pull.number, {
    ...unusual,
    options: { ...machines(world, branch), ...unusual.options },
  })
  return { ...ran, body: world.said(pull.number)[0]?.body ?? '' }
}

describe('each stage in a job of its own', () => {
  test('nothing is said while all models are identical', async () => {
    const ran = await judged({ 'notes.txt': 'hello\n' })
    expect(errorsOf(ran)).toEqual([])
    expect(jobsOf(ran)).toEqual([
      'prepare success',
      'retrain small success',
      'retrain large success',
      'check success',
      'keep skipped',
    ])
    expect(ran.outputs).toMatchObject({ verdict: 'identical', basis: 'bitwise' })
    expect(ran.outputs['record']?.split('\n')).toHaveLength(2)
    expect(ran.body).toBe('')
  })

  test('a regression in one model is red, and the comment names that one', async () => {
    const ran = await judged({ 'large.json': '{"seed": 9}\n' })
    expect(jobsOf(ran)).toEqual([
      'prepare success',
      'retrain small success',
      'retrain large success',
      'check failure',
      'keep skipped',
    ])
    expect(ran.outputs['verdict']).toBe('changed')
    expect(ran.body).toContain('2 models: `small` **identical**; `large` **changed**')
    expect(ran.body).toMatch(/`seed` in `large\.json` 8 → 9/)
    expect(world.repo.artifacts(ran.runId).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^reprise-plan-[0-9a-f]{8}$/),
      expect.stringMatching(/^reprise-small-[0-9a-f]{12}$/),
      expect.stringMatching(/^reprise-large-[0-9a-f]{12}$/),
      expect.stringMatching(/^reprise-report-[0-9a-f]{8}$/),
    ])
  })

  test('where the job of one model dies, that model is incomparable; the other is judged', async () => {
    const ran = await judged({ 'notes.txt': 'lost\n' }, { edit: loseOne })
    expect(jobsOf(ran)).toContain('retrain large failure')
    expect(ran.body).toContain('`small` **identical**; `large` **incomparable**')
    expect(ran.body).toContain('the job that was to retrain it handed nothing over')
    expect(ran.outputs['verdict']).toBe('incomparable')
    expect(jobsOf(ran)).toContain('check failure')
  })

  test('what a model’s job handed over is believed by its digest: another file makes it invalid', async () => {
    const branch = 'tampered'
    const pull = world.open(branch, { 'notes.txt': 'tampered\n' })
    const { workspaceOf } = machines(world, branch)
    const ran = await world.onPull(pull.number, {
      options: {
        workspaceOf: (job) => {
          const artifacts = job.id === 'check' ? world.repo.artifacts() : []
          artifacts.findLast(({ name }) => name.startsWith('reprise-large-'))?.content.fill(0, 99)
          return workspaceOf?.(job) ?? ''
        },
      },
    })
    expect(jobsOf(ran)).toContain('check failure')
    expect(world.said(pull.number)[0]?.body).toContain('`small` **identical**; `large` **invalid**')
    expect(world.said(pull.number)[0]?.body).toMatch(/its digest is not the announced/)
  })

  test('a job that was started again counts with what it made last', async () => {
    const yml = String(MODELS['reprise.yml']).replace(
      'small: {',
      `small: {setup: 'test "$BROKEN" != yes', env: {BROKEN: null}, `,
    )
    const pull = world.open('again', { 'reprise.yml': yml })
    const again = (BROKEN: string): NonNullable<Unusual['options']> => ({
      ...machines(world, 'again'),
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', BROKEN },
    })
    const broken = await world.onPull(pull.number, { options: again('yes') })
    expect(broken.outputs['verdict']).toBe('failed')
    expect(world.said(pull.number)[0]?.body).toMatch(/setup/)
    const mended = await world.onPull(pull.number, { rerun: broken.runId, options: again('no') })
    expect(mended.outputs['verdict']).toBe('identical')
    // Of a training that never began no inputs are known: its artifact is called after the configuration.
    const nameless = sha256('reprise.yml').replace('sha256:', '').slice(0, 12)
    const names = world.repo.artifacts(broken.runId).map(({ name }) => name)
    expect(names).toContain(`reprise-small-${nameless}`)
  })

  test('a draft trains nothing, and the check is red all the same', async () => {
    world.repo.push('draft', { 'notes.txt': 'not yet\n' })
    const pull = world.repo.openPull({ head: 'draft', draft: true })
    const ran = await world.onPull(pull.number, { options: machines(world, 'draft') })
    expect(jobsOf(ran)).toEqual([
      'prepare success',
      'retrain skipped',
      'check failure',
      'keep skipped',
    ])
    expect(world.said(pull.number)).toEqual([])
  })

  test('after a cancelled training nothing is judged, and the check is red', async () => {
    const slow = NAMED.replace('import json', 'import time; time.sleep(60)\nimport json')
    const files = { 'train.py': slow, 'small.json': '{"seed": 7, "cancelled": 1}\n' }
    const ran = await interrupted(
      () => processesWith(`train.py small.json ${MARK}`).length > 0,
      (signal) => judged(files, { options: { signal } }),
    )
    expect(jobsOf(ran).slice(0, 4)).toEqual([
      'prepare success',
      'retrain small cancelled',
      'retrain large cancelled',
      'check failure',
    ])
    expect(errorsOf(ran)).toContain(
      'prepare failed or the training was cancelled: nothing can be judged',
    )
    expect(ran.outputs).toEqual({})
    expect(ran.body).toBe('')
  })

  test.each(['retrain', 'check'])(
    'another plan than that of prepare is refused by %s, and the check is red',
    async (stage) => {
      const digest = 'plan-digest: ${{ needs.prepare.outputs.plan-digest }}'
      const ran = await judged(
        { 'notes.txt': `${stage}\n` },
        {
          edit: (workflow) => {
            const [before = '', after = ''] = workflow.split(`  ${stage}:\n`)
            const wrong = `plan-digest: sha256:${'0'.repeat(64)}`
            return `${before}  ${stage}:\n${replaced(after, digest, wrong)}`
          },
        },
      )
      expect(errorsOf(ran)).toContainEqual(
        expect.stringMatching(
          /is not the plan that prepare wrote: its digest is another\n.*plan-digest/,
        ),
      )
      expect(ran.conclusion).toBe('failure')
      expect(jobsOf(ran)).toContain('check failure')
      expect(ran.outputs['verdict']).toBe(stage === 'retrain' ? 'incomparable' : undefined)
    },
  )

  test('a training of another commit than the planned one is refused', async () => {
    const ran = await judged(
      { 'notes.txt': 'moved\n' },
      {
        edit: (workflow) => {
          const [before = '', after = ''] = workflow.split('  retrain:\n')
          const from = 'fetch-depth: 2'
          return `${before}  retrain:\n${replaced(after, from, `ref: main\n          ${from}`)}`
        },
      },
    )
    expect(errorsOf(ran)).toContainEqual(expect.stringMatching(/the plan is for the commit/))
    expect(ran.outputs['verdict']).toBe('incomparable')
    expect(ran.conclusion).toBe('failure')
  })
})
