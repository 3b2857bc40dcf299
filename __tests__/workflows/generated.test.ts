import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { draftWorkflows, jobMinutes } from '../../src/survey/workflow.ts'
import { holds } from '../fakes/runner/expressions.ts'
import { statusFunctions } from '../fakes/runner/functions.ts'
import { facts, first, second } from './drafted.ts'
import { evaluated, evaluatedIn, parsed } from './parsed.ts'

const READS = { contents: 'read', actions: 'read' }
const JUDGES = { ...READS, 'pull-requests': 'write' }
const KEEPS = { contents: 'write', actions: 'read' }

describe.each([
  { form: 'one job', threeJobs: false },
  { form: 'three jobs', threeJobs: true },
])('$form', ({ threeJobs }) => {
  test('answers every event of a baseline’s life', async () => {
    const { on, name } = await parsed(first({ threeJobs }))
    expect(name).toBe('Reprise')
    expect(Object.keys(on).sort()).toEqual([
      'merge_group',
      'pull_request',
      'push',
      'schedule',
      'workflow_dispatch',
    ])
    expect(on['pull_request']).toEqual({
      types: ['opened', 'synchronize', 'reopened', 'ready_for_review'],
    })
    expect(on['push']).toEqual({ branches: ['main'] })
    const { inputs = {} } = on['workflow_dispatch'] ?? {}
    expect(inputs['mode']?.options).toEqual(['check', 'calibrate', 'accept'])
    expect(Object.keys(inputs)).toEqual(['mode', 'model', 'because', 'cause'])
  })

  test('a newer push cancels a pull request’s run; of branches no run takes the place of another event’s', async () => {
    const text = first({ threeJobs })
    const groupOf = (github: object): Promise<unknown> =>
      evaluatedIn({ contexts: { github }, functions: [] }, text, 'concurrency', 'group')
    const ref = 'refs/heads/main'
    const events = ['push', 'schedule', 'workflow_dispatch']
    const groups = events.map((event_name) => groupOf({ event_name, ref, event: {} }))
    expect(await Promise.all(groups)).toEqual([
      `reprise-push-${ref}`,
      `reprise-schedule-${ref}`,
      `reprise-workflow_dispatch-${ref}`,
    ])
    const event = { pull_request: { number: 7 } }
    expect(await groupOf({ event_name: 'pull_request', ref, event })).toBe('reprise-7')
    const { concurrency } = await parsed(text)
    expect(concurrency['cancel-in-progress']).toBe("${{ github.event_name == 'pull_request' }}")
  })

  test('gives no permission but by name, and writes to the repository in `keep` alone', async () => {
    const { permissions, jobs } = await parsed(first({ threeJobs }))
    expect(permissions).toEqual({})
    const granted = Object.entries(jobs).map(([id, job]) => [id, job.permissions])
    expect(Object.fromEntries(granted)).toEqual({
      check: JUDGES,
      keep: KEEPS,
      ...(threeJobs && { prepare: READS, retrain: { contents: 'read' } }),
    })
  })

  test('draft pull requests are no condition of any job', async () => {
    expect(first({ threeJobs })).not.toContain('.draft')
  })

  test('every action is pinned by its commit, and no checkout keeps its token', async () => {
    const { jobs } = await parsed(first({ threeJobs }))
    const used = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses))
    expect(used.length).toBeGreaterThan(3)
    for (const { uses = '', with: given = {} } of used) {
      expect(uses).toMatch(/@[0-9a-f]{40}$/)
      if (!uses.startsWith('actions/checkout@')) continue
      expect(given).toEqual({ 'fetch-depth': 2, 'persist-credentials': false })
    }
  })

  test('every job ends by itself', async () => {
    const { jobs } = await parsed(first({ threeJobs }))
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
    const trains = threeJobs ? ['retrain'] : ['check', 'keep']
    for (const id of trains) expect(jobs[id]?.['timeout-minutes']).toBe(150)
  })
})

test('the required check is never skipped where something failed before it', async () => {
  const { jobs } = await parsed(first({ threeJobs: true }))
  const { check, retrain } = jobs
  expect(check?.needs).toEqual(['prepare', 'retrain'])
  expect(check?.if).toContain('always()')
  expect(check?.steps[0]?.if).toContain("needs.prepare.result != 'success'")
  expect(check?.steps[0]?.run).toContain('exit 1')
  expect(retrain?.if).toBe("${{ needs.prepare.outputs.idle != 'true' }}")
  expect(retrain?.['runs-on']).toBe('${{ matrix.runner || fromJSON(\'["self-hosted","gpu"]\') }}')
})

describe('split into jobs, nobody trains but the matrix', () => {
  test('for every event: the others run on lent machines and use no action that trains', async () => {
    const { jobs } = await parsed(first({ threeJobs: true }))
    expect(Object.keys(jobs)).toEqual(['prepare', 'retrain', 'check', 'keep'])
    const uses = Object.entries(jobs).map(([id, { steps }]) => [
      id,
      steps.flatMap(({ uses: used = '' }) => /reprise\/?(.*)@/.exec(used)?.[1] ?? []),
    ])
    expect(Object.fromEntries(uses)).toEqual({
      prepare: ['prepare'],
      retrain: ['retrain'],
      check: ['report'],
      keep: ['report'],
    })
    expect([jobs['prepare']?.if, jobs['retrain']?.if]).toEqual([
      undefined,
      "${{ needs.prepare.outputs.idle != 'true' }}",
    ])
    for (const id of ['prepare', 'check', 'keep'])
      expect(jobs[id]?.['runs-on']).toBe('ubuntu-24.04')
  })

  test('what a person asked for goes to prepare, as it goes to the whole action elsewhere', async () => {
    const split = await parsed(first({ threeJobs: true }))
    const whole = await parsed(first({}))
    const asked = split.jobs['prepare']?.steps.at(-1)?.with
    expect(Object.keys(asked ?? {})).toEqual(['config', 'mode', 'model', 'because', 'cause'])
    expect(asked).toEqual(whole.jobs['keep']?.steps.at(-1)?.with)
  })

  test('`keep` keeps what was measured where one training was lost, and nothing of a cancelled run', async () => {
    const { keep } = (await parsed(first({ threeJobs: true }))).jobs
    expect(keep?.needs).toEqual(['prepare', 'retrain'])
    const condition = keep?.if?.replace(/^\$\{\{(.*)\}\}$/, '$1') ?? ''
    // One of the trainings failed.
    const runs = (event_name: string, result: string, cancelled: boolean): boolean =>
      holds(condition, {
        contexts: { github: { event_name }, needs: { prepare: { result } } },
        functions: statusFunctions(() => ({ success: false, failure: !cancelled, cancelled })),
      })
    expect(runs('push', 'success', false)).toBe(true)
    expect(runs('workflow_dispatch', 'success', false)).toBe(true)
    expect(runs('push', 'failure', false)).toBe(false)
    expect(runs('push', 'success', true)).toBe(false)
    expect(runs('pull_request', 'success', false)).toBe(false)
    expect(runs('merge_group', 'success', false)).toBe(false)
  })
})

test('the second stage reads the artifact, writes comment and check, and fetches nothing of the change', async () => {
  const { on, permissions, jobs, name } = await parsed(second({}))
  expect(name).toBe('Reprise report')
  expect(on).toEqual({ workflow_run: { workflows: ['Reprise'], types: ['completed'] } })
  expect(permissions).toEqual({})
  const { report } = jobs
  expect(report?.permissions).toEqual({ ...JUDGES, checks: 'write' })
  expect(report?.['runs-on']).toBe('ubuntu-24.04')
  expect(report?.steps[0]?.with).toEqual({ 'persist-credentials': false })
  expect(report?.steps[1]?.uses).toBe(`o/reprise/report@${'1'.repeat(40)}`)
})

test('the sandbox is made to work on machines that GitHub lends, and nothing is installed on yours', async () => {
  const lent = await parsed(first({ runner: ['ubuntu-24.04'] }))
  expect(lent.jobs['check']?.steps[1]?.run).toContain('bubblewrap')
  expect(first({})).not.toContain('sudo')
  const split = await parsed(first({ threeJobs: true }))
  expect(split.jobs['retrain']?.steps[1]).toMatchObject({
    if: expect.stringContaining("runner.environment == 'github-hosted'"),
    run: expect.stringContaining('bubblewrap'),
  })
})

describe('a monorepo', () => {
  test('two projects have files, checks and concurrency groups of their own', async () => {
    const texts = ['vision', 'speech'].map((name) => {
      const [file] = draftWorkflows({ ...facts, config: `projects/${name}/reprise.yml` })
      expect(file?.path).toBe(`.github/workflows/reprise-projects-${name}.yml`)
      return file?.text ?? ''
    })
    const [vision, speech] = await Promise.all(texts.map(parsed))
    expect(vision?.concurrency.group).toMatch(/^reprise-projects-vision-\$/)
    expect(speech?.concurrency.group).toMatch(/^reprise-projects-speech-\$/)
    expect(vision?.jobs['check']?.name).toContain(
      "&& 'Reprise projects-vision' || 'Reprise projects-vision (not a pull request)'",
    )
  })

  test('names that only differ in what a file name loses are not one file', () => {
    const names = ['a-b', 'a/b', 'A/b', 'ä/b', '訓練', '実験', 'mini.yml'].map((folder) => {
      const config = folder.endsWith('.yml') ? folder : `${folder}/reprise.yml`
      return draftWorkflows({ ...facts, config })[0]?.path
    })
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^\.github\/workflows\/reprise-[a-z0-9-]+\.yml$/)
  })
})

/** Letters that mean something to YAML, to expressions or to filter patterns. */
const odd = fc
  .string({
    unit: fc.constantFrom(...'ab ${{}}\'"#:,[]!*&|>%@`\\-?+\n\té訓\u2028\u0085'),
    minLength: 1,
    maxLength: 24,
  })
  .filter((text) => text.trim() !== '')
const name = fc.oneof(
  odd,
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ''),
  fc.constantFrom(
    'yes',
    'null',
    '1e3',
    '0x10',
    '~',
    '${{ github.token }}',
    "a${{ '",
    '.inf',
    '- a',
    '}}',
  ),
)

test('whatever a path, a label or a branch is called, it stays that name', async () => {
  const cases = fc.asyncProperty(
    name,
    fc.array(name, { minLength: 1, maxLength: 3 }),
    async (config, runner) => {
      const text = first({ config, runner })
      expect(await evaluated(text, 'jobs', 'check', 'runs-on')).toEqual(
        runner.length === 1 ? runner[0] : runner,
      )
      const written = (await parsed(text)).jobs['check']?.steps.at(-1)?.with?.['config']
      expect(await evaluated(onlyWith(written), 'jobs', 'a', 'env', 'config')).toBe(config)
    },
  )
  await fc.assert(cases, { numRuns: process.env['REPRISE_LONG'] === undefined ? 60 : 6000 })
})

/** A workflow around one value: steps cannot be looked at by a path. */
function onlyWith(value: unknown): string {
  return JSON.stringify({
    on: 'push',
    jobs: { a: { 'runs-on': 'x', env: { config: value }, steps: [{ run: 'true' }] } },
  })
}

test('labels of several machines survive inside an expression', async () => {
  const cases = fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 3 }), async (runner) => {
    const { jobs } = await parsed(first({ runner, threeJobs: true }))
    const written = jobs['retrain']?.['runs-on']
    const constant = String(written).replace('matrix.runner || ', '')
    expect(await evaluated(onlyWith(constant), 'jobs', 'a', 'env', 'config')).toEqual(runner)
  })
  await fc.assert(cases, { numRuns: process.env['REPRISE_LONG'] === undefined ? 60 : 6000 })
})

test.each([
  ['main', 'main'],
  ['release/1.x', 'release/1.x'],
  ['c++', String.raw`c\+\+`],
  ['!odd', String.raw`\!odd`],
  ['yes', 'yes'],
])('the branch %s is no pattern', async (branch, pattern) => {
  const { on } = await parsed(first({ branch }))
  expect(on['push']?.branches).toEqual([pattern])
})

describe('the time that a job has', () => {
  test.each([
    ['one model, whose budget is longer than one training', [60], 120, ['gpu'], 150],
    ['one model, whose training may be longer than its budget', [600], 120, ['gpu'], 630],
    ['two models one after the other', [60, 60], 120, ['gpu'], 270],
    ['more than GitHub lends a machine for', [600], 120, ['ubuntu-24.04'], 350],
    ['more than any job may take', [60], 100_000, ['self-hosted', 'gpu'], 7190],
  ])('%s', (_, trainings, budget, runner, minutes) => {
    expect(jobMinutes(trainings, budget, runner)).toBe(minutes)
  })
})
